"""`kanyin import`: files in other forms → a book folder of Markdown.

In: paths, in the order of the book. Out: a folder with book.toml, the chapters and their pictures, and diagnostics for
whatever was not kept. Not done: changing the text, punctuation included. Nothing is read but the sources and the
pictures beside them; nothing is asked of the network.

`import_book` is the pipeline. An importer is one package, or file, and one line in `IMPORTERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kanyin.diagnostics import BuildFailed, Report, Span
from kanyin.folders import check_target, write_folder
from kanyin.importer import docx, epub, markdown, plain, web
from kanyin.importer.arrange import arrange
from kanyin.importer.encoding import decode
from kanyin.importer.model import Work
from kanyin.importer.pictures import Pictures
from kanyin.importer.reading import Form, Source, read_source

__all__ = ["Imported", "import_book", "readable"]

IMPORTERS: Mapping[Form, Callable[[Source, Pictures, Report], Work]] = {
    Form.TEXT: plain.read,
    Form.MARKDOWN: markdown.read,
    Form.WORD: docx.read,
    Form.PAGE: web.read,
    Form.EPUB: epub.read,
}


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import made: the folder, its files in writing order, and what was recognised in the sources.

    `headings` leaves out the title; `paragraphs` counts list items too. `kinds` says what each source was read as.
    """

    folder: Path
    files: tuple[Path, ...]
    title: str
    authors: tuple[str, ...]
    kinds: tuple[str, ...]
    headings: int
    paragraphs: int


def import_book(
    sources: Sequence[Path], folder: Path, report: Report, *, title: str | None = None, authors: Sequence[str] = ()
) -> Imported:
    """Make the book `folder` out of the files; raises `BuildFailed`, and then has written nothing.

    Several files are chapters of one book, in their order. `title` and `authors` win over what the files say.
    """
    check_target(folder, report)
    works = [_read(path, report) for path in sources]
    report.stop_on_errors()
    title = title or _title_of(works, folder, report)
    authors = tuple(authors) or tuple(dict.fromkeys(author for work in works for author in work.authors))
    arranged = arrange(works, title, authors)
    files = write_folder(folder, arranged.files, report)
    kinds = tuple(dict.fromkeys(work.kind for work in works))
    return Imported(folder, files, title, authors, kinds, arranged.headings, arranged.paragraphs)

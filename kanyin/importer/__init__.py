"""`kanyin import`: files in other forms → a book folder of Markdown.

In: paths, in the order of the book. Out: a folder with book.toml, the chapters and their pictures, and diagnostics for
whatever was not kept. Not done: changing the text, punctuation included. Nothing is read but the sources and the
pictures beside them; nothing is asked of the network.

`import_book` is the pipeline. An importer is one package, or file, and one line in `IMPORTERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from kanyin.diagnostics import BuildFailed, Report, Span
from kanyin.folders import check_target, write_folder
from kanyin.importer import docx, epub, markdown, plain, web
from kanyin.importer.arrange import arrange
from kanyin.importer.encoding import decode
from kanyin.importer.model import Work
from kanyin.importer.reading import Form, Source, read_source
from kanyin.importer.stores import Stores
from kanyin.records import dataclass

__all__ = ["Imported", "import_book", "readable"]

IMPORTERS: Mapping[Form, Callable[[Source, Stores, Report], Work]] = {
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
    stores = Stores()
    works = [work for path in sources if (work := _read(path, stores, report))]
    report.stop_on_errors()
    title = title or _title_of(works, folder, report)
    authors = tuple(authors) or tuple(dict.fromkeys(author for work in works for author in work.authors))
    arranged = arrange(works, title, authors, stores.pictures.all())
    files = write_folder(folder, arranged.files, report)
    kinds = tuple(dict.fromkeys(work.kind for work in works))
    return Imported(folder, files, title, authors, kinds, arranged.headings, arranged.paragraphs)


def _read(path: Path, stores: Stores, report: Report) -> Work | None:
    """Return the work at `path`; None when it cannot be read, which is told, so that the next one is looked at too."""
    try:
        source = read_source(path, Report(report.add))
        return IMPORTERS[source.form](source, stores, Report(report.add))
    except BuildFailed:
        return None


def _title_of(works: Sequence[Work], folder: Path, report: Report) -> str:
    """Return the title of one work; several have no title of their own, so that the folder's name has to do."""
    if len(works) == 1:
        return works[0].title
    title = folder.resolve().name
    report.note("import.title", f"title: {title}, the folder's name", Span(folder), "--title gives another")
    return title


def readable(sources: Sequence[Path]) -> Mapping[Path, str]:
    """Return the texts of the sources for showing the lines diagnostics point at, of those that can be decoded.

    `diagnostics.render` reads files as UTF-8; a source in another encoding needs its text handed over. Line ends are
    made one kind, so that line numbers agree.
    """
    return {path: text for path in sources if (text := _text_of(path)) is not None}


def _text_of(path: Path) -> str | None:
    report = Report()
    try:
        source = read_source(path, report)
        if source.form in (Form.WORD, Form.EPUB):
            return None
        text = web.decoded(source, report) if source.form is Form.PAGE else decode(source.data, path, report).text
    except BuildFailed:  # whatever is wrong with the file was told by the import itself
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")

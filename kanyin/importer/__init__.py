"""`kanyin import`: a plain-text file → a book folder of Markdown.

In: the path of a .txt in any usual Chinese encoding. Out: a folder with book.toml and the chapters, holding every
character of the source that is not white space or a list's bullet. Not done: changing the text, punctuation included.

`import_text` is the pipeline; each call is one module.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from kanyin.diagnostics import BuildFailed, Report, Span
from kanyin.folders import check_target, write_folder
from kanyin.importer.compose import compose
from kanyin.importer.contents import without_contents
from kanyin.importer.encoding import decode
from kanyin.importer.front import matter_of
from kanyin.importer.lines import split_lines
from kanyin.importer.paragraphs import Layout, paragraphs_of
from kanyin.importer.reading import read_source

__all__ = ["Imported", "import_text", "readable"]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import made: the folder, its files in writing order, and what was recognised in the text.

    `headings` leaves out the title; `paragraphs` counts list items too.
    """

    folder: Path
    files: tuple[Path, ...]
    title: str
    authors: tuple[str, ...]
    encoding: str
    headings: int
    paragraphs: int


def import_text(source: Path, folder: Path, report: Report) -> Imported:
    """Make the book `folder` out of the text file `source`; raises `BuildFailed`, and then has written nothing."""
    check_target(folder, report)
    decoded = decode(read_source(source, report), source, report)
    lines = split_lines(decoded.text, source, report)
    if not lines:
        report.error("import.empty", "the file has no text", Span(source))
    report.stop_on_errors()
    paragraphs, layout = paragraphs_of(lines)
    if layout is Layout.WRAPPED:
        report.note(
            "import.layout", f"read as {layout}: {len(lines)} lines make {len(paragraphs)} paragraphs", Span(source)
        )
    matter = matter_of(paragraphs, source, report)
    body, contents = without_contents(matter.body, source, report)
    composed = compose(replace(matter, body=body, head=(*matter.head, *contents)), source)
    files = write_folder(folder, composed.files, report)
    return Imported(
        folder, files, matter.title, matter.authors, decoded.encoding, composed.headings, composed.paragraphs
    )


def readable(source: Path) -> str | None:
    """Return the text of `source` for showing the lines diagnostics point at, or None when it cannot be decoded.

    `diagnostics.render` reads files as UTF-8; a source in another encoding needs its text handed over. Line ends are
    made one kind, so that line numbers agree.
    """
    report = Report()
    try:
        text = decode(read_source(source, report), source, report).text
    except BuildFailed:  # whatever is wrong with the file was told by the import itself
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")

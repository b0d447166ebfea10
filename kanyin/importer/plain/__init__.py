"""Plain text in any usual Chinese encoding → a work.

In: the path of a .txt. Out: its work, holding every character of the source that is not white space or a list's bullet.
Not done: changing the text, punctuation included.
"""

from __future__ import annotations

from dataclasses import replace

from kanyin.diagnostics import Report, Span
from kanyin.importer.common import script_of
from kanyin.importer.encoding import decode
from kanyin.importer.model import Work
from kanyin.importer.plain.compose import compose
from kanyin.importer.plain.contents import without_contents
from kanyin.importer.plain.front import matter_of
from kanyin.importer.plain.lines import split_lines
from kanyin.importer.plain.paragraphs import Layout, paragraphs_of
from kanyin.importer.reading import Source
from kanyin.importer.stores import Stores


def read(source: Source, _stores: Stores, report: Report) -> Work:
    """Return the text file as a work; raises `BuildFailed` when it cannot be read."""
    file = source.path
    decoded = decode(source.data, file, report)
    lines = split_lines(decoded.text, file, report)
    if not lines:
        report.error("import.empty", "the file has no text", Span(file))
    report.stop_on_errors()
    paragraphs, layout = paragraphs_of(lines)
    if layout is Layout.WRAPPED:
        message = f"read as {layout}: {len(lines)} lines make {len(paragraphs)} paragraphs"
        report.note("import.layout", message, Span(file))
    matter = matter_of(paragraphs, file, report)
    body, contents = without_contents(matter.body, file, report)
    composed = compose(replace(matter, body=body, head=(*matter.head, *contents)), file)
    return Work(
        source=file,
        title=matter.title,
        kind=decoded.encoding,
        authors=matter.authors,
        blocks=composed.blocks,
        divided=composed.divided,
        language=script_of("".join(paragraph.text for paragraph in matter.body)),
        numbered=True,
    )

"""A table → Markdown, or HTML where Markdown's tables cannot hold it.

In: a table, and the writer of its chapter. Out: its text. Markdown's tables have one row of head and cells of one
paragraph; spans, further heads, lists and paragraphs in cells take HTML, with Markdown inside where a cell needs it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kanyin.importer.model import Block, Cell, Inline, Note, Paragraph, Table
from kanyin.importer.writing.inlines import tidy, without_indent
from kanyin.importer.writing.tags import html_of

if TYPE_CHECKING:
    from kanyin.importer.writing.blocks import Writer

_DASHES = {"": "---", "left": ":---", "center": ":---:", "right": "---:"}


def markdown(table: Table, writer: Writer) -> str:
    """Return the table's Markdown."""
    if not table.rows or not any(table.rows):
        return ""
    return _piped(table, writer) if is_plain(table) else _html(table, writer)


def is_plain(table: Table) -> bool:
    """Tell whether Markdown's own form can hold the table."""
    cells = [cell for row in table.rows for cell in row]
    plain = all(cell.columns == cell.rows == 1 and _content(cell) is not None for cell in cells)
    return plain and table.heads == 1 and any(cell.blocks for cell in table.rows[0])


def _content(cell: Cell) -> tuple[Inline, ...] | None:
    """Return what stands in a cell of at most one paragraph, None for one that holds more."""
    if not cell.blocks:
        return ()
    first = cell.blocks[0]
    return first.content if len(cell.blocks) == 1 and isinstance(first, Paragraph) else None


def _piped(table: Table, writer: Writer) -> str:
    width = max(map(len, table.rows))
    rows = [[_cell(cell, writer) for cell in row] + [""] * (width - len(row)) for row in table.rows]
    dashes = [_DASHES[_alignment(table.rows[1:], i)] for i in range(width)]
    lines = [f"| {' | '.join(row)} |" for row in (rows[0], dashes, *rows[1:])]
    caption = writer.line(table.caption)
    return "\n".join(lines) + (f"\n\n: {caption} {{.unnumbered}}" if caption else "")


def _cell(cell: Cell, writer: Writer) -> str:
    return writer.line(_content(cell) or ())


def _alignment(rows: Sequence[Sequence[Cell]], column: int) -> str:
    """Return the alignment that all cells of the column share, if it is one that says something."""
    found = {row[column].align for row in rows if column < len(row) and row[column].blocks}
    return found.pop() if len(found) == 1 else ""


def _html(table: Table, writer: Writer) -> str:
    lines = ['<table class="unnumbered">' if table.caption else "<table>"]
    if table.caption:
        lines += _element("caption", "", (Paragraph(table.caption),), writer)
    head = min(table.heads, len(table.rows))
    for part, rows, tag in (("thead", table.rows[:head], "th"), ("tbody", table.rows[head:], "td")):
        if rows:
            lines += [f"<{part}>", *(line for row in rows for line in _row(row, tag, writer)), f"</{part}>"]
    return "\n".join([*lines, "</table>"])


def _row(row: Sequence[Cell], tag: str, writer: Writer) -> list[str]:
    lines = ["<tr>"]
    for cell in row:
        spans = [f'{name}="{n}"' for name, n in (("colspan", cell.columns), ("rowspan", cell.rows)) if n > 1]
        align = [f'style="text-align: {cell.align}"'] if cell.align in ("center", "right") else []
        lines += _element(tag, " ".join([*spans, *align]), cell.blocks, writer)
    return [*lines, "</tr>"]


def _element(tag: str, attributes: str, blocks: Sequence[Block], writer: Writer) -> list[str]:
    opening = f"<{tag} {attributes}>" if attributes else f"<{tag}>"
    cell = Cell(tuple(blocks))
    content = _content(cell)
    if content is not None and not any(isinstance(item, Note) for item in content):
        return [f"{opening}{html_of(without_indent(tidy(content)))}</{tag}>"]
    return [opening, "", "\n\n".join(writer.blocks(cell.blocks)), "", f"</{tag}>"]

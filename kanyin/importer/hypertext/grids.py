"""A table of HTML → a table.

In: a `<table>`, and what reads the blocks of a cell. Out: a `Table`; None for one without text. Not done: widths,
rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final
from xml.etree.ElementTree import Element

from kanyin.importer.hypertext.looks import alignment, classes, is_hidden, text_in
from kanyin.importer.model import Block, Cell, Inline, Paragraph, Table

_MOST_SPAN: Final = 100
_MANY: Final = 5
"""Paragraphs in one cell: where there are so many, the table is the page's frame."""


def is_layout(table: Element) -> bool:
    """Tell whether a table only arranges the page: it holds tables or headings, many paragraphs, or a single cell."""
    if table.get("role") in ("presentation", "none"):
        return True
    cells = [cell for row in _rows(table) for cell in _cells(row)]
    if len(cells) <= 1:
        return True
    inner = {e.tag for cell in cells for e in cell.iter()}
    if inner & {"h1", "h2", "h3"} or any(e.tag == "table" for cell in cells for e in cell.iter()):
        return True
    if any({"code", "gutter", "linenos"} & set(classes(cell)) for cell in cells) and "pre" in inner:
        return True
    return any(sum(e.tag == "p" and bool(text_in(e)) for e in cell.iter()) >= _MANY for cell in cells)


def table(element: Element, blocks_of: Callable[[Element], tuple[Block, ...]]) -> Table | None:
    """Return the table."""
    rows, heads = list[tuple[Cell, ...]](), 0
    for row in _rows(element):
        cells = list(_cells(row))
        if not cells or is_hidden(row):
            continue
        made = tuple(_cell(cell, blocks_of(cell)) for cell in cells)
        if heads == len(rows) and all(cell.tag == "th" for cell in cells):
            heads += 1
        rows.append(made)
    if not any(cell.blocks for row in rows for cell in row):
        return None
    heads = heads if heads < len(rows) else 0
    return Table(tuple(rows), heads, _caption(element, blocks_of))


def _caption(element: Element, blocks_of: Callable[[Element], tuple[Block, ...]]) -> tuple[Inline, ...]:
    for caption in element.findall("caption"):
        for block in blocks_of(caption):
            if isinstance(block, Paragraph):
                return block.content
    return ()


def _rows(table: Element) -> Iterator[Element]:
    """Yield the rows of the table, those of tables inside it aside."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _cells(row: Element) -> Iterator[Element]:
    return (cell for cell in row if cell.tag in ("td", "th"))


def _cell(element: Element, blocks: tuple[Block, ...]) -> Cell:
    return Cell(blocks, _span(element, "colspan"), _span(element, "rowspan"), alignment(element))


def _span(element: Element, name: str) -> int:
    text = element.get(name, "1").strip()
    return max(1, min(int(text), _MOST_SPAN)) if text.isdecimal() and len(text) < 6 else 1

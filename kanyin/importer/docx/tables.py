"""A table of Word's → a table.

In: a `w:tbl`, and what reads the blocks of its cells. Out: a `Table` with its spans; of a table that is one cell, a
frame, a quotation. The first row is the head where Word repeats it, or sets it as the first row. Not done: widths,
rules, shading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, Literal, Protocol
from xml.etree.ElementTree import Element

from kanyin.importer.docx.styles import below, is_on, value
from kanyin.importer.model import Block, Cell, Mark, Paragraph, Quote, Run, Table
from kanyin.records import dataclass

_FIRST_ROW: Final = 0x20
_THROUGH: Final = frozenset({"w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml"})


class ReadsBlocks(Protocol):
    """What reads the blocks of a cell."""

    def blocks(self, parent: Element) -> tuple[Block, ...]:
        """Return the blocks in the element."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A cell with the column it begins at, and whether it goes on with the one above it."""

    cell: Cell
    column: int
    continues: bool


def read(table: Element, body: ReadsBlocks) -> Block:
    """Return the table."""
    elements = list(_found(table, "w:tr"))
    rows = [_row(row, body) for row in elements if not _is_deleted(row)]
    cells = [placed.cell for row in rows for placed in row]
    if len(cells) == 1:
        return Quote(cells[0].blocks)
    spanned = tuple(tuple(_spanned(rows)[i]) for i in range(len(rows)))
    return Table(spanned, _heads(table, elements, spanned))


def _found(parent: Element, tag: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, those inside content controls too."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _THROUGH:
            yield from _found(child, tag)


def _is_deleted(row: Element) -> bool:
    return below(row, "w:trPr", "w:del") is not None


def _row(row: Element, body: ReadsBlocks) -> list[_Placed]:
    properties = row.find("w:trPr")
    column = _number(value(properties, "w:gridBefore"), 0)
    out = [_Placed(Cell(()), n, False) for n in range(column)]
    for element in _found(row, "w:tc"):
        own = element.find("w:tcPr")
        columns = _number(value(own, "w:gridSpan"), 1)
        merge = own.find("w:vMerge") if own is not None else None
        continues = merge is not None and merge.get("w:val", "continue") == "continue"
        cell = Cell(body.blocks(element), columns, 1, _alignment(element))
        out.append(_Placed(cell, column, continues))
        column += columns
    return out


def _number(text: str | None, default: int) -> int:
    return min(int(text), 100) if text and text.isdecimal() and int(text) else default


def _alignment(cell: Element) -> Literal["", "center", "right"]:
    found = {value(paragraph.find("w:pPr"), "w:jc") for paragraph in cell.findall("w:p")}
    only = found.pop() if len(found) == 1 else None
    return "center" if only == "center" else "right" if only in ("right", "end") else ""


def _spanned(rows: Sequence[Sequence[_Placed]]) -> list[list[Cell]]:
    """Give cells their height; those that go on with the one above them go, what stands in them with it."""
    out: list[list[Cell]] = [[] for _ in rows]
    begun: dict[int, tuple[int, int]] = {}
    for i, row in enumerate(rows):
        for placed in row:
            if placed.continues and placed.column in begun:
                at, n = begun[placed.column]
                above = out[at][n]
                out[at][n] = replace(above, rows=i - at + 1, blocks=(*above.blocks, *placed.cell.blocks))
                continue
            begun[placed.column] = (i, len(out[i]))
            out[i].append(placed.cell)
    return out


def _heads(table: Element, rows: Sequence[Element], made: Sequence[Sequence[Cell]]) -> int:
    """Return how many rows are the head: those Word repeats on each page, else a first row that looks like one."""
    repeated = 0
    while repeated < len(rows) - 1 and is_on(below(rows[repeated], "w:trPr", "w:tblHeader")):
        repeated += 1
    if repeated or len(made) < 2:
        return repeated
    one_row = all(cell.rows == 1 and cell.blocks for cell in made[0])
    return int(one_row and (_sets_first_row(table) or all(map(_is_bold, made[0]))))


def _sets_first_row(table: Element) -> bool:
    look = below(table, "w:tblPr", "w:tblLook")
    if look is None:
        return False
    if "w:firstRow" in look.attrib:
        return look.get("w:firstRow") in ("1", "true", "on")
    try:
        return bool(int(look.get("w:val", "0"), 16) & _FIRST_ROW)
    except ValueError:
        return False


def _is_bold(cell: Cell) -> bool:
    runs = [
        i for b in cell.blocks if isinstance(b, Paragraph) for i in b.content if isinstance(i, Run) and i.text.strip()
    ]
    return bool(runs) and all(Mark.STRONG in run.marks for run in runs)

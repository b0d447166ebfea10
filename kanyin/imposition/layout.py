"""What a layout is: sheets of paper, their two sides, and the cells on each.

In: nothing. Out: the records every layout makes (`Sheet`, `Cell`), what it is told (`Order`), and `Layout`, by which it
is listed. Nothing here knows millimetres, and nothing knows PDF.

The *front* of a folded sheet is its outer face. The *back* is what one sees after turning the sheet over like the leaf
of a book: what stands at the left of the front has the right of the back behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from kanyin.records import dataclass

Page = int | None
"""A page, counted from 0, or None for one that stays blank."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A place for one page: `row` and `column` count from the side's top left; `turn` is in degrees, clockwise."""

    page: Page
    row: int
    column: int
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its cells row by row (no `back` where only one side is printed), the signature it belongs to, and how
    many sheets of that signature lie around it once they are folded and nested; both count from 0."""

    front: tuple[Cell, ...]
    back: tuple[Cell, ...]
    signature: int = 0
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Order:
    """What decides the order of pages. `signature` is in sheets; `rows` and `columns` are those of a side.

    `to_left` is a book bound at its right edge, read from right to left.
    """

    to_left: bool = False
    back_cover: bool = False
    signature: int = 4
    rows: int = 1
    columns: int = 2
    one_sided: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout by name: the function that arranges so many pages, and what is done with the printed sheets.

    `grids` are the (rows, columns) it may take, whichever shows pages larger; none where the user names one. `finish`
    tells a person who holds the printed sheets what to do, with `{first}` for the first page and `{sheets}` for how
    many sheets a signature has.
    """

    name: str
    arrange: Callable[[int, Order], tuple[Sheet, ...]]
    grids: tuple[tuple[int, int], ...]
    finish: str = ""
    folded: bool = False
    stapled: bool = False


def padded(pages: int, unit: int, *, back_cover: bool) -> tuple[Page, ...]:
    """Return the pages with blanks up to a multiple of `unit`: after them, or before the last if that is the cover."""
    blanks = (None,) * (-pages % unit)
    body = pages - 1 if back_cover and pages > 1 else pages
    return (*range(body), *blanks, *range(body, pages))


def nested(pages: Sequence[Page], *, to_left: bool, signature: int = 0) -> tuple[Sheet, ...]:
    """Return the sheets that, folded once and laid into one another, show `pages` in order; outermost sheet first."""
    last = len(pages) - 1
    return tuple(
        Sheet(
            _spread(pages[last - 2 * depth], pages[2 * depth], to_left=to_left),
            _spread(pages[2 * depth + 1], pages[last - 1 - 2 * depth], to_left=to_left),
            signature,
            depth,
        )
        for depth in range(len(pages) // 4)
    )


def _spread(left: Page, right: Page, *, to_left: bool) -> tuple[Cell, ...]:
    return tuple(Cell(page, 0, column) for column, page in enumerate((right, left) if to_left else (left, right)))


def turned(sheet: Sheet, rows: int, columns: int) -> Sheet:
    """Return the sheet with its back printed head to foot, for a printer that turns the paper over the other way."""
    cells = (
        replace(cell, row=rows - 1 - cell.row, column=columns - 1 - cell.column, turn=(cell.turn + 180) % 360)
        for cell in reversed(sheet.back)
    )
    return replace(sheet, back=tuple(cells))

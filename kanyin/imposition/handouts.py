"""Handouts: several pages side by side on a flat sheet, read row by row; nothing is folded."""

from __future__ import annotations

from .layout import Cell, Layout, Order, Page, Sheet


def arrange(pages: int, order: Order) -> tuple[Sheet, ...]:
    """Return the sheets in order; a last side without a page on it is not printed."""
    each = order.rows * order.columns
    sides = [_side(range(start, min(start + each, pages)), order) for start in range(0, pages, each)]
    if order.one_sided:
        return tuple(Sheet(side, ()) for side in sides)
    pairs = zip(sides[0::2], [*sides[1::2], ()], strict=False)
    return tuple(Sheet(front, back) for front, back in pairs)


def _side(pages: range, order: Order) -> tuple[Cell, ...]:
    """Return the cells of one side, from its top left, whichever way its rows are read."""
    grid = [(row, column) for row in range(order.rows) for column in range(order.columns)]
    return tuple(Cell(_page_at(row, column, pages, order), row, column) for row, column in grid)


def _page_at(row: int, column: int, pages: range, order: Order) -> Page:
    place = row * order.columns + (order.columns - 1 - column if order.to_left else column)
    return pages[place] if place < len(pages) else None


TWO_UP = Layout("2up", arrange, ((1, 2), (2, 1)))
FOUR_UP = Layout("4up", arrange, ((2, 2),))
N_UP = Layout("nup", arrange, ())

"""Columns as wide as their content asks, where a table is to have it so (`-kanyin-columns: by-content`).

Wraps `weasyprint.layout.table:auto_table_layout` (70.0). Where everything fits on one line stock's widths stand. Where
it does not, stock narrows every column by the same part of what it can give, so that a column of short labels is broken
for the sake of a long one beside it; here short columns keep their width and the long ones share the rest
(`sharing.py`), after `fitting.py` has made the table fit. Tables with widths of their own, in CSS, are left to stock.

Also wraps `weasyprint.layout.preferred:table_cell_min_max_content_width`, to keep what it measures of each cell.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint.layout.preferred import margin_width

from kanyin.engine import fitting
from kanyin.engine.hook import Undo, replace_all
from kanyin.engine.sharing import Column, share

# Widths are sums of floats: a table this much too wide, in px, fits.
CLOSE = 1e-4


def apply() -> Undo:
    """Put the hook in."""
    return replace_all(
        (["weasyprint.layout.preferred:table_cell_min_max_content_width"], _remembering),
        (["weasyprint.layout.table:auto_table_layout"], _by_content),
    )


def _remembering(stock: Callable[..., Any]) -> Callable[..., Any]:
    def table_cell_min_max_content_width(context: Any, box: Any, outer: bool = True) -> Any:
        widths = stock(context, box, outer)
        if outer:
            box.kanyin_widths = widths
        return widths

    return table_cell_min_max_content_width


def _by_content(stock: Callable[..., None]) -> Callable[..., None]:
    def auto_table_layout(context: Any, box: Any, containing_block: Any) -> None:
        table = box.get_wrapped_table()
        if table.style["_kanyin_columns"] == "by-content":
            available = fitting.available(box, containing_block[0])
            fitting.settle(context, box, available)
            if _share(context, box, table, available if table.width == "auto" else table.width):
                return
        stock(context, box, containing_block)

    return auto_table_layout


def _share(context: Any, box: Any, table: Any, width: float) -> bool:
    """Set the widths of a table that does not fit on one line; return False where stock has to.

    They are kept on the table: it is asked anew on every page, and to look at all its rows on each would take time in
    proportion to the square of their number.
    """
    shared: dict[float, list[float] | None] = vars(table).setdefault("kanyin_shared", {})
    if width not in shared:
        shared[width] = _shared(fitting.measured(context, box), width)
    widths = shared[width]
    if widths is None:
        return False
    table.width, table.column_widths = width, list(widths)
    return True


def _shared(measured: fitting.Measured, width: float) -> list[float] | None:
    room = width - measured.spacing
    if measured.given or not measured.lows or not sum(measured.lows) - CLOSE <= room < sum(measured.highs):
        return None
    # A word too long for a decent width is not broken as long as there is room for it.
    lows = [max(both) for both in zip(measured.decent, measured.lows, strict=True)]
    lows = lows if sum(lows) <= room else list(measured.lows)
    texts = [sum(_text(cell) for cell in cells) for cells in measured.cells]
    return share(room, [Column(*column) for column in zip(lows, measured.highs, texts, strict=True)])


def _text(cell: Any) -> float:
    """Return the length of a cell's text set on one line, in px; cells that span columns do not count."""
    if cell is None or cell.colspan != 1:
        return 0.0
    return max(0.0, float(vars(cell).get("kanyin_widths", (0.0, 0.0))[1]) - float(margin_width(cell, 0)))

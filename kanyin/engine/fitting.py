"""A table that is too wide is made to fit, as `-kanyin-fit` allows: smaller type, turned-over heads, broken words.

Wraps nothing: `columns.py` asks it before it gives out widths, `turning.py` before it places a table. What it does to a
table is done once, to the styles of the boxes in it, before their layout. A table *fits* when every column that does
not hold its longest cell on one line has at least `DECENT` em. The steps, each taken only when those before it do not
do: type down to the size that `-kanyin-fit` gives; with `fold`, heads and first columns may turn over (they are kept
on one line by `white-space: nowrap`); with `turn`, the table is turned; and where not even the words fit, they are
broken anywhere, and then type is made as small as it must be. So a table with `-kanyin-fit` is never overfull. For one
word longer than `LONG` (a URL) nothing is done but to break it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from weasyprint.css.properties import Dimension
from weasyprint.formatting_structure import boxes
from weasyprint.layout import preferred  # whose function `decimals.py` wraps, maybe after this file is imported
from weasyprint.layout.percent import resolve_percentages

from kanyin.records import dataclass

DECENT = 7.0
"""The least width of a column of running text, in em of the table's type, white beside it included."""

LONG = 10.0
"""What is longer than this without a place to break, in em of the table's type, is broken somewhere."""

# Positions are sums of floats: what is too wide by less, in px, fits.
CLOSE = 1e-4


@dataclass(frozen=True, slots=True)
class Fitted:
    """What was done to a table: `size` is its type's in pt where it was made smaller, else None."""

    element: Any
    size: float | None = None
    below: bool = False  # smaller than `-kanyin-fit` allows
    folded: bool = False
    turned: bool = False
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """Widths of a table's columns in px, white beside the text included.

    `lows` with every line broken, `highs` with none; `decent` is what reads well. `given` tells that CSS gives widths.
    `cells` holds the cells of each column that begin in it, None where there is none.
    """

    lows: Sequence[float]
    highs: Sequence[float]
    decent: Sequence[float]
    spacing: float
    given: bool
    cells: Sequence[Sequence[Any]]

    @property
    def need(self) -> float:
        """The width at which the table reads well."""
        return sum(self.decent) + self.spacing

    @property
    def least(self) -> float:
        """The width below which something sticks out."""
        return sum(self.lows) + self.spacing


_listener: ContextVar[Callable[[Fitted], None] | None] = ContextVar("listener", default=None)


@contextmanager
def listening(listener: Callable[[Fitted], None]) -> Iterator[None]:
    """Call `listener` for every table that meanwhile is made to fit."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def measured(context: Any, wrapper: Any) -> Measured:
    """Return what the columns of a table need."""
    table = wrapper.get_wrapped_table()
    _, _, lows, highs, percentages, constrained, spacing, grid = preferred.table_and_columns_preferred_widths(
        context, wrapper, outer=False
    )
    em = table.style["font_size"]
    words = [_word(low, cells, LONG * em) for low, cells in zip(lows, grid, strict=True)]
    decent = [max(word, min(high, DECENT * em)) for word, high in zip(words, highs, strict=True)]
    fixed = table.style["table_layout"] == "fixed" and table.style["width"] != "auto"
    return Measured(lows, highs, decent, spacing, fixed or any(percentages) or any(constrained), grid)


def _word(low: float, cells: Sequence[Any], most: float) -> float:
    """Return the least width of a column in which only words above `most` are broken, and no number is."""
    if low <= most:
        return low
    kept = [cell for cell in cells if cell is not None and cell.colspan == 1 and _wrapped(cell.style)]
    return max([most, *(float(vars(cell).get("kanyin_widths", (0.0, 0.0))[0]) for cell in kept)])


def available(wrapper: Any, width: float) -> float:
    """Return how much of a container's width the columns of a table may take."""
    table = wrapper.get_wrapped_table()
    margins = sum(m for m in (wrapper.margin_left, wrapper.margin_right) if m != "auto")
    edges = table.padding_left + table.padding_right + table.border_left_width + table.border_right_width
    return float(width - margins - edges)


def is_turned(context: Any, wrapper: Any, width: float) -> bool:
    """Return whether a table is to be turned: where it is told to, or where nothing else makes it fit."""
    table = wrapper.get_wrapped_table()
    allowed = table.style["_kanyin_fit"]
    if "turned" in allowed:
        return True
    if "turn" not in allowed:
        return False
    if "kanyin_turned" not in vars(table):
        resolve_percentages(table, (width, "auto"))
        table.kanyin_turned = not _fits_upright(context, wrapper, available(wrapper, width))
    return bool(table.kanyin_turned)


def _fits_upright(context: Any, wrapper: Any, width: float) -> bool:
    table = wrapper.get_wrapped_table()
    found, ratio = measured(context, wrapper), _ratio(table)
    if found.given or found.need * ratio <= width + CLOSE:
        return True
    if "fold" not in table.style["_kanyin_fit"]:
        return False
    undo = _fold(table)
    _forget(context, table)
    fits = measured(context, wrapper).need * ratio <= width + CLOSE
    for box, style in undo:
        box.style = style
    _forget(context, table)
    return fits


def settle(context: Any, wrapper: Any, width: float) -> None:
    """Make a table fit into `width` px, once, and tell the listener what was done to it."""
    table = wrapper.get_wrapped_table()
    if "kanyin_settled" in vars(table) or table.style["_kanyin_fit"] == ("none",):
        return
    table.kanyin_settled = True
    done = _steps(context, wrapper, table, width)
    listener = _listener.get()
    if listener and done != Fitted(table.element):
        listener(done)


def _steps(context: Any, wrapper: Any, table: Any, width: float) -> Fitted:
    allowed, ratio = table.style["_kanyin_fit"], _ratio(table)
    smaller = folded = broken = below = False

    def fits(*, decently: bool = True) -> bool:
        found = measured(context, wrapper)
        return found.given or (found.need if decently else found.least) <= width + CLOSE

    if not fits() and ratio < 1:
        scale(context, table, ratio)
        smaller = True
    if not fits() and "fold" in allowed:
        _fold(table)
        _forget(context, table)
        folded = True
    if not fits(decently=False):
        _break_words(table)
        _forget(context, table)
        broken = True
    if not fits(decently=False):
        scale(context, table, width / measured(context, wrapper).least)
        smaller = below = True
    size = table.style["font_size"] * 0.75 if smaller else None
    turned = bool(vars(table).get("kanyin_turned", False))
    return Fitted(table.element, size, below, folded, turned, broken)


def _ratio(table: Any) -> float:
    """Return by how much a table's type may be made smaller: 1 for not at all."""
    sizes = [value.value for value in table.style["_kanyin_fit"] if isinstance(value, Dimension)]
    return float(min(1.0, sizes[0] / table.style["font_size"])) if sizes else 1.0


def scale(context: Any, table: Any, ratio: float) -> None:
    """Make the type of a table, and the white beside its columns, smaller by a ratio; its lines keep their pitch."""

    def smaller(style: Any) -> dict[str, Any]:
        return {"font_size": style["font_size"] * ratio}

    def narrower(style: Any) -> dict[str, Any]:
        paddings = {side: style[side] for side in ("padding_left", "padding_right")}
        return {side: Dimension(p.value * ratio, p.unit) for side, p in paddings.items() if p.unit == "px"}

    inside = list(table.descendants())
    _restyle(inside, smaller)
    _restyle([box for box in inside if isinstance(box, boxes.TableCellBox)], narrower)
    _forget(context, table)


def _fold(table: Any) -> list[tuple[Any, Any]]:
    """Let heads and first columns that are kept on one line turn over; return the boxes with the styles they had."""
    cells = [
        cell
        for group in table.children
        for row in group.children
        for cell in row.children
        if group.is_header or cell.grid_x == 0
    ]
    return _restyle([box for cell in cells for box in cell.descendants()], _wrapped)


def _wrapped(style: Any) -> dict[str, Any]:
    kept = style["white_space"] == "nowrap" or style["text_wrap_mode"] == "nowrap"
    return {"white_space": "normal", "text_wrap_mode": "wrap"} if kept else {}


def _break_words(table: Any) -> None:
    """Let words break anywhere, but not what is kept on one line: numbers."""
    _restyle(list(table.descendants()), lambda style: {} if _wrapped(style) else {"overflow_wrap": "anywhere"})


def _restyle(inside: list[Any], change: Callable[[Any], dict[str, Any]]) -> list[tuple[Any, Any]]:
    """Change the styles of boxes; return those changed with the styles they had.

    Elements of like style share one, in other tables too, and a style asks its parent for what it was not asked before:
    so each is copied, and all are asked before any box gets another.
    """
    styles = {id(box.style): box.style for box in inside}
    changes = {key: change(style) for key, style in styles.items()}
    copies = {key: styles[key].copy() for key, changed in changes.items() if changed}
    for key, copy in copies.items():
        copy.update(changes[key])
    before = [(box, box.style) for box in inside if id(box.style) in copies]
    for box, style in before:
        box.style = copies[id(style)]
    return before


def _forget(context: Any, table: Any) -> None:
    """Forget what was measured in a table."""
    for box in table.descendants():
        context.tables.pop(box, None)
        for name in ("kanyin_composition", "kanyin_unplaced", "kanyin_shared", "kanyin_aligned"):
            vars(box).pop(name, None)

"""Tables turned by a quarter, their heads to the left, where `-kanyin-fit` says so: on a page of their own, which keeps
its size, its running head and its folio (a leaf in a bound book has one trim).

Wraps `weasyprint.layout.block:_in_flow_layout` (70.0), which places one block below its sibling. A table that begins a
page is laid out as if the page's height were the width there is and the container's width the height, so that it breaks
into pages as any table does; then the whole of it is turned by a transform, and so are its links and anchors. Page
notes stay upright at the foot of the page, and the table is laid out anew in what they leave.

A table that does not begin a page is passed over, and the text goes on below; `waiting.py` gives it the next page. Only
tables in the plain flow of blocks are turned: not in columns, floats, notes or other tables.
"""

from __future__ import annotations

from collections.abc import Callable
from math import pi
from typing import Any

from weasyprint.css.properties import Dimension
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.layout.block import block_level_layout, remove_placeholders
from weasyprint.layout.percent import resolve_percentages

from kanyin.engine import fitting, waiting
from kanyin.engine.hook import Undo, replace

# Notes of the table take room from it, which may put some of them on the next page: so often it is tried.
_TRIES = 3
# What notes take, in px, is the same when it differs by no more.
_CLOSE = 0.1


def apply() -> Undo:
    """Put the hook in."""
    return replace(["weasyprint.layout.block:_in_flow_layout"], _turning)


def _turning(stock: Callable[..., Any]) -> Callable[..., Any]:
    def _in_flow_layout(context: Any, box: Any, index: int, child: Any, *rest: Any) -> Any:
        if child.is_table_wrapper and _is_turned(context, box, child):
            placed = _placed(context, box, index, child, *rest)
            if placed is not None:
                return placed
        return stock(context, box, index, child, *rest)

    return _in_flow_layout


def _placed(
    context: Any, box: Any, index: int, child: Any, new_children: list[Any], page_is_empty: bool,
    absolute_boxes: Any, fixed_boxes: Any, adjoining_margins: Any, bottom_space: float, position_y: float,
    skip_stack: Any, first_letter_style: Any, first_line_style: Any, discard: bool, next_page: Any, max_lines: Any,
) -> Any:  # fmt: skip
    """Return what a block's layout does, for a table that is turned or passed over; None where stock is to place it."""
    if not page_is_empty or any(not isinstance(made, AbsolutePlaceholder) for made in new_children):
        waiting.passed(context, child)
        return False, False, None, position_y, adjoining_margins, next_page, new_children, max_lines
    made, resume_at, end = _turned(
        context, box, child, absolute_boxes, fixed_boxes, bottom_space, position_y, skip_stack, discard
    )
    if made is None:
        return None
    made.index = index
    stop, resume_at = waiting.placed(context, child, resume_at)
    resume_at = {index: resume_at} if stop else None
    return False, stop, resume_at, end, [], next_page, [*new_children, made], max_lines


def _is_turned(context: Any, box: Any, wrapper: Any) -> bool:
    if not waiting.is_in_flow(context, wrapper):
        return False
    resolve_percentages(wrapper, box)
    return fitting.is_turned(context, wrapper, box.width)


def _turned(
    context: Any, box: Any, wrapper: Any, absolute_boxes: Any, fixed_boxes: Any, bottom_space: float, top: float,
    skip_stack: Any, discard: bool,
) -> tuple[Any, Any, float]:  # fmt: skip
    """Lay a table out turned; return it, where it goes on, and where the page's content then ends."""
    page_bottom, left, notes = context.page_bottom, wrapper.position_x, 0.0
    for attempt in range(_TRIES):
        length = page_bottom - notes - bottom_space - top
        frame = box.copy()
        frame.width, frame.height = length, "auto"
        wrapper.position_x, wrapper.position_y = left, top
        # The notes of the table take their height from the page's bottom, which here is not where they stand: what
        # they took when it was last tried is added.
        before = context.page_bottom
        context.page_bottom = edge = top + box.width + notes - (page_bottom - before)
        made, resume_at, *_ = block_level_layout(
            context, wrapper, 0, skip_stack, frame, True, absolute_boxes, fixed_boxes, [0], None, None, discard, None
        )
        context.page_bottom += before - edge
        taken = page_bottom - context.page_bottom
        if made is None or abs(taken - notes) < _CLOSE or attempt == _TRIES - 1:
            break
        notes = taken
        remove_placeholders(context, [made], absolute_boxes, fixed_boxes)
    if made is not None:
        _turn(made, left + length / 2, top + length / 2)
    return made, resume_at, top + length


def _turn(box: Any, x: float, y: float) -> None:
    """Turn a box to the left about a point of the page, in px."""
    box.style = box.style.copy()
    origin = Dimension(x - box.border_box_x(), "px"), Dimension(y - box.border_box_y(), "px")
    box.style.update(transform=(("rotate", -pi / 2),), transform_origin=origin, break_inside="avoid")

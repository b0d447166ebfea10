"""Blocks of whole lines, as `block-step` asks (CSS Rhythmic Sizing 1 §2): the grid holds below whatever stands in it.

Wraps `weasyprint.layout.block:_in_flow_layout` (70.0), which places one block below its sibling: the block is measured
after its layout, and what is missing to whole steps is put in before the next one is placed. Floats, absolutely placed
boxes and page notes do not come by there, so they keep their own heights. A stepped block is a formatting context of
its own, so no margin of what it holds collapses through it; only its own margins count, as they are used.

Of a block cut by a page break each fragment that ends within its page is stepped; the others end where the page does.
Space never goes to a side cut by a break, nor over the foot of the page: after what ends there, the grid begins anew.
Rounding down leaves a block one step at least, and may set its content over its edges.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from math import ceil, floor
from typing import Any

from weasyprint.css.properties import TABLE_WRAPPER_BOX_PROPERTIES
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from kanyin.engine.hook import Undo, include, replace

# Positions are sums of floats: what is nearer than this to whole steps, in px, is whole.
CLOSE = 1e-4

# Which of a box's lengths the space is added to; that of `content-box` is the height itself.
INSERTED = {"margin-box": "margin", "padding-box": "padding"}


def apply() -> Undo:
    """Put the hook in. A table's steps are those of the box that holds its caption too."""
    with ExitStack() as undo:
        for name in ("size", "insert", "align", "round"):
            include(undo, TABLE_WRAPPER_BOX_PROPERTIES, f"block_step_{name}")
        # The margin over a table is its wrapper's; so must be the word that it vanishes at a page's head.
        include(undo, TABLE_WRAPPER_BOX_PROPERTIES, "margin_break")
        place = "weasyprint.formatting_structure.boxes:Box.establishes_formatting_context"
        undo.callback(replace([place], _own_context))
        undo.callback(replace(["weasyprint.layout.block:_in_flow_layout"], _stepping))
        return undo.pop_all().close
    raise AssertionError("unreachable")


def _own_context(stock: Callable[[Any], bool]) -> Callable[[Any], bool]:
    def establishes_formatting_context(box: Any) -> bool:
        """Answer as stock, or for a stepped block; asked six times a block, it is kept on the style by kind of box."""
        if box.is_column:
            return stock(box)
        known: dict[type, bool] = vars(box.style).setdefault("kanyin_own_context", {})
        kind = type(box)
        if kind not in known:
            known[kind] = (isinstance(box, boxes.BlockLevelBox) and _size(box) > 0) or stock(box)
        return known[kind]

    return establishes_formatting_context


def _stepping(stock: Callable[..., Any]) -> Callable[..., Any]:
    def _in_flow_layout(
        context: Any, box: Any, index: int, child: Any, new_children: list[Any], page_is_empty: bool,
        absolute_boxes: Any, fixed_boxes: Any, adjoining_margins: Any, bottom_space: float, position_y: float,
        skip_stack: Any, *rest: Any,
    ) -> Any:  # fmt: skip
        stepped = _size(child)
        between = index and not adjoining_margins and _size(box)
        on_top = page_is_empty and bool(stepped or between) and _is_empty(new_children)
        if on_top and between:
            # The page broke between two children of a stepped block. Stock drops the margin there only for a child
            # with margins to collapse with; with one of nothing it does so here too.
            adjoining_margins = [0]
        result = stock(
            context, box, index, child, new_children, page_is_empty, absolute_boxes, fixed_boxes, adjoining_margins,
            bottom_space, position_y, skip_stack, *rest,
        )  # fmt: skip
        abort, stop, resume_at, bottom, margins, next_page, placed, max_lines = result
        if abort or resume_at is not None or not stepped:
            return result
        room = context.page_bottom - bottom_space - bottom
        cut = skip_stack is not None or (on_top and _margin_truncated(context, child))
        bottom += _step(placed[-1], room, cut, continued=skip_stack is not None)
        return abort, stop, resume_at, bottom, margins, next_page, placed, max_lines

    return _in_flow_layout


def _is_empty(placed: list[Any]) -> bool:
    return all(isinstance(box, AbsolutePlaceholder) for box in placed)


def _size(box: Any) -> float:
    """Return the step unit in px; 0 for none."""
    size = box.style["block_step_size"]
    return 0.0 if size == "none" else float(size.value)


def _margin_truncated(context: Any, child: Any) -> bool:
    """Return whether the margin over the first block of a page is dropped (CSS Fragmentation 3 §5.2)."""
    kept = child.style["margin_break"] == "keep" or (child.style["margin_break"] == "auto" and context.forced_break)
    return context.current_page > 1 and not kept


def _step(box: Any, room: float, cut: bool, continued: bool) -> float:
    """Make a laid-out block whole steps high, as far as there is room; return by how many px it grew."""
    if not box.border_height():
        return 0.0
    space = min(_missing(float(box.margin_height()), _size(box), box.style["block_step_round"]), max(0.0, room))
    if abs(space) < CLOSE:
        return 0.0
    insert = box.style["block_step_insert"]
    at_end = continued or (cut and insert == "margin-box")
    _insert(box, insert, space, 0.0 if at_end else space * _share_above(box))
    return space


def _missing(height: float, size: float, rounding: str) -> float:
    """Return what is to be added to an outer height; negative when it is rounded down."""
    up = max(1, ceil((height - CLOSE) / size)) * size - height
    down = max(1, floor((height + CLOSE) / size)) * size - height
    if rounding == "nearest":
        return up if up <= abs(down) + CLOSE else down
    return down if rounding == "down" else up


def _share_above(box: Any) -> float:
    """Return how much of the space goes over the box: `start` aligns the box with the start (#block-step-align)."""
    align = box.style["block_step_align"]
    if align == "auto" and box.style["block_step_insert"] == "margin-box":
        align = next((word for word in box.style["align_self"] if word in ("start", "end")), align)
    return {"start": 0.0, "end": 1.0}.get(align, 0.5)


def _insert(box: Any, insert: str, space: float, above: float) -> None:
    if side := INSERTED.get(insert):
        setattr(box, f"{side}_top", getattr(box, f"{side}_top") + above)
        setattr(box, f"{side}_bottom", getattr(box, f"{side}_bottom") + space - above)
    else:
        box.height += space
    for child in box.all_children():
        child.translate(dy=above)

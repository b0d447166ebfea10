"""Figures that fit a page with their captions: images are made smaller, where `-kanyin-fit: images` says so.

Wraps `weasyprint.layout.block:_in_flow_layout` (70.0). A block that begins a page and still breaks over its foot is
laid out once more without an end of the page, which tells by how much it is too high; its images give that up, each in
proportion to its height, and keep their proportions. A block whose text alone is higher than a page breaks.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint.css.properties import Dimension
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.layout.block import block_level_layout, remove_placeholders

from kanyin.engine.hook import Undo, replace

# Higher than any page, in px: WeasyPrint's lengths end at some 2^30.
_ENDLESS = 1e7
# Images are made no smaller than to this part of their height.
_LEAST = 0.2


def apply() -> Undo:
    """Put the hook in."""
    return replace(["weasyprint.layout.block:_in_flow_layout"], _shrinking)


def _shrinking(stock: Callable[..., Any]) -> Callable[..., Any]:
    def _in_flow_layout(context: Any, box: Any, index: int, child: Any, *rest: Any) -> Any:
        if "images" not in child.style["_kanyin_fit"]:
            return stock(context, box, index, child, *rest)
        return _placed(stock, context, box, index, child, *rest)

    return _in_flow_layout


def _placed(
    stock: Callable[..., Any], context: Any, box: Any, index: int, child: Any, new_children: list[Any],
    page_is_empty: bool, absolute_boxes: Any, fixed_boxes: Any, adjoining_margins: Any, bottom_space: float,
    position_y: float, skip_stack: Any, *rest: Any,
) -> Any:  # fmt: skip
    """Return what stock does with a block, its images made smaller if it did not fit a page of its own."""

    def lay_out() -> Any:
        return stock(
            context, box, index, child, list(new_children), page_is_empty, absolute_boxes, fixed_boxes,
            list(adjoining_margins), bottom_space, position_y, skip_stack, *rest,
        )  # fmt: skip

    place = child.position_x, child.position_y
    result = lay_out()
    resume_at = result[2]
    if resume_at is None or skip_stack is not None or not page_is_empty or not _is_first(result[-2]):
        return result
    remove_placeholders(context, result[-2][-1:], absolute_boxes, fixed_boxes)
    child.position_x, child.position_y = place
    _shrink(context, child, box, context.page_bottom - bottom_space)
    child.position_x, child.position_y = place
    return lay_out()


def _is_first(placed: list[Any]) -> bool:
    """Return whether a block was set, and nothing before it."""
    *before, last = placed or [None]
    return last is not None and all(isinstance(box, AbsolutePlaceholder) for box in before)


def _shrink(context: Any, child: Any, container: Any, end: float) -> None:
    """Make the images of a block smaller by what it sticks out below `end`, a place on the page in px."""
    page_bottom, context.page_bottom = context.page_bottom, _ENDLESS
    made = block_level_layout(context, child, 0, None, container, True, [], [], [0])[0]
    remove_placeholders(context, [made], [], [])
    context.page_bottom = page_bottom
    over = made.position_y + made.margin_height() - made.margin_bottom - end
    heights = {id(image.element): image.height for image in _images(made)}
    total = sum(heights.values())
    if over <= 0 or not total:
        return
    ratio = max(_LEAST, (total - over) / total)
    for image in _images(child):
        image.style = image.style.copy()
        image.style["max_height"] = Dimension(heights[id(image.element)] * ratio, "px")


def _images(box: Any) -> list[Any]:
    return [inner for inner in box.descendants() if isinstance(inner, boxes.ReplacedBox)]

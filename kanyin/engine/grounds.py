"""Grounds that only blocks of several lines have, where `-kanyin-ground: turned-over` says so.

Wraps `weasyprint.layout.background:layout_box_backgrounds` (70.0), which finds the images of a box's background. The
mark beside code that turns over is the ground of its line, covered where the line begins: under a line that does not
turn over, as nearly all of them, two drawings were made of which nothing is seen. They were 30 % of the time of a
book of code, and 70 % of its PDF. Fallback: the grounds are drawn, and look the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint.formatting_structure import boxes

from kanyin.engine.hook import Undo, replace


def apply() -> Undo:
    """Put the hook in."""
    return replace(["weasyprint.layout.background:layout_box_backgrounds"], _leaving_out)


def _leaving_out(stock: Callable[..., None]) -> Callable[..., None]:
    def layout_box_backgrounds(
        page: Any, box: Any, get_image_from_uri: Any, layout_children: bool = True, style: Any = None
    ) -> None:
        if type(box) is boxes.BlockBox and _is_one_line(box):
            box.background = None
            if layout_children:
                for child in box.children:
                    layout_box_backgrounds(page, child, get_image_from_uri)
        else:
            stock(page, box, get_image_from_uri, layout_children, style)

    return layout_box_backgrounds


def _is_one_line(box: Any) -> bool:
    """Whether a block that is to have its ground under several lines has but one."""
    if box.style["_kanyin_ground"] != "turned-over":
        return False
    return not box.children or (len(box.children) == 1 and isinstance(box.children[0], boxes.LineBox))

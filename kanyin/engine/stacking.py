"""Plain blocks put in their order of painting without the questions asked of others.

Wraps `weasyprint.stacking:_dispatch` and replaces `weasyprint.stacking:_dispatch_children` (70.0), which sort the boxes
of a page into stacking contexts: blocks whose backgrounds and borders are painted first, blocks whose lines come after.
Stock asks every box for seven properties, copies it, and lists it twice. Here text and lines of text are passed over;
what only a style can say is asked once a style; of plain blocks only those are listed that have something to
paint, and those that have lines; and only boxes are copied that something is taken out of. That is a tenth of the time
pages take to be drawn. Fallback: stock, for whatever is positioned, floats, clips, is turned or no plain block.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from weasyprint import stacking
from weasyprint.formatting_structure import boxes

from kanyin.engine.bare import holds_text_alone, remembered
from kanyin.engine.hook import Undo, replace_all

# With these, a box is drawn in its place among its siblings.
_FLAT: Final = {"position": "static", "z_index": "auto", "opacity": 1, "transform": (), "overflow": "visible"}
_FLOATS: Final = ("left", "right", "inline-start", "inline-end")
_EDGES: Final = tuple(f"border_{side}_width" for side in ("top", "right", "bottom", "left"))


def apply() -> Undo:
    """Put both hooks in."""
    return replace_all(
        (["weasyprint.stacking:_dispatch"], _dispatching),
        (["weasyprint.stacking:_dispatch_children"], lambda _: _dispatch_children),
    )


def _dispatching(stock: Callable[..., Any]) -> Callable[..., Any]:
    def _dispatch(
        box: Any, page: Any, child_contexts: list[Any], blocks: list[Any], floats: list[Any], painted: dict[Any, Any]
    ) -> Any:
        kind = type(box)
        if kind is boxes.InlineBox and is_flat(box.style):
            return _dispatch_children(box, page, child_contexts, blocks, floats, painted)
        if kind is not boxes.BlockBox or not is_flat(box.style):
            return stock(box, page, child_contexts, blocks, floats, painted)
        place = len(blocks)
        if holds_text_alone(box):
            painted[box] = {}
        else:
            box = _parent(box, page, child_contexts, blocks, floats, painted)
        if box.background is not None or not is_edgeless(box.style):
            blocks.insert(place, box)
        return box

    return _dispatch


def _parent(box: Any, page: Any, child_contexts: list[Any], blocks: list[Any], floats: list[Any], painted: Any) -> Any:
    """Sort what is in a plain block."""
    inside: dict[Any, Any] = {}
    box = _dispatch_children(box, page, child_contexts, blocks, floats, inside)
    if box.children and isinstance(box.children[-1], boxes.LineBox):
        painted[box] = inside
    else:  # it draws nothing before what is in it
        painted.update(inside)
    return box


def _dispatch_children(box: Any, *arguments: Any) -> Any:
    """Stock copies every box, to leave out of it what is drawn elsewhere; most have nothing of the kind in them."""
    if not isinstance(box, boxes.ParentBox):
        return box
    kept, same = [], True
    for child in box.children:
        kind = type(child)
        if kind is boxes.TextBox:
            made = child
        elif kind is boxes.LineBox:
            made = _dispatch_children(child, *arguments)
        else:
            made = stacking._dispatch(child, *arguments)
        if made is not None:
            kept.append(made)
        same = same and made is child
    return box if same else box.copy_with_children(kept)


@remembered("kanyin_flat")
def is_flat(style: Any) -> bool:
    """Whether boxes of a style are neither positioned nor floating, and make no stacking context."""
    return style["float"] not in _FLOATS and all(style[name] == value for name, value in _FLAT.items())


@remembered("kanyin_edgeless")
def is_edgeless(style: Any) -> bool:
    """Whether boxes of a style have no border, no mask and no rules between columns."""
    return (
        style["border_image_source"][0] == style["mask_border_source"][0] == "none"
        and style["column_width"] == style["column_count"] == "auto"
        and not any(style[edge] for edge in _EDGES)
    )

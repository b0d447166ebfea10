"""What layout asks of boxes again and again, answered without a detour.

Wraps `weasyprint.formatting_structure.boxes:Box.is_in_normal_flow` (70.0), `Box.establishes_formatting_context`,
`ParentBox.page_values` and `PageBox.descendants`, `weasyprint.layout.block:collapse_margin`, and in
`weasyprint.layout.page` the module `copy`. The first three are asked some hundred times a page, call five others, and
list all children of a box to look at two of them; the next lists what may have an anchor, a counter or a bookmark,
which no text box has; and counters are copied for each page, in the general way of `deepcopy`. The answers are stock's;
a twentieth of the time of layout goes with the detours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from types import SimpleNamespace
from typing import Any, Final

from weasyprint.formatting_structure import boxes

from kanyin.engine.bare import holds_text_alone
from kanyin.engine.hook import Undo, replace_all

_FLOATS: Final = frozenset(("left", "right", "inline-start", "inline-end"))
_IN_FLOW: Final = ("static", "relative")  # a running element or a note has a pair
_ABSOLUTE: Final = ("absolute", "fixed")
_UNCHANGING: Final = (int, str, bool)
_OF_BOXES: Final = "weasyprint.formatting_structure.boxes"


def apply() -> Undo:
    """Put the hooks in."""
    return replace_all(
        (["weasyprint.layout.block:collapse_margin"], lambda stock: _collapse_margin),
        ([f"{_OF_BOXES}:Box.is_in_normal_flow"], lambda stock: _is_in_normal_flow),
        ([f"{_OF_BOXES}:Box.establishes_formatting_context"], lambda stock: _has_own_context),
        ([f"{_OF_BOXES}:ParentBox.page_values"], lambda stock: _page_values),
        ([f"{_OF_BOXES}:PageBox.descendants"], _passing_text),
        (["weasyprint.layout.page:copy"], lambda stock: SimpleNamespace(deepcopy=_copied)),
    )


def _is_in_normal_flow(box: Any) -> bool:
    style = box.style
    return style["float"] == "none" and style["position"] in _IN_FLOW


def _collapse_margin(margins: Sequence[float]) -> float:
    high, low = max(margins, default=0), min(margins, default=0)
    return (high if high > 0 else 0) + (low if low < 0 else 0)


def _has_own_context(box: Any) -> bool:
    style = box.style
    if style["float"] in _FLOATS or style["position"] in _ABSOLUTE or box.is_column:
        return True
    if isinstance(box, boxes.BlockBox):
        if style["overflow"] != "visible":
            return True
    elif isinstance(box, boxes.BlockContainerBox):
        return True
    return "flow-root" in style["display"]


def _page_values(box: Any) -> tuple[Any, Any]:
    """Return the names of the pages the box begins and ends on: its first and its last child's, else its own."""
    own = box.style["page"]
    first = next(filter(_may_have_page, box.children), None)
    if first is None or type(box) is boxes.LineBox:  # `page` is no property of what stands in a line
        return own, own
    last = next(filter(_may_have_page, reversed(box.children)))
    start, end = first.page_values()
    return start or own, (end if last is first else last.page_values()[1]) or own


def _copied(value: Any) -> Any:
    """Return a deep copy of a page's state: lists, tuples, sets and dictionaries of numbers, names and the like."""
    kind = type(value)
    if kind is list:
        return [_copied(each) for each in value]
    if kind is dict:
        return {key: _copied(each) for key, each in value.items()}
    if kind is set:
        return set(value)
    if kind is tuple:
        return tuple([_copied(each) for each in value])
    return value if value is None or kind in _UNCHANGING else deepcopy(value)


def _may_have_page(child: Any) -> bool:
    return bool(child.is_in_normal_flow() or child.is_floated())


def _passing_text(stock: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    def descendants(page: Any, placeholders: bool = False) -> Iterator[Any]:
        growing = placeholders or isinstance(page.children, list)  # a finished page has a tuple
        return without_text(page, placeholders) if growing else stock(page)

    return descendants


def without_text(box: Any, placeholders: bool = False) -> Iterator[Any]:
    """Yield the descendants of a box in their order, but lines and text; those of a placeholder only if it is asked."""
    waiting = [box]
    while waiting:
        box = waiting.pop()
        kind = type(box)
        if kind is boxes.LineBox:
            waiting.extend(child for child in reversed(box.children) if type(child) is not boxes.TextBox)
        elif kind is not boxes.TextBox:
            yield box
            if not holds_text_alone(box) if isinstance(box, boxes.Box) else placeholders:
                waiting.extend(reversed(box.children))

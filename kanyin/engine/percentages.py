"""Used values that depend on nothing but the style, made once a style.

Wraps `weasyprint.layout.percent:resolve_percentages` (70.0), which sets some twenty lengths on a box each time the box
is laid out. Where a style has no percentage, no math and no collapsed border, they are the same for every box and every
containing block: they are kept on the style and set in one step. Other styles go to stock.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import Any, Final

from weasyprint.css import AnonymousStyle
from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.formatting_structure import boxes

from kanyin.engine.hook import Undo, replace
from kanyin.engine.styles import unnamed

_SIDES: Final = ("top", "right", "bottom", "left")
_LENGTHS: Final = (
    *(f"{edge}_{side}" for edge in ("margin", "padding") for side in _SIDES),
    "width", "min_width", "max_width", "height", "min_height", "max_height",
)  # fmt: skip
_BORDERS: Final = tuple(f"border_{side}_width" for side in _SIDES)
_NOT_INHERITED: Final = frozenset((*_LENGTHS, "box_sizing"))
_PLACES: Final = (
    "weasyprint.layout.percent:resolve_percentages",
    *(f"weasyprint.layout.{name}:resolve_percentages" for name in (
        "absolute", "block", "column", "float", "grid", "inline", "page", "table",
    )),
)  # fmt: skip


def apply() -> Undo:
    """Put the hook in, in every module that holds the function."""
    return replace(_PLACES, _resolving)


def _resolving(stock: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    def resolve_percentages(box: Any, containing_block: Any) -> None:
        known = vars(box.style).get("kanyin_used", ())
        if known == ():
            known = box.style.kanyin_used = None if isinstance(box, boxes.PageBox) else _used_once(box.style)
        if known is None:
            stock(box, containing_block)
        else:
            vars(box).update(known)

    return resolve_percentages


def _used_once(style: Any) -> dict[str, Any] | None:
    """Return the used values; styles that differ in an element's name alone have the same."""
    like = unnamed(style)
    known = vars(like).get("kanyin_used", ())
    if known == ():
        known = like.kanyin_used = _INITIAL if _is_bare(like) else _used(like)
    return known  # type: ignore[no-any-return]


def _used(style: Any) -> dict[str, Any] | None:
    """Return the used values by attribute, None where they depend on the box or on what is around it."""
    if style["border_collapse"] == "collapse" or style["box_sizing"] != "content-box":
        return None
    found: dict[str, Any] = {}
    for name in _LENGTHS:
        value = style[name]
        if value == "auto":
            found[name] = 0 if name in ("min_width", "min_height") else "auto"
        elif getattr(value, "unit", None) == "px":
            found[name] = value.value
        elif name.startswith("max_") and getattr(value, "value", None) == inf:
            found[name] = inf
        else:
            return None
    return found | {name: style[name] for name in _BORDERS}


_INITIAL: Final = _used(INITIAL_VALUES | dict.fromkeys(_BORDERS, 0))


def _is_bare(style: Any) -> bool:
    """Whether all of these are initial, as they are of lines and texts; layout sets some of a few anonymous boxes."""
    bare = type(style) is AnonymousStyle and _NOT_INHERITED.isdisjoint(style)
    return bare and style["border_collapse"] == "separate"

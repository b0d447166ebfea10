"""Properties no rule sets, found without the cascade: most of a style's values are its parent's, or initial.

Wraps `weasyprint.css:ComputedStyle.__missing__` (70.0), which looks up every property of every style once and goes the
whole way of the cascade for each. Where nothing is cascaded for a property, nor for a logical one that stands for it,
the value is its parent's if it inherits, else its initial one; both are computed already. Whatever needs more than that
is stock's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES

from kanyin.engine.hook import Undo, replace

# What is computed of several properties, or propagated rather than inherited.
_OWN_WAYS: Final = frozenset(("display", "float", "position", "page")) | INITIAL_NOT_COMPUTED
LOGICAL: Final = frozenset(
    function(block="ttb", inline=direction) for function in PHYSICAL_FUNCTIONS.values() for direction in ("ltr", "rtl")
)


def apply() -> Undo:
    """Put the hook in."""
    return replace(["weasyprint.css:ComputedStyle.__missing__"], _looking_up)


def _looking_up(stock: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
    def __missing__(style: Any, key: str) -> Any:  # noqa: N807 -- it is put in under that name
        parent, cascaded = style.parent_style, style.cascaded
        if parent is None or key in cascaded or key in _OWN_WAYS or key.startswith(("text_decoration_", "__")):
            return stock(style, key)
        if key in PHYSICAL_FUNCTIONS and not LOGICAL.isdisjoint(cascaded):
            return stock(style, key)
        value = style[key] = parent[key] if key in INHERITED else INITIAL_VALUES[key]
        return value

    return __missing__

"""Computed values: lengths made absolute against an element's style.

In: a computed style, the property's key, the value the grammar gave. Out: the computed value; lengths are
`Dimension(…, "px")`, percentages stay `Dimension(…, "%")` and scale with each element's own font.
Which property computes how is said in `vocabulary.py`.
"""

from __future__ import annotations

from math import floor, isfinite
from typing import Any

from weasyprint.css import resolve_math
from weasyprint.css.computed_values import color as stock_color
from weasyprint.css.properties import ZERO_PIXELS, Dimension
from weasyprint.css.tokens import PercentageInMath
from weasyprint.css.units import LENGTH_UNITS, to_pixels

from kanyin.engine.grammar import Deferred, Values

AUTOSPACE_SIZE = "_kanyin_autospace_size"


class UnresolvableError(Exception):
    """A math function that gives no length: `calc(1em * 1em)`, `calc(1em / 0)`."""

    def __init__(self, token: Any) -> None:
        super().__init__(token.serialize())
        self.token = token


def color(style: Any, key: str, value: Any) -> Any:
    """Compute a colour as WeasyPrint does; `currentcolor` stays a keyword, so that it inherits as one."""
    return stock_color(style, key, value)


def step(style: Any, key: str, value: Any) -> Any:
    """Compute `none | <length [0,∞]>`: in px."""
    return value if value == "none" else _length(style, key, value, minimum=0)


def inset(style: Any, key: str, value: Any) -> Any:
    """Compute `auto | <length>{1,2}`: the start and the end, in px."""
    if value == "auto":
        return value
    start, end = (_length(style, key, part) for part in (value[0], value[-1]))
    return start, end


def size(style: Any, key: str, value: Any) -> Any:
    """Compute `<length-percentage [0,∞]>` of the font size: in px, a plain percentage as it is."""
    return _length(style, key, value, minimum=0, refer_to=style["font_size"])


def fit(style: Any, key: str, value: Any) -> Any:
    """Compute `none | <length [0,∞]> || fold || [ turn | turned ]`: the length in px."""
    return tuple(part if isinstance(part, str) else _length(style, key, part, minimum=0) for part in value)


def autospace_size(style: Any) -> float:
    """Return an element's `-kanyin-autospace-size` in px, percentages taken of its own font size."""
    value = style[AUTOSPACE_SIZE]
    return float(value.value * style["font_size"] / 100 if value.unit == "%" else value.value)


def _length(style: Any, key: str, value: Any, minimum: float | None = None, refer_to: float | None = None) -> Any:
    found = _resolved(style, key, value.token, refer_to) if isinstance(value, Deferred) else value
    if found.unit == "%":
        return found
    pixels = to_pixels(found, style, key)
    if minimum is not None:
        pixels = max(minimum, pixels)
    return Dimension(pixels, "px") if pixels else ZERO_PIXELS


def _resolved(style: Any, key: str, token: Any, refer_to: float | None) -> Any:
    """Return the length a math function gives for this element, as a `Dimension`."""
    try:
        result = resolve_math(token, style, key, refer_to)
    except (AssertionError, ArithmeticError, AttributeError, TypeError, ValueError, PercentageInMath) as error:
        raise UnresolvableError(token) from error
    kind = getattr(result, "type", None)
    unit = "%" if kind == "percentage" else result.unit.lower() if kind == "dimension" else ""
    if unit not in LENGTH_UNITS | {"%"} or not isfinite(result.value):
        raise UnresolvableError(token)
    return Dimension(result.value, unit)


def letter(values: Values) -> Any:
    """Return `initial-letter` as `normal`, or its size and sink in lines (CSS Inline 3, #propdef-initial-letter)."""
    if values == ("normal",):
        return "normal"
    lines, sink = values if len(values) == 2 else (values[0], "drop")
    sinks = {"drop": floor(lines), "raise": 1}
    return float(lines), sinks.get(sink, sink)


def mark(values: Values) -> Values:
    """Return `text-emphasis-style` with both its keywords: a missing fill is `filled`, a missing shape `circle`.

    In vertical lines, which WeasyPrint does not set, the shape would be `sesame` (CSS Text Decoration 4,
    #propdef-text-emphasis-style).
    """
    if values[0] in ("none", "string"):
        return values
    fill = values[0] if values[0] in ("filled", "open") else "filled"
    shape = values[-1] if values[-1] not in ("filled", "open") else "circle"
    return fill, shape

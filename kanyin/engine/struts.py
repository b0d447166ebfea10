"""The height and baseline of a style's empty line, looked up once a style.

Wraps `weasyprint.text.line_break:strut` (70.0). Stock keeps the answers by font setting, but writes the setting out as
a string for each question, and layout asks for every line and every inline box.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kanyin.engine.hook import Undo, replace


def apply() -> Undo:
    """Put the hook in, in both modules that hold the function."""
    return replace(["weasyprint.text.line_break:strut", "weasyprint.layout.inline:strut"], _remembering)


def _remembering(stock: Callable[[Any], tuple[float, float]]) -> Callable[[Any], tuple[float, float]]:
    def strut(style: Any) -> tuple[float, float]:
        known: tuple[float, float] | None = vars(style).get("kanyin_strut")
        if known is None:
            known = style.kanyin_strut = stock(style)
        return known

    return strut

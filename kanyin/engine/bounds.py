"""A glyph from another face does not open its line: with a set `line-height` only the first face of the stack counts.

Wraps `weasyprint.layout.inline:split_text_box` (70.0), which sets the lines that `lines.py` leaves to stock. There a
text's baseline comes from all the faces in it, so a character that only a fallback face has pushes the lines below it
off the grid. CSS Inline 3 has it come from the first available font, as stock itself does for an empty line.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint.text.line_break import strut

from kanyin.engine.hook import Undo, replace


def apply() -> Undo:
    """Put the hook in."""
    return replace(["weasyprint.layout.inline:split_text_box"], _bounding)


def _bounding(stock: Callable[..., Any]) -> Callable[..., Any]:
    def split_text_box(context: Any, box: Any, *arguments: Any, **options: Any) -> Any:
        made, *rest = stock(context, box, *arguments, **options)
        if made is not None and made.style["line_height"] != "normal":
            _, made.baseline = strut(made.style)
        return (made, *rest)

    return split_text_box

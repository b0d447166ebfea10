"""From computed CSS to `kanyin.han.Settings`: the one place where a style's properties meet the pure composition.

In: a computed style of WeasyPrint, with our properties registered. Out: `Settings`. Replaces nothing.
"""

from __future__ import annotations

from typing import Any

from kanyin.engine.computed import autospace_size
from kanyin.han import Region, Settings

WRAPPING = {"normal": True, "nowrap": False, "pre-line": True}
"""The values of `white-space` that composition knows, and whether lines wrap under them."""


def settings_of(style: Any, block: Any = None) -> Settings:
    """Return the settings of a style; alignment is the block's."""
    block = block if block is not None else style
    return Settings(
        region=Region.of(style["lang"] or ""),
        autospace=tuple(style["text_autospace"]),
        autospace_size=autospace_size(style) / style["font_size"],
        trim=style["text_spacing_trim"],
        hanging=tuple(style["hanging_punctuation"]),
        line_break=style["line_break"],
        word_break=style["word_break"],
        overflow_wrap=style["overflow_wrap"],
        wrap=WRAPPING[style["white_space"]] and style["text_wrap_mode"] == "wrap",
        wrap_style=style["text_wrap_style"],
        justify=tuple(style["text_justify"]),
        align=_ALIGN.get(style["text_align_all"], "start"),  # type: ignore[arg-type]
        align_last=_last(style),
    )


_ALIGN = {"justify": "justify", "center": "center", "right": "end", "end": "end"}


def _last(style: Any) -> Any:
    last = style["text_align_last"]
    if last == "auto":
        every = _ALIGN.get(style["text_align_all"], "start")
        return "start" if every == "justify" else every
    return _ALIGN.get(last, "start")

"""From computed CSS to `kanyin.han.Settings`: the one place where a style's properties meet the pure composition.

In: a computed style of WeasyPrint, with our properties registered. Out: `Settings`. Replaces nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from kanyin.engine.computed import AUTOSPACE_SIZE, autospace_size
from kanyin.engine.shaping import says_nothing_of
from kanyin.han import Region, Settings
from kanyin.han.settings import Align

COLLAPSING = frozenset(("normal", "nowrap", "pre-line"))
"""The values of `white-space` under which a space at a line's start is not seen."""
_WRAPPING = frozenset(("normal", "pre-wrap", "pre-line"))


def settings_of(style: Any, block: Any = None) -> Settings:
    """Return the settings of a style; alignment is the block's. Equal ones are the same, so that whoever looks
    something up by them need not compare them."""
    known: Settings | None = vars(style).get("kanyin_settings")
    if known is None:
        inherited = says_nothing_of(style, _KEYS)
        known = style.kanyin_settings = settings_of(style.parent_style) if inherited else _same(_settings(style))
    if block is None or block is style or _alignment(style) == (both := _alignment(block)):
        return known
    align, last = both
    return _same(replace(known, align=align, align_last=last))


_equal: dict[Settings, Settings] = {}
_MANY: Final = 1000


def _same(settings: Settings) -> Settings:
    if len(_equal) >= _MANY:
        _equal.clear()
    return _equal.setdefault(settings, settings)


_KEYS = frozenset((
    "lang", "font_size", "white_space", "text_wrap_mode", "text_wrap_style", "text_autospace", AUTOSPACE_SIZE,
    "text_spacing_trim", "hanging_punctuation", "line_break", "word_break", "overflow_wrap", "text_justify",
    "text_align_all", "text_align_last",
))  # fmt: skip


def _settings(style: Any) -> Settings:
    align, last = _alignment(style)
    return Settings(
        region=Region.of(style["lang"] or ""),
        autospace=tuple(style["text_autospace"]),
        autospace_size=autospace_size(style) / (style["font_size"] or 1.0),
        trim=style["text_spacing_trim"],
        hanging=tuple(style["hanging_punctuation"]),
        line_break=style["line_break"],
        word_break=style["word_break"],
        overflow_wrap=style["overflow_wrap"],
        wrap=style["white_space"] in _WRAPPING and style["text_wrap_mode"] == "wrap",
        wrap_style=style["text_wrap_style"],
        justify=tuple(style["text_justify"]),
        align=align,
        align_last=last,
    )


_ALIGN: dict[str, Align] = {"justify": "justify", "center": "center", "right": "end", "end": "end"}


def _alignment(style: Any) -> tuple[Align, Align]:
    """Return the alignment of lines that go on and of last lines; preserved spaces rule out justification."""
    every = _ALIGN.get(style["text_align_all"], "start")
    chosen = style["text_align_last"]
    last = _ALIGN.get(chosen, "start") if chosen != "auto" else "start" if every == "justify" else every
    if style["white_space"] not in COLLAPSING:  # CSS Text 3 §6.1: it is left to us, and stock does not either
        every, last = ("start" if value == "justify" else value for value in (every, last))
    return every, last

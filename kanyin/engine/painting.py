"""Composed lines drawn: each glyph where composition put it, in one text object a box.

Wraps `weasyprint.draw.text:draw_text` (70.0). A box that a composed line made carries a `Drawn`; its glyphs are
written with the font's own advances, and a number wherever composition put the next one elsewhere. The pen's rounding
error is carried along, so that the last glyph of a line stands where it should to a thousandth of an em.
Wraps `weasyprint.draw:draw_inline_level` too: the lines under and through text are those of a whole line box
(`decoration.py`). Emphasis marks are drawn with each text box (`emphasis.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, Final

from weasyprint.formatting_structure import boxes
from weasyprint.text.ffi import FROM_UNITS, pango

from kanyin.engine.decoration import Rules, decorate
from kanyin.engine.emphasis import draw_marks
from kanyin.engine.hook import Undo, replace
from kanyin.engine.shaping import Glyph

# Their blank half is given up when a mark follows. Poppler takes two words that overlap by half an em or more for two
# lines (`minCharSpacing` in TextOutputDev.cc), so the width these have in the font dictionary is a thousandth less than
# in the font: that is within what ISO 19005 has for equal, and no glyph stands elsewhere for it.
_CLOSING: Final = frozenset("，。、；：！？”’）》〉」』】〕〗］｝．")
_NO_RULES = Rules((), ())


@dataclass(frozen=True, slots=True)
class Drawn:
    """The glyphs of a text box: for each piece, its x in px from the box's left edge, and its glyphs."""

    pieces: tuple[tuple[float, tuple[Glyph, ...]], ...]


def apply() -> Undo:
    """Put both hooks in, `draw_text` in both modules that hold it."""
    with ExitStack() as undo:
        undo.callback(replace(["weasyprint.draw.text:draw_text", "weasyprint.draw:draw_text"], _drawing))
        undo.callback(replace(["weasyprint.draw:draw_inline_level"], _decorating))
        return undo.pop_all().close
    raise AssertionError("unreachable")


def _decorating(stock: Callable[..., None]) -> Callable[..., None]:
    def draw_inline_level(stream: Any, page: Any, box: Any, *arguments: Any, **options: Any) -> None:
        if isinstance(box, boxes.LineBox):
            composition = vars(box).get("kanyin_composition")
            if composition is not None and composition.decorated:
                decorate(box)
        stock(stream, page, box, *arguments, **options)

    return draw_inline_level


def _drawing(stock: Callable[..., None]) -> Callable[..., None]:
    def draw_text(stream: Any, textbox: Any, offset_x: float, text_overflow: str, block_ellipsis: Any = "none") -> None:
        drawn: Drawn | None = vars(textbox).get("kanyin_drawn")
        if drawn is None:
            stock(stream, textbox, offset_x, text_overflow, block_ellipsis)
        elif textbox.style["visibility"] == "visible" and drawn.pieces:
            rules: Rules = vars(textbox).get("kanyin_rules", _NO_RULES)
            for rule in rules.before:
                rule.draw(stream)
            stream.set_color(textbox.style["color"])
            stream.begin_text()
            _Pen(stream, textbox).draw(drawn)
            stream.end_text()
            draw_marks(stream, textbox, drawn.pieces)
            for rule in rules.after:
                rule.draw(stream)

    return draw_text


class _Pen:
    """Writes glyphs of one text box into a content stream; x counts in px from the box's left edge."""

    def __init__(self, stream: Any, textbox: Any) -> None:
        self._stream, self._box = stream, textbox
        self._font: Any = None
        self._pointer: Any = None
        self._size = 1.0
        self._rise = 0.0  # how far glyphs stand below the baseline, as Pango counts
        self._x = 0.0  # where the viewer's pen is
        self._string: list[str] = []
        self._open = False

    def draw(self, drawn: Drawn) -> None:
        """Draw every piece."""
        self._stream.set_text_matrix(1, 0, 0, -1, self._box.position_x, self._box.position_y + self._box.baseline)
        for x, glyphs in drawn.pieces:
            for glyph in glyphs:
                if glyph.id != pango.PANGO_GLYPH_EMPTY:
                    self._put(x, glyph)
                x += glyph.advance
        self._flush()
        if self._rise:
            self._stream.set_text_rise(0)

    def _put(self, x: float, glyph: Glyph) -> None:
        if glyph.font != self._pointer:
            self._flush()
            self._pointer = glyph.font
            self._font, self._size = self._stream.add_font(glyph.font)
            self._stream.set_font_size(self._font.hash, self._size)
        if glyph.y_offset != self._rise:
            self._flush()
            self._rise = glyph.y_offset
            self._stream.set_text_rise(-self._rise)
        self._move(x + glyph.x_offset)
        if not self._open:
            self._string.append("<")
            self._open = True
        self._string.append(f"{glyph.id:04x}")
        if not self._font.to_unicode.get(glyph.id):
            self._font.to_unicode[glyph.id] = glyph.text
        self._x += self._width(glyph) * self._size / 1000

    def _move(self, x: float) -> None:
        """Bring the pen to x with a number in the string, in thousandths of an em (ISO 32000-1 §9.4.3)."""
        thousandths = round((x - self._x) * 1000 / self._size, 1)
        if abs(thousandths) >= 0.5:
            if self._open:
                self._string.append(">")
                self._open = False
            self._string.append(f"{-thousandths:g}")
            self._x += thousandths * self._size / 1000

    def _width(self, glyph: Glyph) -> float:
        """Return the glyph's own advance in thousandths of an em, as the font dictionary will give it."""
        widths = self._font.widths
        if glyph.id not in widths:
            ink, logical = self._stream.ink_rect, self._stream.logical_rect
            pango.pango_font_get_glyph_extents(glyph.font, glyph.id, ink, logical)
            width = round(logical.width * 1000 * FROM_UNITS / self._size)
            widths[glyph.id] = width - 1 if width == 1000 and glyph.text in _CLOSING else width
        return float(widths[glyph.id])

    def _flush(self) -> None:
        if self._string:
            self._stream.show_text("".join(self._string) + (">" if self._open else ""))
        self._string, self._open = [], False

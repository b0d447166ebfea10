"""Composed lines drawn: each glyph where composition put it, in one text object a box.

Wraps `weasyprint.draw.text:draw_text` (70.0). A box that a composed line made carries a `Drawn`. A run of plain glyphs
is one hex string, even stretch and letter-spacing are `Tc`, and a number stands wherever the next glyph is elsewhere.
The pen's rounding error is carried along, so that the last glyph of a line stands where it should to a thousandth of
an em. Pictures, such as emoji, are drawn by stock.
Wraps `weasyprint.draw:draw_inline_level` too: the lines under and through text are those of a whole line box
(`decoration.py`). Emphasis marks are drawn with each text box (`emphasis.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import weasyprint.draw as stock_draw
from weasyprint.draw import text as stock_text
from weasyprint.formatting_structure import boxes
from weasyprint.matrix import Matrix
from weasyprint.text.ffi import FROM_UNITS, pango
from weasyprint.text.line_break import create_layout

from kanyin.engine.decoration import Rules, decorate
from kanyin.engine.emphasis import draw_marks
from kanyin.engine.faces import announce, family_of, is_named
from kanyin.engine.folios import Blanks, Place, note_stock, place_of
from kanyin.engine.hook import Undo, replace
from kanyin.engine.shaping import CLOSING, Glyph, Manner, Row, Shaped, face_of
from kanyin.engine.tally import note_line
from kanyin.forme import Slot
from kanyin.han import Places

_NO_RULES: Final = Rules((), ())
# A hyphen that only the line's end made is a soft hyphen to whoever reads the text (ISO 32000-1 §14.8.2.2.3).
_SOFT_HYPHEN: Final = b"/Span << /ActualText <FEFF00AD> >> BDC"


@dataclass(frozen=True, slots=True)
class Drawn:
    """The glyphs of a text box: text[start:stop] of a paragraph, in px; `left` is where the box begins on its line.

    `spacing` is the letter-spacing that the advances hold. `hyphen` stands at the line's end, at x from the box.
    """

    text: str
    row: Row
    places: Places
    start: int
    stop: int
    left: float
    tracking: float = 0.0
    spacing: float = 0.0
    hyphen: tuple[float, Shaped] | None = None

    def pieces(self) -> Iterator[tuple[float, tuple[Glyph, ...]]]:
        """Yield each piece: its x from the box's left edge, and its glyphs."""
        for index in range(self.start, self.stop):
            shaped = self.row[index]
            if shaped is not None:
                yield self.x(index), shaped.glyphs
        if self.hyphen is not None:
            yield self.hyphen[0], self.hyphen[1].glyphs

    def x(self, index: int) -> float:
        """Return where a character's glyph stands, from the box's left edge."""
        return self.places.origin(index) - self.left

    @property
    def is_seen(self) -> bool:
        """Whether there is anything to draw."""
        return self.hyphen is not None or any(self.row[self.start : self.stop])


def apply() -> Undo:
    """Put both hooks in, `draw_text` in both modules that hold it."""
    with ExitStack() as undo:
        undo.callback(replace(["weasyprint.draw.text:draw_text", "weasyprint.draw:draw_text"], _drawing))
        undo.callback(replace(["weasyprint.draw:draw_inline_level"], _decorating))
        return undo.pop_all().close
    raise AssertionError("unreachable")


def _decorating(stock: Callable[..., None]) -> Callable[..., None]:
    def draw_inline_level(stream: Any, page: Any, box: Any, *arguments: Any, **options: Any) -> None:
        composition = vars(box).get("kanyin_composition") if isinstance(box, boxes.LineBox) else None
        if isinstance(box, boxes.LineBox):
            note_line(composed=composition is not None)
        if composition is None:
            stock(stream, page, box, *arguments, **options)
            return
        if composition.decorated:
            decorate(box)
        for child in box.children:  # a line has no background nor border, and ours no ellipsis
            if isinstance(child, boxes.TextBox):
                with stream.marked(child, "Span"):
                    stock_draw.draw_text(stream, child, 0, "clip", "none")
            else:
                stock(stream, page, child)

    return draw_inline_level


def _drawing(stock: Callable[..., None]) -> Callable[..., None]:
    def draw_text(stream: Any, textbox: Any, offset_x: float, text_overflow: str, block_ellipsis: Any = "none") -> None:
        drawn: Drawn | None = vars(textbox).get("kanyin_drawn")
        if drawn is None:
            note_stock(textbox)
            stock(stream, textbox, offset_x, text_overflow, block_ellipsis)
        elif textbox.style["visibility"] == "visible" and drawn.is_seen:
            rules: Rules = vars(textbox).get("kanyin_rules", _NO_RULES)
            for rule in rules.before:
                rule.draw(stream)
            stream.set_color(textbox.style["color"])
            pen = _Pen(stream, textbox)
            stream.begin_text()
            pen.draw(drawn)
            stream.end_text()
            for x, shaped in pen.pictures:
                _draw_picture(stream, textbox, x, shaped)
            draw_marks(stream, textbox, drawn.pieces())
            for rule in rules.after:
                rule.draw(stream)

    return draw_text


def _draw_picture(stream: Any, textbox: Any, x: float, shaped: Shaped) -> None:
    """Draw emoji with stock's own function, from a layout of their own."""
    text = "".join(glyph.text for glyph in shaped.glyphs)
    picture = textbox.copy_with_text(text)
    picture.pango_layout = create_layout(text, textbox.style, None, None, 0)
    left, baseline = textbox.position_x + x, textbox.position_y + textbox.baseline
    stream.begin_text()
    emojis = stock_text.draw_first_line(stream, picture, "clip", "none", Matrix(d=-1, e=left, f=baseline))
    stream.end_text()
    stock_text.draw_emojis(stream, textbox.style, left, baseline, emojis)


def _tell(textbox: Any, shaped: Shaped) -> None:
    """Announce the glyphs of a piece that no named family has."""
    named = {name.casefold() for name in textbox.style["font_family"]}
    for glyph in shaped.glyphs:
        if glyph.id == pango.PANGO_GLYPH_EMPTY:
            continue
        if glyph.id & pango.PANGO_GLYPH_UNKNOWN_FLAG:
            announce(chr(glyph.id - pango.PANGO_GLYPH_UNKNOWN_FLAG), None, textbox.element)
        elif not is_named(glyph.font, named, textbox.style.font_config):
            announce(glyph.text, family_of(glyph.font), textbox.element)


class _Pen:
    """Writes glyphs of one text box into a content stream; x counts in px from the box's left edge."""

    def __init__(self, stream: Any, textbox: Any) -> None:
        self._stream, self._box = stream, textbox
        self._font: Any = None
        self._pointer: Any = None
        self._size = 1.0
        self._rise = 0.0  # how far glyphs stand below the baseline, as Pango counts
        self._spacing = 0.0  # Tc: what the viewer adds behind each glyph
        self._x = 0.0  # where the viewer's pen is
        self._string: list[str] = []
        self._open = False
        self.pictures: list[tuple[float, Shaped]] = []

    def draw(self, drawn: Drawn) -> None:
        """Draw every piece; pictures are left in `pictures`, because no text object can hold them."""
        self._stream.set_text_matrix(1, 0, 0, -1, self._box.position_x, self._box.position_y + self._box.baseline)
        self._spacing = round(drawn.tracking + drawn.spacing, 4)
        if self._spacing:
            self._stream.stream.append(f"{self._spacing:g} Tc".encode())
        ends = {drawn.start, *drawn.places.jumps(drawn.start, drawn.stop), drawn.stop}
        if folio := place_of(self._box, drawn.text, drawn.start, drawn.stop):
            ends.update((folio[1].start, folio[1].stop))
        for start, stop in pairwise(sorted(ends)):
            if folio is None or start != folio[1].start or not self._folio(drawn, *folio):
                self._run(drawn, start, stop)
        if drawn.hyphen is not None:
            self._hyphen(*drawn.hyphen)
        self._flush()
        if self._rise:
            self._stream.set_text_rise(0)
        if self._spacing:  # it would outlive the text object
            self._stream.stream.append(b"0 Tc")

    def _run(self, drawn: Drawn, start: int, stop: int) -> None:
        """Draw text[start:stop], in which glyphs follow each other at their advance and the tracking."""
        row, index = drawn.row, start
        while index < stop:
            shaped = row[index]
            if shaped is None:
                index += 1
            elif shaped.manner:
                self._piece(drawn.x(index), shaped)
                index += 1
            else:
                end = index + 1
                while end < stop and (following := row[end]) is not None and not following.manner:
                    end += 1
                self._plain(drawn.x(index), row[index:end])
                index = end

    def _plain(self, x: float, run: Row) -> None:
        """Draw plain glyphs that follow each other."""
        shaped: list[Shaped] = run  # type: ignore[assignment]  # plain glyphs are never None
        self._use(shaped[0].glyphs[0].font)
        self._settle(0.0)
        self._move(x)
        self._open_string()
        self._string.extend([piece.code for piece in shaped])
        self._x += sum([piece.width for piece in shaped]) + self._spacing * len(shaped)
        if new := [piece for piece in shaped if piece not in self._known]:
            self._register_plain(new)

    def _piece(self, x: float, shaped: Shaped) -> None:
        """Draw a piece glyph by glyph."""
        if shaped.manner == Manner.PICTURE:
            self.pictures.append((x, shaped))
            return
        if shaped.manner == Manner.FOREIGN:
            _tell(self._box, shaped)
        for glyph in shaped.glyphs:
            if glyph.id != pango.PANGO_GLYPH_EMPTY:
                self._put(x, glyph)
            x += glyph.advance

    def _put(self, x: float, glyph: Glyph) -> None:
        if glyph.id & pango.PANGO_GLYPH_UNKNOWN_FLAG:
            self._put_missing(x, glyph)
            return
        self._use(glyph.font)
        self._settle(glyph.y_offset)
        self._move(x + glyph.x_offset)
        self._open_string()
        self._string.append(f"{self._register(glyph):04x}")
        self._x += self._width(glyph) * self._size / 1000 + self._spacing

    def _put_missing(self, x: float, glyph: Glyph) -> None:
        """Draw a font's box for what it does not have, and say what it stands for: the box is the same for all."""
        self._flush()
        text = chr(glyph.id - pango.PANGO_GLYPH_UNKNOWN_FLAG).encode("utf-16-be").hex().upper()
        self._stream.stream.append(f"/Span << /ActualText <FEFF{text}> >> BDC".encode())
        self._use(glyph.font)
        self._settle(glyph.y_offset)
        self._move(x + glyph.x_offset)
        self._open_string()
        self._string.append("0000")
        self._font.get_unused_glyph_id(0xFFFD)  # so that the box is embedded
        self._font.to_unicode.setdefault(0, "\ufffd")
        self._x += self._font.widths.setdefault(0, round(glyph.advance * 1000 / self._size)) * self._size / 1000
        self._x += self._spacing
        self._flush()
        self._stream.end_marked_content()

    def _folio(self, drawn: Drawn, blanks: Blanks, place: Place) -> bool:
        """Leave a page number blank; where that cannot be, say so and return False."""
        digits, pieces = face_of(self._box.style).digits(), drawn.row[place.start : place.stop]
        text = drawn.text[place.start : place.stop]
        # One piece, or several where a word may be cut; more than the number where it stands in a word.
        if not digits or "".join(glyph.text for piece in pieces if piece for glyph in piece.glyphs) != text:
            blanks.exact = True
            return False
        self._use(digits[0].glyphs[0].font)
        self._settle(0.0)
        self._move(drawn.x(place.start))
        self._open_string()
        codes = tuple(f"{self._register(digit.glyphs[0]):04x}" for digit in digits)
        widths = tuple(self._width(digit.glyphs[0]) for digit in digits)
        reserved = sum(widths[int(digit)] for digit in text)
        self._string.append(blanks.leave(Slot(place.target, len(text), codes, widths, reserved, place.align)))
        self._x += reserved * self._size / 1000 + len(text) * self._spacing
        return True

    def _hyphen(self, x: float, shaped: Shaped) -> None:
        self._flush()
        self._stream.stream.append(_SOFT_HYPHEN)
        self._piece(x, shaped)
        self._flush()
        self._stream.end_marked_content()

    # ---- the state of the text object

    def _use(self, pointer: Any) -> None:
        if pointer != self._pointer:
            self._flush()
            self._pointer = pointer
            fonts: dict[Any, tuple[Any, float]] = vars(self._stream).setdefault("kanyin_fonts", {})
            if pointer not in fonts:
                fonts[pointer] = self._stream.add_font(pointer)
            self._font, self._size = fonts[pointer]
            self._stream.set_font_size(self._font.hash, self._size)
            self._known: set[Shaped] = vars(self._font).setdefault("kanyin_known", set())

    def _settle(self, rise: float) -> None:
        if rise != self._rise:
            self._flush()
            self._rise = rise
            self._stream.set_text_rise(-rise)

    def _move(self, x: float) -> None:
        """Bring the pen to x with a number in the string, in thousandths of an em (ISO 32000-1 §9.4.3)."""
        thousandths = round((x - self._x) * 1000 / self._size, 1)
        if abs(thousandths) >= 0.5:
            if self._open:
                self._string.append(">")
                self._open = False
            self._string.append(f"{-thousandths:g}")
            self._x += thousandths * self._size / 1000

    def _open_string(self) -> None:
        if not self._open:
            self._string.append("<")
            self._open = True

    def _flush(self) -> None:
        if self._string:
            self._stream.show_text("".join(self._string) + (">" if self._open else ""))
        self._string, self._open = [], False

    # ---- what the font dictionary will say

    def _register(self, glyph: Glyph) -> int:
        """Let the font know a glyph and what it stands for; return its id in the font."""
        font, number = self._font, glyph.id
        if number not in font.widths:
            ink, logical = self._stream.ink_rect, self._stream.logical_rect
            pango.pango_font_get_glyph_extents(glyph.font, number, ink, logical)
            width = round(logical.width * 1000 * FROM_UNITS / self._size)
            font.widths[number] = width - 1 if width == 1000 and glyph.text in CLOSING else width
        if not font.to_unicode.get(number):
            font.to_unicode[number] = glyph.text
        return number

    def _register_plain(self, pieces: Iterable[Shaped]) -> None:
        """Let the font know plain glyphs, whose widths were found to be whole when they were shaped."""
        widths, texts = self._font.widths, self._font.to_unicode
        for piece in pieces:
            glyph = piece.glyphs[0]
            widths.setdefault(glyph.id, piece.units)
            if not texts.get(glyph.id):
                texts[glyph.id] = glyph.text
        self._known.update(pieces)

    def _width(self, glyph: Glyph) -> float:
        """Return the glyph's own advance in thousandths of an em, as the font dictionary will give it."""
        return float(self._font.widths[self._register(glyph)])

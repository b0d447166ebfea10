"""The glyphs of text boxes written into a content stream.

In: a stream with a text object begun, and what each box draws (`Drawn`). Out: strings of glyphs in the stream, and what
the font dictionary will say of them. A run of plain glyphs is one hex string, even stretch and letter-spacing are `Tc`,
and a number stands wherever the next glyph is elsewhere. The pen's rounding error is carried along, so that the last
glyph of a line stands where it should to a thousandth of an em. Pictures, such as emoji, are left to the caller.

A book draws 60,000 runs: the operators of plain ones are written here and not by stock's stream, and what is known of a
font is looked up once for the document.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final, NamedTuple

from weasyprint.text.ffi import FROM_UNITS, pango

from kanyin.engine.drawn import Drawn
from kanyin.engine.faces import tell
from kanyin.engine.folios import Blanks, Place, place_of, shows_page
from kanyin.engine.pieces import Glyph, Manner, Row, Shaped
from kanyin.engine.runs import CLOSING, EMPTY, UNKNOWN
from kanyin.engine.shaping import face_of
from kanyin.forme import Slot

# A hyphen that only the line's end made is a soft hyphen to whoever reads the text (ISO 32000-1 §14.8.2.2.3).
_SOFT_HYPHEN: Final = b"/Span << /ActualText <FEFF00AD> >> BDC"
_DIGITS: Final = 4  # of the code of a plain glyph
# In thousandths of an em, before it is rounded to a tenth: what is nearer than this to where the pen is, is there; and
# what lies between these is the one that a closing mark has less in the dictionary than on the page, as most jumps are.
_NEAR: Final = 0.45
_ONE_FROM: Final = 0.95
_ONE_TO: Final = 1.05
_MANY: Final = 1 << 12  # of places and of jumps are remembered


class Known(NamedTuple):
    """A font as a document has it, the size in px of a Pango font, and the mark of plain pieces that it knows already.

    `setting` is what a stream remembers of the font it has, `operator` what gives it this one.
    """

    font: Any
    size: float
    mark: Any
    setting: tuple[str, float]
    operator: bytes


class Pen:
    """Writes the glyphs of text boxes into one text object; x counts in px from a box's left edge."""

    __slots__ = (
        "_box", "_composition", "_due", "_font", "_mark", "_open", "_pointer", "_rise", "_silent", "_size", "_spacing",
        "_stop", "_stream", "_string", "_x", "color", "ends", "pictures",
    )  # fmt: skip

    def __init__(self) -> None:
        self._stream: Any = None  # while it draws: the stream keeps its pen, and must not be kept by it
        self._box: Any = None
        self._pointer: Any = None
        self._rise = 0.0  # how far glyphs stand below the baseline, as Pango counts
        self._spacing = 0.0  # Tc: what the viewer adds behind each glyph
        self._x = 0.0  # where the viewer's pen is, before it has written what is due
        self._due: list[Shaped] = []
        self._silent: Any = None  # an element that shows no page number
        self._string: list[str] = []
        self._open = False
        self._composition: Any = None  # behind what it stays
        self._stop = 0
        self.ends = 0  # how long the stream was when its text object was closed
        self.color: Any = None  # that of its glyphs, for the caller to keep
        self.pictures: list[tuple[float, Shaped]] = []

    def stay(self, composition: Any, stop: int) -> None:
        """Stay behind text[:stop] of a paragraph."""
        self._composition, self._stop = composition, stop

    def follows(self, composition: Any, start: int) -> bool:
        """Whether text[start:] of a paragraph follows what was written last."""
        return self._composition is composition and self._stop == start

    def draw(self, stream: Any, box: Any, drawn: Drawn) -> None:
        """Draw every piece of a box; pictures are left in `pictures`, because no text object can hold them."""
        self._stream, items = stream, stream.stream
        self._box, self._x, self._due = box, 0.0, []
        items.append(_begin_at(box.position_x, box.position_y + box.baseline))
        self._spacing = round(drawn.tracking + drawn.spacing, 4)
        if self._spacing:
            items.append(f"{self._spacing:g} Tc".encode())
        if self._shows_folio(box) and (folio := place_of(box, drawn.text, drawn.start, drawn.stop)):
            self._draw_with_folio(drawn, *folio)
        else:
            self._draw(drawn, drawn.start, drawn.stop)
        if drawn.hyphen is not None:
            self._hyphen(*drawn.hyphen)
        self._flush()
        self._settle(0.0)
        if self._spacing:  # it would outlive the text object
            items.append(b"0 Tc")
        self._stream = None

    def _shows_folio(self, box: Any) -> bool:
        """Whether a box shows a page number; the lines of a paragraph, one element's, are asked once."""
        if box.element is None or box.element is not self._silent:
            if shows_page(box):
                return True
            self._silent = box.element
        return False

    def _draw_with_folio(self, drawn: Drawn, blanks: Blanks, place: Place) -> None:
        self._draw(drawn, drawn.start, place.start)
        if not self._folio(drawn, blanks, place):
            self._draw(drawn, place.start, place.stop)
        self._draw(drawn, place.stop, drawn.stop)

    def _draw(self, drawn: Drawn, start: int, stop: int) -> None:
        """Draw text[start:stop]: plain glyphs run by run, all other pieces one by one."""
        row, at = drawn.row[start:stop], 0
        odd = [index for index, piece in enumerate(row) if piece is None or piece.manner]
        for index in (*odd, len(row)):
            if at < index:
                self._plain(drawn, row[at:index], start + at)
            if index < len(row) and (piece := row[index]) is not None:
                self._piece(drawn.x(start + index), piece)
            at = index + 1

    def _plain(self, drawn: Drawn, run: Row, start: int) -> None:
        """Draw plain glyphs, which follow each other at their advance and the tracking from one jump to the next."""
        pieces: list[Shaped] = run  # type: ignore[assignment]  # plain glyphs are never None
        self._use(pieces[0].glyphs[0].font)
        self._settle(0.0)
        written: list[str] = []
        mark, known = self._mark, True
        for piece in pieces:
            written.append(piece.code)
            if piece.mark is not mark:
                known = False
        codes = "".join(written)
        places, left, begin, stop = drawn.places, drawn.left, start, start + len(pieces)
        for end in (*places.jumps(start, stop), stop):
            self._reach(places.origin(begin) - left)
            first, last = begin - start, end - start
            self._string.append(codes[_DIGITS * first : _DIGITS * last])
            self._due, begin = pieces[first:last], end
        if not known:
            self._register_plain(pieces)

    def _piece(self, x: float, shaped: Shaped) -> None:
        """Draw a piece glyph by glyph."""
        if shaped.manner == Manner.PICTURE:
            self.pictures.append((x, shaped))
            return
        if shaped.manner == Manner.FOREIGN:
            tell(self._box, shaped.glyphs)
        for glyph in shaped.glyphs:
            if glyph.id != EMPTY:
                self._put(x, glyph)
            x += glyph.advance

    def _put(self, x: float, glyph: Glyph) -> None:
        if glyph.id & UNKNOWN:
            self._put_missing(x, glyph)
            return
        self._use(glyph.font)
        if glyph.y_offset != self._rise:
            self._settle(glyph.y_offset)
        self._reach(x + glyph.x_offset)
        self._string.append(f"{glyph.id:04x}")
        self._x += self._width(glyph) * self._size / 1000 + self._spacing

    def _put_missing(self, x: float, glyph: Glyph) -> None:
        """Draw a font's box for what it does not have, and say what it stands for: the box is the same for all."""
        self._flush()
        text = chr(glyph.id - UNKNOWN).encode("utf-16-be").hex().upper()
        self._stream.stream.append(f"/Span << /ActualText <FEFF{text}> >> BDC".encode())
        self._use(glyph.font)
        self._settle(glyph.y_offset)
        self._reach(x + glyph.x_offset)
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
        self._reach(drawn.x(place.start))
        codes = tuple(f"{digit.glyphs[0].id:04x}" for digit in digits)
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
        if pointer is not self._pointer and pointer != self._pointer:
            self._flush()
            self._pointer = pointer
            known = known_font(self._stream, pointer)
            self._font, self._size, self._mark = known.font, known.size, known.mark
            if self._stream._current_font != known.setting:  # as `Stream.set_font_size` does it
                self._stream._current_font = known.setting
                self._stream.stream.append(known.operator)

    def _settle(self, rise: float) -> None:
        if rise != self._rise:
            self._flush()
            self._rise = rise
            self._stream.set_text_rise(-rise or 0)

    def _reach(self, x: float) -> None:
        """Bring the pen to x with a number in the string, in thousandths of an em (ISO 32000-1 §9.4.3)."""
        if self._due:
            width = 0.0
            for piece in self._due:
                width += piece.width
            self._x += width + self._spacing * len(self._due)
            self._due = []
        thousandths = (x - self._x) * 1000 / self._size
        if -_NEAR < thousandths < _NEAR:
            if not self._open:
                self._string.append("<")
        else:
            if _ONE_FROM < thousandths < _ONE_TO:
                thousandths, written = 1.0, "-1"
            else:
                thousandths = round(thousandths, 1)
                written = _jump(thousandths)
            self._string.append(f">{written}<" if self._open else f"{written}<")
            self._x += thousandths * self._size / 1000
        self._open = True

    def _flush(self) -> None:
        if self._string:
            self._string.append(">] TJ" if self._open else "] TJ")
            self._stream.stream.append(f"[{''.join(self._string)}".encode())
            self._string, self._open = [], False

    # ---- what the font dictionary will say

    def _register(self, glyph: Glyph) -> None:
        """Let the font know a glyph and what it stands for."""
        font, number = self._font, glyph.id
        if number not in font.widths:
            ink, logical = self._stream.ink_rect, self._stream.logical_rect
            pango.pango_font_get_glyph_extents(glyph.font, number, ink, logical)
            width = round(logical.width * 1000 * FROM_UNITS / self._size)
            font.widths[number] = width - 1 if width == 1000 and glyph.text in CLOSING else width
        if not font.to_unicode.get(number):
            font.to_unicode[number] = glyph.text

    def _register_plain(self, pieces: Iterable[Shaped]) -> None:
        """Let the font know plain glyphs, whose widths were found to be whole when they were shaped."""
        widths, texts, mark = self._font.widths, self._font.to_unicode, self._mark
        for piece in pieces:
            if piece.mark is not mark:
                piece.mark = mark
                if piece.glyph not in widths:
                    widths[piece.glyph] = piece.units
                if not texts.get(piece.glyph):
                    texts[piece.glyph] = piece.text

    def _width(self, glyph: Glyph) -> float:
        """Return the glyph's own advance in thousandths of an em, as the font dictionary will give it."""
        if glyph.id not in self._font.widths or not self._font.to_unicode.get(glyph.id):
            self._register(glyph)
        return float(self._font.widths[glyph.id])


def known_font(stream: Any, pointer: Any) -> Known:
    """Return the font of a Pango font; streams that share `kanyin_fonts` look for it once."""
    fonts: dict[Any, Known] = vars(stream).setdefault("kanyin_fonts", {})
    if pointer not in fonts:
        font, size = stream.add_font(pointer)
        mark, operator = vars(font).setdefault("kanyin_mark", object()), f"/{font.hash} {_number(size)} Tf".encode()
        fonts[pointer] = Known(font, size, mark, (font.hash, size), operator)
    return fonts[pointer]


@lru_cache(maxsize=_MANY)
def _begin_at(x: float, baseline: float) -> bytes:
    """Return what begins a line there: in a book on a grid, one of some fifty places."""
    return f"1 0 0 -1 {_number(x)} {_number(baseline)} Tm".encode()


@lru_cache(maxsize=_MANY)
def _jump(thousandths: float) -> str:
    """Return the number in a string that moves the pen so far."""
    return f"{-thousandths:g}"


def _number(value: float) -> str:
    """Return a number as stock writes it."""
    return f"{int(value)}" if float(value).is_integer() else f"{value:f}".rstrip("0")

"""Glyphs as Pango sets them: pieces of text shaped side by side in one line, and read out of it.

In: pieces, a computed style. Out: for each a `Shaped`: its advance, its glyphs, and how they are to be drawn. Nearly
all pieces are one character of one glyph in the style's own font; what Pango says of them is read in whole arrays, and
such a piece is made without a look at anything else. Replaces nothing.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from weasyprint.text.ffi import FROM_UNITS, ffi, harfbuzz, pango, unicode_to_char_p
from weasyprint.text.fonts import get_pango_font_hb_face
from weasyprint.text.line_break import Layout

from kanyin.engine.faces import is_named
from kanyin.engine.pieces import Glyph, Manner, Shaped
from kanyin.records import dataclass

# Their blank half is given up when a mark follows. Poppler takes two words that overlap by half an em or more for two
# lines (`minCharSpacing` in TextOutputDev.cc), so the width these have in the font dictionary is a thousandth less than
# in the font: that is within what ISO 19005 has for equal, and no glyph stands elsewhere for it.
CLOSING: Final = frozenset("，。、；：！？”’）》〉」』】〕〗］｝．")

# Bytes of a PangoGlyphInfo: the glyph, its width and two offsets, and what it is in its cluster.
_OF_A_GLYPH: Final = ffi.sizeof("PangoGlyphInfo")
_NOTDEF: Final = 0
# In thousandths of an em: a width this near a whole number is one.
_WHOLE: Final = 0.02


def spacing_of(style: Any) -> float:
    """Return the letter-spacing of a style in px."""
    return 0.0 if style["letter_spacing"] == "normal" else float(style["letter_spacing"])


def shape(texts: Sequence[str], style: Any, own: Any, context: str) -> tuple[list[Shaped], Any]:
    """Shape the pieces side by side; return them, and the layout that keeps their fonts. `own` is the style's font.

    Marks have forms that depend on the script around them, so `context`, a letter of it, stands between each two;
    nothing need stand between ideographs, if it is "".
    """
    between = f" {context} " if context else " "
    layout = Layout(style)
    char_p, text = unicode_to_char_p(between[1:] + between.join(texts))
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    pango.pango_layout_set_text(layout.layout, char_p, -1)
    line, _ = layout.get_first_line()
    setting = _Setting(list(_runs(line, style, own)), text, spacing_of(style), float(style["font_size"]))
    shaped, start = [], len(between.encode()) - 1
    for piece in texts:
        end = start + len(piece.encode())
        shaped.append(setting.plain(piece, start, end) or setting.piece(piece, start, end))
        start = end + len(between.encode())
    return shaped, layout


@dataclass(frozen=True, slots=True)
class _Run:
    """Glyphs of one font, from left to right. Lengths are in Pango's units; `clusters` are bytes of the whole text."""

    font: Any
    manner: Manner
    is_own: bool
    ids: Sequence[int]
    widths: Sequence[int]
    xs: Sequence[int]
    ys: Sequence[int]
    clusters: Sequence[int]  # where the text of each glyph begins
    end: int

    def missing(self, index: int) -> bool:
        """Whether the font has no such glyph."""
        glyph = self.ids[index]
        return glyph != pango.PANGO_GLYPH_EMPTY and bool(glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG)


def _runs(line: Any, style: Any, own: Any) -> Iterator[_Run]:
    named = {name.casefold() for name in style["font_family"]}
    run = line.runs[0]
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        run = run.next
        count, font = glyphs.num_glyphs, item.analysis.font
        numbers = memoryview(ffi.buffer(glyphs.glyphs, count * _OF_A_GLYPH)).cast("I")
        lengths = memoryview(numbers).cast("B").cast("i")
        stride = _OF_A_GLYPH // 4
        clusters = [item.offset + at for at in ffi.unpack(glyphs.log_clusters, count)]
        yield _Run(
            font, _manner(font, named, style.font_config), font == own, numbers[::stride].tolist(),
            lengths[1::stride].tolist(), lengths[2::stride].tolist(), lengths[3::stride].tolist(), clusters,
            item.offset + item.length,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Setting:
    """A line as it was shaped, and what its letter-spacing and its size in px are."""

    runs: list[_Run]
    text: bytes
    spacing: float
    size: float

    def plain(self, piece: str, start: int, end: int) -> Shaped | None:
        """Return text[start:end] if it is one glyph of the style's own font, on the baseline where the pen is."""
        run = self.runs[self._first_run(start)]
        at = bisect_left(run.clusters, start)
        if not run.is_own or run.manner != Manner.PLACED or run.clusters[at : at + 1] != [start] or run.missing(at):
            return None
        behind = run.clusters[at + 1] if at + 1 < len(run.clusters) else run.end
        glyph = run.ids[at]
        if behind != end or run.xs[at] or run.ys[at] or glyph == pango.PANGO_GLYPH_EMPTY:
            return None
        advance = run.widths[at] * FROM_UNITS
        units = advance * 1000 / self.size
        whole = round(units)
        if abs(units - whole) >= _WHOLE:
            return None
        whole -= whole == 1000 and piece in CLOSING
        advance += self._spacing(piece)
        glyphs = (Glyph(run.font, glyph, advance, 0.0, 0.0, piece),)
        width = whole * self.size / 1000
        return Shaped(advance, glyphs, Manner.PLAIN, f"{glyph:04x}", width, whole, glyph, piece)

    def piece(self, piece: str, start: int, end: int) -> Shaped:
        """Return text[start:end] glyph by glyph."""
        glyphs, manners = [], [Manner.PLACED]
        for number in range(self._first_run(start), len(self.runs)):
            run = self.runs[number]
            first, last = bisect_left(run.clusters, start), bisect_left(run.clusters, end)
            for index, text, is_last in self._clusters(run, first, last):
                width, x, y = (lengths[index] * FROM_UNITS for lengths in (run.widths, run.xs, run.ys))
                if run.missing(index):
                    width = _width_of_box(run.font)
                width += self._spacing(text) if is_last else 0.0
                glyphs.append(Glyph(run.font, run.ids[index], width, x, y, text))
                manners.append(Manner.FOREIGN if run.missing(index) else run.manner)
            if run.end >= end:
                break
        return Shaped(sum(glyph.advance for glyph in glyphs), tuple(glyphs), max(manners))

    def _first_run(self, start: int) -> int:
        return bisect_right(self.runs, start, key=lambda run: run.end)

    def _clusters(self, run: _Run, first: int, last: int) -> Iterator[tuple[int, str, bool]]:
        """Yield of each glyph its index, the text it stands for, and whether it is the last of its cluster."""
        for start, group in groupby(range(first, last), key=run.clusters.__getitem__):
            indexes = list(group)
            behind = indexes[-1] + 1
            end = run.clusters[behind] if behind < len(run.clusters) else run.end
            covered = self.text[start:end].decode(errors="ignore")
            for index, part in zip(indexes, _shared(covered, len(indexes)), strict=True):
                yield index, part, index == indexes[-1]

    def _spacing(self, text: str) -> float:
        """Return the letter-spacing behind a glyph: a ligature has several, an accent at a letter's end has none."""
        if not self.spacing:
            return 0.0
        return self.spacing * max(1, sum(unicodedata.category(character)[0] not in "MC" for character in text))


def _width_of_box(font: Any) -> float:
    """Return how wide, in px, the box is that a font draws for a glyph it has not; Pango leaves room for digits."""
    logical = ffi.new("PangoRectangle *")
    pango.pango_font_get_glyph_extents(font, _NOTDEF, ffi.NULL, logical)
    return float(logical.width * FROM_UNITS)


def _shared(covered: str, count: int) -> Iterable[str]:
    """Say what each glyph of a cluster stands for: a letter and its accents one each, else the first for them all."""
    if len(covered) == count:
        return covered
    return (covered, *[""] * (count - 1))


def _manner(font: Any, named: set[str], font_config: Any) -> Manner:
    if _has_pictures(font):
        return Manner.PICTURE
    return Manner.PLACED if is_named(font, named, font_config) else Manner.FOREIGN


def _has_pictures(font: Any) -> bool:
    """Whether glyphs of the font are pictures, such as emoji, which only stock draws."""
    face = get_pango_font_hb_face(font)
    tests = (harfbuzz.hb_ot_color_has_png, harfbuzz.hb_ot_color_has_svg, harfbuzz.hb_ot_color_has_layers)
    return any(test(face) for test in tests)

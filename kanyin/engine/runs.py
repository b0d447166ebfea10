"""Runs: a line as Pango has shaped it, told apart into the pieces of text that were put in it.

In: glyphs of one font after the other, in arrays. Out: `Shaped`s. Nearly all pieces are one character of one glyph in
the style's own font, and are made without a look at anything else. It holds no memory of C's, so it can be compiled:
half of the time of shaping, a fifteenth of that of an edited chapter, goes in here. Replaces nothing.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from weasyprint.text.ffi import FROM_UNITS, pango

from kanyin.engine.pieces import Glyph, Manner, Shaped

# Their blank half is given up when a mark follows. Poppler takes two words that overlap by half an em or more for two
# lines (`minCharSpacing` in TextOutputDev.cc), so the width these have in the font dictionary is a thousandth less than
# in the font: that is within what ISO 19005 has for equal, and no glyph stands elsewhere for it.
CLOSING: Final = frozenset("，。、；：！？”’）》〉」』】〕〗］｝．")

# No glyph at all; and what is added to a character's number where the font has none for it.
EMPTY: Final = int(pango.PANGO_GLYPH_EMPTY)
UNKNOWN: Final = int(pango.PANGO_GLYPH_UNKNOWN_FLAG)
# In thousandths of an em: a width this near a whole number is one.
_WHOLE: Final = 0.02


class Run:
    """Glyphs of one font, from left to right. Lengths are in Pango's units; `clusters` are bytes of the whole text, at
    which the text of each glyph begins, and `end` where that of the last one ends."""

    def __init__(
        self, font: Any, manner: Manner, is_own: bool, ids: list[int], widths: list[int], xs: list[int], ys: list[int],
        clusters: list[int], end: int,
    ) -> None:  # fmt: skip
        self.font, self.manner, self.is_own = font, manner, is_own
        self.ids, self.widths, self.xs, self.ys, self.clusters, self.end = ids, widths, xs, ys, clusters, end

    def missing(self, index: int) -> bool:
        """Whether the font has no such glyph."""
        glyph = self.ids[index]
        return glyph != EMPTY and bool(glyph & UNKNOWN)


class Setting:
    """A line as it was shaped, and what its letter-spacing and its size in px are.

    `width_of_box` gives the width of what a font draws for a glyph that it has not.
    """

    def __init__(
        self, runs: list[Run], text: bytes, spacing: float, size: float, width_of_box: Callable[[Any], float]
    ) -> None:
        self._runs, self._text, self._spacing, self._size = runs, text, spacing, size
        self._width_of_box = width_of_box

    def pieces(self, texts: Sequence[str], first: int, gap: int) -> list[Shaped]:
        """Return the pieces: the first begins at this byte, and so many are between each two."""
        found: list[Shaped] = []
        start, number = first, 0
        for text in texts:
            end = start + len(text.encode())
            while number < len(self._runs) and self._runs[number].end <= start:
                number += 1
            plain = self._plain(text, start, end, self._runs[number])
            found.append(self._piece(start, end, number) if plain is None else plain)
            start = end + gap
        return found

    def _plain(self, piece: str, start: int, end: int, run: Run) -> Shaped | None:
        """Return text[start:end] if it is one glyph of the style's own font, on the baseline where the pen is."""
        if not run.is_own or run.manner != Manner.PLACED:
            return None
        clusters = run.clusters
        at = bisect_left(clusters, start)
        if at == len(clusters) or clusters[at] != start or run.missing(at):
            return None
        behind = clusters[at + 1] if at + 1 < len(clusters) else run.end
        glyph = run.ids[at]
        if behind != end or run.xs[at] or run.ys[at] or glyph == EMPTY:
            return None
        advance = run.widths[at] * FROM_UNITS
        units = advance * 1000 / self._size
        whole = round(units)
        if abs(units - whole) >= _WHOLE:
            return None
        if whole == 1000 and piece in CLOSING:
            whole -= 1
        advance += self._spacing_behind(piece)
        glyphs = (Glyph(run.font, glyph, advance, 0.0, 0.0, piece),)
        width = whole * self._size / 1000
        return Shaped(advance, glyphs, Manner.PLAIN, f"{glyph:04x}", width, whole, glyph, piece)

    def _piece(self, start: int, end: int, first_run: int) -> Shaped:
        """Return text[start:end] glyph by glyph."""
        glyphs, manners = list[Glyph](), [Manner.PLACED]
        for number in range(first_run, len(self._runs)):
            run = self._runs[number]
            first, last = bisect_left(run.clusters, start), bisect_left(run.clusters, end)
            for index, text, is_last in self._clusters(run, first, last):
                width, x, y = (lengths[index] * FROM_UNITS for lengths in (run.widths, run.xs, run.ys))
                if run.missing(index):
                    width = self._width_of_box(run.font)
                width += self._spacing_behind(text) if is_last else 0.0
                glyphs.append(Glyph(run.font, run.ids[index], width, x, y, text))
                manners.append(Manner.FOREIGN if run.missing(index) else run.manner)
            if run.end >= end:
                break
        return Shaped(sum(glyph.advance for glyph in glyphs), tuple(glyphs), max(manners))

    def _clusters(self, run: Run, first: int, last: int) -> Iterator[tuple[int, str, bool]]:
        """Yield of each glyph its index, the text it stands for, and whether it is the last of its cluster."""
        for start, group in groupby(range(first, last), key=run.clusters.__getitem__):
            indexes = list(group)
            behind = indexes[-1] + 1
            end = run.clusters[behind] if behind < len(run.clusters) else run.end
            covered = self._text[start:end].decode(errors="ignore")
            for index, part in zip(indexes, _shared(covered, len(indexes)), strict=True):
                yield index, part, index == indexes[-1]

    def _spacing_behind(self, text: str) -> float:
        """Return the letter-spacing behind a glyph: a ligature has several, an accent at a letter's end has none."""
        if not self._spacing:
            return 0.0
        return self._spacing * max(1, sum(unicodedata.category(character)[0] not in "MC" for character in text))


def _shared(covered: str, count: int) -> Iterable[str]:
    """Say what each glyph of a cluster stands for: a letter and its accents one each, else the first for them all."""
    if len(covered) == count:
        return covered
    return (covered, *[""] * (count - 1))

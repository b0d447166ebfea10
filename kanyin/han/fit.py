"""Candidate lines: what a line from here to there would measure, and which ends come into question.

In: a `Paragraph`, a start and a width. Out: `Fit`s, the longest first; and, where no legal break fits, the least bad.
It neither prefers one candidate to another nor moves any glyph.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from kanyin.han.breaks import SPACES
from kanyin.han.classes import Kind
from kanyin.han.paragraph import Paragraph
from kanyin.han.spacing import blank_half, hangs_end, hangs_start

TOLERANCE: Final = 1e-7  # of an em: rounding of prefix sums, far below anything visible
# What the edges of a line may save at most, in em: half a mark, or a whole one that hangs.
_TRIMMED: Final = 0.5
_HUNG: Final = 1.0
_STARTERS: Final = frozenset((Kind.OPEN, Kind.LATIN_OPEN))


class Fit:
    """A possible line, measured; `natural` has the marks at its edges trimmed or hung, `room` is what glue can give."""

    def __init__(
        self, start: int, end: int, stop: int, natural: float, room: float, lead: float, hang: float, hyphen: float,
        last: bool, legal: bool = True,
    ) -> None:  # fmt: skip
        self.start: Final = start
        self.end: Final = end  # where the next line begins
        self.stop: Final = stop  # behind the last character that is seen: spaces at a line's end are not
        self.natural: Final = natural
        self.room: Final = room
        self.lead: Final = lead  # where the first character's cell begins: negative for a trimmed or hanging mark
        self.hang: Final = hang  # how far the last mark stands outside
        self.hyphen: Final = hyphen  # width of the hyphen added
        self.last: Final = last  # of the paragraph, or before a forced break
        self.legal: Final = legal


def measure(paragraph: Paragraph, start: int, end: int, width: float, legal: bool = True) -> Fit:
    """Measure the line text[start:end]; the width says whether marks that may be trimmed or hung need to be."""
    kinds = paragraph.kinds
    stop = end
    while stop > start and kinds[stop - 1] in SPACES:
        stop -= 1
    last = end == len(kinds) or kinds[end - 1] == Kind.NEWLINE
    if stop == start:
        return Fit(start, end, stop, 0.0, 0.0, 0.0, 0.0, 0.0, last, legal)
    natural = paragraph.natural[stop] - paragraph.natural[start]
    room = natural - paragraph.least[stop] + paragraph.least[start]
    if glue := paragraph.glue.get(stop):  # glue at a line's end is not part of it
        natural -= glue.natural
        room -= glue.shrink
    hyphen = paragraph.hyphens.get(end, 0.0) if end == stop and end < len(kinds) else 0.0
    lead = _lead(paragraph, start) if kinds[start] in _STARTERS else 0.0
    natural += lead + hyphen
    saved = hang = 0.0
    if not hyphen and (kinds[stop - 1] in paragraph.tables.trimmed_ends or paragraph.tables.hanging):
        saved, hang = _tail(paragraph, stop, natural - width, last)
    return Fit(start, end, stop, natural - saved - hang, room, lead, hang, hyphen, last, legal)


def _lead(paragraph: Paragraph, start: int) -> float:
    kind, first = paragraph.kinds[start], paragraph.is_first(start)
    if first and hangs_start(kind, paragraph.settings):
        return -paragraph.cells[start]
    if kind in paragraph.tables.trimmed_starts[first]:
        return -blank_half(paragraph.cells[start], paragraph.sizes[start])
    return 0.0


def _tail(paragraph: Paragraph, stop: int, excess: float, last: bool) -> tuple[float, float]:
    """Return what the mark at a line's end gives up and how far it hangs."""
    kind = paragraph.kinds[stop - 1]
    advance, size = paragraph.cells[stop - 1], paragraph.sizes[stop - 1]
    tolerance = TOLERANCE * size
    hangs = hangs_end(paragraph.text[stop - 1], kind, paragraph.settings, last)
    if hangs == "always":
        return 0.0, advance
    trims = paragraph.tables.trimmed_ends.get(kind, "never")
    saved = 0.0
    if trims == "always" or (trims == "if-needed" and excess > tolerance):
        saved = blank_half(advance, size)
    if hangs == "if-needed" and excess - saved > tolerance:
        return 0.0, advance
    return saved, 0.0


def candidates(paragraph: Paragraph, start: int, width: float) -> Iterator[Fit]:
    """Yield the lines that fit, squeezed if need be, the longest first; legal breaks only."""
    reach = width + TOLERANCE * paragraph.largest
    starts_plain = paragraph.kinds[start] not in _STARTERS
    from_start = paragraph.least[start] + reach
    for end in range(_furthest(paragraph, start, width), start, -1):
        # Most ends out of reach are told by one comparison: there, nothing at the edges could make the line shorter.
        if starts_plain and paragraph.least[end] > from_start and _ends_plain(paragraph, end):
            continue
        if end == paragraph.length or paragraph.may_break(end):
            fit = measure(paragraph, start, end, width)
            if fit.natural - fit.room <= reach:
                yield fit


def _ends_plain(paragraph: Paragraph, end: int) -> bool:
    kind = paragraph.kinds[end - 1]
    return kind == Kind.HAN and end not in paragraph.glue and not paragraph.tables.hanging


def _furthest(paragraph: Paragraph, start: int, width: float) -> int:
    """Return the furthest end that could fit at all; a gap at a line's end, which is counted here, would be dropped."""
    limit = paragraph.limit(start)
    edge = _HUNG if paragraph.tables.hanging else _TRIMMED
    saving = edge * (2 if paragraph.kinds[start] in _STARTERS else 1) + paragraph.settings.autospace_size
    reach = paragraph.least[start] + width + saving * paragraph.largest
    end = bisect_right(paragraph.least, reach, start + 1, limit + 1) - 1
    while end < limit and paragraph.kinds[end] in SPACES:
        end += 1
    return end


def emergency(paragraph: Paragraph, start: int, width: float) -> Fit:
    """Return the line for where no legal break fits.

    First a mark may stand where it should not; then, if `overflow-wrap` says so, a word is cut; else the line is too
    long and ends at its first legal break. A line holds one character at least.
    """
    furthest = _furthest(paragraph, start, width)
    for end in range(furthest, start, -1):
        if paragraph.may_break_in_need(end) and (fit := _fitting(paragraph, start, end, width)):
            return fit
    if fit := cut_word(paragraph, start, width):
        return fit
    limit = paragraph.limit(start)
    end = next((i for i in range(start + 1, limit) if paragraph.may_break(i) or _may_cut(paragraph, i)), limit)
    return measure(paragraph, start, end, width, legal=end == limit or paragraph.may_break(end))


def _fitting(paragraph: Paragraph, start: int, end: int, width: float) -> Fit | None:
    fit = measure(paragraph, start, end, width, legal=False)
    return fit if fit.natural - fit.room <= width + TOLERANCE * paragraph.sizes[start] else None


def cut_word(paragraph: Paragraph, start: int, width: float) -> Fit | None:
    """Return the longest line that ends inside a word which `overflow-wrap` lets be cut; None where there is none.

    A word is cut before a character with an advance of its own: not before a combining mark nor inside a piece.
    """
    end = min(_furthest(paragraph, start, width) + 1, paragraph.limit(start))
    cuts = (i for i in range(end - 1, start, -1) if _may_cut(paragraph, i))
    return next((fit for at in cuts if (fit := _fitting(paragraph, start, at, width))), None)


def _may_cut(paragraph: Paragraph, at: int) -> bool:
    settings = paragraph.settings_at(at)
    return paragraph.advances[at] > 0 and settings.wrap and settings.emergency_anywhere

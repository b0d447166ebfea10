"""Where the characters of a composed line stand, asked for one by one or as the few jumps of a pen.

In: a `Paragraph` and a `Line`. Out: the x of a character's glyph or cell, in the unit of the advances, 0 at the line's
start edge; and, for drawing, the characters whose glyph does not simply follow the one before. Each answer is a
subtraction of prefix sums, so a line costs what is uneven in it, not its length. It moves nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from kanyin.han.compose import Line
from kanyin.han.paragraph import Paragraph, between


class Places:
    """The places of one line's characters, from `line.start` to `line.stop`."""

    def __init__(self, paragraph: Paragraph, line: Line) -> None:
        self._paragraph, self._line = paragraph, line
        self._zero = line.x - paragraph.natural[line.start]
        self._first_open = line.start - bisect_right(paragraph.closed, line.start)
        moves = sorted(line.moves)
        self._moved_at = [at for at, _ in moves]
        self._moved = list(accumulate((amount for _, amount in moves), initial=0.0))

    def cell(self, index: int) -> float:
        """Return where the cell of this character begins, box edges before it included."""
        x = self._paragraph.natural[index] + self._zero
        if self._moved_at:
            x += self._moved[bisect_right(self._moved_at, index)]
        if self._line.tracking:
            x += self._line.tracking * (index - bisect_right(self._paragraph.closed, index) - self._first_open)
        return x

    def origin(self, index: int) -> float:
        """Return where the glyph of this character stands. Inside a piece that is the piece's end, and of no use."""
        return self.cell(index) + self._paragraph.shifts.get(index, 0.0)

    def jumps(self, start: int, stop: int) -> list[int]:
        """Return the characters of text[start:stop] whose glyph is not where the one before ends, its tracking added.

        The first is not among them: where it stands is for the caller to ask.
        """
        found = between(self._paragraph.uneven, start, stop)
        if self._line.tracking and (closed := between(self._paragraph.closed, start, stop)):
            return sorted({*found, *closed})
        return found

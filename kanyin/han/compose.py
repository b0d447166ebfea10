"""A paragraph composed into lines, one line at a time and in any order.

In: a `Paragraph`; then, for each line, where it starts and how wide it may be. Out: a `Line`, which says where every
glyph stands. Which of the possible ends a line takes is `choose.py`; a line depends on its start and width alone, so
that page breaks and floats may ask again and in any order, and what has been asked before costs nothing.
It draws nothing and turns no page.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import Final

from kanyin.han.choose import Chooser
from kanyin.han.fit import TOLERANCE, Fit, measure
from kanyin.han.justify import Adjustment, adjust
from kanyin.han.paragraph import Paragraph

# In em. Set this far apart, characters are no line any more.
TORN: Final = 1.5


class Line:
    """A composed line. Lengths are in the unit of the advances; x is 0 at the line's start edge, indent included."""

    def __init__(
        self, start: int, stop: int, end: int, x: float, width: float, natural: float,
        moves: tuple[tuple[int, float], ...], tracking: float, hang: float, hyphen: float, last: bool, legal: bool,
        fits: bool,
    ) -> None:  # fmt: skip
        self.start: Final = start
        self.stop: Final = stop  # behind the last character that is seen
        self.end: Final = end  # where the next line starts: spaces and a forced break before it are not seen
        self.x: Final = x  # where the first cell begins: after the indent; less for a trimmed or hanging opening mark
        self.width: Final = width  # from the indent to the end of the last cell; without what is trimmed or hangs
        self.natural: Final = natural  # the width before it was squeezed or stretched
        self.moves: Final = moves  # what is added to the glue before these characters
        self.tracking: Final = tracking  # what is added at every open boundary
        self.hang: Final = hang  # how far the last mark stands outside the measure
        self.hyphen: Final = hyphen  # width of the hyphen to be added, 0 for none
        self.last: Final = last  # of the paragraph, or before a forced break
        self.legal: Final = legal  # False where no legal break fitted
        self.fits: Final = fits

    def at(self, x: float) -> Line:
        """Return the same line with its first cell at x."""
        return Line(
            self.start, self.stop, self.end, x, self.width, self.natural, self.moves, self.tracking, self.hang,
            self.hyphen, self.last, self.legal, self.fits,
        )  # fmt: skip


class Composer:
    """Composes one paragraph. It remembers lines, and is otherwise without state."""

    def __init__(self, paragraph: Paragraph) -> None:
        self.paragraph = paragraph
        self._chooser = Chooser(paragraph)
        self._lines: dict[tuple[int, float, float], Line] = {}

    def next_line(self, start: int, width: float, indent: float = 0.0) -> Line:
        """Return the line that starts at this character, `width` wide with its indent; later ones have none."""
        key = (start, width, indent)
        if key not in self._lines:
            self._lines[key] = self._compose(self._chooser.choose(start, width, indent), width, indent)
        return self._lines[key]

    def lines(self, width: float, indent: float = 0.0) -> Iterator[Line]:
        """Yield all the lines at one width, the first one indented."""
        start = 0
        while start < self.paragraph.length:
            line = self.next_line(start, width, 0.0 if start else indent)
            yield line
            start = line.end

    def width(self, start: int, end: int) -> float:
        """Return the width of a line from here to there with room to spare, the marks at its edges trimmed."""
        return measure(self.paragraph, start, end, inf).natural

    def _compose(self, fit: Fit, width: float, indent: float) -> Line:
        slack = width - indent - fit.natural
        tolerance = TOLERANCE * self.paragraph.largest
        adjustment = Adjustment()
        if slack < -tolerance or (slack > tolerance and self._is_justified(fit)):
            adjustment = adjust(self.paragraph, fit.start, fit.stop, slack)
            if self._is_torn(fit, adjustment):
                adjustment = Adjustment()
        set_width = fit.natural + self._added(fit, adjustment) + 2 * adjustment.edge
        fits = set_width <= width - indent + tolerance
        x = indent + fit.lead + adjustment.edge + self._offset(fit, max(0.0, width - indent - set_width))
        return Line(
            fit.start, fit.stop, fit.end, x, set_width, fit.natural, adjustment.moves, adjustment.tracking,
            fit.hang, fit.hyphen, fit.last, fit.legal, fits,
        )  # fmt: skip

    def _added(self, fit: Fit, adjustment: Adjustment) -> float:
        moved = sum(amount for _, amount in adjustment.moves)
        if not adjustment.tracking:
            return moved
        return moved + adjustment.tracking * self.paragraph.stretchable(fit.start, fit.stop)

    def _is_justified(self, fit: Fit) -> bool:
        settings = self.paragraph.settings
        if settings.justify[0] == "none":
            return False
        return (settings.align_last if fit.last else settings.align) == "justify"

    def _is_torn(self, fit: Fit, adjustment: Adjustment) -> bool:
        """Whether `text-justify: auto` would rather leave a line short: few characters before a wide picture, say."""
        settings = self.paragraph.settings
        return settings.justify[0] == "auto" and not fit.last and adjustment.tracking > TORN * self.paragraph.largest

    def _offset(self, fit: Fit, rest: float) -> float:
        """CSS Text 4, `text-align` and `text-align-last`: where a line that does not fill its measure stands."""
        settings = self.paragraph.settings
        align = settings.align_last if fit.last else settings.align
        return {"end": rest, "center": rest / 2}.get(align, 0.0)

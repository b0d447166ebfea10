"""Which of the possible lines to take: CSS Text 4, `text-wrap-style`.

In: a `Paragraph`, a start, a width. Out: the chosen `Fit`. Each choice is a function of start and width alone: it may
look ahead, supposing that the lines to come are as wide, but never back.
First fit is the measure of all: of the lines that fit, the one that has to be adjusted least. That is CLREQ's 先挤进,
后推出: a mark that may not begin a line is squeezed in where that changes less than pushing its neighbour out.
"""

from __future__ import annotations

from typing import Final

from kanyin.han.breaks import LATIN
from kanyin.han.classes import Kind
from kanyin.han.fit import TOLERANCE, Fit, candidates, cut_word, emergency, measure
from kanyin.han.paragraph import Paragraph

# How far `pretty` looks: lines tested for trouble, lines weighed against each other where there is some.
_LOOK_AHEAD: Final = 3
_NEAR_END: Final = 6
# A line adjusted by no more than this, in square em, is no trouble: 3/4 em over a book's line is hardly seen.
_TROUBLE: Final = 0.5625
# How loose a line may be to be weighed, in em, the first that fits apart; and where that leaves a lone character.
_LOOSE: Final = 1.5
_LOOSEST: Final = 5.0
_LONE_CHARACTER: Final = 100.0
_HYPHEN: Final = 0.25
# How much of a line may stay empty before a word that may be cut is cut.
_HOLE: Final = 0.4
_ILLEGAL: Final = 10_000.0
_BALANCED_LINES: Final = 10  # CSS Text 4 lets `balance` give up beyond this
_BALANCE_STEPS: Final = 24
_COUNTED: Final = (Kind.HAN, Kind.KANA, Kind.HANGUL, Kind.NUMBER)


class Chooser:
    """Chooses the lines of one paragraph; remembers what it has looked at."""

    def __init__(self, paragraph: Paragraph) -> None:
        self.paragraph = paragraph
        self._first_fits: dict[tuple[int, float], Fit] = {}
        self._calm: set[tuple[int, float]] = set()
        self._options: dict[tuple[int, float, float], list[Fit]] = {}
        self._weighed: dict[tuple[int, float, float, int, float], tuple[float, Fit]] = {}

    def choose(self, start: int, width: float, indent: float) -> Fit:
        """Return the line that starts here in a measure of this width."""
        style = self.paragraph.settings.wrap_style
        if style in ("pretty", "avoid-orphans"):
            return self._pretty(start, width, indent)
        if style == "balance":
            return self._balance(start, width, indent)
        return self.first_fit(start, width - indent)

    # ---- first fit

    def first_fit(self, start: int, width: float) -> Fit:
        """Return, of the lines that fit, the one to be adjusted least; of two alike, the longer: squeeze first."""
        key = (start, width)
        if key not in self._first_fits:
            self._first_fits[key] = self._least_adjusted(start, width)
        return self._first_fits[key]

    def _least_adjusted(self, start: int, width: float) -> Fit:
        best: Fit | None = None
        tolerance = TOLERANCE * self.paragraph.largest
        for fit in candidates(self.paragraph, start, width):
            if best is None or abs(width - fit.natural) < abs(width - best.natural) - tolerance:
                best = fit
            if fit.natural <= width + tolerance:
                break
        if best is None:
            return emergency(self.paragraph, start, width)
        if not best.last and width - best.natural > _HOLE * width and self._is_overlong(best.end, width):
            # CSS Text 3 lets a word be cut only where nothing else breaks; a line half empty is nothing to keep to.
            return cut_word(self.paragraph, start, width) or best
        return best

    def _is_overlong(self, at: int, width: float) -> bool:
        """Whether a Latin word begins here that may be cut, and has to be: it is wider than a line."""
        paragraph = self.paragraph
        if paragraph.kinds[at] not in LATIN or not paragraph.settings_at(at + 1).emergency_anywhere:
            return False
        limit = paragraph.limit(at)
        end = next((i for i in range(at + 1, limit) if paragraph.may_break(i)), limit)
        return measure(paragraph, at, end, width).natural > width

    # ---- pretty

    def _pretty(self, start: int, width: float, indent: float) -> Fit:
        """First fit, unless it leads into trouble: then the best way through the lines ahead."""
        chosen = self.first_fit(start, width - indent)
        if chosen.last or not chosen.legal:
            return chosen
        left = self.paragraph.natural[self.paragraph.limit(start)] - self.paragraph.natural[start]
        if left < (_NEAR_END - 1) * width:
            return chosen if self._is_calm_to_end(chosen, width - indent, width) else self._end(start, width, indent)
        calm = self._is_calm(chosen, width - indent, width)
        return chosen if calm else self._weigh(start, width, indent, _LOOK_AHEAD, _LOOSE)[1]

    def _end(self, start: int, width: float, indent: float) -> Fit:
        """Weigh the ways to the paragraph's end; a lone character there is worth looser lines."""
        cost, fit = self._weigh(start, width, indent, _NEAR_END + 1, _LOOSE)
        return fit if cost < _LONE_CHARACTER else self._weigh(start, width, indent, _NEAR_END + 1, _LOOSEST)[1]

    def _is_calm(self, first: Fit, first_width: float, width: float) -> bool:
        """Whether none of the next lines, by first fit, is in trouble."""
        fit, room = first, first_width
        for _ in range(_LOOK_AHEAD):
            if self._badness(fit, room) > _TROUBLE:
                return False
            if fit.last:
                return True
            fit, room = self.first_fit(fit.end, width), width
        return True

    def _is_calm_to_end(self, first: Fit, first_width: float, width: float) -> bool:
        """The same for all lines to the end; if they are calm from here, they are from each later line."""
        fit, room, passed = first, first_width, [(first.start, first_width)]
        while passed[-1] not in self._calm:
            if self._badness(fit, room) > _TROUBLE:
                return False
            if fit.last:
                break
            passed.append((fit.end, width))
            fit, room = self.first_fit(fit.end, width), width
        self._calm.update(passed)
        return True

    def _weigh(self, start: int, width: float, indent: float, depth: int, loosest: float) -> tuple[float, Fit]:
        """Return the least cost of the next `depth` lines from here, and the first of them."""
        key = (start, width, indent, depth, loosest)
        if key not in self._weighed:
            self._weighed[key] = min(
                (
                    (self._cost(fit, width, indent, depth, loosest), fit)
                    for fit in self._worth_weighing(start, width - indent, loosest)
                ),
                key=lambda weighed: (weighed[0], -weighed[1].end),
            )
        return self._weighed[key]

    def _cost(self, fit: Fit, width: float, indent: float, depth: int, loosest: float) -> float:
        cost = self._badness(fit, width - indent)
        if fit.last or depth <= 1:
            return cost
        return cost + self._weigh(fit.end, width, 0.0, depth - 1, loosest)[0]

    def _worth_weighing(self, start: int, width: float, loosest: float) -> list[Fit]:
        key = (start, width, loosest)
        if key not in self._options:
            least = width - loosest * self.paragraph.largest
            found: list[Fit] = []
            for fit in candidates(self.paragraph, start, width):
                if fit.natural < least and found:
                    break
                found.append(fit)
            self._options[key] = found or [emergency(self.paragraph, start, width)]
        return self._options[key]

    def _badness(self, fit: Fit, width: float) -> float:
        """Return how far a line is from its natural width, in square em, and what else is wrong with it."""
        cost = 0.0
        if not fit.last or fit.natural > width:
            cost = ((width - fit.natural) / self.paragraph.largest) ** 2
        if fit.hyphen:
            cost += _HYPHEN
        if not fit.legal:
            cost += _ILLEGAL
        return cost + (_LONE_CHARACTER if self._is_lone(fit) else 0.0)

    def _is_lone(self, fit: Fit) -> bool:
        """孤字: a last line of fewer than two Han characters besides its marks, or of a scrap of Latin."""
        if not fit.last or self.paragraph.is_first(fit.start) or fit.stop == fit.start:
            return False
        kinds = self.paragraph.kinds[fit.start : fit.stop]
        if sum(map(kinds.count, _COUNTED)) + self._objects(fit) >= 2:
            return False
        has_word = Kind.LETTER in kinds or Kind.DIGIT in kinds
        return not has_word or fit.natural < 2 * self.paragraph.largest

    def _objects(self, fit: Fit) -> int:
        """Count the pictures and inline blocks of a line: not those without width, nor a leader, which is held back."""
        paragraph = self.paragraph
        if Kind.OBJECT not in paragraph.kinds:
            return 0
        places = (i for i in range(fit.start, fit.stop) if paragraph.kinds[i] == Kind.OBJECT)
        return sum(paragraph.advances[i] > 0 and i not in paragraph.held for i in places)

    # ---- balance

    def _balance(self, start: int, width: float, indent: float) -> Fit:
        """Break at the narrowest width that takes no more lines than the full one."""
        lines = self._count(start, width, indent, _BALANCED_LINES + 1)
        if lines == 1 or lines > _BALANCED_LINES:  # nothing to balance, or too much
            return self.first_fit(start, width - indent)
        low, high = 0.0, width
        for _ in range(_BALANCE_STEPS):
            middle = (low + high) / 2
            if self._count(start, middle, indent, lines + 1) <= lines:
                high = middle
            else:
                low = middle
        # In the full width a mark at the line's end may need no trimming: measure it there.
        return measure(self.paragraph, start, self.first_fit(start, high - indent).end, width - indent)

    def _count(self, start: int, width: float, indent: float, most: int) -> int:
        """Return how many lines there are until the end or the next forced break; `most` if more or if one is amiss."""
        for number in range(1, most + 1):
            fit = self.first_fit(start, width - indent)
            if not fit.legal or fit.natural - fit.room > width - indent + TOLERANCE * self.paragraph.largest:
                return most
            if fit.last:
                return number
            start, indent = fit.end, 0.0
        return most

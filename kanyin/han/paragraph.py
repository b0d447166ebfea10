"""A paragraph made ready for composition: its glue, and prefix sums of its natural and its least width.

In: a text, the advance of each of its characters, their sizes, and `Settings`. Out: an immutable `Paragraph`, made in
linear time by a few passes, most of them inside the interpreter; afterwards the width of any line is a subtraction.
It composes nothing. Advances are the caller's business: they come from shaped text, one piece at a time
(`breaks.pieces`), the whole advance at the piece's first character and nothing at the others.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, compress, count
from operator import add
from types import MappingProxyType
from typing import Final, NamedTuple

from kanyin.han.breaks import forbidden_in_need, forbidden_pairs
from kanyin.han.classes import Kind
from kanyin.han.context import classify
from kanyin.han.settings import Settings
from kanyin.han.spacing import Glue, Order, Rule, absorb_spaces, closed_pairs, make_glue, rules, set_widths

NOTHING: Final = MappingProxyType[int, float]({})
NO_EDGES: Final = MappingProxyType[int, tuple[float, float]]({})


class Scope(NamedTuple):
    """A part of the paragraph, `text[start:end]`, with a style of its own, such as inline code."""

    start: int
    end: int
    settings: Settings


@dataclass(frozen=True, slots=True)
class Paragraph:
    """All that lines are made of. Offsets are of `text`; a boundary i lies before character i. Read only."""

    text: str
    kinds: str
    settings: Settings
    sizes: Sequence[float]  # one for each character
    advances: Sequence[float]  # of the glyphs, as the caller gave them
    cells: Sequence[float]  # the advance a character is set in: of `·`, half an em; without box edges
    shifts: Mapping[int, float]  # where in its cell, box edge included, the glyph stands
    glue: Mapping[int, Glue]  # by boundary
    glued: Sequence[int]  # the boundaries that have glue, in order
    natural: Sequence[float]  # where character i begins if nothing is adjusted
    least: Sequence[float]  # the same with all glue shrunk
    closed: Sequence[int]  # how many boundaries up to i take no even stretch
    hyphens: Mapping[int, float]  # hyphenation point → width of the hyphen
    held: Collection[int]  # boundaries where the caller allows no break
    newlines: Sequence[int]  # the boundaries behind forced breaks
    scopes: Sequence[Scope]

    def __len__(self) -> int:
        return len(self.text)

    def is_first(self, start: int) -> bool:
        """Whether a line from here is the first of the paragraph or the first after a forced break."""
        return start == 0 or self.kinds[start - 1] == Kind.NEWLINE

    def limit(self, start: int) -> int:
        """Return how far a line from here may reach at most: to the next forced break, or to the end."""
        index = bisect_right(self.newlines, start)
        return self.newlines[index] if index < len(self.newlines) else len(self.text)

    def may_break(self, at: int) -> bool:
        """Whether a line may end, and the next begin, before this character."""
        if at in self.hyphens:
            return self.settings_at(at).wrap
        if self.kinds[at - 1 : at + 1] in forbidden_pairs(self.settings_at(at)):
            return False
        return at not in self.held

    def may_break_in_need(self, at: int) -> bool:
        """Whether it may where it has no legal break: not inside a word, a number, a dash."""
        return self.kinds[at - 1 : at + 1] not in forbidden_in_need(self.settings_at(at)) and at not in self.held

    def settings_at(self, boundary: int) -> Settings:
        """Return the style that rules a boundary: that of the innermost element around it."""
        if self.scopes:
            index = bisect_left(self.scopes, boundary, key=lambda scope: scope.start) - 1
            if index >= 0 and boundary < self.scopes[index].end:
                return self.scopes[index].settings
        return self.settings

    def stretchable(self, start: int, stop: int) -> int:
        """Return how many boundaries inside text[start:stop] take even stretch."""
        return max(0, stop - 1 - start - (self.closed[stop - 1] - self.closed[start])) if stop > start else 0

    def is_open(self, boundary: int) -> bool:
        """Whether this boundary takes even stretch."""
        return self.closed[boundary] == self.closed[boundary - 1]


def prepare(
    text: str,
    advances: Sequence[float],
    sizes: float | Sequence[float],
    settings: Settings,
    *,
    kinds: str | None = None,
    edges: Mapping[int, tuple[float, float]] = NO_EDGES,
    hyphens: Mapping[int, float] = NOTHING,
    held: Collection[int] = (),
    scopes: Sequence[Scope] = (),
) -> Paragraph:
    """Make a paragraph ready.

    `advances` and `sizes` (the font size: one em) are in one unit, any. `kinds` is `classify(text, region)` if the
    caller has it already. `edges` gives widths before and after a character: padding and border of inline boxes.
    `held` are boundaries where no line may break, such as that before a note call. `scopes` do not overlap, in order.
    """
    if len(advances) != len(text):
        raise ValueError(f"{len(text)} characters, but {len(advances)} advances")
    em = [float(sizes)] * len(text) if isinstance(sizes, int | float) else sizes
    spaced = absorb_spaces(kinds if kinds is not None else classify(text, settings.region), settings)
    spaced = _absorb_in_scopes(spaced, scopes)
    cells, shifts = _set_cells(spaced, advances, em, settings)
    pairs = list(map(add, spaced, spaced[1:]))
    glue = _glue(pairs, cells, em, settings, scopes)
    natural, least = _sums(cells, edges, glue)
    return Paragraph(
        text=text,
        kinds=spaced,
        settings=settings,
        sizes=em,
        advances=advances,
        cells=cells,
        shifts=_with_edges(shifts, edges),
        glue=glue,
        glued=list(glue),
        natural=natural,
        least=least,
        closed=[0, *accumulate(map(closed_pairs(settings).__contains__, pairs), initial=0)] if text else [0],
        hyphens=hyphens,
        held=frozenset(held),
        newlines=[i + 1 for i, kind in enumerate(spaced) if kind == Kind.NEWLINE] if Kind.NEWLINE in spaced else [],
        scopes=scopes,
    )


def _absorb_in_scopes(kinds: str, scopes: Sequence[Scope]) -> str:
    """Let each scope decide about the typed spaces inside it: an identifier in code keeps its own."""
    for start, end, settings in scopes:
        inner = absorb_spaces(kinds[start:end].replace(Kind.GAP, Kind.SPACE), settings)
        kinds = kinds[:start] + inner + kinds[end:]
    return kinds


def _set_cells(
    kinds: str, advances: Sequence[float], sizes: Sequence[float], settings: Settings
) -> tuple[Sequence[float], dict[int, float]]:
    """Give classes with a width of their own that width, the glyph in its middle."""
    widths = {kind: em for kind, em in set_widths(settings).items() if kind in kinds}
    if not widths:
        return advances, {}
    cells, shifts = list(advances), {}
    for index in compress(count(), map(widths.__contains__, kinds)):
        cells[index] = widths[kinds[index]] * sizes[index]
        if cells[index] != advances[index] and kinds[index] != Kind.GAP:
            shifts[index] = (cells[index] - advances[index]) / 2
    return cells, shifts


def _with_edges(shifts: dict[int, float], edges: Mapping[int, tuple[float, float]]) -> dict[int, float]:
    for index, (before, _) in edges.items():
        shifts[index] = shifts.get(index, 0.0) + before
    return shifts


def _glue(
    pairs: Sequence[str],
    cells: Sequence[float],
    sizes: Sequence[float],
    settings: Settings,
    scopes: Sequence[Scope],
) -> dict[int, Glue]:
    """Return the glue of each boundary that has some, in order."""
    found: dict[int, Glue] = {}
    for first, last, own in _stretches(len(pairs), settings, scopes):
        maker = _GlueMaker(cells, sizes, own)
        part = pairs[first:last] if last - first < len(pairs) else pairs
        for boundary in compress(count(first + 1), map(maker.table.__contains__, part)):
            found[boundary] = maker.at(boundary, pairs[boundary - 1])
    return found


def _stretches(length: int, settings: Settings, scopes: Sequence[Scope]) -> Iterator[tuple[int, int, Settings]]:
    """Cut the pairs into runs under one style; pair i is the boundary i + 1, and a scope rules what lies inside it."""
    at = 0
    for start, end, own in scopes:
        yield at, start, settings
        yield start, max(start, end - 1), own
        at = max(start, end - 1)
    yield at, length, settings


class _GlueMaker:
    """The rules of one style made absolute; equal neighbours share one `Glue`."""

    def __init__(self, cells: Sequence[float], sizes: Sequence[float], settings: Settings) -> None:
        self.cells = cells
        self.sizes = sizes
        self.table = rules(settings)
        self.shrinks = shrinking(settings)
        self.memo: dict[tuple[str, float, float, float, float], Glue] = {}

    def at(self, boundary: int, pair: str) -> Glue:
        rule = self.table[pair]
        before = self.cells[boundary - 1] if _looks_left(rule) else 0.0
        after = self.cells[boundary] if _looks_right(rule) else 0.0
        key = (pair, before, after, self.sizes[boundary - 1], self.sizes[boundary])
        if key not in self.memo:
            glue = make_glue(rule, (before, key[3]), (after, key[4]))
            self.memo[key] = glue if glue.order in self.shrinks else glue._replace(shrink=0.0)
        return self.memo[key]


def _looks_left(rule: Rule) -> bool:
    return rule.space or rule.facing or rule.left > 0 or rule.left_shrink > 0


def _looks_right(rule: Rule) -> bool:
    return rule.facing or rule.right > 0 or rule.right_shrink > 0


def shrinking(settings: Settings) -> frozenset[Order]:
    """Return which glue a line may shrink (CSS Text 4, `text-justify`; `no-compress` allows none)."""
    method = settings.justify[0]
    if settings.align != "justify" or method == "none" or "no-compress" in settings.justify:
        return frozenset()
    return frozenset((Order.WORD_SPACE,)) if method == "inter-word" else frozenset(Order)


def _sums(
    cells: Sequence[float], edges: Mapping[int, tuple[float, float]], glue: Mapping[int, Glue]
) -> tuple[list[float], list[float]]:
    """Return the prefix sums, natural and least; the glue of a boundary lies before its character."""
    widths = list(cells)
    for index, (before, after) in edges.items():
        widths[index] += before + after
    shrunk = widths.copy()
    for boundary, (natural, shrink, _, _) in glue.items():
        widths[boundary - 1] += natural
        shrunk[boundary - 1] += natural - shrink
    return list(accumulate(widths, initial=0.0)), list(accumulate(shrunk, initial=0.0))

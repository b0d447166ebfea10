"""A paragraph made ready for composition: its glue, and prefix sums of its natural and its least width.

In: a text, the advance of each of its characters, their sizes, and `Settings`. Out: an immutable `Paragraph`, made in
linear time by a few passes, most of them inside the interpreter; afterwards the width of any line is a subtraction.
It composes nothing. Advances are the caller's business: they come from shaped text, one piece at a time
(`breaks.pieces`), the whole advance at the piece's first character and nothing at the others.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import compress, count
from types import MappingProxyType
from typing import Final, NamedTuple

from kanyin.han.classes import Kind
from kanyin.han.context import classify
from kanyin.han.settings import Settings
from kanyin.han.spacing import Glue
from kanyin.han.tables import CLASSES, CLOSED, GLUE, LEFT, RIGHT, Tables, tables

NOTHING: Final = MappingProxyType[int, float]({})
NO_EDGES: Final = MappingProxyType[int, tuple[float, float]]({})


class Scope(NamedTuple):
    """A part of the paragraph, `text[start:end]`, with a style of its own, such as inline code."""

    start: int
    end: int
    settings: Settings


class Paragraph:
    """All that lines are made of. Offsets are of `text`; a boundary i lies before character i. Read only."""

    def __init__(
        self, *, text: str, kinds: str, settings: Settings, tables: Tables, sizes: Sequence[float],
        advances: Sequence[float], cells: Sequence[float], shifts: Mapping[int, float], glue: Mapping[int, Glue],
        glued: Sequence[int], uneven: Sequence[int], natural: Sequence[float], least: Sequence[float],
        closed: Sequence[int], hyphens: Mapping[int, float], held: Collection[int], scopes: Sequence[Scope],
    ) -> None:  # fmt: skip
        self.text: Final = text
        self.kinds: Final = kinds
        self.settings: Final = settings
        self.tables: Final = tables  # of the settings
        self.sizes: Final = sizes  # one for each character
        self.advances: Final = advances  # of the glyphs, as the caller gave them
        self.cells: Final = cells  # the advance a character is set in: of `·`, half an em; without box edges
        self.shifts: Final = shifts  # where in its cell, box edge included, the glyph stands
        self.glue: Final = glue  # by boundary
        self.glued: Final = glued  # the boundaries that have glue, in order
        self.uneven: Final = uneven  # those with glue, or beside a glyph that is shifted in its cell, in order
        self.natural: Final = natural  # where character i begins if nothing is adjusted
        self.least: Final = least  # the same with all glue shrunk
        self.closed: Final = closed  # the boundaries that take no even stretch, in order
        self.hyphens: Final = hyphens  # hyphenation point → width of the hyphen
        self.held: Final = held  # boundaries where the caller allows no break
        self.newlines: Final = _behind_breaks(kinds)  # the boundaries behind forced breaks
        self.scopes: Final = scopes
        self.largest: Final = max(sizes, default=0.0)
        self.length: Final = len(text)

    def is_first(self, start: int) -> bool:
        """Whether a line from here is the first of the paragraph or the first after a forced break."""
        return start == 0 or self.kinds[start - 1] == Kind.NEWLINE

    def limit(self, start: int) -> int:
        """Return how far a line from here may reach at most: to the next forced break, or to the end."""
        if not self.newlines:
            return self.length
        index = bisect_right(self.newlines, start)
        return self.newlines[index] if index < len(self.newlines) else self.length

    def may_break(self, at: int) -> bool:
        """Whether a line may end, and the next begin, before this character."""
        if at in self.hyphens:
            return self.settings_at(at).wrap
        style = tables(self.settings_at(at)) if self.scopes else self.tables
        return self.kinds[at - 1 : at + 1] not in style.forbidden and at not in self.held

    def may_break_in_need(self, at: int) -> bool:
        """Whether it may where it has no legal break: not inside a word, a number, a dash."""
        style = tables(self.settings_at(at))
        return self.kinds[at - 1 : at + 1] not in style.forbidden_in_need and at not in self.held

    def settings_at(self, boundary: int) -> Settings:
        """Return the style that rules a boundary: that of the innermost element around it."""
        if self.scopes:
            index = bisect_left(self.scopes, boundary, key=lambda scope: scope.start) - 1
            if index >= 0 and boundary < self.scopes[index].end:
                return self.scopes[index].settings
        return self.settings

    def stretchable(self, start: int, stop: int) -> int:
        """Return how many boundaries inside text[start:stop] take even stretch."""
        return stop - 1 - start - len(between(self.closed, start, stop)) if stop > start else 0

    def is_open(self, boundary: int) -> bool:
        """Whether this boundary takes even stretch."""
        return not between(self.closed, boundary - 1, boundary + 1)


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
    style = tables(settings)
    spaced = _absorb(kinds if kinds is not None else classify(text, settings.region), style, scopes)
    cells, shifts = _set_cells(spaced, advances, em, style)
    glue, natural, least, closed = _measured(spaced, _listed(cells), _listed(em), edges, style, scopes)
    shifts = _with_edges(shifts, edges)
    glued = list(glue)
    return Paragraph(
        text=text,
        kinds=spaced,
        settings=settings,
        tables=style,
        sizes=em,
        advances=advances,
        cells=cells,
        shifts=shifts,
        glue=glue,
        glued=glued,
        uneven=sorted({*glued, *shifts, *(i + 1 for i in (*shifts, *edges))}) if shifts or edges else glued,
        natural=natural,
        least=least,
        closed=closed,
        hyphens=hyphens,
        held=frozenset(held),
        scopes=scopes,
    )


def between(places: Sequence[int], start: int, stop: int) -> list[int]:
    """Return those of these places, in order, that are after `start` and before `stop`."""
    return list(places[bisect_right(places, start) : bisect_left(places, stop)])


def _behind_breaks(kinds: str) -> list[int]:
    return [i + 1 for i, kind in enumerate(kinds) if kind == Kind.NEWLINE] if Kind.NEWLINE in kinds else []


def _absorb(kinds: str, style: Tables, scopes: Sequence[Scope]) -> str:
    """Class as `GAP` the typed spaces that are one; each scope decides about those inside it."""
    if Kind.SPACE not in kinds:
        return kinds
    absorbed = style.typed_gap.sub(Kind.GAP, kinds) if style.typed_gap else kinds
    for start, end, settings in scopes:
        own = tables(settings).typed_gap
        inner = own.sub(Kind.GAP, kinds[start:end]) if own else kinds[start:end]
        absorbed = absorbed[:start] + inner + absorbed[end:]
    return absorbed


def _set_cells(
    kinds: str, advances: Sequence[float], sizes: Sequence[float], style: Tables
) -> tuple[Sequence[float], dict[int, float]]:
    """Give classes with a width of their own that width, the glyph in its middle."""
    widths = {kind: em for kind, em in style.widths.items() if kind in kinds}
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


def _listed(values: Sequence[float]) -> list[float]:
    return values if isinstance(values, list) else list(values)


def _measured(
    kinds: str,
    cells: list[float],
    sizes: list[float],
    edges: Mapping[int, tuple[float, float]],
    style: Tables,
    scopes: Sequence[Scope],
) -> tuple[dict[int, Glue], list[float], list[float], list[int]]:
    """Return the glue by boundary; the prefix sums, natural and least; and the boundaries that are closed.

    The glue of a boundary lies before its character. A scope rules what lies inside it. In one go, for it is asked of
    each character of a book, and compiled.
    """
    glue: dict[int, Glue] = {}
    natural, least, closed = [0.0], [0.0], list[int]()
    widths, pairs, length = _with_room(cells, edges), style.pairs, len(kinds)
    sum_natural, sum_least = 0.0, 0.0
    before = ord(kinds[0]) if kinds else 0
    for first, last, own in _stretches(length, style, scopes):
        inner = own.pairs
        for at in range(first, last):
            here = ord(kinds[at])
            pair = before * CLASSES + here
            before = here
            if pairs[pair] & CLOSED:
                closed.append(at)
            width = least_width = widths[at - 1]
            found = inner[pair]
            if found & GLUE:
                left, right = cells[at - 1] if found & LEFT else 0.0, cells[at] if found & RIGHT else 0.0
                made = glue[at] = own.glue(kinds[at - 1 : at + 1], left, right, sizes[at - 1], sizes[at])
                width += made.natural
                least_width += made.natural - made.shrink
            sum_natural += width
            sum_least += least_width
            natural.append(sum_natural)
            least.append(sum_least)
    if length:
        natural.append(sum_natural + widths[-1])
        least.append(sum_least + widths[-1])
    return glue, natural, least, closed


def _with_room(cells: list[float], edges: Mapping[int, tuple[float, float]]) -> list[float]:
    """Return how wide each character is with the edges of boxes around it."""
    if not edges:
        return cells
    widths = cells.copy()
    for index, (before, after) in edges.items():
        widths[index] += before + after
    return widths


def _stretches(length: int, style: Tables, scopes: Sequence[Scope]) -> Iterator[tuple[int, int, Tables]]:
    """Cut the boundaries of a text into runs under one style, from one to before another; a scope rules its inside."""
    at = 1
    for start, end, settings in scopes:
        yield at, start + 1, style
        yield start + 1, end, tables(settings)
        at = max(start + 1, end)
    yield at, length, style

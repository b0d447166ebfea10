"""The rules of one `Settings` compiled into tables, once: what `paragraph.py` and `fit.py` look things up in.

In: `Settings`. Out: `Tables`. There is no rule in this file; they are in `breaks.py` and `spacing.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final, TypeAlias

from kanyin.han.breaks import KINDS, forbidden_in_need, forbidden_pairs
from kanyin.han.settings import Settings
from kanyin.han.spacing import (
    RULED_BY,
    Glue,
    Rule,
    When,
    closed_pairs,
    make_glue,
    rules,
    set_widths,
    shrinking,
    trims_end,
    trims_start,
    typed_gap,
)
from kanyin.records import dataclass

MakeGlue: TypeAlias = Callable[[str, float, float, float, float], Glue]

# What the pair of classes at a boundary has: glue, which depends on the advance of the character before it, or of that
# behind it; and no even stretch.
GLUE: Final = 1
LEFT: Final = 2
RIGHT: Final = 4
CLOSED: Final = 8
CLASSES: Final = 128  # letters of ASCII
# Distinct pairs of neighbours by advance and size: a book with a dozen fonts has a few hundred.
_GLUES: Final = 1 << 13


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """What pairs of classes, and classes at a line's edge, mean under one style."""

    forbidden: frozenset[str]  # no break between these two
    forbidden_in_need: frozenset[str]  # not even where there is no other
    pairs: list[int]  # by the codes of two classes, the first times CLASSES: GLUE, LEFT, RIGHT, CLOSED, or several
    glue: MakeGlue  # pair, the two advances (0 where not depended on), the two sizes
    widths: Mapping[str, float]  # classes set to a width, in em
    typed_gap: re.Pattern[str] | None
    trimmed_starts: tuple[frozenset[str], frozenset[str]]  # on other lines, on first lines
    trimmed_ends: Mapping[str, When]
    hanging: bool


@lru_cache(maxsize=256)
def tables(settings: Settings) -> Tables:
    """Return the tables of a style."""
    ruled = settings.only(*RULED_BY)
    table, _ = _ruled(ruled)
    ends = {kind: trims_end(kind, settings) for kind in KINDS}
    return Tables(
        forbidden=forbidden_pairs(settings),
        forbidden_in_need=forbidden_in_need(settings),
        pairs=_pairs(ruled, closed_pairs(settings)),
        glue=_maker(table, settings),
        widths=set_widths(settings),
        typed_gap=typed_gap(settings),
        trimmed_starts=(_trimmed_starts(settings, False), _trimmed_starts(settings, True)),
        trimmed_ends={kind: when for kind, when in ends.items() if when != "never"},
        hanging=settings.hanging != ("none",),
    )


@lru_cache(maxsize=64)
def _ruled(settings: Settings) -> tuple[Mapping[str, Rule], Mapping[str, int]]:
    """Return the rules of pairs, and whose advances each depends on."""
    table = rules(settings)
    return table, {pair: _sides(rule) for pair, rule in table.items()}


def _trimmed_starts(settings: Settings, first: bool) -> frozenset[str]:
    return frozenset(kind for kind in KINDS if trims_start(kind, settings, first))


@lru_cache(maxsize=64)
def _pairs(settings: Settings, closed: frozenset[str]) -> list[int]:
    found = [0] * CLASSES**2
    _, sides = _ruled(settings)
    for pair, side in sides.items():
        found[code(pair)] = GLUE | side
    for pair in closed:
        found[code(pair)] |= CLOSED
    return found


def code(pair: str) -> int:
    """Return where a pair of classes stands in `Tables.pairs`."""
    return ord(pair[0]) * CLASSES + ord(pair[1])


def _sides(rule: Rule) -> int:
    left = rule.space or rule.facing or rule.left > 0 or rule.left_shrink > 0
    right = rule.facing or rule.right > 0 or rule.right_shrink > 0
    return LEFT * left + RIGHT * right


def _maker(table: Mapping[str, Rule], settings: Settings) -> MakeGlue:
    """Return a function that makes a pair's rule absolute; equal neighbours share one `Glue`."""
    shrinks = shrinking(settings)

    @lru_cache(maxsize=_GLUES)
    def make(pair: str, left: float, right: float, left_size: float, right_size: float) -> Glue:
        glue = make_glue(table[pair], (left, left_size), (right, right_size))
        return glue if glue.order in shrinks else glue._replace(shrink=0.0)

    return make

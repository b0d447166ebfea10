"""Comments that let a place pass: `<!-- kanyin-ignore P003 -->`, or without a code for all rules.

Inside a line it speaks of that line; on a line of its own, of the block below: the lines down to the next blank one.
In: a reading. Out: `Ignored` stretches of the source, and findings where a comment names no rule.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from .pattern import Pattern
from .reading import Comment, Reading
from .rule import Finding

MISUNDERSTOOD = "P000"
"""The code of what is said of the comments themselves."""

_IGNORE = Pattern(r"\s*kanyin-ignore(?![\w-])\s*:?(.*)", re.DOTALL)
_EMPTY = " \t>"


class Ignored(NamedTuple):
    """A stretch of the source, `start`-`end`, and the codes that pass there; none means all."""

    start: int
    end: int
    codes: frozenset[str]

    def covers(self, finding: Finding) -> bool:
        """Tell whether the finding is to pass."""
        return self.start <= finding.start < self.end and (not self.codes or finding.code in self.codes)


def passed_over(reading: Reading) -> tuple[Ignored, ...]:
    """Return the stretches that comments let pass."""
    lines = reading.prose.source.split("\n")
    starts = _starts(lines)
    found = []
    for comment, codes in _ignores(reading):
        first, last = _lines(comment, lines)
        found.append(Ignored(starts[first], starts[last + 1], frozenset(codes)))
    return tuple(found)


def misunderstood(reading: Reading, known: Collection[str]) -> Iterator[Finding]:
    """Yield a finding for each comment that names a code no rule has."""
    starts: list[int] = []
    for comment, codes in _ignores(reading):
        for code in codes:
            if code not in known:
                starts = starts or _starts(reading.prose.source.split("\n"))
                place = reading.prose.source.find(code, starts[comment.first])
                hint = "docs/proofreading.md lists the codes: P001 and so on"
                yield Finding(MISUNDERSTOOD, place, place + len(code), f"there is no rule {code}", None, hint)


def _ignores(reading: Reading) -> Iterator[tuple[Comment, list[str]]]:
    for comment in reading.comments:
        if said := _IGNORE.fullmatch(comment.text):
            yield comment, re.split(r"[\s,，、]+", said[1].strip()) if said[1].strip() else []


def _lines(comment: Comment, lines: Sequence[str]) -> tuple[int, int]:
    """Return the first and last line that the comment speaks of."""
    if not comment.alone:
        return comment.first, comment.last
    first = comment.last + 1
    while first < len(lines) and not lines[first].strip(_EMPTY):
        first += 1
    last = first
    while last < len(lines) and lines[last].strip(_EMPTY):
        last += 1
    return min(first, len(lines) - 1), max(min(last, len(lines)) - 1, 0)


def _starts(lines: Sequence[str]) -> list[int]:
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    return starts

"""The table of contents: one entry a line, with the widths its columns need.

In: the manuscript and what prints the folio of an anchor. Out: `Contents` for the template.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Literal

from markupsafe import Markup, escape

from .covers import ems
from .manuscript import Break, Chapter, Draft, Manuscript, Part
from .records import dataclass

Folio = Callable[[str], Markup | str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: a heading with its label, title, target and folio; or a part, a separator, a draft."""

    kind: Literal["heading", "part", "separator", "draft"]
    title: Markup | str = ""
    label: str | None = None
    level: int = 1
    target: str = ""
    folio: Markup | str = ""

    @property
    def label_width(self) -> float:
        """How far the title of a section stands from its label's left edge, in em of its own size."""
        return math.ceil(ems(self.label)) + 1.0 if self.label else 0.0


@dataclass(frozen=True, slots=True)
class Contents:
    """`label_width` and `indent` are CSS lengths; `shares_page` says that the colophon fits below on the same page."""

    entries: tuple[Entry, ...]
    label_width: str
    indent: str
    inside: bool
    shares_page: bool


def contents(
    manuscript: Manuscript, depth: int, folio: Folio, *, inside: bool, grid: tuple[int, int] = (27, 26)
) -> Contents:
    """Return the contents of `depth` levels (1 = chapters alone); `inside` is the inside cover of a short book.

    `grid` is how many characters a line holds and how many lines a page.
    """
    entries = tuple(_entries(manuscript, depth, folio))
    widest = max((ems(e.label) for e in entries if e.kind == "heading" and e.level == 1 and e.label), default=0)
    # A little over an em behind the label: at one em it reads as the beginning of the title.
    label = math.ceil(widest) + 1.2 if widest else 0
    return Contents(
        entries,
        f"calc({label} * var(--size))",
        f"calc({label or 2} * var(--size))",  # sections stand under the chapters' titles
        inside,
        shares_page=sum(_lines(entry, grid[0]) for entry in entries) <= grid[1] - _BESIDE_ENTRIES,
    )


# The lines of an inside cover that are not for entries: 3 for the title, 9 for a colophon of usual length, 2 between.
_BESIDE_ENTRIES = 14


def _lines(entry: Entry, characters: int) -> int:
    """Return how many lines an entry takes; label and folio leave it 7 characters less, a section's smaller type 4."""
    if entry.kind == "part":
        return 2
    return max(1, math.ceil(ems(escape(entry.title).striptags()) / (characters - (7 if entry.level == 1 else 4))))


def _entries(manuscript: Manuscript, depth: int, folio: Folio) -> Iterator[Entry]:
    lift = 1 if manuscript.is_article else 0
    for entry in manuscript.outline:
        if isinstance(entry, Part):
            yield Entry("part", entry.title, entry.label)
        elif isinstance(entry, Break):
            yield Entry("separator")
        elif isinstance(entry, Draft) and entry.level <= depth:
            yield Entry("draft", entry.title, level=entry.level)
        elif isinstance(entry, Chapter):
            for heading in entry.all_headings:
                if (level := heading.level - lift) <= depth:
                    yield Entry(
                        "heading", heading.title, heading.number, max(1, level), heading.id, folio(heading.id)
                    )

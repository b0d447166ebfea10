"""Ranges of pages as they are typed: `1-8,12`, `5-`, `-3`.

In: text, and a file's count of pages. Out: pages counted from 0, in the order named; one may be named twice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kanyin.records import dataclass

_RANGE = re.compile(r"(\d+)|(\d*)\s*[-–—~～]\s*(\d*)")


@dataclass(frozen=True, slots=True)
class Range:
    """From page `first` to page `last`, both counted from 1 and both included; `last` None is the file's last page."""

    first: int
    last: int | None

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last or ''}"


def parse(text: str) -> tuple[Range, ...]:
    """Return the ranges; raise ValueError, with a sentence, for what is none."""
    return tuple(_range(part.strip()) for part in re.split("[,，、]", text))


def _range(text: str) -> Range:
    found = _RANGE.fullmatch(text)
    if not found or text in ("-", "–", "—", "~", "～"):
        raise ValueError(f"“{text}” is no range of pages: write them so: 1-8,12")
    alone, first, last = found.groups()
    made = Range(int(alone), int(alone)) if alone else Range(int(first or 1), int(last) if last else None)
    if made.first < 1 or (made.last is not None and made.last < made.first):
        raise ValueError(f"“{text}” ends before it begins; pages count from 1")
    return made


def beyond(ranges: Sequence[Range], count: int) -> tuple[Range, ...]:
    """Return the ranges that name a page a file of `count` pages does not have."""
    return tuple(one for one in ranges if max(one.first, one.last or 0) > count)


def chosen(ranges: Sequence[Range], count: int) -> tuple[int, ...]:
    """Return the pages of a file of `count` pages that the ranges name, from 0; all of them where there is no range."""
    if not ranges:
        return tuple(range(count))
    return tuple(page for one in ranges for page in range(one.first - 1, one.last or count))

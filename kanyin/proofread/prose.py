"""Prose: what a reader reads of a chapter, in one string, with the way back to the source.

In: segments of the source that are text. Out: `Prose`, in which markup is gone (`**`, `](…)`), what is no text is one
sign (`OBJECT`), and every passage (a paragraph, a heading, a cell) ends with `END`. Rules search this string; only what
they find is turned back into places of the source. It knows no Markdown: `reading.py` does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from ..records import dataclass
from .pattern import Pattern

OBJECT = "\ufffc"
"""Stands for what is no text: code, an image, a formula, raw HTML, the border of a note."""

ADDRESS = "\ufffb"
"""Stands for a web or mail address: other programs take the mark that clings to it for a part of it."""

BREAK = "\u2028"
"""Stands for a line end that is printed."""

END = "\u2029"
"""Ends each passage."""


class Kind(Enum):
    """What a passage is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CELL = "cell"
    POEM = "poem"
    LABEL = "label"


class Passage(NamedTuple):
    """A run of text that is read as one: `start` and `end` (before its `END`) in the prose."""

    start: int
    end: int
    kind: Kind


class Segment(NamedTuple):
    """A piece of the source that is read: `text` stands at `start`-`end` of the source.

    Where `text` is as long as its place, it is the source itself; else it stands for it (`&hellip;`, `\\~`, code).
    """

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Prose:
    """The text of one chapter.

    `text` is what is read; `source` the chapter's Markdown; `language` a BCP 47 tag. `starts` are the places in `text`
    where the `segments` begin, `borders` where the passages do. `characters` are all that stand in `text`, each once.
    """

    source: str
    text: str
    passages: tuple[Passage, ...]
    language: str
    segments: Sequence[Segment]
    starts: Sequence[int]
    borders: Sequence[int]
    characters: frozenset[str]

    @property
    def traditional(self) -> bool:
        """Whether the chapter is in traditional Chinese."""
        return self.language.startswith("zh-Hant")

    def passage_at(self, place: int) -> Passage:
        """Return the passage that holds the character at `place`."""
        return self.passages[self.index_at(place)]

    def index_at(self, place: int) -> int:
        """Return the number of the passage that holds the character at `place`."""
        return bisect_right(self.borders, place) - 1

    def of_kind(self, *kinds: Kind) -> Iterator[Passage]:
        """Yield the passages of these kinds."""
        return (passage for passage in self.passages if passage.kind in kinds)

    def read(self, passage: Passage) -> str:
        """Return a passage's text."""
        return self.text[passage.start : passage.end]

    def within(self, pattern: Pattern, *kinds: Kind) -> Iterator[re.Match[str]]:
        """Yield what the pattern finds in passages of these kinds."""
        return (found for found in pattern.finditer(self.text) if self.passage_at(found.start()).kind in kinds)

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where the characters `start`-`end` stand in the source, or None where markup stands among them."""
        first, last = self._segment(start), self._segment(end - 1)
        for index in range(first, last):
            if self.segments[index].end != self.segments[index + 1].start:
                return None
        begin, stop = self._place(first, start), self._place(last, end)
        return None if begin is None or stop is None else (begin, stop)

    def first_place(self, place: int) -> int:
        """Return where the character at `place` begins in the source."""
        index = self._segment(place)
        found = self._place(index, place)
        return self.segments[index].start if found is None else found

    def _segment(self, place: int) -> int:
        return bisect_right(self.starts, place) - 1

    def _place(self, index: int, place: int) -> int | None:
        """Return the source's place of a border in a segment, None where it falls inside one that stands for it."""
        segment, offset = self.segments[index], place - self.starts[index]
        if len(segment.text) == segment.end - segment.start:
            return segment.start + offset
        return {0: segment.start, len(segment.text): segment.end}.get(offset)


def compose(source: str, language: str, passages: Iterable[tuple[Kind, Sequence[Segment]]]) -> Prose:
    """Return the prose of these passages, in the order of the source."""
    segments: list[Segment] = []
    starts: list[int] = []
    found: list[Passage] = []
    length = 0
    for kind, parts in sorted(passages, key=lambda passage: passage[1][0].start):
        begin = length
        for part in parts:
            segments.append(part)
            starts.append(length)
            length += len(part.text)
        found.append(Passage(begin, length, kind))
        segments.append(Segment(END, parts[-1].end, parts[-1].end))
        starts.append(length)
        length += 1
    text, borders = "".join(part.text for part in segments), [passage.start for passage in found]
    return Prose(source, text, tuple(found), language, segments, starts, borders, frozenset(text))

"""Which paragraphs are list items.

In: paragraphs, and which are headings. Out: for each its `Item`, or None. A list is two or more short items one after
another with the same bullet, or numbered from 1 without a gap; anything else stays text, because a list changes what
prints. Not done: nested lists.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kanyin.records import dataclass

# Hyphen, plus and asterisk are bullets only before a space: without one they are a dash, a sign or a footnote mark.
_BULLET: Final = re.compile(r"(?P<mark>[-+*])\s+(?=\S)|(?P<dot>[·•●○■□◆◇▪‣])\s*(?=[^\s·•●○■□◆◇▪‣])")
_NUMBER: Final = re.compile(r"(?P<number>[1-9][0-9]?)\.\s*(?=[^\s\d.])")
_LONGEST: Final = 80  # characters; a longer item is a numbered paragraph


@dataclass(frozen=True, slots=True)
class Item:
    """A list item: its text, its number (0 under a bullet), and a number that tells its list from its neighbours."""

    text: str
    number: int
    list_id: int


def marker_of(text: str) -> str:
    """Return the bullet a line begins with, `1.` for a number, or nothing."""
    bullet = _BULLET.match(text)
    if bullet:
        return bullet["mark"] or bullet["dot"]
    return "1." if _NUMBER.match(text) else ""


def items_of(texts: Sequence[str], is_heading: Sequence[bool]) -> tuple[Item | None, ...]:
    """Return for each paragraph its list item, or None."""
    items: list[Item | None] = [None] * len(texts)
    start = 0
    while start < len(texts):
        end = _run_end(texts, is_heading, start)
        if end - start >= 2 and all(_is_brief(text) for text in texts[start:end]):
            for i in range(start, end):
                items[i] = _item(texts[i], start)
        start = max(end, start + 1)
    return tuple(items)


def _is_brief(text: str) -> bool:
    """A numbered item of several sentences is a paragraph of an official text and keeps its number as typed."""
    return len(text) <= _LONGEST and not (_number(text) and "。" in text[:-1])


def _run_end(texts: Sequence[str], is_heading: Sequence[bool], start: int) -> int:
    """Return where the run of items that begins at `start` ends; `start` itself when none begins there."""
    marker = marker_of(texts[start])
    end = start
    while marker and end < len(texts) and not is_heading[end] and marker_of(texts[end]) == marker:
        if marker == "1." and _number(texts[end]) != end - start + 1:
            break
        end += 1
    return end


def _number(text: str) -> int:
    match = _NUMBER.match(text)
    return int(match["number"]) if match else 0


def _item(text: str, list_id: int) -> Item:
    match = _BULLET.match(text) or _NUMBER.match(text)
    return Item(text[match.end() :] if match else text, _number(text), list_id)

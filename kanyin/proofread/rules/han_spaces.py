"""P010: no space stands between two Han characters of a sentence.

Headings, poems, tables, bylines and titles use it on purpose, and so do aligned names (张 三、欧阳修) and halves of a
couplet (白日依山尽 黄河入海流); beside markup it may keep the markup alive. Only sentences are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

from ..context import CLOSING, OPENING, STOPS, count_han, is_han, marks_by_passage
from ..pattern import Pattern
from ..prose import Kind, Prose
from ..rule import Hit

_BLANK = "[ \u00a0\u2000-\u200a]"
_SPACE = Pattern(
    f"[ \u00a0\u2000-\u200a\u3000](?:(?<=[^\x00-\x7f]{_BLANK}){_BLANK}?|(?<=[^\x00-\x7f]\u3000))(?=[^\x00-\x7f])"
)
_SENTENCE = Pattern("[。；]")
_CLAUSE = Pattern("[，？！]")
_LONG = 30  # Han characters of a passage that is no title, though it does not end
_BORDERS = "，。、；：（）"
_SHORTEST = 4  # characters of half a couplet
_EDGES = frozenset(OPENING + CLOSING + STOPS + "()")
_BYLINE = 30  # characters of a byline or title
_LONGEST = 20  # characters of a half that are counted


def find(prose: Prose) -> Iterator[Hit]:
    """Yield the spaces between Han in sentences."""
    for group in marks_by_passage(prose, _SPACE):
        passage = prose.passage_at(group[0].start())
        if passage.kind is Kind.PARAGRAPH and _is_sentence(prose.read(passage)):
            for found in group:
                if _is_between_han(prose.text, found) and not _is_meant(prose, found):
                    yield Hit(*found.span(), "space between two Han characters", "")


def _is_sentence(text: str) -> bool:
    """Tell whether a passage is a sentence: a line without an end may be a title, 答问 什么是自由，谁来定义？"""
    return bool(_SENTENCE.search(text) or (_CLAUSE.search(text) and count_han(text) >= _LONG))


def _is_between_han(text: str, found: re.Match[str]) -> bool:
    return is_han(text[found.start() - 1]) and is_han(text[found.end()])


def _is_meant(prose: Prose, found: re.Match[str]) -> bool:
    start, end = found.span()
    left = _length(reversed(prose.text[max(0, start - _LONGEST) : start]))
    right = _length(prose.text[end : end + _LONGEST])
    # 白日依山尽 黄河入海流; 张 三、王五
    couplet = left == right >= _SHORTEST
    name = (left == 1 and _ends(prose.text[start - 2])) or (right == 1 and _ends(prose.text[end + 1]))
    return couplet or name or prose.place(start - 1, end + 1) is None or _is_apart(prose, start)


def _ends(beside: str) -> bool:
    return beside in _BORDERS or beside.isspace()


def _length(characters: Iterable[str]) -> int:
    """Return how many Han characters come first."""
    return sum(1 for _ in takewhile(is_han, characters))


def _is_apart(prose: Prose, place: int) -> bool:
    """Tell whether it stands in brackets or quotes, in a byline or a title: （记者 王五）, “上编 料与水”."""
    before = prose.text[max(prose.passage_at(place).start, place - _BYLINE) : place]
    last = next((character for character in reversed(before) if character in _EDGES), "")
    return last != "" and last in OPENING + "("

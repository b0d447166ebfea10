"""P003: straight quotes in Chinese text are “” outside and ‘’ inside, paired over the paragraph (GB/T 15834 4.8).

In traditional Chinese they are 「」 and 『』, unless the chapter uses the others already. Inches, feet and apostrophes
are no quotes; a quotation that goes on in the next paragraph is closed there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..context import CLOSING, OPENING, STOPS, holds_han, in_latin_sentence, is_han, marks_by_passage
from ..pattern import Pattern
from ..prose import END, Passage, Prose
from ..rule import Hit

_QUOTE = Pattern("[\"'＂＇“”]")
_VALUE = Pattern("=([\"'])[^\"'\n\u2029]*\\1")  # name="value"
_DOUBLE, _SINGLE = '"＂', "'＇"
_BESIDE = OPENING + CLOSING + STOPS + "…—"

Span = tuple[int, int]


def find(prose: Prose) -> Iterator[Hit]:
    """Yield each straight quote that should be curly, and each double one that has no other."""
    values = {place for found in _VALUE.finditer(prose.text) for place in (found.start(1), found.end() - 1)}
    for group in marks_by_passage(prose, _QUOTE):
        marks = [found for found in group if found.start() not in values]
        pairs, alone = _pair_doubles(prose, marks)
        yield from _doubles(prose, pairs, alone)
        if not any(_stands_by_han(prose.text, place) for place in alone):  # else what is inner cannot be told
            yield from _singles(prose, _pair_singles(prose.text, marks), pairs)


def _pair_doubles(prose: Prose, marks: Sequence[re.Match[str]]) -> tuple[list[Span], list[int]]:
    """Return the pairs of double quotes, straight or curly, and the straight ones that are left."""
    pairs: list[Span] = []
    waiting: list[int] = []
    for found in marks:
        mark, place = found[0], found.start()
        if mark in _SINGLE or (not waiting and (mark == "”" or _is_inch(prose.text, place))):
            continue
        if waiting and mark != "“":
            pairs.append((waiting.pop(), place))
        else:
            waiting.append(place)
    return pairs, [place for place in waiting if prose.text[place] in _DOUBLE]


def _is_inch(text: str, place: int) -> bool:
    """3.5": behind a number, and no quotation waits for its end."""
    return text[place] != "“" and text[place - 1] in "0123456789"


def _doubles(prose: Prose, pairs: Sequence[Span], alone: Sequence[int]) -> Iterator[Hit]:
    if any(_stands_by_han(prose.text, place) for place in alone):
        yield from _unpaired(prose, alone[-1])
        return
    for start, end in pairs:
        if _is_chinese(prose, start, end):
            yield from _hits(prose, start, end, outer=True)


def _unpaired(prose: Prose, place: int) -> Iterator[Hit]:
    passage = prose.passage_at(place)
    following = prose.text[passage.end + 1 : passage.end + 2]
    if place == passage.start and following and following in _DOUBLE + "“":  # goes on in the next paragraph
        yield Hit(place, place + 1, f"straight quote {prose.text[place]} in Chinese text", _marks(prose)[0][0])
        return
    first = _first_straight(prose.text, passage)
    message, hint = "the straight quotes of this paragraph do not pair", "one is missing, or too many"
    yield Hit(first, first + 1, message, None, hint)


def _first_straight(text: str, passage: Passage) -> int:
    return min(found for mark in _DOUBLE if (found := text.find(mark, passage.start, passage.end)) >= 0)


def _pair_singles(text: str, marks: Sequence[re.Match[str]]) -> list[Span]:
    pairs: list[Span] = []
    opened: int | None = None
    for place in (found.start() for found in marks if found[0] in _SINGLE):
        before, after = text[place - 1] if place else END, text[place + 1]
        if opened is None and not _is_latin(before) and not after.isspace():
            opened = place
        elif opened is not None and not before.isspace() and not _is_latin(after):
            pairs.append((opened, place))
            opened = None
    return pairs


def _singles(prose: Prose, pairs: Sequence[Span], doubles: Sequence[Span]) -> Iterator[Hit]:
    for start, end in pairs:
        # 'text' around foreign words alone is a programmer's quotation.
        if holds_han(prose.text[start:end]) and _is_chinese(prose, start, end):
            nested = sum(outer < start and end < closing for outer, closing in doubles)
            yield from _hits(prose, start, end, outer=nested % 2 == 0)


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _is_chinese(prose: Prose, start: int, end: int) -> bool:
    text = prose.text
    if text[start] not in _DOUBLE + _SINGLE and text[end] not in _DOUBLE + _SINGLE:
        return False
    if in_latin_sentence(prose, start, end + 1):
        return False
    return holds_han(text[start:end]) or _stands_by_han(text, start) or _stands_by_han(text, end)


def _stands_by_han(text: str, place: int) -> bool:
    before, after = text[place - 1] if place else END, text[place + 1]
    return any(is_han(side) or side in _BESIDE for side in (before, after))


def _hits(prose: Prose, start: int, end: int, *, outer: bool) -> Iterator[Hit]:
    marks = _marks(prose)[0 if outer else 1]
    for place, mark in zip((start, end), marks, strict=True):
        if prose.text[place] in _DOUBLE + _SINGLE:
            yield Hit(place, place + 1, f"straight quote {prose.text[place]} in Chinese text", mark)


def _marks(prose: Prose) -> tuple[str, str]:
    curly = not prose.traditional or ("“" in prose.text and "「" not in prose.text)
    return ("“”", "‘’") if curly else ("「」", "『』")

"""P021: numbers typed before headings and paragraphs, 一、 （二） 3、 第四章, go on without gap and repetition.

A run begins at any number, and ends where one begins with 1 again or a heading above it comes. Ordered lists of
Markdown count by themselves. Reported only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...numbering import parse_numeral
from ..pattern import Pattern
from ..prose import Kind, Passage, Prose
from ..rule import Hit

_HAN, _ANY = "[一二三四五六七八九十百零〇]{1,5}", "[一二三四五六七八九十百零〇]{1,5}|[0-9]{1,3}"
_FORMS = (
    Pattern(f"第(?P<n>{_ANY})(?P<form>[编章节讲课篇条])(?:[\\s：、]|\\Z)"),
    Pattern(f"(?P<n>{_HAN})(?P<form>、)"),
    Pattern(f"[（(](?P<n>{_HAN})(?P<form>[）)])"),
    Pattern("(?P<n>[0-9]{1,2})(?P<form>、)"),
    Pattern("(?P<n>[0-9]{1,2})(?P<form>\\. )"),
    Pattern("[（(](?P<n>[0-9]{1,2})(?P<form>[）)])(?![（(+×=])"),
)


def find(prose: Prose) -> Iterator[Hit]:
    """Yield the numbers that do not follow the one before."""
    last: dict[tuple[int, str, Kind], int] = {}
    for passage in prose.of_kind(Kind.HEADING, Kind.PARAGRAPH):
        numbered = _number(prose, passage)
        if numbered is None:
            if passage.kind is Kind.HEADING:
                last = {}
            continue
        rank, found, number = numbered
        key = (rank, found["form"], passage.kind)
        before = last.get(key)
        last = {other: value for other, value in last.items() if _outlasts(other, key)} | {key: number}
        if before is not None and number != 1 and (number == before or number > before + 1):
            yield _hit(found, before, number)


def _outlasts(other: tuple[int, str, Kind], key: tuple[int, str, Kind]) -> bool:
    """Tell whether the run `other` goes on behind an item of the run `key`: if it ranks higher."""
    return other[0] < key[0] or (other[2] is Kind.HEADING and key[2] is Kind.PARAGRAPH)


def _number(prose: Prose, passage: Passage) -> tuple[int, re.Match[str], int] | None:
    for rank, form in enumerate(_FORMS):
        found = form.match(prose.text, passage.start, passage.end)
        number = parse_numeral(found["n"]) if found else None
        if found and number is not None and _is_numbering(passage, found["form"]):
            return rank, found, number
    return None


def _is_numbering(passage: Passage, form: str) -> bool:
    """Tell whether such a number counts such passages: 第七章 in a paragraph speaks of a chapter, 第七条 is one."""
    return passage.kind is Kind.HEADING or form not in "编章节讲课篇"


def _hit(found: re.Match[str], before: int, number: int) -> Hit:
    wrong = "comes twice" if number == before else f"follows {before}"
    return Hit(*found.span(), f"number {number} {wrong}", None, f"after {before} comes {before + 1}")

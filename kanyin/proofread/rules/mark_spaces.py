"""P011: no space stands beside a full-width mark, which has its own white (GB/T 15834 5.1).

A space behind markup stays (`**注意：** 请`), for it may keep the markup alive; so do spaces in poems, those that align
(three and more), and a blank to fill in, `（　　）`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..context import CLOSING, OPENING, STOPS, is_han
from ..pattern import Pattern
from ..prose import Kind, Prose
from ..rule import Hit

_SPACE = Pattern(
    "[ \u00a0](?<=[^ \u00a0][ \u00a0])"
    "(?:(?<=[^\x00-\x7f][ \u00a0])[ \u00a0]?(?=[^ \u00a0])|[ \u00a0]?(?=[^\x00-\x7f]))"
)
_OPENERS, _CLOSERS = "（《〈「『【〔", "）》〉」』】〕"
_DASHES = "…—"
_SPOKEN = OPENING + "("


def find(prose: Prose) -> Iterator[Hit]:
    """Yield the spaces beside marks."""
    for found in prose.within(_SPACE, Kind.PARAGRAPH, Kind.HEADING, Kind.CELL, Kind.LABEL):
        start, end = found.span()
        left, right = prose.text[start - 1], prose.text[end]
        if _is_meant(left, right) or _is_foreign_dash(prose.text, found):
            continue
        if _has_white_behind(left, right) and prose.place(start - 1, end):
            yield Hit(start, end, f"space behind “{left}”", "")
        elif _has_white_before(left, right) and prose.place(start, end + 1):
            yield Hit(start, end, f"space before “{right}”", "")


def _is_meant(left: str, right: str) -> bool:
    """Tell whether the space is wider than one sign, or a blank to fill in: 《 》."""
    return left.isspace() or right.isspace() or (left in _SPOKEN and right in CLOSING + ")")


def _is_foreign_dash(text: str, found: re.Match[str]) -> bool:
    """Tell whether the space is that of a single dash, which is a foreign one: of the Way — 探索者."""
    left, right = text[max(0, found.start() - 2) : found.start()], text[found.end() : found.end() + 2]
    return (left[-1] == "—" and left != "——") or (right[0] == "—" and right != "——")


def _has_white_behind(left: str, right: str) -> bool:
    """Tell whether `left` is full-width; of quotes and dashes, which are Latin too, their neighbour tells."""
    return left in STOPS + _OPENERS or (left in CLOSING + "“‘" + _DASHES and is_han(right))


def _has_white_before(left: str, right: str) -> bool:
    of_chinese = is_han(left) or left in STOPS
    return right in STOPS + _CLOSERS or (right in OPENING + "”’" + _DASHES and of_chinese)

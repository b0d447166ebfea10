"""P013: a quotation inside a quotation stands in ‘’, a title inside a title in 〈〉 (GB/T 15834 4.8.3.5, 4.15.3.5)."""

from __future__ import annotations

from collections.abc import Iterator

from ..context import pair, tangled
from ..pattern import Pattern
from ..prose import Prose
from ..rule import Hit

_MARK = Pattern("[“”‘’「」『』《》〈〉]")
_PARTNERS = {"”": "“", "’": "‘", "」": "「", "』": "『", "》": "《", "〉": "〈"}
_INNER = {"“": "‘’", "‘": "“”", "「": "『』", "『": "「」", "《": "〈〉", "〈": "《》"}
_TWO = Pattern("‘‘[^‘’\u2029]+’’")
_FAMILIES = ("“‘", "「『", "《〈")


def find(prose: Prose) -> Iterator[Hit]:
    """Yield the marks of pairs that stand directly in a pair of the same marks, outermost pairs first."""
    text = prose.text
    yield from _two_for_one(text)
    for passage in tangled(prose):
        group = _MARK.finditer(text, passage.start, passage.end)
        marks = [(found.start(), found[0]) for found in group if not _is_apostrophe(text, found.start())]
        pairing = pair(iter(marks), _PARTNERS)
        if pairing.unopened or pairing.unclosed:
            continue
        for family in _FAMILIES:
            pairs = sorted((one.start, one.end) for one in pairing.pairs if text[one.start] in family)
            if not _are_doubled(pairs):  # 《《甲》》 is another mistake
                yield from _same_inside_same(text, pairs)


def _two_for_one(text: str) -> Iterator[Hit]:
    """‘‘…’’ is how some programs write “…”."""
    for found in _TWO.finditer(text):
        yield Hit(found.start(), found.start() + 2, "‘‘ for “", "“")
        yield Hit(found.end() - 2, found.end(), "’’ for ”", "”")


def _is_apostrophe(text: str, place: int) -> bool:
    before = text[max(place - 1, 0)]
    return text[place] == "’" and before.isascii() and before.isalpha() and text[place + 1].isascii()


def _are_doubled(pairs: list[tuple[int, int]]) -> bool:
    """Tell whether a pair stands in another with nothing between them."""
    return not {(start + 1, end - 1) for start, end in pairs}.isdisjoint(pairs)


def _same_inside_same(text: str, pairs: list[tuple[int, int]]) -> Iterator[Hit]:
    around: list[tuple[int, str]] = []  # the ends of the pairs we are in, and their opening marks as they should be
    for start, end in pairs:
        while around and around[-1][0] < start:
            around.pop()
        opening = text[start]
        if around and around[-1][1] == opening:
            for place, mark in zip((start, end), _INNER[opening], strict=True):
                yield Hit(place, place + 1, f"{text[place]} inside {opening}", mark)
            opening = _INNER[opening][0]
        around.append((end, opening))

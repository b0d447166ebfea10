"""P002: brackets around Chinese, or put to a Chinese word, are full-width; titles stand in 《 》, not << >>.

GB/T 15834 4.9, 4.15. Brackets of a foreign word or a formula stay: f(x), C(n, k), 区间(0, 1), 电话(010)6222.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..context import (
    CLOSING,
    STOPS,
    Pair,
    holds_han,
    in_latin_sentence,
    is_han,
    marks_by_passage,
    pair,
    references,
    skip_back,
    skip_on,
    with_blanks,
)
from ..pattern import Pattern
from ..prose import Prose
from ..rule import Hit

_BRACKET = Pattern("[()（）]")
_PARTNERS = {")": "(（", "）": "(（"}
_TITLE = Pattern("<<([^<>\n\u2029]+)>>")
# Coordinates and intervals: (0, 1), (x, y), (-∞, +∞).
_TUPLE = Pattern(r"[-+−]?[\w.∞]+(?:[ ]*,[ ]*[-+−]?[\w.∞]+)+")
_NUMBER = Pattern(r"[0-9]{1,3}|[A-Za-z]|[ivx]{1,4}")


def find(prose: Prose) -> Iterator[Hit]:
    """Yield each ASCII bracket that should be full-width."""
    entries = references(prose)
    for group in marks_by_passage(prose, _BRACKET):
        if prose.index_at(group[0].start()) not in entries:
            pairing = pair(((found.start(), found[0]) for found in group), _PARTNERS)
            for one in sorted(pairing.pairs, key=lambda pair: pair.start):
                if _is_chinese(prose, one):
                    yield from _hits(prose, one)
    for found in _TITLE.finditer(prose.text):
        if holds_han(found[1]):
            yield Hit(*found.span(), "a title in << >>", f"《{found[1]}》")


def _hits(prose: Prose, one: Pair) -> Iterator[Hit]:
    """A full-width bracket brings its own white: the spaces outside it go."""
    if prose.text[one.start] == "(":
        span = with_blanks(prose, one.start, one.start + 1, after=False)
        yield Hit(*span, "ASCII “(” in Chinese text", "（")
    if prose.text[one.end] == ")":
        span = with_blanks(prose, one.end, one.end + 1, before=False)
        yield Hit(*span, "ASCII “)” in Chinese text", "）")


def _is_chinese(prose: Prose, one: Pair) -> bool:
    text = prose.text
    ends = text[one.start] + text[one.end]
    if ends == "（）":
        return False
    if ends != "()":
        return True
    inside = text[one.start + 1 : one.end]
    # foo() and a link whose target is none are no brackets of the sentence.
    if not inside or text[one.start - 1] == "]" or in_latin_sentence(prose, one.start, one.end + 1):
        return False
    return holds_han(inside) or _belongs_to_han(prose, one, inside)


def _belongs_to_han(prose: Prose, one: Pair, inside: str) -> bool:
    """Tell whether brackets without Han in them are put to a Chinese word, number a Chinese item, or are a blank."""
    text, after = prose.text, prose.text[one.end + 1]
    before = skip_back(text, one.start)
    if _TUPLE.fullmatch(inside) or (inside.isdigit() and after.isdigit()):
        return False
    if before == prose.passage_at(one.start).start:
        return bool(_NUMBER.fullmatch(inside)) and is_han(text[skip_on(text, one.end + 1)])
    left = text[before - 1]
    blank = not inside.strip(" \u3000_") and (is_han(after) or after in STOPS)
    return blank or ((is_han(left) or left in CLOSING) and not (after.isascii() and after.isalnum()))

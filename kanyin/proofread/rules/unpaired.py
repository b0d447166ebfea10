"""P012: quotation marks, brackets and title marks come in pairs (GB/T 15834 4.8, 4.9, 4.15).

A quotation of several paragraphs opens in each and closes in the last (4.8.3.4); a number may be followed by one
bracket, `1）`. Where all the quotes of a paragraph point the same way, and are even in number, the way is mended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..context import Pairing, in_latin_sentence, pair, tangled
from ..pattern import Pattern
from ..prose import OBJECT, Prose
from ..rule import Hit

_MARK = Pattern("[“”‘’「」『』《》〈〉（）()【】〔〕]")
_PARTNERS = {
    "”": "“", "’": "‘", "」": "「", "』": "『", "》": "《", "〉": "〈", "）": "（(", ")": "（(", "】": "【", "〕": "〔",
}  # fmt: skip
_NUMBERED = Pattern(
    rf"(?:\A|[\s；。，、：:;,（(》”{OBJECT}])(?:[0-9]{{1,3}}|[A-Za-z]{{1,4}}|[一二三四五六七八九十百]{{1,4}}|[甲乙丙丁]|[①-⑳])\Z"
)
_FAR = 40  # passages across which a quotation may go on


def find(prose: Prose) -> Iterator[Hit]:
    """Yield the marks that have no other, and quotes that all point the same way."""
    openers: list[int] = []
    for passage in tangled(prose):
        group = list(_MARK.finditer(prose.text, passage.start, passage.end))
        if turned := _turned(group):
            yield from (hit for hit in turned if not in_latin_sentence(prose, hit.start))
            continue
        pairing = _pair(prose, group)
        openers += pairing.unclosed
        for place in pairing.unopened:
            opener = _opener(prose, openers, place)
            if opener is None:
                yield from _hit(prose, place)
            else:
                openers.remove(opener)
    for place in openers:
        if prose.text[place] not in "(‘" and not _goes_on(prose, place):
            yield from _hit(prose, place)


def _hit(prose: Prose, place: int) -> Iterator[Hit]:
    mark = prose.text[place]
    other = next((closing for closing, opening in _PARTNERS.items() if mark in opening), _PARTNERS.get(mark, "")[:1])
    if mark not in "“”‘’" or not in_latin_sentence(prose, place):
        yield Hit(place, place + 1, f"{mark} without its {other}")


def _pair(prose: Prose, group: Sequence[re.Match[str]]) -> Pairing:
    marks = [(found.start(), found[0]) for found in group if not _is_apostrophe(prose.text, found)]
    pairing = pair(iter(marks), _PARTNERS)
    unopened = [place for place in pairing.unopened if not _is_loose(prose, place)]
    return Pairing(pairing.pairs, tuple(unopened), pairing.unclosed)


def _is_apostrophe(text: str, found: re.Match[str]) -> bool:
    before, after = text[max(found.start() - 1, 0)], text[found.end()]
    return found[0] in "‘’" and before.isascii() and before.isalpha() and after.isascii() and after.isalpha()


def _is_loose(prose: Prose, place: int) -> bool:
    """A bracket behind a number, a smile, an ASCII bracket and an apostrophe at a word's end need no opener."""
    mark = prose.text[place]
    if mark in ")’":
        return True
    start = prose.passage_at(place).start
    if mark == "）" and prose.text[place - 1] in "：；:;":
        return True
    return mark == "）" and bool(_NUMBERED.search(prose.text[max(start, place - 8) : place]))


def _opener(prose: Prose, openers: Sequence[int], place: int) -> int | None:
    """Return the opener in an earlier passage that is closed at `place`."""
    wanted = _PARTNERS[prose.text[place]]
    near = prose.index_at(place) - _FAR
    return next((o for o in reversed(openers) if prose.text[o] in wanted and prose.index_at(o) >= near), None)


def _goes_on(prose: Prose, place: int) -> bool:
    """Tell whether the next paragraph opens with the same mark: then it goes on with the quotation."""
    following = prose.index_at(place) + 1
    return following < len(prose.passages) and prose.read(prose.passages[following]).startswith(prose.text[place])


def _turned(group: Sequence[re.Match[str]]) -> list[Hit]:
    """Return what to turn where all double quotes of a passage point the same way: “你好“ → “你好”."""
    quotes = [found for found in group if found[0] in "“”"]
    if len(quotes) % 2 or len({found[0] for found in quotes}) != 1:
        return []
    wrong = quotes[1::2] if quotes[0][0] == "“" else quotes[0::2]
    right = "”" if quotes[0][0] == "“" else "“"
    return [Hit(*found.span(), f"{found[0]} for {right}", right) for found in wrong]

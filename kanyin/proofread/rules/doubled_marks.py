"""P008: two stops together by mistake: `，，`, `。，`; more than three `！` or `？` (GB/T 15834 4.2–4.6); `《《…》》`.

`！！`, `？？？` and `？！` are allowed; marks that are cited one after the other (“，。；”) are no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..context import CLOSING, OPENING
from ..pattern import Pattern
from ..prose import Prose
from ..rule import Hit

_PAIRS = Pattern("(《《|““|「「|『『|【【)[^《》“”「」『』【】\n\u2029]+(》》|””|」」|』』|】】)")
_STOPS = Pattern("[，。、；：？！][，。、；：？！]+")
_LISTED = Pattern("(?<=、)[^、](?=、)")
_MOST = 3  # GB/T 15834 4.2.3.2, 4.3.3.2


def find(prose: Prose) -> Iterator[Hit]:
    """Yield the runs of stops that cannot be meant."""
    for found in _STOPS.finditer(prose.text):
        if not _is_cited(prose.text, found):
            yield from _judge(found)
    for found in _PAIRS.finditer(prose.text):
        opening, closing = found[1], found[2]
        if CLOSING[OPENING.index(opening[0])] == closing[0]:
            yield Hit(*found.span(1), f"“{opening}”: marks doubled", opening[0])
            yield Hit(*found.span(2), f"“{closing}”: marks doubled", closing[0])


def _is_cited(text: str, found: re.Match[str]) -> bool:
    enclosed = text[max(found.start() - 1, 0)] in OPENING and text[found.end()] in CLOSING
    return enclosed or bool(_LISTED.search(found[0])) or (len(set(found[0])) > 2 and not set(found[0]) <= set("？！"))


def _judge(found: re.Match[str]) -> Iterator[Hit]:
    marks = set(found[0])
    message = f"“{found[0]}”: marks doubled"
    if marks <= set("？！"):
        if len(found[0]) > (_MOST if len(marks) == 1 else 2):
            yield Hit(*found.span(), message, found[0][0] * _MOST if len(marks) == 1 else "？！")
    elif len(marks) == 1:
        if found[0][:3] != "。。。":  # an ellipsis
            yield Hit(*found.span(), message, found[0][0])
    else:
        yield Hit(*found.span(), f"“{found[0]}”: two marks together", None, "keep one of them")

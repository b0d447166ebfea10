"""P014: stops beside closing quotes and brackets (GB/T 15834 4.8.3, 4.9.3, A.6–A.8).

A quotation that is a whole sentence has its stop inside, one that is part of a sentence has it outside, and none has
two: `。”。`. A note in brackets inside a sentence ends without a full stop: `（见下。）。`. No stop opens a quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..context import CLOSING
from ..pattern import Pattern
from ..prose import Prose
from ..rule import Hit

_QUOTED = Pattern("。(?P<close>[”」])。")
_NOTED = Pattern("。）。")
_OPENED = Pattern("[“‘（《〈「『【〔][，。、；：]")
_PARTNERS = {"”": "“", "」": "「"}


def find(prose: Prose) -> Iterator[Hit]:
    """Yield stops that are double, and stops where none can stand."""
    for found in _QUOTED.finditer(prose.text):
        close = found["close"]
        right = f"。{close}" if _is_independent(prose, found) else f"{close}。"
        yield Hit(*found.span(), f"a full stop on both sides of {close}", right)
    for found in _NOTED.finditer(prose.text):
        yield Hit(*found.span(), "a full stop inside a bracket that its sentence goes on behind", "）。")
    for found in _OPENED.finditer(prose.text):
        if prose.text[found.end()] not in CLOSING + "，。、；：？！":  # else the mark is what is spoken of
            yield Hit(found.start() + 1, found.end(), f"“{found[0][1]}” behind an opening mark")


def _is_independent(prose: Prose, found: re.Match[str]) -> bool:
    """Tell whether the quotation is a sentence of its own: it is announced by a colon or comma, or opens a sentence."""
    start = prose.passage_at(found.start()).start
    opening = prose.text.rfind(_PARTNERS[found["close"]], start, found.start())
    return opening <= start or prose.text[opening - 1] in "：，。！？；…\n:"

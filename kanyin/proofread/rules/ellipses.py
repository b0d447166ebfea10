"""P004: an ellipsis is six dots in the room of two characters, `……` (GB/T 15834 4.11, 5.1.5).

`...`, `。。。` and a single `…` beside Chinese text become one; `…………`, which stands for a paragraph left out, stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..context import CLOSING, STOPS, in_latin_sentence, is_han, skip_back
from ..pattern import Pattern
from ..prose import END, Prose
from ..rule import Hit

_DOTS = Pattern(r"\.\.\.+|\. \. (?:\. )*\.|。。。+|．．．+|・・・+|···+|……*")
_RIGHT = ("……", "…………")
_LEADER = 12  # more dots lead to a number at the end of a line


def find(prose: Prose) -> Iterator[Hit]:
    """Yield what should be an ellipsis."""
    for found in _DOTS.finditer(prose.text):
        if found[0] not in _RIGHT and len(found[0]) <= _LEADER and _is_chinese(prose, found):
            yield Hit(*found.span(), f"“{found[0]}” for an ellipsis", "……")


def _is_chinese(prose: Prose, found: re.Match[str]) -> bool:
    if found[0][0] in "。．":
        return True
    start, after = skip_back(prose.text, found.start()), prose.text[found.end()]
    before = prose.text[start - 1] if start else END
    goes_on = before in STOPS + CLOSING and not (after.isascii() and after.isalnum())
    return (is_han(before) or is_han(after) or goes_on) and not in_latin_sentence(prose, found.start())

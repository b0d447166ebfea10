"""P009: full-width letters and digits, and `＆` or a space between letters, are half-width (GB/T 15835 5.1).

The room of letters and digits in Chinese text is that of their own type. `％` goes with full-width digits; behind other
digits it stays where a chapter has no `%` beside it, for many houses set it so. `１．` that begins a paragraph is only
reported: as `1.` it would begin a list.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from ..pattern import Pattern
from ..prose import Prose
from ..rule import Hit

_WIDE = Pattern(
    "[０-９Ａ-Ｚａ-ｚ％＆](?:(?<![％＆])[０-９Ａ-Ｚａ-ｚ]*(?:．[０-９]+)*％?|(?<=[0-9]％)|(?<=[A-Za-z]＆)(?=[A-Za-z])(?![A-Za-z]+;))"
)
_PERCENT = Pattern("[0-9]%")
_SPACE = Pattern("\u3000(?<=[A-Za-z0-9]\u3000)\u3000*(?=[A-Za-z0-9])")


def find(prose: Prose) -> Iterator[Hit]:
    """Yield what is full-width and should not be."""
    mixed = bool(_PERCENT.search(prose.text))
    for found in _WIDE.finditer(prose.text):
        if found[0] == "％" and not mixed:
            continue
        listed = prose.text[found.end()] in ".)" and found.start() == prose.passage_at(found.start()).start
        half = None if listed else unicodedata.normalize("NFKC", found[0])
        yield Hit(*found.span(), f"“{found[0]}” is full-width", half)
    for found in _SPACE.finditer(prose.text):
        yield Hit(*found.span(), "full-width space between letters or digits", " ")

"""P009: full-width letters, digits and `％`, and `＆` or a space between letters, are half-width (GB/T 15835 5.1).

The room of letters and digits in Chinese text is that of their own type. `１．` that begins a paragraph is only
reported: as `1.` it would begin a list.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from ..pattern import Pattern
from ..prose import Prose
from ..rule import Hit

_WIDE = Pattern("[０-９Ａ-Ｚａ-ｚ]+(?:．[０-９]+)*％?|(?<=[0-9])％|(?<=[A-Za-z])＆(?=[A-Za-z])(?![A-Za-z]+;)")
_SPACE = Pattern("(?<=[A-Za-z0-9])\u3000+(?=[A-Za-z0-9])")


def find(prose: Prose) -> Iterator[Hit]:
    """Yield what is full-width and should not be."""
    for found in _WIDE.finditer(prose.text):
        listed = prose.text[found.end()] in ".)" and found.start() == prose.passage_at(found.start()).start
        half = None if listed else unicodedata.normalize("NFKC", found[0])
        yield Hit(*found.span(), f"“{found[0]}” is full-width", half)
    for found in _SPACE.finditer(prose.text):
        yield Hit(*found.span(), "full-width space between letters or digits", " ")

"""Spaces that a language puts around its marks without their being typed: `text-autospace: punctuation`.

In: a text. Out: widths before and behind its characters, in em. CSS Text 4 leaves to the language which marks and how
much; French is the language that has such a convention (Imprimerie nationale, Lexique des règles typographiques: a thin
space before `; ! ?`, a word space before `:` and inside « »). Nothing is added where the author typed a space.
"""

from __future__ import annotations

import re
from typing import Final

THIN: Final = 0.125
WORD: Final = 0.25
# A mark closes a clause where a space, a closing mark or the end follows: not in 10:30, nor in a URL.
_THIN_BEFORE: Final = re.compile(r"(?<=[^\s;!?«(])[;!?](?=[\s;!?»)”’]|\Z)")
_WORD_BEFORE: Final = re.compile(r"(?<=[^\s«(]):(?=\s|\Z)|(?<=\S)»")
_WORD_BEHIND: Final = re.compile(r"«(?=\S)")


def french_spaces(text: str) -> dict[int, tuple[float, float]]:
    """Return (before, behind) in em for each character that has such a space."""
    found = {match.start(): (THIN, 0.0) for match in _THIN_BEFORE.finditer(text)}
    found |= {match.start(): (WORD, 0.0) for match in _WORD_BEFORE.finditer(text)}
    found |= {match.start(): (0.0, WORD) for match in _WORD_BEHIND.finditer(text)}
    return found

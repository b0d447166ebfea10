"""P017: words written with a character that looks or sounds alike: 再接再励 for 再接再厉.

`tables/words.py` lists only what is wrong wherever it stands; it is reported and never mended by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from ..prose import Prose
from ..rule import Hit
from ..tables.words import WORDS


def find(prose: Prose) -> Iterator[Hit]:
    """Yield the words of the table; it is of simplified Chinese."""
    table = {} if prose.traditional else _table()
    held = prose.characters.issuperset  # of four characters that must be there one is missing, mostly
    found = sorted((place, wrong) for wrong in table if held(wrong) for place in _places(prose.text, wrong))
    for place, wrong in found:
        right, unless = table[wrong]
        if not unless or not re.compile(unless).match(prose.text, place):
            yield Hit(place, place + len(wrong), f"“{wrong}” for {right}", None, f"write {right}")


def _places(text: str, word: str) -> Iterator[int]:
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + 1)


@cache
def _table() -> Mapping[str, tuple[str, str]]:
    """Return for each wrong word the right one, and the pattern of what around it makes it another word."""
    entries = (entry.split("/") for entry in WORDS.split())
    return {wrong: (right, unless[0] if unless else "") for wrong, right, *unless in entries}

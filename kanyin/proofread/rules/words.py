"""P017: words written with a character that looks or sounds alike: 再接再励 for 再接再厉.

`tables/words.py` lists only what is wrong wherever it stands; it is reported and never mended by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..prose import Prose
from ..rule import Hit, Rule
from ..tables.words import WORDS


def find(prose: Prose) -> Iterator[Hit]:
    """Yield the words of the table."""
    table = _table()
    found = sorted((place, wrong) for wrong in table for place in _places(prose.text, wrong))
    for place, wrong in found:
        right, unless = table[wrong]
        if not unless or not unless.match(prose.text, place):
            yield Hit(place, place + len(wrong), f"“{wrong}” for {right}", None, f"write {right}")


def _places(text: str, word: str) -> Iterator[int]:
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + 1)


@cache
def _table() -> dict[str, tuple[str, re.Pattern[str] | None]]:
    """Return for each wrong word the right one, and what around it makes it no word."""
    table: dict[str, tuple[str, re.Pattern[str] | None]] = {}
    for line in WORDS.split("\n"):
        for entry in line.split():
            wrong, right, *unless = entry.split("/")
            table[wrong] = right, re.compile(unless[0]) if unless else None
    return table


RULE = Rule("P017", "words with a wrong character", find, languages=("zh",))

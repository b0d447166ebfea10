"""P018: a traditional character in a simplified text, or a simplified one in a traditional text.

Reported only, for it may be meant: a name, a title. A clause in the other script is a quotation, and a character in
quotes or brackets by itself, or behind 繁体 or 写作, is spoken of; names go into the list `allow`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from ..context import CLOSING, HAN, OPENING
from ..prose import Prose
from ..rule import Hit, Rule
from ..tables.scripts import PAIRS

_CLAUSE = re.compile(f"[^，。；：！？\\s{OPENING}{CLOSING}]+")
_SPOKEN_OF = re.compile(f"(?:繁体|繁體|简体|簡體|异体|異體|写作|寫作|也作|俗作|本作|古作|即|同)[^{HAN}]{{0,2}}\\Z")


def find(prose: Prose) -> Iterator[Hit]:
    """Yield the runs of characters of the other script."""
    foreign, own, partners = _scripts(prose.traditional)
    name = "simplified" if prose.traditional else "traditional"
    if not foreign.search(prose.text):
        return
    for clause in _CLAUSE.finditer(prose.text):
        runs = list(foreign.finditer(prose.text, *clause.span()))
        count = sum(len(found[0]) for found in runs)
        if count > 1 and count > len(own.findall(clause[0])):
            continue
        for found in runs:
            if not _is_spoken_of(prose.text, found):
                right = "".join(partners[character] for character in found[0])
                yield Hit(*found.span(), f"{name} character “{found[0]}”", None, f"write {right}, or allow the word")


def _is_spoken_of(text: str, found: re.Match[str]) -> bool:
    start, end = found.span()
    alone = start > 0 and text[start - 1] in OPENING and text[end] in CLOSING
    return alone or bool(_SPOKEN_OF.search(text[max(0, start - 6) : start]))


@cache
def _scripts(traditional: bool) -> tuple[re.Pattern[str], re.Pattern[str], Mapping[str, str]]:
    """Return the characters foreign to a text, those of its own that the other script has not, and their partners.

    A simplified character that Big5 has is a traditional one too (后, 里, 云).
    """
    pairs = PAIRS.split()
    simplified = {pair[1]: pair[0] for pair in pairs if not _in_big5(pair[1])}
    patterns = [re.compile(f"[{''.join(characters)}]+") for characters in ({pair[0] for pair in pairs}, simplified)]
    if traditional:
        return patterns[1], patterns[0], simplified
    return patterns[0], patterns[1], {pair[0]: pair[1] for pair in pairs}


def _in_big5(character: str) -> bool:
    try:
        character.encode("big5")
    except UnicodeEncodeError:
        return False
    return True


RULE = Rule("P018", "characters of the other script", find)

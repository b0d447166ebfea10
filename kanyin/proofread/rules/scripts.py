"""P018: a traditional character in a simplified text, or a simplified one in a traditional text.

Reported only, for it may be meant: a name, a title. A clause in the other script is a quotation, and a character in
quotes or brackets by itself, or behind 繁体 or 写作, is spoken of; names go into the list `allow`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from ..context import CLOSING, OPENING
from ..pattern import Pattern
from ..prose import Prose
from ..rule import Hit
from ..tables.scripts import FORMS, PAIRS

_BORDER = Pattern(f"[。！？\n{OPENING}{CLOSING}]")
_REACH = 60  # characters of a sentence or quotation looked at on either side
_SPOKEN_OF = Pattern("(?:繁体|繁體|简体|簡體|异体|異體|写作|寫作|也作|俗作|本作|古作|即|同)[：:“「（( ]{0,2}\\Z")


def find(prose: Prose) -> Iterator[Hit]:
    """Yield the runs of characters of the other script."""
    partners = _partners(prose.traditional)
    if prose.characters.isdisjoint(partners):
        return
    foreign, own = _pattern(prose.traditional), _pattern(not prose.traditional)
    name = "simplified" if prose.traditional else "traditional"
    for passage in prose.passages:
        runs = list(foreign.finditer(prose.text, passage.start, passage.end))
        if not runs or _is_quotation(prose.read(passage), foreign, own):
            continue
        for found in runs:
            if not _is_spoken_of(prose.text, found) and not _stands_in_quotation(prose.text, found, foreign, own):
                right = "".join(partners[character] for character in found[0])
                yield Hit(*found.span(), f"{name} character “{found[0]}”", None, f"write {right}, or allow the word")


def _is_quotation(text: str, foreign: Pattern, own: Pattern) -> bool:
    """Tell whether a stretch of text is in the other script."""
    return sum(map(len, foreign.findall(text))) > sum(map(len, own.findall(text)))


def _stands_in_quotation(text: str, found: re.Match[str], foreign: Pattern, own: Pattern) -> bool:
    before = list(_BORDER.finditer(text, max(0, found.start() - _REACH), found.start()))
    after = _BORDER.search(text, found.end(), found.end() + _REACH)
    start = before[-1].end() if before else max(0, found.start() - _REACH)
    clause = text[start : after.start() if after else found.end() + _REACH]
    return len(foreign.findall(clause)) > 1 and _is_quotation(clause, foreign, own)


def _is_spoken_of(text: str, found: re.Match[str]) -> bool:
    start, end = found.span()
    alone = start > 0 and text[start - 1] in OPENING + "／/" and text[end] in CLOSING + "／/"
    return alone or bool(_SPOKEN_OF.search(text[max(0, start - 6) : start]))


@cache
def _partners(traditional: bool) -> Mapping[str, str]:
    """Return the characters foreign to a text in this script, with what it has in their place.

    A simplified character that Big5 or an old print has is a traditional one too (后, 里, 云; 却).
    """
    pairs = PAIRS.split()
    if traditional:
        return {pair[1]: pair[0] for pair in pairs if not (pair[1] in FORMS or _in_big5(pair[1]))}
    return {pair[0]: pair[1] for pair in pairs}


@cache
def _pattern(traditional: bool) -> Pattern:
    return Pattern(f"[{''.join(_partners(traditional))}]+")


def _in_big5(character: str) -> bool:
    try:
        character.encode("big5")
    except UnicodeEncodeError:
        return False
    return True

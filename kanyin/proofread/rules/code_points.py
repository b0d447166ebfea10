"""P022: characters that no text should hold: private and unassigned ones, controls, invisible signs, U+FFFD.

And forms that Unicode keeps for old encodings (compatibility ideographs, radicals): no search finds them. What is
invisible is taken out, what is a form of another character becomes that character; what is lost is reported. Joiners
in an emoji, and in scripts that need them, stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ..context import is_han
from ..prose import ADDRESS, END, OBJECT, Prose
from ..rule import Hit

# Radicals of the supplement (U+2E80–2EF3) that PDFs yield for a character, without a decomposition in Unicode.
_RADICALS = (
    "⺠民⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟"
    "⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟⻁虎⻄西⻎辶⺮竹"
)
_OF_RADICAL = dict(zip(_RADICALS[::2], _RADICALS[1::2], strict=True))
_FORMS = (("\u2e80", "\u2fdf"), ("\uf900", "\ufaff"), ("\U0002f800", "\U0002fa1f"))
_INVISIBLE = "\u180e\u200b\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\ufeff"
_OF_OTHER_SCRIPTS = "\u00ad\u061c\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069"  # wrong beside Han alone
_USED = frozenset(f"\n\t{END}{ADDRESS}{OBJECT}")
_MEANINGLESS = {"Cc": "a control character", "Co": "a private character", "Cn": "not a character", "Cs": "no character"}


def find(prose: Prose) -> Iterator[Hit]:
    """Yield the characters that should not be there."""
    new = prose.characters - _right
    _right.update(character for character in new if _judge(character) is None)
    for character in sorted(new - _right):
        what, right = _judge(character) or ("", None)
        yield from _hits(prose, character, what, right)


_right: set[str] = set()
"""Characters that may be there: a book has a few thousand, and each chapter most of them."""


def _judge(character: str) -> tuple[str, str | None] | None:
    """Return what is wrong with a character, and what should stand there; None where nothing is."""
    if " " <= character <= "~" or "\u4e00" <= character <= "\u9fff":
        return None
    if character < " ":
        return None if character in _USED else ("a control character", None)
    category = unicodedata.category(character)
    if any(first <= character <= last for first, last in _FORMS):
        right = _OF_RADICAL.get(character) or unicodedata.normalize("NFKC", character)
        return (f"a form of {right}", right) if right != character else None
    if character in _USED:
        return None
    if character in _INVISIBLE + _OF_OTHER_SCRIPTS:
        return "an invisible character", ""
    if character == "\ufffd":
        return "a sign that a character was lost", None
    return (_MEANINGLESS[category], None) if category in _MEANINGLESS else None


def _hits(prose: Prose, character: str, what: str, right: str | None) -> Iterator[Hit]:
    for found in re.finditer(re.escape(character), prose.text):
        place = found.start()
        beside = is_han(prose.text[place - 1]) or is_han(prose.text[place + 1])
        if character not in _OF_OTHER_SCRIPTS or beside:
            hint = None if right is not None else "write what was meant"
            yield Hit(place, place + 1, f"U+{ord(character):04X}: {what}", right, hint)

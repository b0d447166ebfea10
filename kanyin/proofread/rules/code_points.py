"""P022: characters that no text should hold: private and unassigned ones, controls, invisible signs, U+FFFD; and forms that
Unicode keeps for old encodings (compatibility ideographs, radicals), which are not found when they are searched for.

What is invisible is taken out, what is a form of another character becomes that character; what is lost is reported. The
joiners of an emoji, and of scripts that need them, stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from ..context import HAN
from ..prose import ADDRESS, END, OBJECT, Prose
from ..rule import Hit, Rule

# Radicals of the supplement (U+2E80–2EF3) that PDFs yield for a character, without a decomposition in Unicode.
_RADICALS = "⺠民⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟⻁虎⻄西⻎辶⺮竹"
_OF_RADICAL = dict(zip(_RADICALS[::2], _RADICALS[1::2], strict=True))
_FORM = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
_INVISIBLE = re.compile("[\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")
_JOINER = re.compile(f"(?<=[{HAN}，。])[\u200c\u200d]|[\u200c\u200d](?=[{HAN}，。])")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")
_LOST = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff\ufffd\ufff9-\ufffb\ufdd0-\ufdef]")
_PLAIN = re.compile("[\\s\u0020-\u02ff\u2000-\u206f\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\ufffc]+")


def find(prose: Prose) -> Iterator[Hit]:
    """Yield the characters that should not be there."""
    if prose.text.isascii():
        return
    for found in _FORM.finditer(prose.text):
        right = _OF_RADICAL.get(found[0]) or unicodedata.normalize("NFKC", found[0])
        if right != found[0]:
            yield Hit(*found.span(), f"{_name(found[0])}: a form of {right}", right)
    for pattern in (_INVISIBLE, _JOINER):
        for found in pattern.finditer(prose.text):
            yield Hit(*found.span(), f"{_name(found[0][0])}: an invisible character", "")
    yield from _without_meaning(prose)


def _without_meaning(prose: Prose) -> Iterator[Hit]:
    for pattern, what in ((_CONTROL, "a control character"), (_LOST, "a character without a meaning")):
        for found in pattern.finditer(prose.text):
            if found[0] not in (END, ADDRESS, OBJECT):
                yield Hit(*found.span(), f"{_name(found[0])}: {what}", None, "write what was meant")
    for place in _unassigned(prose.text):
        yield Hit(place, place + 1, f"{_name(prose.text[place])}: not a character yet", None, "write what was meant")


def _unassigned(text: str) -> Iterator[int]:
    strange = set(_PLAIN.sub("", text))
    wrong = {character for character in strange if _is_unassigned(character)}
    return (place for character in sorted(wrong) for place in _places(text, character)) if wrong else iter(())


@cache
def _is_unassigned(character: str) -> bool:
    return unicodedata.category(character) == "Cn" and not "\ufdd0" <= character <= "\ufdef"


def _places(text: str, character: str) -> Iterator[int]:
    return (found.start() for found in re.finditer(re.escape(character), text))


def _name(character: str) -> str:
    return f"U+{ord(character):04X}"


RULE = Rule("P022", "characters that do not belong in a text", find, languages=())

"""P023: a foreign sentence that Chinese text quotes keeps its own marks: “Stay hungry, stay foolish.” (CY/T 154).

Only what stands in quotation marks, holds no Han, and is written as a sentence is, with words and spaces.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..context import holds_han
from ..pattern import Pattern
from ..prose import Prose
from ..rule import Hit

_QUOTED = Pattern("“[^“”\u2029]+”|「[^「」\u2029]+」")
_MARK = Pattern("(?<=[A-Za-z0-9])([，。；：？！])( ?)")
_PHRASE = Pattern("[A-Za-z]+ [a-z]+")
_WORD = Pattern("[A-Za-z]+")
_ASCII = str.maketrans("，。；：？！", ",.;:?!")


def find(prose: Prose) -> Iterator[Hit]:
    """Yield the Chinese marks in quoted foreign sentences."""
    for quoted in _QUOTED.finditer(prose.text):
        if _PHRASE.search(quoted[0]) and not holds_han(quoted[0]) and len(_WORD.findall(quoted[0])) > 2:
            for found in _MARK.finditer(prose.text, *quoted.span()):
                following = prose.text[found.end()]
                space = " " if following.isascii() and following.isalnum() else found[2]
                yield Hit(*found.span(), f"“{found[1]}” in a foreign sentence", found[1].translate(_ASCII) + space)

"""P011: no space stands beside a full-width mark, which has its own white (GB/T 15834 5.1).

A space behind markup stays (`**注意：** 请`), for it may keep the markup alive; so do spaces in poems, those that align
(three and more), and a blank to fill in, `（　　）`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..context import HAN
from ..prose import Kind, Prose
from ..rule import Hit, Rule

_BLANK = "[ \u00a0]{1,2}"
_MARKS = "，。、；：？！"
_SPACE = re.compile(
    f"(?<=[^\\s(（]){_BLANK}(?=[{_MARKS}）》〉」』】〕])"
    f"|(?<=[{_MARKS}（《〈「『【〔]){_BLANK}(?=[^\\s)）])"
    f"|(?<=[{HAN}{_MARKS}]){_BLANK}(?=[“‘（《〈「『【〔…—])"
    f"|(?<=[”’）》〉」』】〕…—]){_BLANK}(?=[{HAN}])"
    f"|(?<=[“‘]){_BLANK}(?=[{HAN}])"
    f"|(?<=[{HAN}]){_BLANK}(?=[”’])"
)
_SIDES = f"{_MARKS}（）《》〈〉「」『』【】〔〕“”‘’…—"


def find(prose: Prose) -> Iterator[Hit]:
    """Yield the spaces beside marks."""
    for found in prose.within(_SPACE, Kind.PARAGRAPH, Kind.HEADING, Kind.CELL, Kind.LABEL):
        start, end = found.span()
        if prose.text[start - 1] in _SIDES and prose.place(start - 1, end):
            yield Hit(start, end, f"space behind “{prose.text[start - 1]}”", "")
        elif prose.text[end] in _SIDES and prose.place(start, end + 1):
            yield Hit(start, end, f"space before “{prose.text[end]}”", "")


RULE = Rule("P011", "spaces beside full-width marks", find, " \u00a0")

"""P006: `3~5 天`: the sign between two ends of a range is 浪纹线 `～` (GB/T 15834 4.13; GB/T 15835 5.3).

Only between numbers, dates and the like: `~` alone is a sign of computing, or a tone of voice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..context import holds_han, in_latin_sentence, marks_by_passage
from ..pattern import Pattern
from ..prose import Prose
from ..rule import Hit

_TILDE = Pattern("[~∼〜˜](?<![~∼〜˜][~∼〜˜])(?![~∼〜˜])")
_COUNTED = "一二三四五六七八九十百千万亿日年月号时点分秒岁元页章节级次倍度个天周斤里米初中"
_LEFT = Pattern(rf"(?:[0-9] ?[A-Za-zμΩ%％‰℃°²³]{{0,4}}|[{_COUNTED}]) ?\Z")
_RIGHT = Pattern(" ?(?:[-+−¥￥$约近第]?[0-9]|[周第]?[一二三四五六七八九十]|星期|礼拜|周日)")


def find(prose: Prose) -> Iterator[Hit]:
    """Yield the tildes of ranges."""
    for group in marks_by_passage(prose, _TILDE):
        if holds_han(prose.read(prose.passage_at(group[0].start()))):
            yield from (_hit(prose, found) for found in group if _is_range(prose, found))


def _is_range(prose: Prose, found: re.Match[str]) -> bool:
    left = _LEFT.search(prose.text[max(0, found.start() - 8) : found.start()])
    right = _RIGHT.match(prose.text, found.end())
    return bool(left and right) and not in_latin_sentence(prose, found.start())


def _hit(prose: Prose, found: re.Match[str]) -> Hit:
    start, end = found.span()
    start -= prose.text[start - 1] == " "
    end += prose.text[end] == " "
    if not prose.place(start, end):
        start, end = found.span()
    return Hit(start, end, f"“{found[0]}” in a range", "～")

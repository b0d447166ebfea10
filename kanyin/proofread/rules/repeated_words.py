"""P019: a word written twice by mistake: 的的, 我们我们, and longer runs that stand twice in a row.

Chinese doubles words on purpose (看看, 研究研究), and words meet at their edges (目的的, 为了了解): only words that are
never doubled are listed, each with what it meets; 暖暖和和 is one word. Reported only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..context import all_han
from ..pattern import Pattern
from ..prose import Kind, Prose
from ..rule import Hit

# Single characters: not behind what makes a word of the first, nor before what makes one of the second.
_SINGLE = (
    "(?<=\\w)(?<![目有标打])的的(?![确士话])|(?<![但可还于总只要就正凡若国谁自])是是(?![否非的])"
    "|(?<=\\w)(?<!共)和和(?![气美睦谐平解约声尚服])"
)
_DOUBLE = (
    "我们 你们 他们 她们 它们 咱们 因为 所以 但是 如果 或者 以及 而且 并且 虽然 然后 由于 对于 关于 "
    "根据(?!根据地) 通过 为了 除了"
)
_TWICE = Pattern(f"(的|是|和|{'|'.join(word.partition('(')[0] for word in _DOUBLE.split())})\\1")
_WORD = Pattern(f"{_SINGLE}|(?P<word>{'|'.join(_DOUBLE.split())})(?P=word)")
_LEAST, _MOST = 6, 12
_RUN = Pattern(rf"(?P<run>\w{{{_LEAST},{_MOST}}})(?P=run)")


def find(prose: Prose) -> Iterator[Hit]:
    """Yield the repetitions."""
    patterns = [_WORD] if _TWICE.search(prose.text) else []
    for pattern in [*patterns, _RUN] if _has_run(prose.text) else patterns:
        for found in prose.within(pattern, Kind.PARAGRAPH, Kind.CELL, Kind.LABEL, Kind.HEADING):
            if _is_twice_by_mistake(prose.text, found):
                half = found[0][: len(found[0]) // 2]
                yield Hit(*found.span(), f"“{half}” stands twice", None, "take one of them out")


def _has_run(text: str) -> bool:
    """Tell whether it is worth looking for a longer run: whether the text, put beside itself a run's length further on,
    is the same for as long.

    The pattern alone tries seven lengths at each character, and took a tenth of the proofreader's time.
    """
    coded, size = text.encode("utf-16-le", "surrogatepass"), 2
    if len(coded) > size * len(text):  # beyond the Basic Multilingual Plane a character has two units
        coded, size = text.encode("utf-32-le", "surrogatepass"), 4
    number = int.from_bytes(coded, "little")
    return any(
        bytes(size * length) in (number ^ (number >> 8 * size * length)).to_bytes(len(coded), "little")
        for length in range(_LEAST, _MOST + 1)
    )


def _is_twice_by_mistake(text: str, found: re.Match[str]) -> bool:
    start, length = found.start(), len(found[0])
    if length == 2:
        return start < 2 or text[start - 2] != text[start - 1]  # 暖暖和和
    return length < 12 or (all_han(found[0]) and len(set(found[0])) > 2)

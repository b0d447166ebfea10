"""P015: one number, one kind of figures (GB/T 15835-2011): 二〇二三 or 2023, not 二0二三; 2000 or 两千, not 2千.

万 and 亿 may follow figures (5.4); 千 in 千克 and 千兆 is part of a unit.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..context import NUMERALS
from ..pattern import Pattern
from ..prose import Prose
from ..rule import Hit

_ZEROS = "[0０OoＯｏ○◯]"
_ZERO = Pattern(f"{_ZEROS}(?<=[{NUMERALS}]{_ZEROS})(?=[{NUMERALS}])")
_LAST_ZERO = Pattern(f"{_ZEROS}(?<=[{NUMERALS}][{NUMERALS}][{NUMERALS}]{_ZEROS})(?=年)")
_FIGURE = Pattern(f"[1-9](?<=[{NUMERALS}][1-9])(?=[{NUMERALS}])")
_UNITS = "兆克米瓦伏卡帕赫兹焦安欧牛吨位字节比特升分里家层年百张岁"
_COUNT = Pattern(f"[1-9](?<![0-9.．·][1-9])(?:千(?![{_UNITS}])|百(?![{_UNITS}千万亿]))")


def find(prose: Prose) -> Iterator[Hit]:
    """Yield the numbers of two kinds of figures."""
    for pattern in (_ZERO, _LAST_ZERO):
        for found in pattern.finditer(prose.text):
            yield Hit(*found.span(), f"“{found[0]}” for the zero of a Chinese number", "〇")
    for found in _FIGURE.finditer(prose.text):
        hint = "write the number in one kind of figures"
        yield Hit(*found.span(), f"“{found[0]}” inside a Chinese number", None, hint)
    for found in _COUNT.finditer(prose.text):
        value = int(found[0][0]) * (1000 if found[0][1] == "千" else 100)
        message = f"“{found[0]}”: figures and {found[0][1]} in one number"
        yield Hit(*found.span(), message, None, f"write {value}, or all of it in Han")

"""Columns of numbers: whether a cell's text is a number, and how a column of such cells is aligned. Pure functions.

In: the texts of a column's cells, its head left out. Out: `decimal` (by the decimal point), `figures` (flush right), or
nothing for a column that is not of numbers. Digits of any width, signs, grouped thousands, currencies, percent and
units count; what merely begins with a digit (a date, a time, a version, 3 年级学生) does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal
from unicodedata import normalize

# What a cell without a number holds in a column of numbers.
_EMPTY = re.compile(r"[-–—―－─…·.*/／\s]*|[×✕]|无|無|空|缺|暂无|暫無|n/?a|N/?A|nil|null")
_SIGN = r"[-+−–±＋－]?"
_NUMBER = rf"{_SIGN}(?:\d{{1,3}}(?:[,\u2009\u202f' ]\d{{3}})+|\d+)(?:\.\d+)?(?:[eE][-+−]?\d+|[×·]10[-−]?\d+)?"
_ABOUT = r"(?:约|約|近|逾|超|≈|[<>≤≥~～∼])?"
_CURRENCY = r"(?:[¥￥$€£₩]|HK\$|NT\$|US\$|RMB|CNY|USD)?"
# A unit: a few letters or Han characters, with the signs that join units (kg/m³, 人/次, ℃, %).
_UNIT = r"(?:[%‰‱°′″]|°[CF]|[A-Za-zμµΩÅ][A-Za-z0-9μµΩ²³/·%-]{0,7}|[\u4e00-\u9fff]{1,3}(?:/[\u4e00-\u9fff]{1,3})?)?"
_CELL = re.compile(
    rf"{_ABOUT} ?{_CURRENCY} ?(?P<number>{_NUMBER})(?: ?(?:[-–—~～∼至到±]) ?{_NUMBER})? ?(?P<unit>{_UNIT})[*†‡]?"
)
_TWO = re.compile(r"\d ?[-–—~～∼至到±] ?\d")


def is_number(text: str) -> bool:
    """Tell whether a cell's text is a number, with what may stand before and behind one."""
    return _CELL.fullmatch(_plain(text)) is not None


def is_empty(text: str) -> bool:
    """Tell whether a cell's text says that there is no number: a dash, 无, nothing at all."""
    return _EMPTY.fullmatch(text.strip()) is not None


def alignment(cells: Iterable[str]) -> Literal["decimal", "figures", ""]:
    """Return how a column with these cells is aligned."""
    texts = [text for cell in cells if not is_empty(text := _plain(cell))]
    found = [_CELL.fullmatch(text) for text in texts]
    if not found or not all(found):
        return ""
    if any(_TWO.search(text) for text in texts):  # two numbers in a cell have two points
        return "figures"
    units = {match["unit"] for match in found if match}
    pointed = any("." in match["number"] for match in found if match)
    return "decimal" if pointed or len(units) > 1 else "figures"


def _plain(text: str) -> str:
    """Return the text with full-width digits and signs as ASCII's, and without what does not print."""
    return normalize("NFKC", text.replace("−", "\u2212")).replace("\u200b", "").strip()

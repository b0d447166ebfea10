"""How dates, document numbers and terms of secrecy are written in an official document.

In: what an author typed. Out: the form that is printed, or what is wrong and what was probably meant. Pure functions on
strings: no places, no report.
"""

from __future__ import annotations

import datetime
import re

from kanyin.records import dataclass

_DATE = re.compile(r"(\d{4})\s*(?:年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日|-(\d{1,2})-(\d{1,2}))")
_OTHER_DATE = re.compile(r"(\d{4})\s*([./、])\s*(\d{1,2})\s*\2\s*(\d{1,2})")
_HAN_DATE = re.compile(r"[〇○零一二三四五六七八九]{4}年.+")
_NUMBER = re.compile(
    r"(?P<code>.*?\S)\s*(?P<open>[〔\[［【(（｛{〈<「『])\s*(?P<year>\d{2}|\d{4})\s*(?P<era>年?)\s*(?P<close>[〕\]］】)）｝}〉>」』])"
    r"\s*(?P<word>第?)\s*(?P<number>\d+)\s*(?P<end>号?)"
)
_ORDER = re.compile(r"(?P<word>第?)\s*(?P<number>\d+)\s*(?P<end>号?)")
_TERM = re.compile(r"(\d+)\s*(年|个月|天)|长期")


@dataclass(frozen=True, slots=True)
class Written:
    """`text` as it is printed, or None with the `fault`, and `meant`: how it is probably to be written."""

    text: str | None
    fault: str = ""
    meant: str = ""


def date(given: str) -> Written:
    """Read a date: `2026年3月5日` or `2026-03-05`; it is printed in Arabic figures, months and days without a nought
    before them (7.3.5.4)."""
    if found := _DATE.fullmatch(given):
        year, *rest = (int(part) for part in found.groups() if part)
        if not _exists(year, *rest):
            return Written(None, f"there is no such day as {given}")
        printed = f"{year}年{rest[0]}月{rest[1]}日"
        padded = "年" in given and any(part.startswith("0") for part in found.groups()[1:3])
        return Written(None, "months and days have no nought before them", printed) if padded else Written(printed)
    if other := _OTHER_DATE.fullmatch(given):
        year, month, day = int(other[1]), int(other[3]), int(other[4])
        meant = f"{year}年{month}月{day}日" if _exists(year, month, day) else ""
        return Written(None, f"“{given}” is not how a date is written", meant)
    if _HAN_DATE.fullmatch(given):
        return Written(None, "a date is written in Arabic figures")
    return Written(None, f"“{given}” is not a whole date")


def _exists(year: int, month: int, day: int) -> bool:
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def number(given: str) -> Written:
    """Read a document number: `青纸协〔2026〕6号`, the whole year in 六角括号, no 第, no nought before (7.2.5)."""
    found = _NUMBER.fullmatch(given)
    if not found:
        has_year = re.search(r"\d{4}", given)
        fault = "it is a code, the year in 〔〕, a number, 号" if has_year else "it has no year in 〔〕"
        return Written(None, f"“{given}” is not a document number: {fault}")
    year = found["year"] if len(found["year"]) == 4 else f"20{found['year']}"
    meant = f"{found['code']}〔{int(year)}〕{int(found['number'])}号"
    if given == meant:
        return Written(meant)
    return Written(None, _fault(found), meant)


def order(given: str) -> Written:
    """Read the number of an order (令号): `第6号`."""
    found = _ORDER.fullmatch(given)
    meant = f"第{int(found['number'])}号" if found else ""
    if given == meant:
        return Written(given)
    return Written(None, f"“{given}” is not the number of an order", meant)


def _fault(found: re.Match[str]) -> str:
    """Return the first thing that is wrong with a document number that can be understood."""
    if found["open"] != "〔" or found["close"] != "〕":
        return f"the year stands in 〔〕, not in {found['open']}{found['close']}"
    if len(found["year"]) == 2:
        return "the year is written whole"
    if found["word"]:
        return "there is no 第 before the number"
    if not found["end"]:
        return "it ends in 号"
    if re.match(r"[0０]", found["number"]):
        return "the number has no nought before it"
    return "it has blanks, full-width figures or 年 that do not belong in it"


def term(given: str) -> Written:
    """Read a term of secrecy: years, months or days, or 长期; figures are Arabic (7.2.2)."""
    if _TERM.fullmatch(given):
        return Written(re.sub(r"\s", "", given))
    return Written(None, f"“{given}” is not a term of secrecy")

"""Numbers of headings, figures and tables: Chinese numerals, the form each level takes, numbers an author typed.

In: counts and heading texts. Out: labels such as `第十二章`, `（三）`, `图 2-1`. Pure functions on strings.
"""

from __future__ import annotations

import re
from dataclasses import replace

from .natural import chinese_number
from .records import dataclass

_DIGITS = "零一二三四五六七八九"
_PLACES = ((1000, "千"), (100, "百"), (10, "十"))


def chinese_numeral(number: int) -> str:
    """Return the Chinese numeral of `number`, 0 to 99,999,999: 十, 十二, 二十, 一百零五, 一万零三十.

    GB/T 15835-2011 §4.2; a leading 一十 is spoken and written 十. Raises ValueError outside the range.
    """
    if not 0 <= number < 10**8:
        raise ValueError(f"no Chinese numeral for {number}")
    if number == 0:
        return "零"
    high, low = divmod(number, 10000)
    text = (_below_ten_thousand(high) + "万" if high else "") + (
        ("零" if high and 0 < low < 1000 else "") + _below_ten_thousand(low)
    )
    return text[1:] if text.startswith("一十") else text


def _below_ten_thousand(number: int) -> str:
    text, gap = "", False
    for value, place in _PLACES:
        digit, number = divmod(number, value)
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + place
        gap = not digit
    return text + (("零" if gap and text else "") + _DIGITS[number] if number else "")


def parse_numeral(text: str) -> int | None:
    """Return the value of an Arabic or Chinese numeral (`12`, `十二`, `一百零五`, `一〇五`, `三万`), or None."""
    if text.isdecimal():
        return int(text)
    high, ten_thousand, low = text.rpartition("万")
    if not text or set(high + low) - set(_SIGNS) or (ten_thousand and not high):
        return None
    return (chinese_number(high) * 10000 if high else 0) + (chinese_number(low) if low else 0)


_SIGNS = "〇零一二三四五六七八九十百千两兩廿卅"
_NUMERAL = f"[0-9０-９{_SIGNS}]+"
# 2024 年总结, 3 个要点: a count or a date, not the number of a heading. 个人 and its like are words of a title.
_COUNTED = r"年|月|岁|个(?![人体案性别])|個(?![人體案性別])|世纪|世紀|分钟|分鐘|小时|小時"
_CARRIED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<label>第\s*(?P<n>{_NUMERAL})\s*(?:[章回讲講课課篇编編卷节節条條款]|部分?|单元|單元))(?:[\s:：、.]+|$)",
        # 第一章水: no space before the title; but 第一节课 and 第一篇文章 are words, so 章 and 回 alone.
        rf"(?P<label>第\s*(?P<n>{_NUMERAL})\s*[章回])(?=[\u3400-\u9fff《“「])",
        r"(?P<label>(?:附录|附錄)\s*(?P<n>[A-Za-z0-9一二三四五六七八九十]*))(?:[\s:：、.]+|$)",
        r"(?P<label>(?:Chapter|Part|Appendix|Section)\s+(?P<n>[0-9A-Z]+))(?:[\s:：.]+|$)",
        rf"(?P<label>(?P<n>[0-9]+(?:[.．][0-9]+)*))(?:[.．]?\s+(?!{_COUNTED})|[.．、](?=\D))",
        r"(?P<label>(?P<n>[A-Z](?:\.[0-9]+)+))\s+",
        r"(?P<n>[一二三四五六七八九十百]+)[、．.]\s*",
        r"[（(](?P<n>[一二三四五六七八九十百]+|[0-9]+)[）)]\s*",
        r"(?P<n>[0-9]+)[)）]\s*",
        r"[§①-⑳]\s*",
    )
)


@dataclass(frozen=True, slots=True)
class Carried:
    """A number the author typed into a heading.

    `label` is the part to set apart (`第3章`, `1.2`), empty where number and title are one run (`一、背景`); `length`
    counts the characters before the title; `value` is what figures and tables of a chapter are numbered by.
    """

    label: str
    length: int
    value: str | None


def carried_number(title: str) -> Carried | None:
    """Return the number that `title` begins with, or None: `第3章　水`, `1.2 纸`, `一、墨`, `（二）笔`, `附录A`."""
    for pattern in _CARRIED:
        if match := pattern.match(title):
            found = match.groupdict()
            label = found.get("label") or ""
            return Carried(label.strip(), match.end() if label else 0, _value(found.get("n")))
    return None


def _value(numeral: str | None) -> str | None:
    if not numeral:
        return None
    value = parse_numeral(numeral)
    return str(value) if value is not None else numeral


# The part of the book a title page or a contents line names, as `上编 料与水` or `第二部 …`.
_PART = re.compile(
    rf"(?P<label>[上中下前后後][编編篇部卷]|第\s*{_NUMERAL}\s*(?:[编編篇卷]|部分?|单元|單元)|卷\s*{_NUMERAL})"
    r"(?:[\s:：、]+|$)"
)


def split_part(title: str) -> tuple[str | None, str]:
    """Return (label, title) of a part: `上编 料与水` gives (`上编`, `料与水`), `料与水` gives (None, `料与水`)."""
    match = _PART.match(title)
    if match is None or match.end() == len(title):
        return None, title
    return match["label"], title[match.end() :]


@dataclass(frozen=True, slots=True)
class Forms:
    """How a language writes the numbers of headings, figures and tables; `{}` stands for the number.

    `continued` stands over the further parts of a table, numbered or not (then its `{}` goes, with the space before
    it); `joint` stands between the chapter and the section in a reference; levels from `arabic_from` on have Arabic
    figures.
    """

    headings: tuple[str, ...]
    chinese: bool
    figure: str
    table: str
    continued: str
    page: str
    section_reference: str
    joint: str = ""
    arabic_from: int = 9

    def heading(self, level: int, number: int) -> str | None:
        """Return the label of the heading `number` at `level` (1 = chapter), or None where the level has no numbers."""
        if level > len(self.headings) or not self.headings[level - 1]:
            return None
        return self.headings[level - 1].format(self._numeral(number) if level < self.arabic_from else number)

    def continuation(self, number: str) -> str:
        """Return what stands over a further part of the table `number`, which is empty for one without a number."""
        return self.continued.format(number) if number else self.continued.replace(" {}", "")

    def _numeral(self, number: int) -> str:
        return chinese_numeral(number) if self.chinese else str(number)

    def reference(self, path: tuple[int, ...], chapter: str | None) -> str:
        """Return how a cross-reference names the section counted by `path` (section, subsection) in `chapter`.

        A subsection that stands in no section counts from 0 there: (0, 2) is named without one, 第一章（二）.
        """
        first = self.section_reference.format(self._numeral(path[0])) if path[0] else ""
        rest = "".join((self.heading(level, n) or "").rstrip(".") for level, n in enumerate(path[1:], 3) if n)
        return self.joint.join(filter(None, (chapter, first + rest)))


CHINESE = Forms(("第{}章", "{}", "（{}）"), True, "图 {}", "表 {}", "续表 {}", "第 {} 页", "第{}节")
TRADITIONAL = Forms(("第{}章", "{}", "（{}）"), True, "圖 {}", "表 {}", "續表 {}", "第 {} 頁", "第{}節")
JAPANESE = Forms(("第{}章", "{}", "（{}）"), True, "図 {}", "表 {}", "表 {}（続き）", "{} ページ", "第{}節")
KOREAN = Forms(("제{}장", "{}", "({})"), False, "그림 {}", "표 {}", "표 {} (계속)", "{}쪽", "제{}절", " ")
WESTERN = Forms(
    ("Chapter {}", "{}", "({})"), False, "Figure {}", "Table {}", "Table {} (continued)", "page {}", "Section {}", ", "
)  # fmt: skip

_OFFICIAL = ("", "{}、", "（{}）", "{}.", "（{}）")  # GB/T 9704-2012, 7.3.3


def forms_for(language: str, *, official: bool = False) -> Forms:
    """Return the forms of a BCP 47 language: `zh-Hant…` and `zh-TW` Traditional, other `zh` mainland Chinese.

    An `official` document in Chinese numbers four levels below its title, with marks of their own.
    """
    forms = _forms_of(language)
    if official and forms.chinese:
        return replace(forms, headings=_OFFICIAL, section_reference="第{}部分", arabic_from=4)
    return forms


def _forms_of(language: str) -> Forms:
    tag = language.lower()
    if tag.startswith(("zh-hant", "zh-tw", "zh-hk", "zh-mo")):
        return TRADITIONAL
    return {"zh": CHINESE, "ja": JAPANESE, "ko": KOREAN}.get(tag.split("-")[0], WESTERN)

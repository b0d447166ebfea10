"""Natural order of file names: 2 before 10, 第二章 before 第十章, 上编 before 中编 before 下编, 前言 first, 附录 last.

In: names. Out: sort keys, and whether a name is that of front or back matter. It reads no files.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

Key = tuple[int, tuple[tuple[int, int, str], ...], str]

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
_TENS = {"十": 10, "百": 100, "千": 1000, "廿": 20, "卅": 30}
_NUMERALS = "".join([*_DIGITS, *_TENS])
_UNITS = "章节節回卷部编編篇讲講课課集册冊辑輯幕场場单單期号號、.．"
# A numeral counts where it numbers something (after 第 or 卷, before 章 or 、, or alone); in 一个人 it is a word.
_TOKEN = re.compile(
    rf"(\d+)|(?:(?<=[第卷])|(?<=附录)|(?<=附錄)|^)([{_NUMERALS}]+)(?=[{_UNITS}]|$|\s)"
    rf"|(?<=[第卷])([{_NUMERALS}]+)|([上中下])(?=[编編篇卷册冊部集])"
)
_FRONT = (
    "封面 扉页 题记 题词 献词 序 序言 自序 代序 总序 译序 译者序 推荐序 前言 引言 引子 楔子 导言 导论 导读 绪论 绪言 "
    "凡例 題記 獻詞 總序 譯序 譯者序 推薦序 導言 導論 導讀 緒論 緒言 はじめに まえがき preface foreword introduction "
    "prologue"
)
_BACK = (
    "后记 跋 尾声 结语 结束语 结论 余论 译后记 编后记 参考文献 参考书目 术语表 词汇表 索引 致谢 鸣谢 大事年表 後記 "
    "尾聲 結語 結論 譯後記 編後記 參考文獻 參考書目 術語表 詞彙表 致謝 鳴謝 あとがき おわりに afterword epilogue "
    "conclusion bibliography glossary acknowledgements acknowledgments"
)
_APPENDIX = ("附录", "附錄", "付録", "appendix")


def natural_key(stem: str) -> Key:
    """Return a key that sorts names as a reader would; no two different names are equal."""
    rank = {"prefix": 0, "numbered": 1, "suffix": 2}[matter(stem)]
    return rank, tuple(_tokens(unicodedata.normalize("NFC", stem).casefold())), stem


def matter(stem: str) -> Literal["prefix", "numbered", "suffix"]:
    """Return `prefix` for the names of front matter (前言), `suffix` for back matter (附录 A), else `numbered`."""
    name = stem.strip().casefold()
    if name in _FRONT.split():
        return "prefix"
    return "suffix" if name in _BACK.split() or name.startswith(_APPENDIX) else "numbered"


def chinese_number(numeral: str) -> int:
    """Return the value of a Chinese numeral below ten thousand (二十一, 廿三), or of a row of digits (一〇二四)."""
    if not any(c in _TENS for c in numeral):
        return int("".join(str(_DIGITS[c]) for c in numeral[:4000]))
    total, digit = 0, 0
    for c in numeral:
        if c in _DIGITS:
            digit = _DIGITS[c]
        else:
            total += _TENS[c] if c in "廿卅" else _TENS[c] * (digit or 1)
            digit = 0
    return total + digit


def _tokens(text: str) -> list[tuple[int, int, str]]:
    """Numbers sort before words; a number is (0, how many digits, digits), so that its length has no limit."""
    found: list[tuple[int, int, str]] = []
    at = 0
    for match in _TOKEN.finditer(text):
        if match.start() > at:
            found.append((1, 0, text[at : match.start()]))
        found.append(_number(match))
        at = match.end()
    return [*found, (1, 0, text[at:])] if at < len(text) else found


def _number(match: re.Match[str]) -> tuple[int, int, str]:
    if match[1]:
        digits = "".join(str(unicodedata.decimal(c)) for c in match[1])
    elif match[4]:
        digits = str("上中下".index(match[4]) + 1)
    else:
        digits = str(chinese_number(match[2] or match[3]))
    digits = digits.lstrip("0") or "0"
    return 0, len(digits), digits

"""Numbers as Word's lists print them.

In: a number and the name of a format (ECMA-376 part 1, 17.18.59). Out: its numeral. Not done: languages other than
Chinese and English; a format of theirs prints Arabic figures.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

_DIGITS: Final = "〇一二三四五六七八九"
_LEGAL: Final = "零壹贰叁肆伍陆柒捌玖"
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def counted(number: int, digits: str = "零一二三四五六七八九", units: str = "十百千") -> str:
    """Return the number as it is counted in Chinese: 十一, 一百零五, 二万三千."""
    if number >= 10000:
        high, low = divmod(number, 10000)
        zero = digits[0] if low and low < 1000 else ""
        return counted(high, digits, units) + "万" + (zero + counted(low, digits, units) if low else "")
    out, pending = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if not digit:
            pending = bool(out)
            continue
        out += (digits[0] if pending else "") + digits[digit] + (units[power - 1] if power else "")
        pending = False
    tens = digits[1] + units[0]
    return out[1:] if out.startswith(tens) and number < 20 and units[0] == "十" else out or digits[0]


def _in_letters(number: int, first: str) -> str:
    """After z comes aa, then bb (ECMA-376)."""
    if not 0 < number <= 780:
        return str(number)
    return chr(ord(first) + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    out = ""
    for worth, sign in _ROMAN:
        times, number = divmod(number, worth)
        out += sign * times
    return out


def _circled(number: int) -> str:
    for first, last, code in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= number <= last:
            return chr(code + number - first)
    return str(number)


def _from(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)]


_FORMATS: Final[dict[str, Callable[[int], str]]] = {
    "decimalZero": lambda n: f"{n:02}",
    "decimalFullWidth": lambda n: "".join(chr(ord(c) + 0xFEE0) for c in str(n)),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": lambda n: chr(0x2473 + n) if 1 <= n <= 20 else f"({n})",
    "decimalEnclosedFullstop": lambda n: chr(0x2487 + n) if 1 <= n <= 20 else f"{n}.",
    "upperLetter": lambda n: _in_letters(n, "A"),
    "lowerLetter": lambda n: _in_letters(n, "a"),
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "chineseCounting": counted,
    "chineseCountingThousand": counted,
    "taiwaneseCounting": counted,
    "taiwaneseCountingThousand": counted,
    "japaneseCounting": counted,
    "ideographDigital": lambda n: "".join(_DIGITS[int(c)] for c in str(n)),
    "taiwaneseDigital": lambda n: "".join(_DIGITS[int(c)] for c in str(n)),
    "chineseLegalSimplified": lambda n: counted(n, _LEGAL, "拾佰仟"),
    "ideographLegalTraditional": lambda n: counted(n, "零壹貳參肆伍陸柒捌玖", "拾佰仟"),
    "ideographTraditional": _from(_STEMS),
    "ideographZodiac": _from(_BRANCHES),
    "none": lambda _: "",
}


def numeral(number: int, form: str) -> str:
    """Return the number in a format; Arabic figures for one that is not known."""
    return _FORMATS.get(form, str)(number)

"""The title slip (题签): which form a title takes, its size, its lines. Also the byline and the barcode of the back
cover.

In: titles, names, an ISBN. Out: the numbers a template needs, in pt. Tables of the look, no drawing.
"""

from __future__ import annotations

import math
import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import accumulate, takewhile
from typing import Literal, NamedTuple

from .records import dataclass

_HAN = "\u3007\u3008\u3400\ua000\U00020000\U00040000"  # where ranges begin and end, in turn
# (size, gap) in pt by the number of characters of a vertical title.
_VERTICAL = {
    2: (42, 42),
    3: (42, 24),
    4: (42, 12),
    5: (42, 8),
    6: (36, 7),
    7: (36, 4),
    8: (30, 5),
    9: (26, 5),
    10: (26, 2.6),
    11: (22, 4),
    12: (22, 2),
}
# (greatest width in em, size in pt, em a line) of a horizontal title.
_HORIZONTAL = ((8, 36, 8), (20, 30, 10), (33, 26, 11), (math.inf, 22, 13))


@dataclass(frozen=True, slots=True)
class Slip:
    """A title slip. `size`, `gap` (between characters), `lead` (above the text) and `height` are in pt."""

    form: Literal["vertical", "horizontal"]
    lines: tuple[str, ...]
    size: float
    gap: float = 0
    lead: float = 0
    height: float = 0


def slip(title: str) -> Slip:
    """Return the slip for a title; `|` in it marks the line breaks its author wants.

    A title of 2 to 12 Han characters without marks stands upright in one column; every other lies.
    """
    if 2 <= len(title) <= 12 and all(bisect(_HAN, character) % 2 for character in title):
        size, gap = _VERTICAL[len(title)]
        text = len(title) * size + (len(title) - 1) * gap
        height = max(190, text + 1.4 * size + 12)
        return Slip("vertical", tuple(title), size, gap, round((height - text) / 2, 2), height)
    wanted = tuple(part.strip() for part in title.split("|") if part.strip())
    width = sum(ems(part) for part in wanted)
    size, line = next((size, line) for limit, size, line in _HORIZONTAL if width <= limit)
    if len(wanted) > 1:
        widest = max(ems(part) for part in wanted)
        return Slip("horizontal", wanted, min(size, math.floor(330 / widest) if widest > 11 else size))
    return Slip("horizontal", tuple(balanced(wanted[0] if wanted else "", line)), size)


def ems(text: str) -> float:
    """Return the width of `text` in em as the look counts it: Latin, digits and spaces 0.55, everything else 1."""
    return sum(0.55 if ord(c) < 0x2000 else 1 for c in text)


def balanced(text: str, line: float) -> list[str]:
    """Break `text` into as few lines of at most `line` em as hold it, and of nearly equal length.

    It breaks between Han characters or at spaces, never inside a Latin word, never before a closing mark nor after an
    opening one. Widths are estimates: half an em over is let pass, and a word wider than the line has one to itself.
    """
    text = text.strip()
    places = [0, *_breaks(text), len(text)]
    best = [_Setting(0, 0, 0)]
    for end in range(1, len(places)):
        best.append(min(_with_line(text, places, best, start, end) for start in _starts(text, places, end, line)))
    lines, end = [], len(places) - 1
    while end:
        start = best[end].start
        lines.append(text[places[start] : places[end]].rstrip())
        end = start
    return lines[::-1]


class _Setting(NamedTuple):
    """A title set up to one place: how many lines, how uneven, and where (as an index) the last one starts."""

    lines: int
    unevenness: float
    start: int


# How many square em of unevenness a break is worth where the author ended a phrase: on two lines, 4 em to each side.
_PHRASE = 32


def _starts(text: str, places: Sequence[int], end: int, line: float) -> Iterator[int]:
    """Yield the indexes of the places a line that ends at `end` may start at, the nearest first."""
    for start in range(end - 1, -1, -1):
        if start < end - 1 and ems(text[places[start] : places[end]].rstrip()) > line + 0.5:
            return
        yield start


def _with_line(text: str, places: Sequence[int], best: Sequence[_Setting], start: int, end: int) -> _Setting:
    """Return the best setting up to `start` with the line from there to `end` added."""
    width = ems(text[places[start] : places[end]].rstrip())
    worth = _PHRASE if start and _ends_phrase(text, places[start]) else 0
    return _Setting(best[start].lines + 1, best[start].unevenness + width**2 - worth, start)


_OPENING = tuple("（《「『“‘〈【〔［｛〖([{")
# Closing marks, and the marks that belong to the character before them.
_CLOSING = re.escape("、。，：；！？）》」』”’·〉】〕］｝〗％…ー々,.;:!?)]}%")
_ATTACHED = "\u0300-\u036f\u200d\u3099\u309a\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef"
_BREAK = re.compile(
    rf"(?:(?<=[\u2e80-\U0003ffff\u201d])|(?<=\s)|(?=[\u3400-\u9fff《（「『“]))(?![\s{_CLOSING}{_ATTACHED}])"
)


def _breaks(text: str) -> list[int]:
    """Return the places where a line may end (CLREQ 3.1.6)."""
    places = (match.start() for match in _BREAK.finditer(text))
    return [place for place in places if 0 < place < len(text) and not text[:place].rstrip().endswith(_OPENING)]


def _ends_phrase(text: str, place: int) -> bool:
    """Tell whether the author ended a phrase here: a space or a mark after a word that is not Latin."""
    return place > 1 and text[place - 1] in " 　，：；、—" and not text[place - 2].isascii()


def part_slip(title: str) -> Slip:
    """Return the slip of a part's opener: upright up to 8 Han characters, else lying."""
    made = slip(title)
    if made.form == "vertical" and len(title) > 8:
        return Slip("horizontal", tuple(balanced(title, 8)), 26)
    return made


def title_page(title: str) -> tuple[tuple[str, ...], bool]:
    """Return the title page's lines, and whether they take the smaller size (26 pt over 7.5 em, else 36)."""
    wanted = tuple(part.strip() for part in title.split("|") if part.strip())
    if len(wanted) > 1:
        return wanted, max(map(ems, wanted)) > 7.5
    return (wanted, False) if ems(title) <= 7.5 else (tuple(balanced(title, 10.5)), True)


def shortened(text: str, limit: float) -> str:
    """Return `text` cut to `limit` em, with … at the end where it was cut (running heads)."""
    if ems(text) <= limit:
        return text
    widths = accumulate(map(ems, text))
    kept = sum(1 for _ in takewhile(lambda width: width <= limit - 1, widths))
    return text[:kept].rstrip("，、：； ") + "…"


def byline(authors: Sequence[str], role: str, etc: str = "等") -> str:
    """Return the authors' line: two or three names an em apart; of more than three, the first and 等."""
    if not authors:
        return ""
    names = "　".join(authors) if len(authors) <= 3 else f"{authors[0]} {etc}"
    return f"{names}　{role}" if role else names


_L = ("0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011")
_PARITY = ("LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL")


@dataclass(frozen=True, slots=True)
class Barcode:
    """An EAN-13 barcode: `bars` are (x, width) in modules of 95, `text` the number as the book gives it."""

    text: str
    bars: tuple[tuple[int, int], ...]
    price: str | None


def barcode(isbn: str | None, price: str | None) -> Barcode | None:
    """Return the barcode of a valid ISBN-13 (ISO/IEC 15420), or None where there is none or its check digit is off."""
    digits = re.sub(r"\D", "", isbn or "")
    if len(digits) != 13 or sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(digits)) % 10:
        return None
    modules = f"101{_left_half(digits)}01010{_right_half(digits)}101"
    bars = tuple((m.start(), len(m.group())) for m in re.finditer("1+", modules))
    return Barcode((isbn or "").removeprefix("ISBN").strip(" :："), bars, price)


def _left_half(digits: str) -> str:
    parity = _PARITY[int(digits[0])]
    return "".join(_L[int(d)] if p == "L" else _g(int(d)) for d, p in zip(digits[1:7], parity, strict=True))


def _right_half(digits: str) -> str:
    return "".join(_inverted(_L[int(d)]) for d in digits[7:])


def _g(digit: int) -> str:
    return _inverted(_L[digit])[::-1]


def _inverted(modules: str) -> str:
    return modules.translate(str.maketrans("01", "10"))

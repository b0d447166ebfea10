"""Paper: the sizes of sheets by name, how thick paper of a weight is, and what that makes of a book.

In: what a person types (`A4`, `8开`, `297x210mm`; `80gsm`, `157gsm coated`, `0.1mm`). Out: millimetres. Tables and
arithmetic, no PDF.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from .records import dataclass

Size = tuple[float, float]
"""The short side and the long side of paper, in mm."""


def cut(whole: Size, times: int) -> Size:
    """Return what is left of a sheet that was halved so many times across its long side, in whole millimetres."""
    for _ in range(times):
        whole = (whole[1] // 2, whole[0])
    return whole


def _series(letter: str, whole: Size) -> Iterator[tuple[str, Size]]:
    return ((f"{letter}{number}", cut(whole, number)) for number in range(9))


def _kai(name: str, whole: Size) -> Iterator[tuple[str, Size]]:
    return ((f"{name}{2**times}开", cut(whole, times)) for times in range(7))


SHEETS: Mapping[str, Size] = MappingProxyType(
    {
        # ISO 216, GB/T 148
        **dict(_series("A", (841, 1189))),
        **dict(_series("B", (1000, 1414))),
        # ISO 217: untrimmed, for what is cut to A3 and A4
        "RA3": (305, 430),
        "RA4": (215, 305),
        "SRA3": (320, 450),
        "SRA4": (225, 320),
        # JIS P 0138
        "JIS-B4": (257, 364),
        "JIS-B5": (182, 257),
        # ANSI/ASME Y14.1
        "Letter": (215.9, 279.4),
        "Legal": (215.9, 355.6),
        "Tabloid": (279.4, 431.8),
        # The mill's sheets of 787 × 1092 and 889 × 1194 mm, 3 mm cut off each side to make them square, and halved.
        **dict(_kai("正度", (787 - 6, 1092 - 6))),
        **dict(_kai("大度", (889 - 6, 1194 - 6))),
    }
)
"""Sheets to print on, by name."""

TRIMMED: Mapping[str, Size] = MappingProxyType(
    {
        "8开": (260, 370), "16开": (185, 260), "32开": (130, 185),
        "大8开": (285, 420), "大16开": (210, 285), "大32开": (140, 203),
    }
)  # fmt: skip
"""The sizes of Chinese books as trimmed, by name: what pages measure, not the paper they are printed on."""

SMALLEST, LARGEST = 20, 5000
"""The shortest and the longest side a sheet may have, in mm; a PDF page of ordinary units ends at 5080."""

_OWN = re.compile(r"(\d+(?:\.\d+)?)\s*(?:mm)?\s*[x×*]\s*(\d+(?:\.\d+)?)\s*(?:mm|毫米)?")
_WORDS = MappingProxyType({"全": "1", "对": "2"})
_KAI = re.compile(r"(正度|大度|大|正)?(\d+|全|对)(?:开|k)")


def sheet(text: str) -> Size:
    """Return the size of a sheet named, or written as `297x420mm`; raise ValueError, with a sentence, for none."""
    name = text.strip().casefold()
    if own := _OWN.fullmatch(name):
        short, long = sorted(map(float, own.groups()))
        if short >= SMALLEST and long <= LARGEST:
            return short, long
        raise ValueError(f"a sheet of {text} is too small or too large: {SMALLEST} to {LARGEST} mm a side")
    found = {known.casefold(): size for known, size in SHEETS.items()}.get(_canonical(name))
    if found is None:
        raise ValueError(f"there is no sheet “{text}”: write A4, A3, B4, SRA3, Letter, 8开, or its size: 297x420mm")
    return found


def _canonical(name: str) -> str:
    """Return the name as the table spells it: `8k` is 正度8开, `对开` is 2开, and `jis b5` has a hyphen."""
    name = re.sub(r"\s+", "", name)
    if kai := _KAI.fullmatch(name):
        whole = "大度" if (kai[1] or "").startswith("大") else "正度"
        return f"{whole}{_WORDS.get(kai[2], kai[2])}开"
    return re.sub("^jisb", "jis-b", name)


def name_of(size: Size, names: Mapping[str, Size] = SHEETS) -> str | None:
    """Return the name of a size, given either way round, that is within a millimetre of it."""
    short, long = sorted(size)
    return next((n for n, known in names.items() if abs(short - known[0]) <= 1 and abs(long - known[1]) <= 1), None)


BULK: Mapping[str, float] = MappingProxyType({"offset": 1.3, "matt": 0.95, "coated": 0.85, "light": 1.65})
"""Bulk in cm³/g (ISO 534) by kind: copy paper and 双胶纸; matt coated 哑粉纸; gloss coated 铜版纸; bulky 轻型纸.

Makers differ by a tenth either way: a paper whose data sheet is at hand is better given by its thickness."""

MOST_STAPLED: Final = 5
"""How thick in mm a stapled booklet may be: a thicker one gapes, and office staplers do not pierce it."""

_ALIASES = MappingProxyType(
    {
        "copy": "offset", "复印": "offset", "胶版": "offset", "双胶": "offset", "哑粉": "matt", "铜版": "coated",
        "gloss": "coated", "matte": "matt", "轻型": "light",
    }
)  # fmt: skip
_WEIGHT = re.compile(r"(\d+(?:\.\d+)?)\s*(?:gsm|g/m2|g/m²|g|克)[\s,:]*(\S*?)纸?")
_THICKNESS = re.compile(r"(\d+(?:\.\d+)?)\s*(mm|毫米|µm|μm|um)")
_THINNEST, _THICKEST = 0.02, 1.0


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: its `thickness` in mm, and what it was named."""

    thickness: float
    name: str

    @classmethod
    def parse(cls, text: str) -> Paper:
        """Return the paper of a weight and kind (or bulk), or of a thickness; raise ValueError for what is none."""
        found = _thickness(text.strip().casefold())
        if found is None:
            kinds = ", ".join(BULK)
            raise ValueError(f"“{text}” is no paper: write 80gsm, 157gsm coated (or {kinds}), or its thickness: 0.1mm")
        if not _THINNEST <= found <= _THICKEST:
            raise ValueError(f"paper of {text} would be {found:g} mm thick: {_THINNEST:g} to {_THICKEST:g} mm fold")
        return cls(found, " ".join(text.split()))


def _thickness(text: str) -> float | None:
    if own := _THICKNESS.fullmatch(text):
        return float(own[1]) * (1 if own[2] in ("mm", "毫米") else 0.001)
    found = _WEIGHT.fullmatch(text)
    if not found:
        return None
    kind = _ALIASES.get(found[2], found[2]) or "offset"
    bulk = BULK.get(kind) or (float(kind) if re.fullmatch(r"\d+(\.\d+)?", kind) else None)
    return None if bulk is None else round(float(found[1]) * bulk / 1000, 4)


COPY = Paper.parse("80gsm")
"""What lies in an office printer."""


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """What a book takes of a paper: `leaves` of two pages, `sheets` that are folded once, and its `spine` in mm.

    The spine is that of the pages alone. A cover of other paper adds twice its own thickness.
    """

    leaves: int
    sheets: int
    spine: float


def arithmetic(pages: int, paper: Paper = COPY) -> Arithmetic:
    """Return what so many pages take, blanks at the end included: a sheet has two leaves, a leaf two pages."""
    sheets = -(-pages // 4)
    return Arithmetic(2 * sheets, sheets, round(2 * sheets * paper.thickness, 2))


def told(pages: int, paper: Paper, sides: int) -> str:
    """Return what so many pages take of a paper that is printed on one or on both `sides`, as a phrase."""
    if sides == 1:
        thick = round(pages * paper.thickness, 2)
        return f"{_counted(pages, 'leaf', 'leaves')} of {paper.name} paper, together {thick:.1f} mm"
    made = arithmetic(pages, paper)
    sheets = _counted(made.sheets, "sheet", "sheets")
    return f"{made.leaves} leaves, {sheets} of {paper.name} paper folded once, spine {made.spine:.1f} mm"


def _counted(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"

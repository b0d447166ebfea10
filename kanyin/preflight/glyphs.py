"""Fonts as a content stream uses them: how wide each code is, what it stands for, and whether it is a glyph at all.

In: a font dictionary of the file. Out: `Glyphs`. Font programs are not opened, but for the count of their glyphs.
"""

from __future__ import annotations

import re
from array import array as numbers
from collections.abc import Callable, Iterable, Iterator
from dataclasses import field
from sys import byteorder
from typing import Any, Final

import pikepdf

from ..records import dataclass
from .objects import FAULTS, array, data_of, dictionary, number, text

_PAIR: Final = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>")
_RANGE: Final = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]*)>|\[([^\]]*)\])")
_SECTION: Final = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)
_CIDS: Final = re.compile(rb"begincid(char|range)(.*?)endcid", re.DOTALL)
_CID_CHARACTER: Final = re.compile(rb"<([0-9A-Fa-f]+)>\s*(\d+)")
_CID_RANGE: Final = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(\d+)")
_SPACES: Final = re.compile(rb"begincodespacerange(.*?)endcodespacerange", re.DOTALL)
_LONGEST_RANGE: Final = 65536
# Narrower than English text in them is, so that no line is held for longer than it is.
_STANDARD: Final = (("Courier", 600.0), ("Helvetica", 460.0), ("Times", 390.0))


@dataclass(frozen=True)
class Glyphs:
    """A font in use. Widths are in thousandths of an em; `split` takes a string apart into codes."""

    split: Callable[[bytes], Iterable[int]]
    widths: dict[int, float]
    otherwise: float
    texts: dict[int, str]
    missing: Callable[[int], bool]
    vertical: bool = False
    unit: float = 1.0
    blanks: bool = True  # whether the code 32 is a blank, which takes Tw
    known: dict[bytes, tuple[float, int, str, float]] = field(default_factory=dict)

    def measured(self, data: bytes) -> tuple[int, float, int, str, int]:
        """Return of a string the count of its codes, their width, how many are no glyphs, the text, and its blanks."""
        codes = list(self.split(data))
        widths, otherwise = self.widths, self.otherwise
        total = sum([widths.get(code, otherwise) for code in codes])
        lost = sum(map(self.missing, codes))
        shown = "".join([self.texts.get(code, "\ufffd") for code in codes])
        return len(codes), total, lost, shown, codes.count(32) if self.blanks else 0


def glyphs_of(font: Any) -> Glyphs:
    """Return a font of a resource dictionary, whatever it is."""
    found = dictionary(font)
    try:
        return _composite(found) if text(found.get("/Subtype")) == "Type0" else _simple(found)
    except FAULTS:
        return Glyphs(list, {}, 500.0, {}, _never)


def _never(_: int) -> bool:
    return False


# ---- simple fonts: a byte a code


def _simple(font: Any) -> Glyphs:
    first = int(number(font.get("/FirstChar")))
    descriptor = dictionary(font.get("/FontDescriptor"))
    unit = 1.0
    if text(font.get("/Subtype")) == "Type3":
        unit = abs(number((array(font.get("/FontMatrix")) or [0.001])[0], 0.001)) * 1000
    widths = {first + index: number(width) * unit for index, width in enumerate(array(font.get("/Widths")))}
    otherwise = number(descriptor.get("/MissingWidth")) if widths else _standard(text(font.get("/BaseFont")))
    texts = {code: bytes([code]).decode("cp1252", "replace") for code in range(256)} | _texts(font)
    lost = frozenset(_undefined(font.get("/Encoding")))
    return Glyphs(list, widths, otherwise, texts, lost.__contains__ if lost else _never)


def _standard(name: str) -> float:
    """Return a width for the glyphs of a font whose file has none, as it may be of the 14 that viewers know."""
    return next((width for start, width in _STANDARD if name.startswith(start)), 450.0)


def _undefined(encoding: Any) -> Iterator[int]:
    """Yield the codes for which an encoding names `.notdef`."""
    code = 0
    for part in array(dictionary(encoding).get("/Differences")):
        if isinstance(part, pikepdf.Name):
            if part == "/.notdef":
                yield code
            code += 1
        else:
            code = int(number(part))


# ---- composite fonts: mostly two bytes a code


def _composite(font: Any) -> Glyphs:
    inner = dictionary((array(font.get("/DescendantFonts")) or [None])[0])
    encoding = font.get("/Encoding")
    name = text(encoding) or text(dictionary(encoding).get("/CMapName"))
    widths, missing = dict(_cid_widths(inner.get("/W"))), _missing(inner)
    if isinstance(encoding, pikepdf.Stream):
        places = dict(_cids(data_of(encoding)))
        lacking = frozenset(code for code, place in places.items() if missing(place))
        missing = lambda code: code not in places or code in lacking  # noqa: E731
        widths = {code: widths[place] for code, place in places.items() if place in widths}
    elif not name.startswith("Identity"):  # what CIDs its codes are stands in no file
        widths, missing = {}, _never
    return Glyphs(
        split=_splitter(encoding, name),
        widths=widths,
        otherwise=number(inner.get("/DW"), 1000.0),
        texts=_texts(font),
        missing=missing,
        vertical=name.endswith("-V"),
        blanks=False,
    )


def _splitter(encoding: Any, name: str) -> Callable[[bytes], Iterable[int]]:
    if isinstance(encoding, pikepdf.Stream):
        ranges = b"".join(_SPACES.findall(data_of(encoding)))
        lengths = {len(low) // 2 for low in re.findall(rb"<([0-9A-Fa-f]+)>", ranges)}
        return list if lengths == {1} else _pairs
    # GBK-EUC-H, ETen-B5-H, 90ms-RKSJ-H: a byte for ASCII, two for Han
    return _pairs if name.startswith("Identity") or any(form in name for form in ("UCS2", "UTF16")) else _mixed


def _pairs(data: bytes) -> Iterable[int]:
    codes = numbers("H", data[: len(data) // 2 * 2])
    if byteorder == "little":
        codes.byteswap()
    return codes


def _mixed(data: bytes) -> Iterator[int]:
    place = 0
    while place < len(data):
        length = 2 if data[place] >= 0x81 else 1
        yield int.from_bytes(data[place : place + length], "big")
        place += length


def _cids(cmap: bytes) -> Iterator[tuple[int, int]]:
    """Yield each code of a CMap in the file, and its CID (ISO 32000-1 §9.7.5.4)."""
    for kind, body in _CIDS.findall(cmap):
        if kind == b"char":
            yield from ((int(code, 16), int(cid)) for code, cid in _CID_CHARACTER.findall(body))
        else:
            for start, end, cid in _CID_RANGE.findall(body):
                first = int(start, 16)
                codes = range(first, min(int(end, 16), first + _LONGEST_RANGE) + 1)
                yield from ((code, int(cid) + code - first) for code in codes)


def _cid_widths(value: Any) -> Iterator[tuple[int, float]]:
    """Yield code and width (ISO 32000-1 §9.7.4.3): `c [w1 w2 …]`, or `first last w`."""
    parts = array(value)
    place = 0
    while place + 1 < len(parts):
        first = int(number(parts[place]))
        if isinstance(parts[place + 1], pikepdf.Array):
            yield from ((first + index, number(width)) for index, width in enumerate(parts[place + 1]))
            place += 2
        else:
            last = min(int(number(parts[place + 1])), first + _LONGEST_RANGE)
            width = number(parts[place + 2]) if place + 2 < len(parts) else 0.0
            yield from ((code, width) for code in range(first, last + 1))
            place += 3


def _missing(inner: Any) -> Callable[[int], bool]:
    """Return what tells whether a code is no glyph: it is that of `.notdef`, or beyond the last."""
    where = inner.get("/CIDToGIDMap")
    if isinstance(where, pikepdf.Stream):
        places = list(_pairs(data_of(where)))
        return lambda code: code >= len(places) or places[code] == 0
    count = _count(inner)
    return lambda code: code == 0 or code >= count


def _count(inner: Any) -> int:
    """Return how many glyphs the program of a TrueType font has; more than any code where that is not known."""
    descriptor = dictionary(inner.get("/FontDescriptor"))
    program = descriptor.get("/FontFile2")
    if program is None:
        other = descriptor.get("/FontFile3")
        program = other if text(dictionary(other).get("/Subtype")) == "OpenType" else None
    try:
        return glyph_count(data_of(program))
    except FAULTS:
        return 65536


def glyph_count(program: bytes) -> int:
    """Return the number of glyphs that the table `maxp` of a font program tells."""
    for table in range(int.from_bytes(program[4:6], "big")):
        entry = program[12 + 16 * table : 28 + 16 * table]
        if entry[:4] == b"maxp":
            start = int.from_bytes(entry[8:12], "big")
            return int.from_bytes(program[start + 4 : start + 6], "big") or 65536
    return 65536


# ---- what codes stand for


def _texts(font: Any) -> dict[int, str]:
    """Return what the font's ToUnicode says of its codes."""
    stream = font.get("/ToUnicode")
    if not isinstance(stream, pikepdf.Stream):
        return {}
    found: dict[int, str] = {}
    for kind, body in _SECTION.findall(data_of(stream)):
        if kind == b"bfchar":
            found.update((int(b"".join(code.split()), 16), _characters(to)) for code, to in _PAIR.findall(body))
        else:
            for first, last, to, each in _RANGE.findall(body):
                found.update(_of_range(int(first, 16), int(last, 16), to, each))
    return found


def _of_range(first: int, last: int, to: bytes, each: bytes) -> Iterator[tuple[int, str]]:
    last = min(last, first + _LONGEST_RANGE)
    if each:
        texts = map(_characters, re.findall(rb"<([0-9A-Fa-f\s]*)>", each))
        yield from zip(range(first, last + 1), texts, strict=False)
    elif start := _characters(to):
        for code in range(first, last + 1):
            if (end := ord(start[-1]) + code - first) < 0x110000:
                yield code, start[:-1] + chr(end)


def _characters(digits: bytes) -> str:
    digits = b"".join(digits.split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii")).decode("utf-16-be", "replace")

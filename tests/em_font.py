"""A font whose every advance is a round part of an em, so that the arithmetic of a test can be done in the head.

In: a path and the characters wanted. Out: a TrueType font. Full-width characters are 1 em, letters and digits .5, the
space and ASCII marks .25; `·` is .33, as in some real fonts. Quotes, dashes and dots are full-width and have narrow
forms of .25 under `pwid`, and marks have halved ones under `halt`. Every glyph is the same small square: nothing here is for reading.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from unicodedata import east_asian_width

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

FAMILY = "Kanyin Em"
UPEM = 1000
NARROWED = "“”‘’—…"
OPENING = "（〈《「『【〔〖［｛“‘"
CLOSING = "、。，．：；！？）〉》」』】〕〗］｝”’"


def advance(character: str) -> float:
    """Return a character's advance in em, without features."""
    if character == "·":
        return 0.33
    if character in NARROWED or east_asian_width(character) in "WF":
        return 1.0
    return 0.5 if character.isalnum() else 0.25


def write(path: Path, characters: Iterable[str]) -> Path:
    """Write the font with these characters and ASCII to a file, and return the path."""
    wanted = sorted({c for c in characters if c.isprintable()} | {chr(code) for code in range(0x20, 0x7F)} | set("国"))
    widths = {".notdef": 500} | {_name(c): round(advance(c) * UPEM) for c in wanted}
    widths |= {f"{_name(c)}.pwid": 250 for c in wanted if c in NARROWED}
    builder = FontBuilder(UPEM, isTTF=True)
    builder.setupGlyphOrder(list(widths))
    builder.setupCharacterMap({ord(c): _name(c) for c in wanted})
    square = _square()
    builder.setupGlyf(dict.fromkeys(widths, square))
    builder.setupHorizontalMetrics({name: (width, 50) for name, width in widths.items()})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=880, usWinDescent=120)
    builder.setupNameTable({"familyName": FAMILY, "styleName": "Regular", "psName": "KanyinEm-Regular"})
    builder.setupPost()
    addOpenTypeFeaturesFromString(builder.font, _features(wanted))
    builder.save(path)
    return path


def _name(character: str) -> str:
    return f"u{ord(character):05X}"


def _square() -> object:
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    for point in ((50, 200), (200, 200), (200, 0)):
        pen.lineTo(point)
    pen.closePath()
    return pen.glyph()


def _features(wanted: list[str]) -> str:
    narrow = [f"sub {_name(c)} by {_name(c)}.pwid;" for c in wanted if c in NARROWED]
    halves = [f"pos {_name(c)} <-500 0 -500 0>;" for c in wanted if c in OPENING]
    halves += [f"pos {_name(c)} <0 0 -500 0>;" for c in wanted if c in CLOSING]
    blocks = (("pwid", narrow), ("halt", halves))
    return "\n".join(f"feature {tag} {{ {' '.join(rules)} }} {tag};" for tag, rules in blocks if rules)


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]).read_text(encoding="utf-8"))

"""Text set by WeasyPrint with Kanyin's hooks in, in the font of round advances, and read back from the PDF in em.

In: a body of HTML. Out: `Row`s: the characters of each line and where they stand, 0 at the left edge of the page's
measure. A page has no margins, and an em is 20 pt, so that x in em is x in pt by 20.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import weasyprint

from .em_font import CLOSING, FAMILY, OPENING, advance
from .reading import Glyph, Reading

EM, PITCH = 20.0, 30.0  # pt
NEAR = 0.004  # em: a glyph's place is rounded to a thousandth of an em, and again when it is read

LINE_END_HYPHEN = "\x02"  # so pdfium names a hyphen at the end of a line

NO_START = "、。，．：；！？）〉》」』】〕〗］｝”’～·・％‰℃"
NO_END = "（〈《「『【〔〖［｛“‘"

STYLE = """
@font-face { font-family: "%s"; src: url("%s") }
@page { size: %spt %spt; margin: 0; %s }
body { margin: 0; font: 20pt/30pt "%s"; text-align: justify; orphans: 1; widows: 1; text-wrap-style: auto;
  text-autospace: ideograph-alpha ideograph-numeric replace; text-spacing-trim: trim-both }
p, ul, li, table, td { margin: 0; padding: 0 } table { border-spacing: 0 } a { text-decoration: none }
code { font-family: inherit } b, strong, code { font-weight: normal } %s
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A line: its characters without spaces, where each stands in em, its baseline in pt and its page from 0."""

    text: str
    xs: tuple[float, ...]
    y: float
    page: int

    def x(self, wanted: str) -> float:
        """Return where the first character of `wanted` stands."""
        return self.xs[self.text.index(wanted)]

    def step(self, pair: str) -> float:
        """Return how far the last character of `pair` stands from the first."""
        at = self.text.index(pair)
        return self.xs[at + len(pair) - 1] - self.xs[at]

    @property
    def start(self) -> float:
        """The left edge of the first character: of its ink half, if it is an opening mark."""
        return self.xs[0] + (0.5 if self.text[0] in OPENING else 0.0)

    @property
    def end(self) -> float:
        """The right edge of the last character: of its ink half, if it is a closing mark; of its half em, if a dot."""
        last = self.text[-1]
        if self.text.endswith(("——", "……")) and self.xs[-2:] == (self.xs[-1],) * 2:
            return self.xs[-1] + 2  # a ligature: both characters are read where it begins
        width = 0.33 + 0.085 if last == "·" else 0.5 if last in CLOSING else advance(last)
        return self.xs[-1] + width


def document(body: str, em: float, lines: int, font: Path, page: str = "", css: str = "") -> str:
    """Return the HTML of a body, on pages of so many em and lines; `page` and `css` are more declarations and rules."""
    style = STYLE % (FAMILY, font.as_uri(), em * EM, lines * PITCH, page, FAMILY, css)
    return f'<html lang="zh-Hans"><meta charset="utf-8"><style>{style}</style><body>{body}'


def write_pdf(html: str, path: Path) -> Reading:
    """Write the PDF and return it read."""
    weasyprint.HTML(string=html).write_pdf(path)
    return Reading(path)


def rows(reading: Reading, size: float = EM, left: float = 0.0) -> list[Row]:
    """Return the lines set in a size (in pt), top to bottom; x counts in em of it from `left`, in pt.

    Raised glyphs (note calls) belong to the line below them.
    """
    return [row for page in range(reading.pages) for row in rows_of(reading.on(page), size, left)]


def rows_of(glyphs: list[Glyph], size: float = EM, left: float = 0.0) -> list[Row]:
    """Return the lines that glyphs of one page make up."""
    found = []
    for y, line in sorted(_clusters(glyphs, size).items()):
        line.sort(key=lambda g: g.x)
        xs = tuple((g.x - left) / size for g in line)
        found.append(Row("".join("-" if g.char == LINE_END_HYPHEN else g.char for g in line), xs, y, line[0].page))
    return found


def _clusters(glyphs: list[Glyph], size: float) -> dict[float, list[Glyph]]:
    """Glyphs by baseline: that of the size, to which smaller ones are counted that stand a little higher."""
    found: dict[float, list[Glyph]] = {}
    for glyph in glyphs:
        if abs(glyph.size - size) < 0.05:
            found.setdefault(round(glyph.y, 1), []).append(glyph)
    for glyph in glyphs:
        if glyph.size < size - 0.05 and (below := [y for y in found if 0 <= y - glyph.y < 0.6 * size]):
            found[min(below)].append(glyph)
    return found


def by_paragraph(found: Iterable[Row], paragraphs: Iterable[str]) -> list[list[Row]]:
    """Share rows out among the paragraphs they spell, white space apart; fail where a row is of none of them."""
    left = iter(found)
    shared = []
    for paragraph in paragraphs:
        wanted, mine, text = folded(paragraph), list[Row](), ""
        while len(text) < len(wanted):
            mine.append(next(left))
            text += mine[-1].text
        assert text == wanted, (text, wanted)
        shared.append(mine)
    return shared


def continuing(paragraphs: Iterable[list[Row]]) -> list[Row]:
    """Return the rows that are not the last of their paragraph."""
    return [row for paragraph in paragraphs for row in paragraph[:-1]]


def folded(text: str) -> str:
    """Return a text without white space of any kind."""
    return "".join(text.split())

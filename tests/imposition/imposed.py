"""Reads imposed sheets back: where each page stands, by the matrices in the PDF; and what is printed on them."""

from __future__ import annotations

import ctypes
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from kanyin.boxes import Box
from kanyin.diagnostics import Report
from kanyin.imposition import Plan, impose
from kanyin.imposition.imposing import Imposed

from .folding import Paper, Thing, printed


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page drawn on a side: its number in the file, from 0, its matrix, and the rectangle it is clipped to."""

    page: int
    matrix: tuple[float, ...]
    clip: Box

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the page comes on the sheet."""
        a, b, c, d, e, f = self.matrix
        return a * x + c * y + e, b * x + d * y + f

    @property
    def up(self) -> tuple[float, float]:
        """Where the page's head points, to the nearest quarter turn; of a mirrored page, nowhere."""
        a, b, c, d, *_ = self.matrix
        scale = abs(a * d - b * c) ** 0.5
        return (round(c / scale), round(d / scale)) if a * d - b * c > 0 else (0, 0)


@dataclass(frozen=True, slots=True)
class Lines:
    """The marks of a side: dashed and plain lines, and bars."""

    plain: tuple[Box, ...]
    dashed: tuple[Box, ...]
    bars: tuple[Box, ...]


def done(data: bytes, **plan: Any) -> tuple[Imposed, list[str]]:
    """Impose a PDF; return what came of it and the codes of all diagnostics."""
    report = Report()
    made = impose(data, Plan(**plan), report)
    return made, [found.code for found in report]


def sides(pdf: bytes) -> list[list[Drawn]]:
    """Return what is drawn on each side."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return [list(_drawn(page)) for page in opened.pages]


def _drawn(page: pikepdf.Page) -> Iterator[Drawn]:
    matrix: tuple[float, ...] = ()
    clip: tuple[float, ...] = ()
    for operands, name in _operations(page):
        if name == "re":
            clip = tuple(map(float, operands))
        elif name == "cm" and not matrix:
            matrix = tuple(map(float, operands))
        elif name == "Do" and (form := str(operands[0])).removeprefix("/P").isdecimal():
            left, bottom, width, height = clip
            yield Drawn(int(form[2:]) - 1, matrix, Box(left, bottom, left + width, bottom + height))
        elif name == "Q":
            matrix = ()


def _operations(page: pikepdf.Page) -> list[tuple[Any, str]]:
    found: list[Any] = pikepdf.parse_content_stream(page)
    return [(operation[0], str(operation[1])) for operation in found]


def marks(pdf: bytes, side: int) -> Lines:
    """Return the marks drawn on a side."""
    plain, dashed, bars = list[Box](), list[Box](), list[Box]()
    start, rectangle, dash = (0.0, 0.0), Box(0, 0, 0, 0), False
    with pikepdf.open(BytesIO(pdf)) as opened:
        for operands, operator in _operations(opened.pages[side]):
            numbers = [float(part) for part in operands if not isinstance(part, pikepdf.Object)]
            match operator:
                case "d":
                    dash = len(operands[0]) > 0
                case "m":
                    start = (numbers[0], numbers[1])
                case "l":
                    xs, ys = sorted((start[0], numbers[0])), sorted((start[1], numbers[1]))
                    (dashed if dash else plain).append(Box(xs[0], ys[0], xs[1], ys[1]))
                case "re":
                    left, bottom, width, height = numbers
                    rectangle = Box(left, bottom, left + width, bottom + height)
                case "f":
                    bars.append(rectangle)
    return Lines(tuple(plain), tuple(dashed), tuple(bars))


def size(pdf: bytes) -> tuple[float, float]:
    """Return the size of the sheets in pt; all have the same, and none is turned."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        boxes = {tuple(map(float, page.mediabox)) for page in opened.pages}
        assert not any("/Rotate" in page.obj for page in opened.pages)
    ((left, bottom, width, height),) = boxes
    assert (left, bottom) == (0, 0)
    return width, height


def papers(imposed: Imposed, page: tuple[float, float]) -> list[Paper]:
    """Print the PDF as its instruction says: each page of the file is a thing, at its middle, blanks are their places'."""
    drawn, measure = sides(imposed.pdf), size(imposed.pdf)
    each = [[Thing(one.page, *one.at(page[0] / 2, page[1] / 2), one.up) for one in side] for side in drawn]
    filled = [_with_blanks(side, measure) for side in each] if imposed.setting.geometry.folded else each
    pairs = zip_longest(filled[0::2], filled[1::2], fillvalue=list[Thing]())
    return [printed(front, back, measure, imposed.duplex) for front, back in pairs]


def _with_blanks(side: list[Thing], measure: tuple[float, float]) -> list[Thing]:
    """Return what is on a side that is folded, with a blank in each half that has no page."""
    halves = (measure[0] / 4, measure[0] * 3 / 4)
    empty = [x for x in halves if not any((thing.x > measure[0] / 2) == (x > measure[0] / 2) for thing in side)]
    return [*side, *(Thing(None, x, measure[1] / 2) for x in empty)]


def texts(pdf: bytes) -> list[str]:
    """Return the text of each page of a PDF, white space folded."""
    document = pdfium.PdfDocument(pdf)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def origin(pdf: bytes, side: int, text: str) -> tuple[float, float]:
    """Return where the first glyph of a text stands on a side, in pt from the bottom left."""
    page = pdfium.PdfDocument(pdf)[side].get_textpage()
    start = page.get_text_range().replace("\r\n", "").find(text)
    glyphs = [index for index in range(page.count_chars()) if chr(raw.FPDFText_GetUnicode(page, index)) not in "\r\n"]
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(page, glyphs[start], x, y)
    return x.value, y.value


def check(pdf: bytes, folder: Path) -> None:
    """Let qpdf check the PDF: a warning fails too."""
    (folder / "checked.pdf").write_bytes(pdf)
    checked = subprocess.run(["qpdf", "--check", folder / "checked.pdf"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr

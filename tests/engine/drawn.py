"""Sets a few lines through the engine and reads back what the PDF draws: glyphs, and paths with their bounds."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import weasyprint

from kanyin import engine

from ..reading import Reading

# 20 pt to the em, 40 pt to the line, from 20 pt off the page's edges: 20 em to the line.
STYLE = """
@page { size: 440pt 440pt; margin: 20pt }
body { margin: 0; font: 20pt/40pt "Noto Serif CJK SC"; text-align: justify }
p { margin: 0 }
em { font-style: normal; font-family: "LXGW WenKai", "Noto Serif CJK SC" }
"""
EM = 20.0


@dataclass(frozen=True, slots=True)
class Shape:
    """A subpath: its bounds in pt from the page's top left corner, whether it is filled, its red, green and blue."""

    left: float
    top: float
    right: float
    bottom: float
    filled: bool
    color: tuple[int, int, int]

    @property
    def middle(self) -> float:
        """The x of its middle."""
        return (self.left + self.right) / 2


def reading(folder: Path, body: str, style: str = "", lang: str = "zh-Hans", **options: Any) -> Reading:
    """Set a body under `STYLE` and more rules, and read the PDF."""
    engine.install()
    path = folder / "set.pdf"
    html = f"<html lang={lang}><style>{STYLE}{style}</style><body>{body}"
    weasyprint.HTML(string=html).write_pdf(path, **options)
    return Reading(path)


def shapes(found: Reading, page: int = 0) -> list[Shape]:
    """Return the subpaths of a page in the order they are drawn."""
    with pdfium.PdfDocument(found.path) as pdf:
        opened = pdf[page]
        height = opened.get_height()
        paths = opened.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])
        return [shape for path in paths for shape in _subpaths(path.raw, height)]


def _subpaths(path: Any, height: float) -> Iterator[Shape]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    color = _color(path, bool(fill.value))
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, matrix)
    points: list[tuple[float, float]] = []
    for index in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO and points:
            yield _shape(points, bool(fill.value), color)
            points = []
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        across = matrix.a * x.value + matrix.c * y.value + matrix.e
        points.append((across, height - (matrix.b * x.value + matrix.d * y.value + matrix.f)))
    if points:
        yield _shape(points, bool(fill.value), color)


def _shape(points: list[tuple[float, float]], filled: bool, color: tuple[int, int, int]) -> Shape:
    across, down = [x for x, _ in points], [y for _, y in points]
    left, top, right, bottom = (round(v, 2) for v in (min(across), min(down), max(across), max(down)))
    return Shape(left, top, right, bottom, filled, color)


def _color(path: Any, filled: bool) -> tuple[int, int, int]:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    read = raw.FPDFPageObj_GetFillColor if filled else raw.FPDFPageObj_GetStrokeColor
    read(path, red, green, blue, alpha)
    return red.value, green.value, blue.value

"""Reads a finished PDF back: glyphs with their places, pages as text, outline, labels, links.

Everything a PDF-level test asserts comes from here, so that a test reads numbers and does no parsing.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL.Image import Image


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph: its character, origin in pt from the page's top left corner, size in pt, font, and page from 0."""

    char: str
    x: float
    y: float
    size: float
    font: str
    page: int


@dataclass(frozen=True)
class Reading:
    """A PDF being read."""

    path: Path

    @cached_property
    def _pdf(self) -> Any:
        return pdfium.PdfDocument(self.path)

    @cached_property
    def pages(self) -> int:
        """The count of pages."""
        return len(self._pdf)

    @cached_property
    def texts(self) -> list[str]:
        """Each page's text, white space folded."""
        return [" ".join(page.get_textpage().get_text_range().split()) for page in self._pdf]

    @cached_property
    def glyphs(self) -> list[Glyph]:
        """Every visible glyph of the document, in the order it is drawn."""
        return [glyph for index in range(self.pages) for glyph in self._glyphs(index)]

    def on(self, page: int) -> list[Glyph]:
        """Return the glyphs of one page."""
        return [glyph for glyph in self.glyphs if glyph.page == page]

    def size_of(self, page: int) -> tuple[float, float]:
        """Return a page's width and height in pt."""
        width, height = self._pdf[page].get_size()
        return round(width, 2), round(height, 2)

    def inks(self, page: int) -> list[tuple[str, float, float, float]]:
        """Return each visible glyph of a page as (character, left and right edge of its ink, baseline), in pt."""
        text, height = self._pdf[page].get_textpage(), self._pdf[page].get_height()
        edges, (x, y) = [ctypes.c_double() for _ in range(4)], (ctypes.c_double(), ctypes.c_double())
        found = []
        for index in range(text.count_chars()):
            char = chr(raw.FPDFText_GetUnicode(text, index))
            if not char.isspace() and not raw.FPDFText_IsGenerated(text, index):
                raw.FPDFText_GetCharBox(text, index, *edges)
                raw.FPDFText_GetCharOrigin(text, index, x, y)
                found.append((char, round(edges[0].value, 2), round(edges[1].value, 2), round(height - y.value, 2)))
        return found

    def print(self, page: int, dots: int = 4) -> Image:
        """Return the page as printed, with so many pixels a point."""
        image: Image = self._pdf[page].render(scale=dots).to_pil()
        return image

    def find(self, text: str, page: int | None = None) -> list[Glyph]:
        """Return the glyphs of the first run that spells `text`; raises AssertionError when nothing does."""
        glyphs = [g for g in self.glyphs if page in (None, g.page)]
        start = "".join(g.char for g in glyphs).find(text)
        assert start >= 0, f"{text!r} is not on the page"
        return glyphs[start : start + len(text)]

    def page_of(self, text: str) -> int:
        """Return the first page, from 0, whose text without white space holds `text`."""
        wanted = "".join(text.split())
        for index, found in enumerate(self.texts):
            if wanted in "".join(found.split()):
                return index
        raise AssertionError(f"{text!r} is on no page")

    @cached_property
    def labels(self) -> list[str]:
        """Each page's label."""
        return [self._pdf.get_page_label(index) for index in range(self.pages)]

    @cached_property
    def outline(self) -> list[tuple[int, str, int]]:
        """The outline as (level from 0, title, page from 0)."""
        return [(item.level, item.get_title(), item.get_dest().get_index()) for item in self._pdf.get_toc()]

    @cached_property
    def links(self) -> list[tuple[int, str]]:
        """Links as (page they stand on, target): `#N` is page N, from 0, of this document, else an address."""
        with pikepdf.open(self.path) as pdf:
            return list(_links(pdf))

    @cached_property
    def catalog(self) -> dict[str, str]:
        """The catalog's language and the information dictionary, as text."""
        with pikepdf.open(self.path) as pdf:
            found = {str(key): str(value) for key, value in pdf.docinfo.items()}
            return {**found, "/Lang": str(pdf.Root.get("/Lang", "")), "/Marked": str(pdf.Root.MarkInfo.Marked)}

    @cached_property
    def fonts(self) -> set[str]:
        """The names of the embedded fonts, subset tags included."""
        pdf: Any
        with pikepdf.open(self.path) as pdf:
            return {
                str(font.BaseFont)[1:]
                for page in pdf.pages
                for font in page.get("/Resources", {}).get("/Font", {}).values()
            }

    def _glyphs(self, index: int) -> Iterator[Glyph]:
        page = self._pdf[index]
        text = page.get_textpage()
        height = page.get_height()
        x, y = ctypes.c_double(), ctypes.c_double()
        for i in range(text.count_chars()):
            char = chr(raw.FPDFText_GetUnicode(text, i))
            if char.isspace() or raw.FPDFText_IsGenerated(text, i):
                continue
            raw.FPDFText_GetCharOrigin(text, i, x, y)
            size = _scaled_size(text, i)
            yield Glyph(char, round(x.value, 3), round(height - y.value, 3), size, _font(text, i), index)


def _scaled_size(text: Any, index: int) -> float:
    """Return the size in pt: the font's nominal size by the scale of the text matrix."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, index, matrix)
    size: float = raw.FPDFText_GetFontSize(text, index)
    return round(size * abs(float(matrix.d)), 2)


def _font(text: Any, index: int) -> str:
    buffer, flags = ctypes.create_string_buffer(256), ctypes.c_int()
    raw.FPDFText_GetFontInfo(text, index, buffer, 256, flags)
    return buffer.value.decode()


def _links(pdf: Any) -> Iterator[tuple[int, str]]:
    numbers = {page.objgen: index for index, page in enumerate(pdf.pages)}
    tree = pdf.Root.get("/Names", {}).get("/Dests")
    names = dict(pikepdf.NameTree(tree)) if tree is not None else {}
    for index, page in enumerate(pdf.pages):
        for annotation in page.get("/Annots", []):
            action = annotation.get("/A", {})
            if "/URI" in action:
                yield index, str(action.URI)
            elif (target := action.get("/D", annotation.get("/Dest"))) is not None:
                place = names[str(target)] if isinstance(target, pikepdf.String) else target
                place = place.get("/D", place) if isinstance(place, pikepdf.Dictionary) else place
                yield index, f"#{numbers[place[0].objgen]}"

"""A book of every kind of block, built and imposed: it looks on the sheet as it does by itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import ImageChops, ImageStat

from kanyin.imposition import FOUR_UP, SADDLE, SIGNATURES, Layout

from ..conftest import Varied
from ..reading import Reading
from .imposed import check, done, sides, texts

DOTS = 2


@pytest.mark.parametrize("layout", [SADDLE, SIGNATURES, FOUR_UP])
def test_text_and_fonts_are_those_of_the_book(layout: Layout, varied: Varied, tmp_path: Path) -> None:
    book = varied("book")
    imposed, codes = done(book.path.read_bytes(), layout=layout)
    assert set(codes) <= {"impose.links", "impose.too-thick"}
    check(imposed.pdf, tmp_path)
    for side, text in zip(sides(imposed.pdf), texts(imposed.pdf), strict=True):
        # Where words are a space apart, an extractor decides by what is near: the characters are what counts.
        assert "".join(text.split()) == "".join("".join(book.texts[drawn.page] for drawn in side).split())
    assert len(imposed.pdf) < 1.1 * book.path.stat().st_size


def test_pages_on_the_sheet_look_as_they_do_by_themselves(varied: Varied, tmp_path: Path) -> None:
    book = varied("book")
    imposed, _ = done(book.path.read_bytes())
    (tmp_path / "s.pdf").write_bytes(imposed.pdf)
    sheets = Reading(tmp_path / "s.pdf")
    for number, side in enumerate(sides(imposed.pdf)):
        drawn = side[-1]
        alone, sheet = book.print(drawn.page, DOTS).convert("L"), sheets.print(number, DOTS).convert("L")
        left, top = round(drawn.at(0, 0)[0] * DOTS), sheet.height - round(drawn.at(0, 0)[1] * DOTS) - alone.height
        there = sheet.crop((left, top, left + alone.width, top + alone.height))
        # Dots fall a fraction of one apart: compared is the grey of 3 pt squares.
        unlike = ImageChops.difference(alone.reduce(3 * DOTS), there.reduce(3 * DOTS))
        assert ImageStat.Stat(unlike).mean[0] < 1, drawn.page

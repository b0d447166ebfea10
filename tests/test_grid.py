"""The grid: every baseline of body text in a book with every kind of block stands on one set of lines, in every theme."""

from __future__ import annotations

import pytest

from kanyin import theme
from kanyin.diagnostics import Report
from kanyin.grid import POINTS, Grid

from .conftest import SHARED, BuildBook, Varied
from .varied import body_rows, off_grid


def grid_of(name: str) -> Grid:
    """Return the grid of a theme."""
    return theme.find(name, Report()).grid


@pytest.mark.parametrize("name", theme.names())
def test_every_body_baseline_of_every_page_is_on_the_grid(name: str, varied: Varied) -> None:
    reading, grid = varied(name), grid_of(name)
    pages = {glyph.page for glyph in body_rows(reading, grid.size)}
    assert len(pages) > 10
    assert {page % 2 for page in pages} == {0, 1}  # both sides of a leaf, on one grid
    assert off_grid(reading, grid) == []


@pytest.mark.parametrize("name", theme.names())
def test_no_body_line_stands_below_the_type_area(name: str, varied: Varied) -> None:
    grid = grid_of(name)
    assert max(glyph.y for glyph in body_rows(varied(name), grid.size)) < (grid.head + grid.depth) * POINTS


def test_a_real_text_keeps_the_grid(build_book: BuildBook) -> None:
    path = SHARED / "corpus" / "guidelines.md"
    if not path.is_file():
        pytest.skip("the corpus of real texts is not beside this checkout")
    reading = build_book(path, expected=("link.outside-book", "font.missing-glyph", "font.foreign"))
    assert off_grid(reading, grid_of("book")) == []

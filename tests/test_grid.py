"""The grid: every baseline of body text in a book with every kind of block stands on one set of lines, in every theme."""

from __future__ import annotations

import pytest

from kanyin import theme
from kanyin.grid import POINTS, Grid, fitted, scaled

from .conftest import SHARED, BuildBook, Varied
from .varied import body_rows, grid_of, off_grid


@pytest.mark.parametrize("name", theme.names())
def test_every_body_baseline_of_every_page_is_on_the_grid(name: str, varied: Varied) -> None:
    reading, grid = varied(name), grid_of(name)
    pages = {glyph.page for glyph in body_rows(reading, grid)}
    assert len(pages) > 10
    assert {page % 2 for page in pages} == {0, 1}  # both sides of a leaf, on one grid
    assert off_grid(reading, grid) == []


@pytest.mark.parametrize("name", theme.names())
def test_no_body_line_stands_below_the_type_area(name: str, varied: Varied) -> None:
    grid = grid_of(name)
    assert max(glyph.y for glyph in body_rows(varied(name), grid)) < (grid.head + grid.depth) * POINTS


def test_a_real_text_keeps_the_grid(build_book: BuildBook) -> None:
    path = SHARED / "corpus" / "guidelines.md"
    if not path.is_file():
        pytest.skip("the corpus of real texts is not beside this checkout")
    reading = build_book(path, expected=("link.outside-book", "font.missing-glyph", "font.foreign"))
    assert off_grid(reading, grid_of("book")) == []


BOOK = Grid(trim=(148, 210), head=23.82, inner=22, size=10.5, pitch=18, characters=27, lines=26)


def test_a_grid_on_its_own_paper_is_itself() -> None:
    assert fitted(BOOK, BOOK.trim, BOOK.size, BOOK.pitch) == BOOK


@pytest.mark.parametrize(
    ("trim", "characters", "lines"),
    [
        ((130, 185), 24, 23),  # 27 * 130 / 148 = 23.7; 26 * 185 / 210 = 22.9
        ((176, 250), 32, 31),  # 32.1; 30.95
        ((210, 297), 36, 37),  # 38.3 would be longer than a line may be; 36.8
    ],
)
def test_other_paper_has_as_many_characters_and_lines_as_fit(
    trim: tuple[float, float], characters: int, lines: int
) -> None:
    made = fitted(BOOK, trim, 10.5, 18)
    assert (made.characters, made.lines) == (characters, lines)
    # What is left over is shared in the theme's proportions: 22 to 25.99, and 23.82 to 21.08.
    assert made.inner / made.outer == pytest.approx(BOOK.inner / BOOK.outer, abs=0.01)
    assert made.head / made.foot == pytest.approx(BOOK.head / BOOK.foot, abs=0.01)


def test_larger_type_has_fewer_characters_on_the_same_paper() -> None:
    made = fitted(BOOK, BOOK.trim, 14, 24)
    assert (made.characters, made.lines) == (20, 20)  # 283.5 / 14 = 20.25; 468 / 24 = 19.5


def test_sizes_are_scaled_to_half_points() -> None:
    assert [scaled(size, 12 / 10.5) for size in (7.5, 9, 10.5, 14)] == [8.5, 10.5, 12, 16]

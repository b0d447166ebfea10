"""Themes: found by name, their geometry read from their own stylesheets."""

from __future__ import annotations

from pathlib import Path

import pytest

from kanyin import theme
from kanyin.diagnostics import BuildFailed, Report, Span


@pytest.mark.parametrize("name", theme.names())
def test_every_theme_has_its_sheets_and_a_grid_inside_its_page(name: str) -> None:
    found = theme.find(name, Report())
    assert all(sheet.is_file() for sheet in found.sheets)
    assert found.sheets[-1].stem == name  # the theme's own comes last: it is a difference
    width, height = found.trim
    assert 70 < width < height < 430
    assert found.capacity == found.characters * found.lines > 0


@pytest.mark.parametrize("name", theme.names())
def test_every_theme_says_what_the_program_asks(name: str) -> None:
    found = theme.find(name, Report())
    assert found.form in ("booklet", "sheets", "document")
    assert found.sides in (1, 2)
    assert found.cover in ("colour", "plain")
    assert min(found.grid.inner, found.grid.outer, found.grid.head, found.grid.foot) > 15
    assert found.form == "booklet" or (found.templates and (found.templates / "masthead.html").is_file())


def test_the_book_theme_is_the_default_and_is_there() -> None:
    assert "book" in theme.names()


@pytest.mark.parametrize(("name", "hint"), [("bok", "did you mean `book`?"), ("../book", None), ("", None)])
def test_an_unknown_theme_is_an_error_with_the_names(name: str, hint: str | None) -> None:
    span = Span(Path("book.toml"), 3, 9, 3)
    with pytest.raises(BuildFailed) as failed:
        theme.find(name, Report(), span)
    [found] = failed.value.diagnostics
    assert (found.code, found.span) == ("book.unknown-theme", span)
    assert "book" in (found.hint or "")
    if hint:
        assert found.hint == hint


def test_tokens_are_the_custom_properties_of_the_root(tmp_path: Path) -> None:
    sheet = tmp_path / "a.css"
    sheet.write_text("/* x */ :root { --a: 1mm; color: red; --b : calc(2 * var(--a)) }\np { --a: 3mm }\n", "utf-8")
    assert theme._tokens(sheet) == {"--a": "1mm", "--b": "calc(2 * var(--a))"}


@pytest.mark.parametrize(
    ("length", "millimetres"), [("148mm", 148), ("14.8cm", 148), ("72pt", 25.4), ("1in", 25.4), ("96px", 25.4)]
)
def test_a_trim_is_read_in_every_unit_of_css(length: str, millimetres: float) -> None:
    assert theme._millimetres(length) == pytest.approx(millimetres)


def test_a_trim_that_is_calculated_is_a_fault() -> None:
    with pytest.raises(ValueError, match="plain length"):
        theme._millimetres("calc(1mm + 2mm)")

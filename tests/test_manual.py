"""The manual builds in every theme, and what it says of the program is true; test_appendix.py sees to its appendices."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .conftest import BuildBook
from .varied import beyond_the_type_area, grid_of, off_grid

ROOT = Path(__file__).resolve().parent.parent
MANUAL = ROOT / "content" / "manual"


def test_the_manual_builds_without_a_warning_and_its_contents_tell_the_truth(build_book: BuildBook) -> None:
    reading = build_book(MANUAL)
    body = reading.labels.index("1")
    text = " ".join(text for text in reading.texts[:body] if ". . . ." in text)
    lines = re.findall(r"([^\s.]+)[. ]{6,}(\d+)", text)
    assert len(lines) > 40
    for title, folio in lines:
        page = reading.labels.index(folio)
        assert title in reading.texts[page].replace(" ", ""), (title, folio)


@pytest.mark.parametrize("name", ["handout", "large"])
def test_the_manual_fits_every_theme(name: str, build_book: BuildBook) -> None:
    reading = build_book(MANUAL, theme=name, strict=True)
    assert beyond_the_type_area(reading, name) == []
    # A part's opener has a grid of its own.
    text = [found for found in off_grid(reading, grid_of(name), main_face=True) if len(reading.on(found[0])) > 20]
    assert text == []

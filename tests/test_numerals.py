"""Columns of numbers: which they are, and on what they are aligned. The cases stand in fixtures/tables/columns.txt."""

from __future__ import annotations

import pytest

from kanyin.numerals import alignment

from .small_books import FIXTURES


def cases() -> list[tuple[str, str]]:
    """Return the columns of the fixture file with what is expected of them."""
    lines = (FIXTURES / "tables" / "columns.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.rsplit(" -> ", 1) for line in lines if line and not line.startswith("#")]
    return [(cells, expected) for cells, expected in pairs]


@pytest.mark.parametrize(("cells", "expected"), cases())
def test_a_column_is_aligned_by_what_its_cells_are(cells: str, expected: str) -> None:
    assert (alignment(cells.split(";")) or "text") == expected


def test_an_empty_column_is_text() -> None:
    assert alignment([]) == ""

"""Folios: Roman before the body, Arabic in it, none on covers."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanyin.labels import folio_text, roman
from kanyin.plan import Folios

_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


@given(st.integers(1, 3999))
def test_a_roman_number_has_its_value(number: int) -> None:
    values = [_VALUES[figure] for figure in roman(number)]
    assert sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True)) == number


@given(st.integers(1, 3999))
def test_a_roman_number_is_in_its_usual_form(number: int) -> None:
    assert re.fullmatch("m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})", roman(number))


@pytest.mark.parametrize(("folios", "text"), [("roman", "xiv"), ("arabic", "14"), ("cover", ""), ("back", "")])
def test_each_range_of_pages_has_its_own_figures(folios: Folios, text: str) -> None:
    assert folio_text(folios, 14) == text

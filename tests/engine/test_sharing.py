"""How a table's width is shared out between its columns: arithmetic alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanyin.engine.sharing import Column, share

LENGTHS = st.floats(0, 1000)
COLUMNS = st.lists(
    st.builds(lambda low, more, text: Column(low, low + more, text), st.floats(0.1, 100), LENGTHS, LENGTHS), min_size=1
)


def test_short_columns_keep_their_width_and_long_ones_share_the_rest() -> None:
    # 300 - 20 are left for two columns of one length.
    assert share(300, [Column(5, 20, 20), Column(5, 400, 400), Column(5, 400, 400)]) == pytest.approx([20, 140, 140])


def test_of_two_long_columns_the_one_with_four_times_the_text_gets_twice_the_width() -> None:
    # sqrt(100) : sqrt(400) = 1 : 2
    assert share(90, [Column(5, 400, 100), Column(5, 400, 400)]) == pytest.approx([30, 60])


def test_no_column_gets_less_than_its_longest_word() -> None:
    assert share(100, [Column(60, 400, 10), Column(5, 400, 4000)]) == pytest.approx([60, 40])


def test_where_not_even_the_words_fit_each_gets_its_part() -> None:
    assert share(50, [Column(60, 60, 60), Column(40, 40, 40)]) == pytest.approx([30, 20])


@given(COLUMNS, st.floats(0, 1))
def test_the_whole_width_is_given_out(columns: list[Column], part: float) -> None:
    least, most = sum(c.low for c in columns), sum(c.high for c in columns)
    width = least + (most - least) * part
    widths = share(width, columns)
    assert sum(widths) == pytest.approx(width, rel=1e-6)
    assert all(c.low * (1 - 1e-9) <= w <= c.high * (1 + 1e-9) for c, w in zip(columns, widths, strict=True))

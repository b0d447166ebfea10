"""Ranges of pages as they are typed."""

from __future__ import annotations

import pytest

from kanyin.imposition import ranges


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("1-8,12", [1, 2, 3, 4, 5, 6, 7, 8, 12]),
        ("3", [3]),
        ("18-", [18, 19, 20]),
        ("-2", [1, 2]),
        (" 2 - 3 , 1 ", [2, 3, 1]),
        ("2，4、6", [2, 4, 6]),
        ("2–4", [2, 3, 4]),
        ("２-３", [2, 3]),
        ("1,1", [1, 1]),
        ("20-20", [20]),
    ],
)
def test_pages_come_in_the_order_named(text: str, pages: list[int]) -> None:
    assert [page + 1 for page in ranges.chosen(ranges.parse(text), 20)] == pages


def test_no_range_is_every_page() -> None:
    assert ranges.chosen((), 3) == (0, 1, 2)


@pytest.mark.parametrize("text", ["", "a", "1-2-3", "-", "1,,2", "8-1", "0", "0-3", "1.5", "1,", "－1"])
def test_what_is_no_range_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="“"):
        ranges.parse(text)


def test_a_range_beyond_the_file_is_found_and_named_as_it_was_typed() -> None:
    named = ranges.parse("1-8,4,10-,9")
    assert [str(one) for one in ranges.beyond(named, 8)] == ["10-", "9"]
    assert [str(one) for one in ranges.beyond(named, 7)] == ["1-8", "10-", "9"]

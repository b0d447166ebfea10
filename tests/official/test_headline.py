"""The lines of a title: words whole, lines in the shape of a trapezium or a lozenge, none too long."""

from __future__ import annotations

import pytest

from kanyin.covers import ems
from kanyin.official.headline import WIDEST, lines

from ..small_books import pairs


@pytest.mark.parametrize(("given", "expected"), pairs("official/titles.txt"), ids=lambda text: text[:12])
def test_a_title_is_broken_where_words_end(given: str, expected: str) -> None:
    assert "/".join(lines(given)) == expected


@pytest.mark.parametrize(("given", "_"), pairs("official/titles.txt"), ids=lambda text: text[:12])
def test_no_line_of_a_title_is_too_long_and_none_begins_or_ends_in_the_wrong_mark(given: str, _: str) -> None:
    found = lines(given)
    assert all(ems(line) <= WIDEST for line in found)
    assert not [line for line in found if line[0] in "，、》）”" or line[-1] in "《（“"]
    assert "".join(found).replace(" ", "") == given.replace("|", "").replace(" ", "")


def test_three_lines_are_no_hourglass() -> None:
    for given, _ in pairs("official/titles.txt"):
        widths = [ems(line) for line in lines(given)]
        if len(widths) == 3 and "|" not in given:
            assert not (widths[1] < widths[0] - 0.6 and widths[1] < widths[2] - 0.6), given


def test_an_empty_title_is_no_line_and_a_very_long_one_is_broken_all_the_same() -> None:
    assert lines("") == ()
    assert all(ems(line) <= WIDEST + 0.5 for line in lines("关于进一步做好青檀林的管护和造纸原料的备料工作的通知" * 12))

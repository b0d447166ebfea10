"""Natural order: the lists of fixtures/book/natural.txt, and the laws of an order."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanyin.natural import chinese_number, matter, natural_key

LISTS = Path(__file__).parent / "fixtures" / "book" / "natural.txt"
_LETTERS = st.sampled_from("0129０９²一二十百廿零第章卷上下编附录前言abA_- ") | st.characters(codec="utf-8")
_NAMES = st.text(_LETTERS, max_size=12)


def _lists() -> list[list[str]]:
    text = LISTS.read_text(encoding="utf-8").split("\n", 1)[1]
    blocks = [[line for line in block.split("\n") if line and not line.startswith("#")] for block in text.split("\n\n")]
    return [block for block in blocks if block]


@pytest.mark.parametrize("names", _lists(), ids=lambda names: names[0])
def test_names_are_in_natural_order(names: list[str]) -> None:
    shuffled = random.Random(7).sample(names, len(names))
    assert sorted(shuffled, key=natural_key) == names


@given(st.lists(_NAMES, max_size=8, unique=True))
def test_the_order_is_total(names: list[str]) -> None:
    keys = [natural_key(name) for name in names]
    assert len(set(keys)) == len(names)
    shuffled = random.Random(7).sample(names, len(names))
    assert sorted(names, key=natural_key) == sorted(shuffled, key=natural_key)


@given(st.integers(0, 10**30), st.integers(0, 10**30), st.sampled_from(["{}", "ch{}", "第{}章", "a-{}-b"]))
def test_numbers_sort_by_value(one: int, other: int, form: str) -> None:
    in_order = natural_key(form.format(one)) < natural_key(form.format(other))
    assert in_order == (one < other)


def test_a_number_of_any_length_sorts() -> None:
    assert natural_key("9" * 10_000) < natural_key("1" + "0" * 10_000)


def _numeral(number: int) -> str:
    """Write 1..9999 as Chinese does: 二十一, 一百零二, 三千零五."""
    digits, out, zero = "零一二三四五六七八九", "", False
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            out += ("零" if zero and out else "") + digits[digit] + unit
        zero = not digit
    return out.removeprefix("一") if out.startswith("一十") else out


@given(st.integers(1, 9999))
def test_chinese_numerals_have_their_value(number: int) -> None:
    assert chinese_number(_numeral(number)) == number


@pytest.mark.parametrize(
    ("name", "kind"),
    [("前言", "prefix"), ("Preface", "prefix"), ("附录 A", "suffix"), ("后记", "suffix"), ("序列化", "numbered")],
)
def test_front_and_back_matter_are_known_by_name(name: str, kind: str) -> None:
    assert matter(name) == kind

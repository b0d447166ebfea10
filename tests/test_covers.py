"""The title slip, title page, byline, running head and barcode: the numbers a template needs."""

from __future__ import annotations

import itertools
import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanyin import covers

from .small_books import pairs

_TITLE = st.text(st.sampled_from("春水纸墨a bcZ9《》（），。：“”—…　"), max_size=24)


def _widths_and_texts(file: str) -> list[tuple[float, str, str]]:
    split = [(given.partition(": "), expected) for given, expected in pairs(file)]
    return [(float(width), text, expected) for (width, _, text), expected in split]


@pytest.mark.parametrize(("line", "title", "expected"), _widths_and_texts("covers/lines.txt"))
def test_a_title_is_broken_into_even_lines(line: float, title: str, expected: str) -> None:
    assert " | ".join(covers.balanced(title, line)) == expected


@given(_TITLE, st.integers(2, 12))
def test_breaking_a_title_neither_loses_nor_adds_a_character(title: str, line: int) -> None:
    assert "".join("".join(covers.balanced(title, line)).split()) == "".join(title.split())


@given(st.text(max_size=30), st.integers(1, 12))
def test_any_title_can_be_broken(title: str, line: int) -> None:
    lines = covers.balanced(title, line)
    assert "".join("".join(lines).split()) == "".join(title.split())
    assert all(lines[1:])


@given(_TITLE, st.integers(2, 12))
def test_a_title_is_never_broken_inside_a_latin_word(title: str, line: int) -> None:
    words = re.findall("[A-Za-z0-9]+", title)
    assert [word for part in covers.balanced(title, line) for word in re.findall("[A-Za-z0-9]+", part)] == words


@given(_TITLE, st.integers(2, 12))
def test_no_line_of_a_title_begins_with_a_closing_mark_or_ends_with_an_opening_one(title: str, line: int) -> None:
    lines = covers.balanced(title, line)
    assert not any(part[0] in "》）），。：”…" for part in lines[1:])
    assert not any(part[-1] in "《（“" for part in lines[:-1])


@pytest.mark.parametrize("pair", ["葛\U000e0100", "か\u3099", "❤\ufe0f", "👍\U0001f3fd"])
def test_no_line_of_a_title_begins_with_a_mark_that_belongs_to_the_character_before(pair: str) -> None:
    assert all(part.startswith(pair[0]) for part in covers.balanced(pair * 4, 1))


@given(st.text("春水纸墨", min_size=1, max_size=40), st.integers(1, 12))
def test_han_titles_take_the_fewest_lines_within_the_limit(title: str, line: int) -> None:
    lines = covers.balanced(title, line)
    assert len(lines) == math.ceil(len(title) / line)
    assert max(map(len, lines)) - min(map(len, lines)) <= 1


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=8), min_size=1, max_size=8), st.integers(5, 12))
def test_latin_titles_take_the_fewest_lines_within_the_limit(words: list[str], line: int) -> None:
    lines = covers.balanced(" ".join(words), line)
    assert all(covers.ems(part) <= line + 0.5 for part in lines)  # the longest word is 8 x 0.55 = 4.4 em
    assert len(lines) == min(
        len(cut) + 1
        for count in range(len(words))
        for cut in itertools.combinations(range(1, len(words)), count)
        if all(covers.ems(" ".join(part)) <= line + 0.5 for part in _cut(words, cut))
    )


def _cut(words: list[str], places: tuple[int, ...]) -> list[list[str]]:
    return [words[a:b] for a, b in itertools.pairwise((0, *places, len(words)))]


@pytest.mark.parametrize(("width", "text", "expected"), _widths_and_texts("covers/shortened.txt"))
def test_a_running_head_is_cut_to_its_width(width: float, text: str, expected: str) -> None:
    assert covers.shortened(text, width) == expected


@given(_TITLE, st.integers(2, 20))
def test_a_running_head_is_never_wider_than_its_place(text: str, width: int) -> None:
    assert covers.ems(covers.shortened(text, width)) <= width


@pytest.mark.parametrize("title", ["春水", "中国造纸史", "一二三四五六七八九十甲乙", "〇一二", "𠮷野家"])
def test_two_to_twelve_han_characters_stand_upright(title: str) -> None:
    slip = covers.slip(title)
    assert (slip.form, slip.lines) == ("vertical", tuple(title))
    assert slip.height == pytest.approx(2 * slip.lead + len(title) * slip.size + (len(title) - 1) * slip.gap, abs=0.02)


@pytest.mark.parametrize(
    "title", ["家", "一二三四五六七八九十甲乙丙", "纸·墨", "Paper", "纸 墨", "春2024", "造纸，史", ""]
)
def test_every_other_title_lies(title: str) -> None:
    assert covers.slip(title).form == "horizontal"


def test_a_bar_breaks_the_title_where_its_author_wants() -> None:
    assert covers.slip("纸墨笔砚 | 一部小史").lines == ("纸墨笔砚", "一部小史")
    assert covers.title_page("纸墨笔砚|一部小史") == (("纸墨笔砚", "一部小史"), False)


def test_a_line_the_author_wants_is_never_wider_than_the_slip() -> None:
    slip = covers.slip("短|" + "很" * 20)
    assert 20 * slip.size <= 330


@pytest.mark.parametrize(
    ("title", "long"),
    [("纸墨笔砚史话", False), ("纸墨笔砚史话选", False), ("纸墨笔砚史话选集", True)],  # 36 pt up to 7.5 em
)
def test_a_long_title_is_smaller_on_the_title_page(title: str, long: bool) -> None:
    assert covers.title_page(title)[1] is long


def test_a_part_of_up_to_eight_characters_stands_upright() -> None:
    assert covers.part_slip("一二三四五六七八").form == "vertical"
    assert covers.part_slip("一二三四五六七八九").lines == ("一二三四", "五六七八九")


@pytest.mark.parametrize(
    ("authors", "line"),
    [
        ((), ""),
        (("甲",), "甲　著"),
        (("甲", "乙", "丙"), "甲　乙　丙　著"),
        (("甲", "乙", "丙", "丁"), "甲 等　著"),
    ],
)
def test_up_to_three_authors_are_named(authors: tuple[str, ...], line: str) -> None:
    assert covers.byline(authors, "著") == line


# EAN-13 (ISO/IEC 15420): sets A and C; B is C read backwards.
_SET_A = ["3211", "2221", "2122", "1411", "1132", "1231", "1114", "1312", "1213", "3112"]
_PARITIES = ["AAAAAA", "AABABB", "AABBAB", "AABBBA", "ABAABB", "ABBAAB", "ABBBAA", "ABABAB", "ABABBA", "ABBABA"]


def _decoded(bars: tuple[tuple[int, int], ...]) -> str:
    """Read the digits of a barcode back, by the widths of its elements."""
    edges = [edge for x, width in bars for edge in (x, x + width)]
    widths = [b - a for a, b in itertools.pairwise(edges)]
    assert widths[:3] == widths[-3:] == [1, 1, 1]  # guards
    assert widths[27:32] == [1, 1, 1, 1, 1]  # the middle: 3 + 6 x 4 elements before it
    left = ["".join(map(str, widths[i : i + 4])) for i in range(3, 27, 4)]
    right = ["".join(map(str, widths[i : i + 4])) for i in range(32, 56, 4)]
    parity = "".join("A" if code in _SET_A else "B" for code in left)
    digits = [_SET_A.index(code if p == "A" else code[::-1]) for code, p in zip(left, parity, strict=True)]
    return str(_PARITIES.index(parity)) + "".join(map(str, digits)) + "".join(str(_SET_A.index(c)) for c in right)


@pytest.mark.parametrize("isbn", ["978-7-108-00982-1", "9787020002207", "ISBN 979-10-90636-07-1"])
def test_a_barcode_reads_as_its_isbn(isbn: str) -> None:
    barcode = covers.barcode(isbn, None)
    assert barcode is not None
    assert _decoded(barcode.bars) == re.sub(r"\D", "", isbn)
    assert barcode.bars[-1] == (94, 1)  # 95 modules


@given(st.text("0123456789", min_size=12, max_size=12))
def test_every_number_with_its_check_digit_has_a_barcode(number: str) -> None:
    check = -sum(int(digit) * weight for digit, weight in zip(number, itertools.cycle((1, 3)), strict=False)) % 10
    barcode = covers.barcode(f"{number}{check}", None)
    assert barcode is not None
    assert _decoded(barcode.bars) == f"{number}{check}"
    assert covers.barcode(f"{number}{(check + 1) % 10}", None) is None


@pytest.mark.parametrize("isbn", [None, "", "978-7-108-00982-2", "7-108-00982-1", "暂无", "97871080098210"])
def test_what_is_no_isbn_has_no_barcode(isbn: str | None) -> None:
    assert covers.barcode(isbn, "20.00 元") is None


def test_the_number_under_the_barcode_is_as_the_book_gives_it() -> None:
    barcode = covers.barcode("ISBN：978-7-108-00982-1", "20.00 元")
    assert barcode is not None
    assert (barcode.text, barcode.price) == ("978-7-108-00982-1", "20.00 元")

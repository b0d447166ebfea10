"""Numbers: how they are written, read, found in headings, and referred to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanyin.numbering import carried_number, chinese_numeral, forms_for, parse_numeral, split_part

from .small_books import pairs


@pytest.mark.parametrize(("number", "numeral"), pairs("numbering/numerals.txt"))
def test_a_number_is_written_as_spoken(number: str, numeral: str) -> None:
    assert chinese_numeral(int(number)) == numeral


@given(st.integers(0, 10**8 - 1))
def test_a_written_number_reads_as_itself(number: int) -> None:
    assert parse_numeral(chinese_numeral(number)) == number


@given(st.integers(0, 10**8 - 1))
def test_a_numeral_never_doubles_or_ends_in_zero(number: int) -> None:
    numeral = chinese_numeral(number)
    assert numeral == "零" or not numeral.endswith("零")
    assert "零零" not in numeral


@pytest.mark.parametrize("number", [-1, 10**8])
def test_a_number_out_of_range_has_no_numeral(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        chinese_numeral(number)


@pytest.mark.parametrize(("numeral", "value"), pairs("numbering/read.txt"))
def test_a_typed_numeral_has_its_value(numeral: str, value: str) -> None:
    assert parse_numeral(numeral) == (None if value == "无" else int(value))


def test_nothing_is_no_numeral() -> None:
    assert parse_numeral("") is None


@given(st.text(max_size=8))
def test_reading_a_numeral_never_fails(text: str) -> None:
    value = parse_numeral(text)
    assert value is None or value >= 0


@pytest.mark.parametrize(("title", "expected"), pairs("numbering/carried.txt"))
def test_a_number_typed_into_a_heading_is_found(title: str, expected: str) -> None:
    carried = carried_number(title)
    shown = f"{carried.label} | {carried.value or ''} | {title[carried.length :]}" if carried else "无"
    assert shown.strip() == expected.strip()


@given(st.text(st.sampled_from("第一二3章节附录A1.、 　：（）水"), max_size=10))
def test_a_typed_number_is_the_beginning_of_its_heading(title: str) -> None:
    carried = carried_number(title)
    if carried and carried.label:
        assert title.startswith(carried.label)
        assert len(carried.label) <= carried.length <= len(title)


@pytest.mark.parametrize(("title", "expected"), pairs("numbering/parts.txt"))
def test_a_part_is_split_into_label_and_title(title: str, expected: str) -> None:
    label, rest = split_part(title)
    assert f"{label or ''} | {rest}".strip() == expected


@pytest.mark.parametrize(
    ("language", "path", "chapter", "expected"),
    [
        ("zh-Hans", (2,), "第三章", "第三章第二节"),
        ("zh-Hans", (2, 1), "第三章", "第三章第二节（一）"),
        ("zh-Hans", (2,), None, "第二节"),
        ("zh-Hans", (0, 2), "第三章", "第三章（二）"),  # a subsection that stands in no section
        ("zh-Hant", (2,), "第三章", "第三章第二節"),
        ("ja", (2,), "第三章", "第三章第二節"),
        ("ko", (2,), "제3장", "제3장 제2절"),
        ("en", (2, 1), "Chapter 3", "Chapter 3, Section 2(1)"),
        ("en", (2,), None, "Section 2"),
    ],
)
def test_a_section_is_named_with_its_chapter(
    language: str, path: tuple[int, ...], chapter: str | None, expected: str
) -> None:
    assert forms_for(language).reference(path, chapter) == expected


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("zh-Hans", ["第十二章", "十二", "（十二）", None]),
        ("zh-TW", ["第十二章", "十二", "（十二）", None]),
        ("ja-JP", ["第十二章", "十二", "（十二）", None]),
        ("ko", ["제12장", "12", "(12)", None]),
        ("de", ["Chapter 12", "12", "(12)", None]),
    ],
)
def test_three_levels_have_numbers(language: str, labels: list[str | None]) -> None:
    assert [forms_for(language).heading(level, 12) for level in (1, 2, 3, 4)] == labels


@pytest.mark.parametrize(
    ("language", "figure"),
    [
        ("zh", "图 1"),
        ("ZH-hant-HK", "圖 1"),
        ("zh-MO", "圖 1"),
        ("ja", "図 1"),
        ("ko-KR", "그림 1"),
        ("fr", "Figure 1"),
    ],
)
def test_a_language_has_its_own_forms(language: str, figure: str) -> None:
    assert forms_for(language).figure.format(1) == figure

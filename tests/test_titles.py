"""Level-one headings of a text, and inline Markdown as plain text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanyin.titles import level_one, only_title, plain


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("# 甲", [("甲", 1)]),
        ("引\n\n#\t甲 ##\n\n# 乙", [("甲", 3), ("乙", 5)]),
        ("甲\n===\n", [("甲", 1)]),
        ("# C#", [("C#", 1)]),
        ("# 甲 {#jia .wide}", [("甲", 1)]),
        ("#甲\n## 乙\n    # 丙\n- 丁\n===", []),
        ("```sh\n# no\n```\n# 甲", [("甲", 4)]),
        ("~~~~\n# no\n~~~\n# no\n~~~~\n# 甲", [("甲", 6)]),
        ("```\n# no", []),
        ("<!--\n# no\n-->\n# 甲", [("甲", 4)]),
        ("#", [("", 1)]),
    ],
)
def test_level_one_headings_are_found_outside_code(text: str, headings: list[tuple[str, int]]) -> None:
    assert [(heading.text, heading.line) for heading in level_one(text)] == headings


def test_two_headings_name_no_book() -> None:
    assert only_title("# 甲\n\n# 乙") is None
    assert only_title("#\n") is None
    found = only_title("# 甲\n\n## 乙")
    assert found
    assert found.text == "甲"


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("`a*b*` 与 **粗*斜*** ", "a*b* 与 粗斜"),
        ("[甲](a.md) ![乙](b.png)", "甲 乙"),
        ("题[^1]", "题"),
        (r"\*星\* 5 * 3", "*星* 5 * 3"),
        ("甲 &amp; 乙 &lt;丙&gt;", "甲 & 乙 <丙>"),
        ("``a`b``", "a`b"),
        ("snake_case_name", "snake_case_name"),
    ],
)
def test_inline_marks_go(markdown: str, text: str) -> None:
    assert plain(markdown) == text


@given(st.text(st.sampled_from("甲a [](){}*_`\\!^&;#=~<->\n"), max_size=60))
def test_no_text_brings_the_reader_down(text: str) -> None:
    lines = text.split("\n")
    assert all(1 <= heading.line <= len(lines) for heading in level_one(text))
    assert plain(text) == plain(text).strip()

"""Escaped text prints exactly as it was typed, through the reader that builds the book."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element, tostring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kanyin.diagnostics import Report
from kanyin.importer.escape import comment, escape, escape_heading
from kanyin.markdown import convert

TYPED = [
    "星号*不是*强调，下划线_也_不是，**粗**亦然。",
    "# 不是标题",
    "#话题#",
    "> 不是引文",
    "- 不是列表",
    "+ 不是列表",
    "* 不是列表",
    "1. 不是列表",
    "2023. 年份也不是",
    "1) 不是列表",
    "---",
    "- - -",
    "***",
    "===",
    "+++",
    "~~~",
    "```",
    "`代码`与``双反引号``",
    "[方括号](http://example.com/a)",
    "见文献[1]和[^2]，[ ]待办",
    "![图](a.png)",
    "[甲]: http://example.com",
    "<div>标签</div>",
    "若 a<b 且 b>c",
    "<!-- 注释 -->",
    "<?php ?>",
    "AT&T，&amp; 与 &lt; 与 &#65; 与 &copy;",
    "&copy 2020 与 &lt3 与 &#65 与 &#x41",
    "10~20 岁与 30~40 岁，~~不是删除~~",
    "x^2 与 y^2，^^不是下划线^^",
    "==不是标记==",
    "++ctrl++ 与 C++ 和 C++",
    "$100 与 $200",
    "甲 | 乙 | 丙",
    "| --- | --- |",
    "{鲁迅|Lǔ Xùn} 与 {.class} 与 {#id}",
    "标题 {#id}",
    ": 不是表题",
    "::: 不是块",
    "!!! note",
    "??? note",
    "/// note",
    "*[HTML]: 缩写",
    "[TOC]",
    r"C:\Users\*\_x 与 \\server\share\ ",
    "反斜杠在末尾\\",
    r"\`a\`",
    r"\<b\>",
    "https://example.com/a_b_c/_d_/~e?f=1&g=2#h*i*",
    "见 https://example.com/a_b_c。下一句_强调_。",
    "https://example.com/?a=1&copy;=2",
    "（http://example.com/甲）",
    "邮箱 a_b_c@example.com",
    "(a) 项与 a. 项",
    "i. 罗马",
    "***粗斜***混排__双下划线__",
    "C#",
    "!感叹!",
    "10.5 公斤",
    "+86 138 0000 0000",
    "-5 ℃",
]


def tree(source: str) -> Element:
    """Return the tree the reader makes."""
    return convert(source, file="t.md", path=Path("t.md"), report=Report())


def printed(source: str, tag: str = "p") -> str:
    """Return the text of the one `tag` element that `source` makes; fails when it makes anything else."""
    root = tree(source)
    rendered = tostring(root, encoding="unicode")
    assert [child.tag for child in root] == [tag], rendered
    assert {element.tag for element in root.iter()} <= {"div", tag, "a", "span"}, (
        rendered
    )  # a run of ___ is a blank to fill in
    return "".join(root.itertext()).strip()


@pytest.mark.parametrize("typed", TYPED)
def test_typed_signs_print_as_typed(typed: str) -> None:
    assert printed(escape(typed)) == typed.strip()


@pytest.mark.parametrize("typed", TYPED)
def test_typed_signs_print_as_typed_in_a_heading(typed: str) -> None:
    assert printed(f"## {escape_heading(typed)}", "h2") == typed.strip()


@pytest.mark.parametrize("typed", TYPED)
def test_typed_signs_print_as_typed_in_a_list(typed: str) -> None:
    root = tree(f"- 甲\n- {escape(typed)}\n- 乙")
    assert [child.tag for child in root] == ["ul"]
    assert ["".join(item.itertext()).strip() for item in root[0]] == ["甲", typed.strip(), "乙"]


@given(st.text(alphabet="中文，。 ab1.)(*_`[]{}<>#&;|~^=+-!?:/\\$'\"", min_size=1, max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_mixture_of_signs_prints_as_typed(typed: str) -> None:
    line = " ".join(typed.split())
    if line:
        assert printed(escape(line)) == line


@given(st.text(alphabet="中文 a1*_`[]{}<>#&;|~^=+-\\", min_size=1, max_size=30))
@settings(max_examples=200, deadline=None)
def test_any_mixture_of_signs_prints_as_typed_in_a_heading(typed: str) -> None:
    line = " ".join(typed.split())
    if line:
        assert printed(f"# {escape_heading(line)}", "h1") == line


@pytest.mark.parametrize(
    "plain",
    [
        "平常的一段话，没有记号。",
        "价格是 3.5 元（约 20~30 个）。",
        "Windows 的 C:\\Users 目录",
        "https://example.com/a?b=1&c=2",
        "A&B 公司",
        "5 > 3",
    ],
)
def test_text_without_active_signs_is_left_alone(plain: str) -> None:
    assert escape(plain) == plain


@pytest.mark.parametrize("text", ["a--b", "-->", "--->", "a-", "<!-- x -->", "---", "pagebreak"])
def test_a_comment_holds_its_text_and_prints_nothing(text: str) -> None:
    source = comment(text)
    assert source.removeprefix("<!--").removesuffix("-->").count("--") == 0
    assert "".join(source[4:-3].split()) == "".join(text.split())
    assert [element.text for element in tree(f"前\n\n{source}\n\n后")] == ["前", "后"]

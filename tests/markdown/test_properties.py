"""What holds for any text: it converts, keeps its Han characters, names its lines; and hostile text costs little."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kanyin.diagnostics import Report
from kanyin.markdown.chapter import MAX_DEPTH
from kanyin.markdown.steps.trees import BLOCKS

from .reading import read

PIECES = [
    *"#*_~^=`>-+|:!\\&<>()[]{}\"'\n\t \u3000.1",
    *(
        "甲",
        "乙，",
        "“丙”",
        "word",
        "\n\n",
        "\n    ",
        "```",
        "~~~",
        "**",
        "[^1]",
        "[^1]: ",
        "![",
        "](a)",
        "{.x}",
        "{#y}",
    ),
    *("<div>", "</div>", "<b>", "</b>", "<pre>", "<!--", "-->", "<script>", "</p>", "<p>", "<br>", "<table>", "<td>"),
    *("!!! note\n    ", "> [!TIP]\n> ", ": ", "|--|\n", "https://a.cn/", "a@b.cn", "*[a]: b\n", "- [ ] ", "1. ", "—— "),
]
ANY_TEXT = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
HAN = re.compile("[\u4e00-\u9fff]")
PLAIN = st.lists(st.text(st.sampled_from("甲乙丙，。（）《》abc 12\n"), min_size=1), max_size=5).map("\n\n".join)


@settings(max_examples=400, deadline=None)
@given(ANY_TEXT)
def test_any_text_converts_and_every_block_names_lines_of_the_file(text: str) -> None:
    root = read(text, Report())
    lines = max(1, len(re.split(r"\r\n|\n|\r", text)))
    for element in root.iter():
        assert re.fullmatch(r"[^{}]+", element.tag)
        if element.tag in BLOCKS and element.tag not in ("caption", "col", "colgroup"):
            if element.tag in ("th", "td") and "data-src" not in element.attrib:
                continue  # a cell of a Markdown table stands on its row's line
            source = re.fullmatch(r"a\.md:(\d+)-(\d+)", element.get("data-src", ""))
            assert source, element.tag
            assert 1 <= int(source[1]) <= int(source[2]) <= lines


@settings(max_examples=200, deadline=None)
@given(PLAIN)
def test_plain_paragraphs_keep_their_han_characters(text: str) -> None:
    assert HAN.findall("".join(read(text).itertext())) == HAN.findall(text)


@given(ANY_TEXT)
@settings(max_examples=100, deadline=None)
def test_one_chapter_leaves_nothing_for_the_next(text: str) -> None:
    before = "".join(read("甲[^1][x] HTML").itertext())
    read(text + "\n\n[^1]: 注\n\n[x]: /y\n\n*[HTML]: z\n")
    assert "".join(read("甲[^1][x] HTML").itertext()) == before


HOSTILE = [
    *(">", "[", "![", "*", "*a ", "**a", "`", "<", "<a ", "<!--", "{", "(", "[a](", "[a](<b", '[a](b "', "- ", "1. "),
    *("|", "<div>", "<b>", "![a](b)", "a **b* ", "[^a]", "^[", "x~a~", "a@", "www.", "http://", "**重要，**字", "\\"),
    *("> a\n", "- a\n", "a\n: b\n", "| a\n", "<div>\n", "[a]: b\n\n", "[^1]: a\n\n", "!!! note\n", "{.a}\n", "```\n"),
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_ten_thousand_in_a_row_cost_no_more_than_their_length(piece: str) -> None:
    seconds = [_seconds(piece * count) for count in (2500, 10000)]
    # Four times the text may cost four times the time; a rule that rescans would cost sixteen times, of seconds.
    assert seconds[1] < max(1.5, 10 * seconds[0])


@pytest.mark.parametrize(
    "text",
    [
        "![a" * 10000 + "](b)" * 10000,
        "*a **a " * 10000 + "b** b*" * 10000,
        "[a" * 10000 + "]{.b}" * 10000,
        ">" * 10000,
        "".join("  " * depth + "- a\n" for depth in range(300)),
        "<div>" * 10000,
    ],
    ids=["images", "emphasis", "spans", "quotes", "lists", "raw"],
)
def test_nesting_is_limited_so_that_later_stages_can_recurse(text: str) -> None:
    deepest, stack = 0, [(read(text), 0)]
    while stack:
        element, depth = stack.pop()
        deepest = max(deepest, depth)
        stack += [(child, depth + 1) for child in element]
    assert deepest <= 3 * MAX_DEPTH


def test_a_hundred_thousand_characters_in_one_paragraph() -> None:
    text = "这是**重要，**字和word，见https://example.com/a。\n" * 3000
    assert _seconds(text) < 3
    assert len(read(text)) == 1


def _seconds(text: str) -> float:
    start = time.process_time()
    read(text)
    return time.process_time() - start

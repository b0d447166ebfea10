"""Front matter: what is cut, where the text begins, where keys stand, and what is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanyin.diagnostics import Report, Span
from kanyin.frontmatter import Split, cut

FILE = Path("甲.md")


def _cut(text: str) -> tuple[Split, list[str]]:
    report = Report()
    return cut(text, FILE, report), [f"{d.code} {d.span.line}:{d.span.column}" for d in report if d.span]


def test_the_block_is_cut_and_the_line_remembered() -> None:
    split, problems = _cut("---\ntitle: 甲\nauthor: 乙\n---\n\n# 正文\n")
    assert (split.body, split.first_line, problems) == ("\n# 正文\n", 5, [])
    assert split.front.values == {"title": "甲", "author": "乙"}


def test_dots_close_the_block_too() -> None:
    assert _cut("---\ntitle: 甲\n...\n正文")[0].body == "正文"


def test_an_empty_block_is_cut() -> None:
    split, problems = _cut("---\n---\n正文")
    assert (split.body, split.first_line, split.front.values, problems) == ("正文", 3, {}, [])


def test_scalars_stay_as_written() -> None:
    front = _cut("---\ntitle: 1984\ndraft: no\nprice: 38.00\ndate: 2024-05-01\nsubtitle:\n---\n")[0].front
    expected = {"title": "1984", "draft": "no", "price": "38.00", "date": "2024-05-01", "subtitle": None}
    assert front.values == expected


def test_characters_escaped_in_halves_are_put_together() -> None:
    front = _cut('---\ntitle: "\\uD83D\\uDE00 \\u7EB8"\nsubtitle: "a\\uD800b"\n"\\uDE00": x\n---\n')[0].front
    assert front.values == {"title": "\U0001f600 纸", "subtitle": "a\ufffdb", "\ufffd": "x"}  # a half alone is none


def test_keys_and_values_have_their_places() -> None:
    front = _cut("---\ntitle: 甲\nkanyin:\n  cover: plain\n  editions: [screen, 印]\n---\n")[0].front
    assert front.keys[("kanyin", "cover")] == Span(FILE, 4, 3, 5)
    assert front.items[("kanyin", "cover")] == Span(FILE, 4, 10, 5)
    assert front.items[("kanyin", "editions", 1)] == Span(FILE, 5, 22, 1)


@pytest.mark.parametrize(
    "text",
    [
        "", "---", "---\n", "正文", "---\n\n正文\n\n---\n", "---\n正文在两线之间。\n---\n", "---\n# 章名\n\n---\n",
        "# 章\n---\na: 1\n---", "---\n注意: 此处是正文\n---\n", "----\ntitle: 甲\n----\n", " ---\ntitle: 甲\n---\n",
    ],
)  # fmt: skip
def test_what_is_no_front_matter_stays(text: str) -> None:
    split, problems = _cut(text)
    assert (split.body, split.first_line, split.front.values, problems) == (text, 1, {}, [])


def test_a_block_without_end_is_told_and_stays() -> None:
    split, problems = _cut("---\ntitle: 甲\n\n正文")
    assert (split.first_line, problems) == (1, ["book.front-matter-open 1:1"])


@pytest.mark.parametrize(
    ("block", "problem"),
    [
        ("title: 甲: 乙", "book.yaml 2:9"),
        ("title: [甲", "book.yaml 2:10"),
        ("title: 甲\n\tauthor: 乙", "book.yaml 3:1"),
        ("title: 甲\x07乙", "book.yaml 2:9"),
        ("title：甲\nauthor：乙", "book.yaml 2:0"),
        ("title: 甲\ntitle: 乙", "book.duplicate-key 3:1"),
        ('title: "甲', "book.yaml 2:10"),
    ],
)
def test_broken_yaml_is_an_error_at_its_place(block: str, problem: str) -> None:
    split, problems = _cut(f"---\n{block}\n---\n正文")
    assert problems == [problem]
    assert split.body == "正文"


def test_a_colon_in_a_title_gets_a_hint() -> None:
    report = Report()
    cut("---\ntitle: 甲: 乙\n---\n", FILE, report)
    assert [found.hint for found in report] == ["put a value that holds `: ` in quotes"]


def test_tags_are_not_obeyed() -> None:
    front = _cut("---\ntitle: !!python/object/apply:os.system [echo]\nwhen: !!timestamp 2024-13-45\n---\n")[0].front
    assert front.values == {"title": ["echo"], "when": "2024-13-45"}


def test_an_alias_inside_its_own_anchor_ends() -> None:
    assert _cut("---\na: &a [1, *a]\n---\n")[0].front.values == {"a": ["1", None]}


def test_aliases_do_not_multiply() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    front = _cut("---\n" + "\n".join(lines) + "\n---\n")[0].front
    assert len(front.values) == 30


def test_absurd_nesting_is_an_error_and_no_crash() -> None:
    assert _cut("---\na: " + "[" * 20_000 + "\n---\n")[1] == ["book.yaml 1:0"]


_LINES = st.lists(st.text(st.sampled_from("a: -[]{}&*!|>'\"#%@`,?\t甲：\\"), max_size=12), max_size=6)


@given(_LINES)
def test_no_block_brings_the_reader_down(lines: list[str]) -> None:
    text = "---\ntitle: x\n" + "\n".join(lines) + "\n---\n正文"
    split, _ = _cut(text)
    assert text.endswith(split.body)
    assert text.split("\n")[split.first_line - 1 :] == split.body.split("\n")

"""SUMMARY.md: every case of fixtures/book/summary.txt, and that no text brings the reader down."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanyin.diagnostics import Report
from kanyin.summary import Break, Draft, Item, Link, Part, Summary, parse

CASES = Path(__file__).parent / "fixtures" / "book" / "summary.txt"


def _cases() -> list[tuple[str, str, list[str]]]:
    blocks = CASES.read_text(encoding="utf-8").split("\n=== ")[1:]
    cases = []
    for block in blocks:
        title, _, rest = block.partition("\n")
        source, _, expected = rest.partition("\n---->\n")
        cases.append((title, source.replace("→", "\t").replace("␣", " "), expected.rstrip().split("\n")))
    return cases


def _shown(item: Item) -> str:
    match item:
        case Part(title):
            return f"part {title}"
        case Break():
            return "break"
        case Draft(title, depth, kind):
            return f"{'  ' * depth}{kind} {title} (draft)"
        case Link(title, target, depth, kind, _):
            return f"{'  ' * depth}{kind} {title} -> {target}"


def _read(text: str) -> tuple[Summary, list[str]]:
    report = Report()
    summary = parse(text, Path("SUMMARY.md"), report)
    title = [f"title = {summary.title}"] if summary.title else []
    spans = [(found, found.span) for found in report]
    problems = [f"{d.severity} {d.code} {s.line}:{s.column}+{s.length}" for d, s in spans if s]
    return summary, [*title, *map(_shown, summary.items), *problems]


@pytest.mark.parametrize(("title", "source", "expected"), _cases(), ids=[case[0] for case in _cases()])
def test_summary_lists(title: str, source: str, expected: list[str]) -> None:
    assert _read(source)[1] == expected


def test_the_span_of_a_link_is_its_address() -> None:
    line = "  - [一](<第 一.md>)"
    link = _read(line)[0].items[0]
    assert isinstance(link, Link)
    start = link.span.column - 1
    assert line[start : start + link.span.length] == "第 一.md"


def test_lines_count_from_the_line_the_text_begins_at() -> None:
    report = Report()
    summary = parse("\n- [一](1.md)", Path("SUMMARY.md"), report, first_line=5)
    link = summary.items[0]
    assert isinstance(link, Link)
    assert link.span.line == 6


_PIECES = st.sampled_from(
    [*"[]()<>#`\\\n\t\u3000\"", "- ", "* ", "1. ", "# ", "  ", "---", "===", "<!--", "-->", "```", "**",
     "章", "a.md", "a.md#x", "http://x", "&amp;"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=40).map("".join) | st.text(max_size=200))
def test_no_text_brings_the_reader_down(text: str) -> None:
    report = Report()
    summary = parse(text, Path("SUMMARY.md"), report)
    lines = text.split("\n")
    for item in summary.items:
        if isinstance(item, Link):
            line = lines[item.span.line - 1]
            assert 1 <= item.span.column <= len(line)
            assert item.title
            assert item.target
    for found in report:
        assert found.span
        assert found.span.column - 1 + found.span.length <= len(lines[found.span.line - 1]) + 1


@given(st.lists(st.integers(0, 12), min_size=1, max_size=20))
def test_depth_grows_by_one_level_at_most(indents: list[int]) -> None:
    text = "\n".join(f"{' ' * indent}- [题]({n}.md)" for n, indent in enumerate(indents))
    depths = [item.depth for item in _read(text)[0].items if isinstance(item, Link)]
    assert len(depths) == len(indents)
    assert depths[0] == 0
    assert all(later <= earlier + 1 for earlier, later in pairwise(depths))


@pytest.mark.parametrize("unit", ["`", "[", "**", "(", " ", "- ", "`` "])
def test_an_absurdly_long_line_is_read_in_time(unit: str) -> None:
    # A pattern that backtracks would take minutes over such a line, not a part of a second.
    _read("- [" + unit * 20_000 + "](a.md)")

"""Every case of tests/fixtures/markdown: a title, a `.`, Markdown, a `.`, the HTML it becomes, a `.`."""

from __future__ import annotations

import pytest

from .reading import FIXTURES, Case, canonical, cases, html_of, read

# The sections of the CommonMark spec that describe syntax; each has its file.
SECTIONS = (
    "tabs",
    "backslash-escapes",
    "entities",
    "thematic-breaks",
    "atx-headings",
    "setext-headings",
    "indented-code",
    "fenced-code",
    "html-blocks",
    "link-reference-definitions",
    "paragraphs",
    "blank-lines",
    "block-quotes",
    "list-items",
    "lists",
    "code-spans",
    "emphasis",
    "links",
    "images",
    "autolinks",
    "raw-html",
    "hard-line-breaks",
    "soft-line-breaks",
    "textual-content",
)


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.name)
def test_fixture(case: Case) -> None:
    assert canonical(html_of(read(case.source))) == canonical(case.expected)


@pytest.mark.parametrize("section", SECTIONS)
def test_each_section_of_the_spec_has_cases(section: str) -> None:
    assert len(list(cases(f"commonmark-{section}.md"))) >= 3


def test_every_fixture_file_is_read_whole() -> None:
    for file in FIXTURES.glob("*.md"):
        assert file.read_text(encoding="utf-8").split("\n").count(".") == 3 * len(list(cases(file.name))), file.name


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_other_line_ends_give_the_same(end: str) -> None:
    text = "# 甲\n\n- 乙\n  丙\n\n```\n丁\n\n戊\n```\n"
    assert html_of(read(text.replace("\n", end))) == html_of(read(text))


def test_a_byte_order_mark_is_no_text() -> None:
    assert html_of(read("\ufeff# 甲")) == html_of(read("# 甲"))


def test_nothing_becomes_an_empty_division() -> None:
    root = read("")
    assert (root.tag, len(root), root.text) == ("div", 0, None)

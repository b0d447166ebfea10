"""What `kanyin.markdown` reports: the code, and the place down to the column."""

from __future__ import annotations

import pytest

from kanyin.diagnostics import Diagnostic, Report, Severity

from .reading import codes, read


def only(text: str, first_line: int = 1) -> Diagnostic:
    """Return the one diagnostic for `text`."""
    report = Report()
    read(text, report, first_line)
    (found,) = report
    return found


def place(found: Diagnostic) -> tuple[int, int, int]:
    """Return line, column and length."""
    assert found.span is not None
    return found.span.line, found.span.column, found.span.length


CASES = [
    ("甲\n> 乙丙[^无]\n", "note-undefined", (2, 5, 4)),
    ("- 甲\n  乙[^无]\n", "note-undefined", (2, 4, 4)),
    ("甲\n\n[^1]: 乙\n", "note-unused", (3, 0, 1)),
    ("甲[^1]\n\n[^1]: 乙\n\n[^1]: 丙\n", "note-twice", (5, 1, 4)),
    ("甲[^1]\n\n[^1]:\n", "note-empty", (3, 0, 1)),
    ("甲[^1]\n\n[^1]: 乙\n    - 丙\n", "note-block", (3, 0, 1)),
    ("甲[^1]\n\n[^1]: 乙[^1]\n", "note-nested", (3, 8, 4)),
    ("|甲|\n|--|\n|乙|丙|\n", "table-row", (3, 4, 1)),
    ("|甲|乙|\n|--|\n", "table-header", (2, 1, 4)),
    ("甲\n\n```\n乙\n", "fence-unclosed", (3, 0, 1)),
    ("#甲\n", "heading-space", (1, 1, 1)),
    ("```pyton\nx\n```\n", "unknown-language", (1, 0, 1)),
    ("甲\n\n<div>\n\n乙\n", "html-unclosed", (3, 0, 1)),
    ("甲\n\n<div>\n<b>\n</div>\n", "html-unclosed", (4, 0, 1)),
    ("甲\n\n</div>\n", "html-unopened", (3, 0, 1)),
    ("甲\n<u>乙\n", "html-unclosed", (2, 0, 1)),
    ("甲\n\n- 乙\n  {.answer lines=many}\n", "answer-lines", (3, 0, 1)),
    ("甲\n{.answer lines=0}\n", "answer-lines", (1, 0, 1)),
    ("甲\n\n<script>\nx\n</script>\n", "html-dropped", (3, 0, 1)),
]


@pytest.mark.parametrize(("text", "code", "where"), CASES, ids=[f"{code}-{where[0]}" for _, code, where in CASES])
def test_diagnostic(text: str, code: str, where: tuple[int, int, int]) -> None:
    found = only(text)
    assert (found.code, place(found)) == (f"markdown.{code}", where)


def test_places_are_counted_from_the_first_line_given() -> None:
    assert place(only("甲[^无]\n", first_line=10)) == (10, 2, 4)


def test_an_unknown_language_is_a_note_with_the_nearest_name() -> None:
    found = only("```pyton\nx\n```\n")
    assert (found.severity, found.hint) == (Severity.NOTE, "did you mean python?")


def test_all_findings_come_in_one_run() -> None:
    assert codes("甲[^1]\n\n</div>\n\n```\n") == [
        "markdown.fence-unclosed",
        "markdown.note-undefined",
        "markdown.html-unopened",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "甲[^1]\n\n[^1]: 乙\n",
        "<div>\n\n甲\n\n</div>\n",
        "甲<br>乙<u>丙</u>\n",
        "<ul>\n<li>甲\n<li>乙\n</ul>\n",
        "| 甲 |\n|--|\n",
        "#话题#\n",
        "```\n甲\n```\n",
        "```text\n甲\n```\n",
        "<!-- 甲 -->\n",
    ],
)
def test_sound_text_has_no_findings(text: str) -> None:
    assert codes(text) == []

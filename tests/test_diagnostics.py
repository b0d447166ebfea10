"""Diagnostics as a user sees them: place, fact, line, caret, hint; and as lines of JSON."""

from __future__ import annotations

import json
import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanyin.diagnostics import BuildFailed, Diagnostic, Report, Severity, Span, cells, render, to_json


def _found(line: int = 1, column: int = 0, length: int = 1, file: str = "a.md") -> Diagnostic:
    return Diagnostic("stage.what", Severity.ERROR, "事实", Span(Path(file), line, column, length), "办法")


def _excerpt(source: str, line: int, column: int, length: int = 1) -> tuple[str, str]:
    """Return the source line and the line with the caret."""
    _, shown, caret, hint = render(_found(line, column, length), source).split("\n")
    assert hint == "    hint: 办法"
    return shown, caret


def _columns(text: str) -> int:
    """Return the terminal columns of a text of Han, Latin and full-width characters, by Unicode's property alone."""
    return sum({"W": 2, "F": 2}.get(unicodedata.east_asian_width(character), 1) for character in text)


def test_a_finding_is_place_severity_fact_and_code() -> None:
    assert render(_found(0)).split("\n") == ["a.md: error: 事实 [stage.what]", "    hint: 办法"]


@pytest.mark.parametrize(
    ("span", "text"),
    [(Span(Path("a.md")), "a.md"), (Span(Path("a.md"), 3), "a.md:3"), (Span(Path("a.md"), 3, 7), "a.md:3:7")],
)
def test_a_place_names_what_is_known_of_it(span: Span, text: str) -> None:
    assert str(span) == text


def test_a_file_below_the_working_folder_is_named_from_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert str(Span(tmp_path / "书" / "a.md")) == os.path.join("书", "a.md")  # noqa: PTH118 - as typed
    assert str(Span(tmp_path.parent / "b.md")) == str(tmp_path.parent / "b.md")


@given(st.text("水火，“（Aab1 é", max_size=14), st.text("水火，a", min_size=1, max_size=6), st.text("水a", max_size=8))
def test_the_caret_lines_up_in_terminal_cells(before: str, marked: str, after: str) -> None:
    shown, caret = _excerpt(before + marked + after, 1, len(before) + 1, len(marked))
    assert shown == "    " + before + marked + after
    assert caret == " " * (4 + _columns(before)) + "^" * _columns(marked)


def test_marks_set_over_others_take_no_cell() -> None:
    # e + acute, a Han character with a variation selector, a joiner
    assert cells("e\u0301") == 1
    assert cells("葛\U000e0100") == 2
    assert cells("a\u200db") == 2


def test_a_tab_is_shown_as_one_space() -> None:
    assert _excerpt("\t水\t火", 1, 4) == ("     水 火", " " * 8 + "^^")


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_every_form_of_line_end_ends_a_line(end: str) -> None:
    assert _excerpt(f"甲{end}乙丙{end}", 2, 2) == ("    乙丙", "      ^^")


@pytest.mark.parametrize("column", [1, 29, 200, 399, 400])
def test_of_a_long_line_the_part_at_the_caret_is_shown(column: int) -> None:
    source = "".join(chr(0x4E00 + number) for number in range(400))
    shown, caret = _excerpt(source, 1, column)
    assert _columns(shown) <= 100
    place = (len(caret) - len("^^") - 4) // 2  # two cells a character
    assert shown[4 + place] == source[column - 1]


def test_the_caret_of_a_long_line_ends_where_the_line_does() -> None:
    shown, caret = _excerpt("水" * 400, 1, 390, 300)
    assert _columns(caret) <= _columns(shown)


def test_a_caret_behind_the_line_stands_at_its_end() -> None:
    assert _excerpt("水", 1, 2) == ("    水", "      ^")


def test_a_line_that_is_not_there_is_not_shown() -> None:
    assert render(_found(9, 1), "甲\n").split("\n") == ["a.md:9:1: error: 事实 [stage.what]", "    hint: 办法"]


def test_a_file_that_has_gone_is_named_without_a_line(tmp_path: Path) -> None:
    gone = tmp_path / "没有.md"
    assert len(render(_found(1, 1, file=str(gone))).split("\n")) == 2


@pytest.mark.parametrize("name", ["", "a\0b.md"])
def test_what_cannot_be_read_is_named_without_a_line(tmp_path: Path, name: str) -> None:
    assert len(render(_found(1, 1, file=f"{tmp_path}/{name}")).split("\n")) == 2


def test_the_line_is_read_from_the_file(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes("\ufeff甲\r\n乙\xff".encode() + b"\xff")
    assert "    乙ÿ\ufffd" in render(_found(2, 1, file=str(file))).split("\n")


@pytest.mark.parametrize("character", ["\x1b", "\x07", "\x9b", "\u202e", "\u2066", "\x00"])
def test_nothing_in_a_book_steers_the_terminal(character: str) -> None:
    found = Diagnostic("a.b", Severity.ERROR, f"1{character}2", Span(Path(f"x{character}.md"), 1, 2), f"3{character}4")
    assert character not in render(found, f"甲{character}乙")


@given(st.text(), st.text(), st.integers(0, 5), st.integers(0, 9), st.integers(0, 9))
def test_any_finding_can_be_shown(message: str, source: str, line: int, column: int, length: int) -> None:
    found = Diagnostic("a.b", Severity.NOTE, message, Span(Path("a.md"), line, column, length))
    render(found, source).encode()
    assert json.loads(to_json(found))["message"] == message.encode("utf-8", "replace").decode()


def test_json_says_all_on_one_line() -> None:
    found = Diagnostic("a.b", Severity.WARNING, '事\n"实"', Span(Path("a.md"), 3, 7, 2), None)
    assert "\n" not in to_json(found)
    assert json.loads(to_json(found)) == {
        "code": "a.b", "severity": "warning", "message": '事\n"实"', "file": "a.md",
        "line": 3, "column": 7, "length": 2, "hint": None,
    }  # fmt: skip


def test_json_has_null_for_what_is_not_known() -> None:
    bare, whole = Diagnostic("a.b", Severity.NOTE, "事"), Diagnostic("a.b", Severity.NOTE, "事", Span(Path("a.md")))
    assert [json.loads(to_json(bare))[key] for key in ("file", "line", "column", "length")] == [None] * 4
    assert [json.loads(to_json(whole))[key] for key in ("file", "line", "column", "length")] == ["a.md", *[None] * 3]


def test_a_file_name_that_is_not_unicode_can_be_shown() -> None:
    found = Diagnostic("a.b", Severity.NOTE, "事", Span(Path(os.fsdecode(b"\xff.md"))))
    render(found).encode()
    assert json.loads(to_json(found))["file"] == "?.md"


def test_a_report_keeps_each_finding_once_and_in_order() -> None:
    heard: list[str] = []
    report = Report(lambda found: heard.append(found.message))
    for message in ("乙", "甲", "乙"):
        report.warning("a.b", message)
    assert [found.message for found in report] == heard == ["乙", "甲"]


def test_warnings_do_not_stop_the_build_unless_strict() -> None:
    report = Report()
    report.note("a.b", "注")
    report.stop_on_errors(strict=True)
    report.warning("a.b", "警")
    report.stop_on_errors()
    with pytest.raises(BuildFailed):
        report.stop_on_errors(strict=True)


def test_a_failed_build_tells_all_that_was_found() -> None:
    report = Report()
    report.warning("a.b", "警")
    report.error("a.b", "错一")
    report.error("a.b", "错二")
    with pytest.raises(BuildFailed, match="错一; 错二") as failed:
        report.stop_on_errors()
    assert [found.message for found in failed.value.diagnostics] == ["警", "错一", "错二"]

"""`kanyin build` as its users meet it: exit codes, messages, JSON, several books, one name twice."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from ..conftest import MakeBook
from .running import run

GOOD = {"a.md": "# 题\n\n正文。\n"}


def test_building_writes_the_pdf_and_exits_0(make_book: MakeBook, tmp_path: Path) -> None:
    result = run("build", make_book(GOOD), "--out", tmp_path / "out")
    assert result.exit_code == 0
    assert (tmp_path / "out" / "book.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert "book.pdf: 4 pages" in result.stderr


def test_an_error_exits_1_and_writes_nothing(make_book: MakeBook, tmp_path: Path) -> None:
    result = run("build", make_book({"a.md": "# 题\n\n![图](no.png)\n"}), "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "a.md:3" in result.stderr
    assert "image.missing" in result.stderr
    assert not (tmp_path / "out").exists()


def test_an_error_leaves_the_old_file_alone(make_book: MakeBook, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "book.pdf").write_bytes(b"old")
    run("build", make_book({"a.md": "![图](no.png)\n"}), "--out", tmp_path / "out")
    assert (tmp_path / "out" / "book.pdf").read_bytes() == b"old"


def test_a_warning_fails_only_under_strict(make_book: MakeBook, tmp_path: Path) -> None:
    book = make_book({"a.md": "# 题\n\n见[甲](b.md)。\n"})
    assert run("build", book, "--out", tmp_path / "out").exit_code == 0
    result = run("build", book, "--out", tmp_path / "strict", "--strict")
    assert result.exit_code == 1
    assert not (tmp_path / "strict").exists()


def test_wrong_usage_exits_2() -> None:
    assert run("build").exit_code == 2
    assert run("build", "x", "--edition", "nope").exit_code == 2
    assert run("bild").exit_code == 2


def test_a_missing_book_is_a_diagnostic_with_near_names(make_book: MakeBook) -> None:
    folder = make_book(GOOD)
    result = run("build", folder.parent / "bok")
    assert result.exit_code == 1
    assert "book" in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes of POSIX")
def test_a_pipe_is_no_book_and_is_not_taken_for_a_slip_of_the_pen(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    result = run("build", tmp_path / "a.md", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "hint: this is no file and no folder: save the text into a .md file first" in result.stderr


def test_json_prints_one_object_a_line(make_book: MakeBook, tmp_path: Path) -> None:
    book = make_book({"a.md": "# 题\n\n见[甲](b.md)。\n"})
    result = run("build", book, "--out", tmp_path / "out", "--json")
    (found,) = [json.loads(line) for line in result.stdout.splitlines()]
    assert (found["code"], found["severity"], found["line"]) == ("link.outside-book", "warning", 3)


def test_two_books_are_built_in_one_run_and_a_bad_one_does_not_stop_the_other(
    make_book: MakeBook, tmp_path: Path
) -> None:
    folder = make_book(GOOD)
    (tmp_path / "other.md").write_text("# 另\n\n文。\n")
    (tmp_path / "bad.md").write_text("![图](no.png)\n")
    result = run("build", tmp_path / "bad.md", folder, tmp_path / "other.md", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["book.pdf", "other.pdf"]


def test_two_inputs_of_one_name_are_refused_before_anything_is_built(make_book: MakeBook, tmp_path: Path) -> None:
    folder = make_book(GOOD)
    (tmp_path / "book.md").write_text("# 另\n")
    result = run("build", folder, tmp_path / "book.md", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "book.same-name" in result.stderr
    assert not (tmp_path / "out").exists()


def test_quiet_says_nothing_when_all_is_well(make_book: MakeBook, tmp_path: Path) -> None:
    result = run("build", make_book(GOOD), "--out", tmp_path / "out", "-q")
    assert (result.exit_code, result.output) == (0, "")


def test_a_name_in_brackets_is_no_markup(tmp_path: Path) -> None:
    book = tmp_path / "[red]书.md"
    book.write_text("# 题\n\n文。\n", encoding="utf-8")
    assert "[red]书.pdf: 4 pages" in run("build", book, "--out", tmp_path / "out").stderr


def test_a_library_that_does_not_load_is_a_diagnostic_that_sends_to_the_doctor(
    make_book: MakeBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "fake" / "weasyprint").mkdir(parents=True)
    (tmp_path / "fake" / "weasyprint" / "__init__.py").write_text("print('advice')\nraise OSError('no libpango')")
    for name in [name for name in sys.modules if name.startswith(("weasyprint", "kanyin.engine"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.syspath_prepend(str(tmp_path / "fake"))
    result = run("build", make_book(GOOD), "--json")
    (found,) = map(json.loads, result.stdout.splitlines())  # the library's own words are on standard error
    assert (result.exit_code, found["code"]) == (1, "engine.library")
    assert "kanyin doctor" in found["hint"]


def test_open_shows_the_first_file_of_each_book_once(
    make_book: MakeBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr("kanyin.viewer.open_file", shown.append)
    assert run("build", make_book(GOOD), "--out", tmp_path / "out", "--open").exit_code == 0
    assert shown == [tmp_path / "out" / "book.pdf"]


def test_open_without_a_viewer_is_a_note_and_the_book_is_made(
    make_book: MakeBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kanyin.viewer.open_file", lambda _: "there is no display")
    result = run("build", make_book(GOOD), "--out", tmp_path / "out", "--open")
    assert result.exit_code == 0
    assert "note" in result.stderr
    assert "there is no display" in result.stderr


def test_watching_a_book_that_is_not_there_ends_at_once(tmp_path: Path) -> None:
    result = run("build", tmp_path / "nichts", "--watch")
    assert result.exit_code == 1
    assert "book.missing" in result.stderr

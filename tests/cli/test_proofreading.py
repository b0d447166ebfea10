"""`kanyin check` and `kanyin fix` as their users meet them."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from kanyin.cli.check import SHOWN

from ..conftest import MakeBook
from .running import run

DIRTY = {"a.md": '# 题\n\n甲,"乙"丙。\n\n2千人。\n'}


def test_findings_are_shown_at_their_place_and_exit_0(make_book: MakeBook) -> None:
    result = run("check", make_book(DIRTY))
    assert result.exit_code == 0
    assert "a.md:3:2: warning: ASCII “,” in Chinese text [P001]" in result.stderr
    assert "hint: write ，" in result.stderr
    assert result.stderr.splitlines()[-1].endswith("4 findings: P001, P003 ×2, P015")


def test_findings_exit_1_under_strict_and_a_clean_book_0(make_book: MakeBook) -> None:
    book = make_book(DIRTY)
    assert run("check", book, "--strict").exit_code == 1
    assert run("check", book, "--strict", "--ignore", "P001,P003", "--ignore", "P015").exit_code == 0
    assert run("check", book, "--strict", "--select", "p004").exit_code == 0


def test_a_single_file_and_a_book_toml_are_books_too(make_book: MakeBook) -> None:
    folder = make_book({**DIRTY, "book.toml": '[book]\ntitle = "题"\n'})
    for path in (folder / "a.md", folder / "book.toml", folder):
        assert "P001" in run("check", path).stderr


def test_a_book_that_cannot_be_read_is_said_to_be_not_proofread(tmp_path: Path) -> None:
    result = run("check", tmp_path)  # an empty folder
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1].endswith(": not proofread; 1 error")


def test_a_file_that_could_not_be_written_is_not_said_to_be(
    make_book: MakeBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = make_book({**DIRTY, "b.md": "# 乙\n\n甲,乙。\n"})
    locked = book.resolve() / "b.md"
    monkeypatch.setattr(os, "access", lambda path, _: Path(path) != locked)
    result = run("fix", book, "--write")
    assert result.exit_code == 1
    assert locked.read_text(encoding="utf-8") == "# 乙\n\n甲,乙。\n"
    assert ": 1 of 2 files written" in result.stderr.splitlines()[-1]


def test_several_books_are_checked_all(make_book: MakeBook, tmp_path: Path) -> None:
    other = tmp_path / "other.md"
    other.write_text("丁...\n", encoding="utf-8")
    result = run("check", other, make_book(DIRTY), "--strict")
    assert result.exit_code == 1
    assert "P004" in result.stderr
    assert "P015" in result.stderr


def test_what_a_build_would_say_of_the_text_is_said_too(make_book: MakeBook) -> None:
    result = run("check", make_book({"a.md": "# 题\n\n![图](no.png)\n\n甲,乙。\n"}))
    assert result.exit_code == 1
    assert "image.missing" in result.stderr
    assert "P001" in result.stderr
    assert result.stderr.splitlines()[-1].endswith("1 finding: P001; 1 error")


def test_many_findings_of_one_rule_are_cut_short_unless_all_are_asked_for(make_book: MakeBook) -> None:
    book = make_book({"a.md": "甲,乙\n\n" * 30})
    result = run("check", book)
    assert result.stderr.count("[P001]") == SHOWN
    assert "P001: 10 more (--verbose shows them)" in result.stderr
    assert run("check", book, "--verbose").stderr.count("[P001]") == 30


def test_json_prints_every_finding_one_object_a_line(make_book: MakeBook) -> None:
    result = run("check", make_book({"a.md": "甲,乙\n\n" * 30}), "--json")
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(found) == 30
    assert (found[1]["code"], found[1]["severity"], found[1]["line"], found[1]["column"]) == ("P001", "warning", 3, 2)


def test_wrong_usage_exits_2(make_book: MakeBook, tmp_path: Path) -> None:
    book = make_book(DIRTY)
    assert run("check").exit_code == 2
    assert run("check", book, "--select", "P999").exit_code == 2
    assert "P001 to P" in run("check", book, "--select", "P999").stderr
    assert run("fix", book, "--write", "--diff").exit_code == 2


def test_a_missing_book_is_an_error(tmp_path: Path) -> None:
    assert run("check", tmp_path / "no").exit_code == 1
    assert run("fix", tmp_path / "no").exit_code == 1


def test_fix_says_what_would_be_changed_and_changes_nothing(make_book: MakeBook) -> None:
    book = make_book(DIRTY)
    result = run("fix", book)
    assert result.exit_code == 0
    assert "a.md: 3 changes: P001, P003 ×2" in result.stderr
    assert "nothing written; kanyin fix" in result.stderr
    assert "1 finding is left to you: kanyin check" in result.stderr
    assert (book / "a.md").read_text("utf-8") == DIRTY["a.md"]


def test_fix_diff_prints_a_diff_that_patch_takes(make_book: MakeBook, tmp_path: Path) -> None:
    book = make_book(DIRTY)
    result = run("fix", book, "--diff")
    assert result.stdout.endswith('@@ -1,5 +1,5 @@\n # 题\n \n-甲,"乙"丙。\n+甲，“乙”丙。\n \n 2千人。\n')
    assert (book / "a.md").read_text("utf-8") == DIRTY["a.md"]
    (tmp_path / "diff").write_text(result.stdout, encoding="utf-8")
    done = subprocess.run(["patch", str(book / "a.md"), str(tmp_path / "diff")], capture_output=True, check=False)
    assert done.returncode == 0
    assert (book / "a.md").read_text("utf-8") == "# 题\n\n甲，“乙”丙。\n\n2千人。\n"


def test_fix_write_writes_and_a_second_time_there_is_nothing_to_do(make_book: MakeBook) -> None:
    book = make_book(DIRTY)
    assert "written" in run("fix", book, "--write").stderr
    assert (book / "a.md").read_text("utf-8") == "# 题\n\n甲，“乙”丙。\n\n2千人。\n"
    before = (book / "a.md").stat().st_mtime_ns
    assert "nothing to mend; 1 finding is left to you" in run("fix", book, "--write").stderr
    assert (book / "a.md").stat().st_mtime_ns == before


def test_fix_mends_only_what_is_chosen(make_book: MakeBook) -> None:
    book = make_book(DIRTY)
    run("fix", book, "--write", "--select", "P003")
    assert (book / "a.md").read_text("utf-8") == "# 题\n\n甲,“乙”丙。\n\n2千人。\n"


@pytest.mark.parametrize("option", ["--strict", ""])
def test_a_build_tells_the_count_and_fails_under_strict(make_book: MakeBook, tmp_path: Path, option: str) -> None:
    result = run("build", make_book(DIRTY), "--out", tmp_path / "out", *([option] if option else []))
    assert "the proofreader has 4 findings: P001, P003 ×2, P015" in result.stderr
    assert result.exit_code == (1 if option else 0)
    assert (tmp_path / "out").exists() is not bool(option)

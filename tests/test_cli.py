"""The `kanyin` command as its users meet it: exit codes, messages, JSON, several books, one name twice."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from kanyin.cli import main

from .conftest import MakeBook

GOOD = {"a.md": "# 题\n\n正文。\n"}


def run(*arguments: str | Path) -> Result:
    """Run the command with its output caught."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


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


def test_json_prints_one_object_a_line(make_book: MakeBook, tmp_path: Path) -> None:
    book = make_book({"a.md": "# 题\n\n见[甲](b.md)。\n"})
    result = run("build", book, "--out", tmp_path / "out", "--json")
    (found,) = [json.loads(line) for line in result.stdout.splitlines()]
    assert (found["code"], found["severity"], found["line"]) == ("link.outside-book", "warning", 3)


def test_two_books_are_built_in_one_run_and_a_bad_one_does_not_stop_the_other(make_book: MakeBook, tmp_path: Path) -> None:
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


def test_import_then_build(tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_bytes("春天的书\n王小明\n一　天气\n春天来了，天气暖和了，河里的冰也化了。\n".encode("gb18030"))
    made = run("import", tmp_path / "t.txt", "-o", tmp_path / "t")
    assert made.exit_code == 0, made.output
    assert run("build", tmp_path / "t", "--out", tmp_path / "out").exit_code == 0


def test_help_on_each_command_names_its_options() -> None:
    assert "--strict" in run("build", "--help").output
    assert "--out" in run("import", "--help").output

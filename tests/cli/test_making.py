"""`kanyin new` and `kanyin import` as their users meet them."""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path

import pytest

from kanyin.cli.teller import command_line

from .running import run


def test_new_then_the_command_it_names(tmp_path: Path) -> None:
    made = run("new", tmp_path / "我的 书", "--author", "甲")
    assert made.exit_code == 0, made.output
    next_command = shlex.split(made.stderr.splitlines()[-1].removeprefix("next: "))
    assert next_command == ["kanyin", "build", str(tmp_path / "我的 书"), "--open"]
    built = run(*next_command[1:3], "--strict", "--out", tmp_path / "out")
    assert built.exit_code == 0, built.output


def test_new_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text("mine")
    result = run("new", tmp_path, "--json")
    assert (result.exit_code, json.loads(result.stdout)["code"]) == (1, "output.folder-not-empty")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("mine.md", "mine")]


def test_new_with_an_unknown_theme_names_the_near_one_and_makes_nothing(tmp_path: Path) -> None:
    result = run("new", tmp_path / "x", "--theme", "boook")
    assert result.exit_code == 1
    assert "did you mean `book`?" in result.stderr
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("title", ["", " \t", "a\x1bb", "a\udcffb"])
def test_new_refuses_a_title_that_cannot_be_printed(tmp_path: Path, title: str) -> None:
    assert run("new", tmp_path / "x", "--title", title).exit_code == 2
    assert not (tmp_path / "x").exists()


def test_import_then_build(tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_bytes(
        "春天的书\n王小明\n一　天气\n春天来了，天气暖和了，河里的冰也化了。\n".encode("gb18030")
    )
    made = run("import", tmp_path / "t.txt", "-o", tmp_path / "t")
    assert made.exit_code == 0, made.output
    assert run("build", tmp_path / "t", "--out", tmp_path / "out").exit_code == 0


def test_import_of_several_files_under_a_title_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("江边\n江水东流。\n", encoding="utf-8")
    (tmp_path / "b.html").write_text("<title>渡口</title><p>渡口有船，船家姓周。</p>", encoding="utf-8")
    made = run("import", tmp_path / "a.txt", tmp_path / "b.html", "-o", tmp_path / "t", "--title", "文集", "--author", "甲")
    assert made.exit_code == 0, made.output
    assert (tmp_path / "t" / "book.toml").read_text("utf-8").startswith('[book]\ntitle = "文集"\nauthors = ["甲"]\n')
    assert "- [江边](01.md)\n- [渡口](02.md)" in (tmp_path / "t" / "SUMMARY.md").read_text("utf-8")


def test_import_without_a_source_is_wrong_usage(tmp_path: Path) -> None:
    assert run("import", "-o", tmp_path / "t").exit_code == 2


def test_import_of_a_broken_document_fails_and_makes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04word/")
    result = run("import", tmp_path / "a.docx", "-o", tmp_path / "t", "--json")
    assert (result.exit_code, json.loads(result.stdout)["code"]) == (1, "import.broken-archive")
    assert not (tmp_path / "t").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="another shell, other rules")
def test_a_command_is_told_as_the_shell_takes_it() -> None:
    assert command_line("kanyin", "build", Path("书/上编")) == "kanyin build 书/上编"
    assert shlex.split(command_line("build", Path("a b'c"))) == ["build", "a b'c"]
    assert command_line("build", Path("-x")) == "build ./-x"


def test_help_on_each_command_names_its_options() -> None:
    assert "--strict" in run("build", "--help").output
    assert "--out" in run("import", "--help").output
    assert "--title" in run("new", "--help").output

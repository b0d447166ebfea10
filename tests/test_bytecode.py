"""The program's templates are compiled once; a book's every time."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from jinja2 import Environment

from kanyin import bytecode, sandbox
from kanyin.resources import resource


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program's templates, in a folder of this test's, without byte code."""
    made = tmp_path / "templates"
    shutil.copytree(resource("templates"), made, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(sandbox, "resource", lambda name: tmp_path / name)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return made


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that are compiled."""
    names: list[str] = []
    stock = Environment.compile

    def compile_(self: Environment, source: str, name: str, *rest: object) -> object:
        names.append(name)
        return stock(self, source, name, *rest)  # type: ignore[call-overload]

    monkeypatch.setattr(Environment, "compile", compile_)
    return names


def test_a_template_of_the_program_is_compiled_once(folder: Path, compiled: list[str]) -> None:
    first = sandbox.environment(None).get_template("blank.html").render()
    again = sandbox.environment(None).get_template("kanyin/blank.html").render()
    assert (first, compiled) == (again, ["blank.html"])


def test_an_edited_template_is_compiled_anew(folder: Path, compiled: list[str]) -> None:
    sandbox.environment(None).get_template("blank.html")
    (folder / "blank.html").write_text("另一", "utf-8")
    assert sandbox.environment(None).get_template("blank.html").render() == "另一"
    assert compiled == ["blank.html"] * 2


def test_a_file_that_is_damaged_is_made_anew(folder: Path, compiled: list[str]) -> None:
    sandbox.environment(None).get_template("blank.html")
    (kept,) = (folder / "__pycache__").iterdir()
    whole = kept.read_bytes()
    for broken in (b"", whole[:70], whole[:80], b"x" + whole[1:]):
        kept.write_bytes(broken)
        sandbox.environment(None).get_template("blank.html")
        assert kept.read_bytes() == whole
    assert len(compiled) == 5


def test_of_a_book_s_templates_nothing_is_kept_and_nothing_believed(
    folder: Path, tmp_path: Path, compiled: list[str]
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "blank.html").write_text((folder / "blank.html").read_text("utf-8"), "utf-8")
    sandbox.environment(None).get_template("blank.html")
    shutil.copytree(folder / "__pycache__", own / "__pycache__")
    for _ in range(2):
        sandbox.environment(own).get_template("blank.html")
    assert compiled == ["blank.html"] * 3
    assert len(list((own / "__pycache__").iterdir())) == 1


def test_where_python_writes_no_byte_code_nothing_is_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    sandbox.environment(None).get_template("blank.html")
    assert not (folder / "__pycache__").exists()


def test_a_folder_that_cannot_be_written_is_no_hindrance(folder: Path) -> None:
    (folder / "__pycache__").write_text("no folder")
    assert sandbox.environment(None).get_template("blank.html").render() is not None


def test_all_can_be_written_at_once(folder: Path, compiled: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kanyin.resources.resource", lambda name: folder.parent / name)
    bytecode.write()
    del compiled[:]
    for themed in (None, folder / "themes" / "official"):
        made = sandbox.environment(None, themed)
        for name in ("section.html", "chapter.html", "common/chapter.html", "cover.html"):
            made.get_template(name)
    assert compiled == []


def test_a_fault_in_a_template_from_byte_code_is_told_at_its_line(folder: Path) -> None:
    (folder / "blank.html").write_text("一\n{{ nowhere }}", "utf-8")
    for _ in range(2):
        with pytest.raises(Exception, match="nowhere") as caught:
            sandbox.environment(None).get_template("blank.html").render()
        found = sandbox.place_of(caught.value, folder)
        assert found is not None
        assert (found.file, found.line) == (folder / "blank.html", 2)

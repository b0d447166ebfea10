"""New books: every theme has one that builds without a word, and what the user says of it is in its book.toml."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from kanyin import build, starter, theme
from kanyin.book import load
from kanyin.diagnostics import BuildFailed, Report
from kanyin.resources import resource

STARTERS = sorted(path.name for path in resource("starters").iterdir())


def toml(folder: Path) -> dict[str, dict[str, object]]:
    """Return book.toml of a new book."""
    return tomllib.loads((folder / "book.toml").read_text("utf-8"))


@pytest.mark.parametrize("name", theme.names())
def test_a_new_book_of_every_theme_builds_without_any_diagnostic(tmp_path: Path, name: str) -> None:
    report = Report()
    starter.start(tmp_path / "书", report, theme=name)
    built = build(tmp_path / "书", tmp_path / "out", report=report, strict=True)
    found = [told for told in report if told.code != "font.stand-in"]  # not every system has 仿宋
    assert (found, load(tmp_path / "书", report).settings.theme) == ([], name)
    assert built.pages >= 2


@pytest.mark.parametrize("name", STARTERS)
def test_a_sample_has_the_lines_that_are_made_to_fit(name: str) -> None:
    lines = (resource("starters") / name / "book.toml").read_text("utf-8").split("\n")
    for key in ("title = ", "# authors = ", f'theme = "{name}"'):
        assert sum(line.startswith(key) for line in lines) == 1, key
    assert not [line for line in lines if line.startswith(("[output.", "[book")) and "]" not in line]


@pytest.mark.parametrize("path", sorted(resource("starters").rglob("*.md")), ids=lambda path: path.name)
def test_the_text_of_a_sample_has_chinese_marks_and_no_space_beside_latin(path: Path) -> None:
    text = re.sub(r"<!--.*?-->|`[^`]*`|\]\([^)]*\)|\{[^}]*\}|^[|:].*?$", "", path.read_text("utf-8"), flags=re.S | re.M)
    assert re.findall(r"[一-鿿][,;:!?.()]|[,;:!?()][一-鿿]|[一-鿿] +[A-Za-z0-9一-鿿]|[A-Za-z0-9] +[一-鿿]", text) == []


@pytest.mark.parametrize("name", STARTERS)
def test_a_sample_has_only_names_that_every_system_allows(name: str) -> None:
    paths = [path.relative_to(resource("starters")).as_posix() for path in (resource("starters") / name).rglob("*")]
    assert [path for path in paths if not re.fullmatch(r"[A-Za-z0-9./-]+", path)] == []


def test_a_theme_without_a_sample_of_its_own_gets_that_of_the_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(theme, "find", lambda *_: None)
    starter.start(tmp_path / "x", Report(), theme="other")
    assert toml(tmp_path / "x")["output"]["kanyin"]["theme"] == "other"  # type: ignore[index]
    assert (tmp_path / "x" / "SUMMARY.md").is_file()


@pytest.mark.parametrize("title", ['引号" 与 \\ 反斜线', "题：副", "# 井号", "a'b", "𠀀𠮷", "x" * 300])
def test_title_and_authors_come_through_as_they_were_given(tmp_path: Path, title: str) -> None:
    starter.start(tmp_path / "x", Report(), title=title, authors=("林小雨", 'O"Neil'))
    book = load(tmp_path / "x", Report())
    assert (book.title, book.authors) == (title, ("林小雨", 'O"Neil'))


def test_a_chinese_folder_gives_the_title_and_another_leaves_the_samples(tmp_path: Path) -> None:
    assert starter.start(tmp_path / "作文集", Report()).title == "作文集"
    assert toml(tmp_path / "作文集")["book"]["title"] == "作文集"
    assert starter.start(tmp_path / "x", Report()).title is None
    assert toml(tmp_path / "x")["book"]["title"] == "阳台菜园"


def test_what_the_sample_says_of_itself_is_not_said_of_another_book(tmp_path: Path) -> None:
    starter.start(tmp_path / "x", Report(), title="作文集")
    assert "subtitle" not in toml(tmp_path / "x")["book"]
    assert "blurb" not in toml(tmp_path / "x")["output"]["kanyin"]  # type: ignore[operator]


def test_an_unknown_theme_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(BuildFailed) as failed:
        starter.start(tmp_path / "x", Report(), theme="nope")
    assert [found.code for found in failed.value.diagnostics] == ["book.unknown-theme"]
    assert list(tmp_path.iterdir()) == []

"""A book's choices as a stylesheet, and what they come to in the PDF."""

from __future__ import annotations

from pathlib import Path

import pytest

from kanyin import choices, theme
from kanyin.diagnostics import Report
from kanyin.grid import POINTS
from kanyin.words import words_for

from .conftest import BuildBook
from .reading import Reading
from .small_books import read_book
from .varied import TEXT, off_grid


def sheet(folder: Path, setting: str, name: str = "book") -> str:
    """Return the stylesheet of a book with this setting."""
    book = read_book(folder, {"book.toml": f"[output.kanyin]\n{setting}\n", "a.md": "# 水\n\n文。\n"}).book
    report = Report()
    chosen = theme.adapted(theme.find(name, report), book.settings, report)
    return choices.stylesheet(chosen, book.settings, words_for("zh-Hans"))


def test_a_book_without_choices_changes_no_token(tmp_path: Path) -> None:
    assert sheet(tmp_path, "").split() == [":root", "{", "}"]


@pytest.mark.parametrize(
    ("setting", "rule"),
    [
        ('accent = "青"', "--accent: rgb(30 77 107);"),
        ('accent = "#123"', "--accent: #112233;"),
        ('paper = "b5"', "--trim-width: 176mm;"),
        ("size = 12", "--size: 12pt;"),
        ("size = 12", "--size-h2: 16pt;"),  # 14 * 12 / 10.5
        ("columns = 2", "--column-gap: 3em;"),  # 27 characters: 12 + 3 + 12
        ('fonts = { song = "甲\\"宋" }', '--song: "甲\\"宋", var(--song-stack);'),
        ('fonts = { code = ["a", "b"] }', '--code: "a", "b", var(--code-stack);'),
    ],
)
def test_a_choice_sets_its_token(tmp_path: Path, setting: str, rule: str) -> None:
    assert rule in sheet(tmp_path, setting)


def test_a_notes_column_is_only_where_the_theme_has_one(tmp_path: Path) -> None:
    assert '--notes-head: "笔记";' in sheet(tmp_path, "notes_column = true", "handout")
    assert "--notes-head" not in sheet(tmp_path, "notes_column = true", "large")


def book_of(setting: str) -> dict[str, str]:
    """Return a book of some pages with this setting; its paragraphs are all the same, and not to be proofread."""
    toml = f'[book]\ntitle = "题"\n[output.kanyin]\ncover = "none"\n{setting}\nproofread = {{ build = false }}\n'
    return {"book.toml": toml, "a.md": f"# 题\n\n## 节\n\n{TEXT * 30}\n\n> {TEXT}\n\n{TEXT * 30}\n"}


@pytest.mark.parametrize("name", theme.names())
@pytest.mark.parametrize("setting", ['paper = "b5"', 'paper = "letter"', "paper = [170, 240]\nsize = 13", "size = 9.5"])
def test_paper_and_size_keep_the_grid_whole(name: str, setting: str, build_book: BuildBook, tmp_path: Path) -> None:
    reading = build_book(book_of(setting), theme=name)
    report = Report()
    book = read_book(tmp_path / "again", book_of(setting)).book
    grid = theme.adapted(theme.find(name, report), book.settings, report).grid
    page = reading.page_of("节") + 1
    assert reading.size_of(page) == pytest.approx([side * POINTS for side in grid.trim], abs=0.1)
    assert off_grid(reading, grid) == []
    left = grid.inner if page % 2 == 0 or name == "handout" else grid.outer
    ends = [end for char, _, end, _ in reading.inks(page) if "一" <= char <= "鿿"]
    assert max(ends) == pytest.approx((left + grid.measure) * POINTS, abs=1)


def test_a_chosen_face_is_used_and_the_themes_stands_behind_it(build_book: BuildBook) -> None:
    reading = build_book(book_of('fonts = { song = "LXGW WenKai" }'))
    assert "WenKai" in reading.find("纸是什么")[0].font


def faults(make: dict[str, str], folder: Path) -> list[str]:
    """Build files and return what was found, code and line."""
    from kanyin import build

    for name, text in make.items():
        (folder / name).write_text(text, encoding="utf-8")
    report = Report()
    build(folder, folder / "out", report=report)
    return [f"{found.code}:{found.span.line if found.span else 0}" for found in report]


def test_a_face_that_is_not_there_is_told_with_its_line(tmp_path: Path) -> None:
    assert faults(book_of('fonts = { song = "没有宋" }'), tmp_path) == ["font.absent:5"]


def test_one_face_of_several_will_do(tmp_path: Path) -> None:
    assert faults(book_of('fonts = { song = ["没有宋", "Noto Serif CJK SC"] }'), tmp_path) == []


def test_a_notes_column_in_another_theme_is_told_and_changes_nothing(tmp_path: Path) -> None:
    assert faults(book_of("notes_column = true"), tmp_path) == ["book.no-notes-column:0"]


def test_type_too_large_for_the_paper_is_an_error(tmp_path: Path) -> None:
    from kanyin.diagnostics import BuildFailed

    with pytest.raises(BuildFailed) as failed:
        faults(book_of("paper = [90, 130]\nsize = 24"), tmp_path)
    assert [found.code for found in failed.value.diagnostics] == ["book.no-room"]


def test_the_books_own_styles_come_after_its_choices(build_book: BuildBook) -> None:
    files = {**book_of("size = 12"), "styles/a.css": ":root { --size: 15pt; --characters: 18 }"}
    reading: Reading = build_book(files)
    assert reading.find("纸是什么")[0].size == 15.0

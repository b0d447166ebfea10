"""Blocks in runs for columns, and what goes across."""

from __future__ import annotations

from pathlib import Path

from .small_books import read_book

_COLUMNS = "[output.kanyin]\ncolumns = 2\n"


def children(folder: Path, text: str) -> list[str]:
    """Return the blocks of the one chapter; a run as its blocks in brackets."""
    read = read_book(folder, {"book.toml": _COLUMNS, "a.md": f"# 题\n\n{text}"})
    return [
        f"[{' '.join(inner.tag for inner in child)}]" if child.get("class") == "columns" else child.tag
        for child in read.chapters[0].tree
    ]


def test_blocks_between_what_goes_across_are_runs(tmp_path: Path) -> None:
    text = "甲\n\n## 乙\n\n丙\n\n| 丁 |\n|---|\n| 戊 |\n\n{.wide}\n\n己\n\n<!-- pagebreak -->\n\n庚\n\n## 答案 {.answers}\n\n辛\n"
    assert children(tmp_path, text) == ["[p h2 p]", "table", "[p]", "div", "[p]", "h2", "[p]"]


def test_key_points_go_across(tmp_path: Path) -> None:
    assert children(tmp_path, "!!! points\n    - 甲\n\n乙\n") == ["aside", "[p]"]


def test_a_chapter_without_a_block_has_no_run(tmp_path: Path) -> None:
    assert children(tmp_path, "") == []


def test_a_run_names_the_place_of_its_first_block(tmp_path: Path) -> None:
    read = read_book(tmp_path, {"book.toml": _COLUMNS, "a.md": "# 题\n\n甲\n\n乙\n"})
    assert read.chapters[0].tree[0].get("data-src") == "a.md:3-3"

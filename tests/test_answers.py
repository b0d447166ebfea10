"""The key to the exercises, left out where the book says so."""

from __future__ import annotations

from pathlib import Path

from .small_books import read_book

_WITHOUT = "[output.kanyin]\nanswers = false\n"


def headings(folder: Path, **files: str) -> list[str]:
    """Return the headings of a book without its key."""
    named = {name.replace("_", "."): text for name, text in files.items()}
    return [heading.text for heading in read_book(folder, {"book.toml": _WITHOUT, **named}).headings]


def test_a_key_goes_with_all_that_stands_under_it(tmp_path: Path) -> None:
    text = "# 题\n\n## 练习\n\n1. 问\n\n## 答案 {.answers}\n\n### 一\n\n甲\n\n### 二\n\n## 附记\n\n乙\n"
    assert headings(tmp_path, a_md=text) == ["练习", "附记"]


def test_a_key_of_a_lower_rank_ends_at_the_next_heading_of_its_own(tmp_path: Path) -> None:
    text = "# 题\n\n## 甲\n\n### 答案 {.answers}\n\n#### 细\n\n丙\n\n### 乙\n\n丁\n"
    assert headings(tmp_path, a_md=text) == ["甲", "乙"]


def test_a_chapter_that_is_a_key_is_no_chapter(tmp_path: Path) -> None:
    assert headings(tmp_path, a_md="# 水\n\n文。\n", b_md="# 答案 {.answers}\n\n甲\n", c_md="# 火\n\n文。\n") == [
        "水",
        "火",
    ]


def test_an_empty_chapter_stays_as_it_was(tmp_path: Path) -> None:
    files = {"book.toml": _WITHOUT, "SUMMARY.md": "- [水](a.md)\n- [火](b.md)\n", "a.md": "# 水\n\n文。\n", "b.md": ""}
    assert [heading.text for heading in read_book(tmp_path, files).headings] == ["水", "火"]


def test_the_key_is_there_by_default(tmp_path: Path) -> None:
    read = read_book(tmp_path, {"a.md": "# 题\n\n## 答案 {.answers}\n\n甲\n"})
    assert [heading.text for heading in read.headings] == ["答案"]

"""The masthead of a handout: its title's lines, its particulars."""

from __future__ import annotations

from pathlib import Path

import pytest

from kanyin.masthead import Masthead, Particular, imprint_line, masthead
from kanyin.words import words_for

from .small_books import read_book


def made(folder: Path, toml: str, language: str = "zh-Hans") -> Masthead:
    """Return the masthead of a book with this book.toml."""
    return masthead(read_book(folder, {"book.toml": toml, "a.md": "# 水\n\n文。\n"}).book, words_for(language))


def test_particulars_stand_in_the_authors_order_and_underlines_are_a_blank(tmp_path: Path) -> None:
    toml = '[output.kanyin.meta]\n"课时" = 2\n"姓名" = "______"\n"班级" = "三_二"\n'
    assert made(tmp_path, toml).particulars == (
        Particular("课时", "2"), Particular("姓名", "", 6), Particular("班级", "三_二"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("book", "expected"),
    [
        ("", ()),
        ('authors = ["甲", "乙"]', (("编写", "甲、乙"),)),
        ('date = "2025-4-12"', (("日期", "2025 年 4 月 12 日"),)),
        ('date = "2025年春"', (("日期", "2025年春"),)),
    ],
)
def test_without_particulars_authors_and_date_stand_there(
    tmp_path: Path, book: str, expected: tuple[tuple[str, str], ...]
) -> None:
    found = made(tmp_path, f"[book]\n{book}\n").particulars
    assert tuple((item.name, item.value) for item in found) == expected


def test_an_authors_role_is_the_name_of_the_particular(tmp_path: Path) -> None:
    toml = '[book]\nauthors = ["甲"]\n[output.kanyin]\nauthor_role = "主讲"\n'
    assert made(tmp_path, toml).particulars == (Particular("主讲", "甲"),)


def test_a_title_breaks_where_its_author_wants(tmp_path: Path) -> None:
    assert made(tmp_path, '[book]\ntitle = "甲乙丙丁"\n').lines == ("甲乙丙丁",)
    assert made(tmp_path, '[book]\ntitle = "甲乙丙丁"\n[output.kanyin]\ncover_title = "甲乙|丙丁"\n').lines == (
        "甲乙",
        "丙丁",
    )


def test_the_foot_has_publisher_and_series(tmp_path: Path) -> None:
    files = {"book.toml": '[book]\nseries = "丛书"\npublisher = "书社"\n', "a.md": "# 水\n\n文。\n"}
    assert imprint_line(read_book(tmp_path, files).book) == "书社　丛书"

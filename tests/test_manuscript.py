"""The manuscript: headings as the templates need them, what a contents lists, the count of characters."""

from __future__ import annotations

from pathlib import Path

import pytest

from .small_books import read_book

_RICH = "# 论*水*[^1]与[火](b.md) & <i>土</i>\n\n文。\n\n[^1]: 注\n"


def test_an_opener_keeps_its_notes_and_the_contents_line_does_not(tmp_path: Path) -> None:
    opener = read_book(tmp_path, {"a.md": _RICH, "b.md": "# 火\n"}).headings[0]
    assert "注" in opener.inline
    assert opener.title == "论<em>水</em>与火 &amp; <i>土</i>"
    assert opener.text == "论水与火 & 土"


def test_every_heading_knows_its_lines_in_the_file(tmp_path: Path) -> None:
    read = read_book(tmp_path, {"a.md": "---\ntitle: 水\n---\n\n# 水\n\n## 源\n", "1/b.md": "# 火\r\n\r\n## 薪\r\n"})
    assert [heading.src for heading in read.headings] == ["a.md:5-5", "a.md:7-7", "1/b.md:1-1", "1/b.md:3-3"]


@pytest.mark.parametrize(
    ("depth", "listed"), [(1, ["水", "火"]), (2, ["水", "源", "火"]), (3, ["水", "源", "泉", "火"])]
)
def test_a_contents_lists_as_many_levels_as_it_is_deep(tmp_path: Path, depth: int, listed: list[str]) -> None:
    read = read_book(tmp_path, {"a.md": "# 水\n\n## 源\n\n### 泉\n", "b.md": "# 火\n"})
    assert [heading.text for heading in read.text.listed_headings(depth)] == listed


def test_in_an_article_the_sections_are_listed_as_chapters(tmp_path: Path) -> None:
    read = read_book(tmp_path, {"a.md": "# 讲义\n\n## 源\n\n### 泉\n"})
    assert [heading.text for heading in read.text.listed_headings(1)] == ["源"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("水火。", 3),  # marks count
        ("水 火\n土", 3),  # spaces do not
        ("水 water 火", 3),  # a Latin word counts as one
        ("don’t well-known v1.2", 3),
        ("*水*火", 2),
        ("水[^1]\n\n[^1]: 注文", 3),  # so do notes
        ("[水](https://example.org)", 1),  # addresses do not
    ],
)
def test_characters_are_counted_as_chinese_publishing_does(tmp_path: Path, text: str, count: int) -> None:
    assert read_book(tmp_path, {"a.md": text + "\n"}).text.characters == count


def test_a_thousand_chapters_are_read(tmp_path: Path) -> None:
    text = "".join(f"# 题{number}\n\n## 小结\n\n[](#题{number})\n\n" for number in range(1000))
    read = read_book(tmp_path, {"a.md": text})
    assert read.headings[-2].number == "第一千章"
    assert len({heading.id for heading in read.headings}) == 2000
    assert read.references[-1] == "第一千章"

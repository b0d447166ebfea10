"""From files to numbered chapters: the cases of fixtures/manuscript/numbering.md, and how files become chapters."""

from __future__ import annotations

from pathlib import Path

import pytest

from kanyin.manuscript import Break, Draft, Part

from .small_books import Read, cases, read_book

_TWO = {"a.md": "# 水\n\n## 源\n", "b.md": "# 火\n\n## 薪\n"}


def _shown(read: Read) -> list[str]:
    return [f"{heading.level} {heading.number or '-'} {heading.text}" for heading in read.headings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(text, expected, id=title) for title, text, expected in cases("manuscript/numbering.md")],
)
def test_headings_are_numbered(tmp_path: Path, text: str, expected: str) -> None:
    first, *others = text.split("=== ")
    named = (other.partition("\n") for other in others)
    files = {"a.md": first, **{name: chapter for name, _, chapter in named}}
    assert _shown(read_book(tmp_path, files)) == expected.split("\n")


def test_a_case_of_the_fixture_file_is_read_whole() -> None:
    assert len(list(cases("manuscript/numbering.md"))) >= 17


def _numbered(tmp_path: Path, mode: str, files: dict[str, str]) -> list[str | None]:
    return read_book(tmp_path, {"book.toml": f'[output.kanyin]\nnumbering = "{mode}"\n', **files}).numbers


def test_numbering_on_numbers_what_carries_no_number(tmp_path: Path) -> None:
    files = {"a.md": "# 第1章 水\n\n## 1. 源\n\n## 流\n", "b.md": "# 火\n"}
    assert _numbered(tmp_path, "on", files) == ["第1章", "1", "二", "第二章"]


def test_numbering_off_leaves_the_typed_numbers_alone(tmp_path: Path) -> None:
    assert _numbered(tmp_path, "off", {**_TWO, "c.md": "# 第3章 土\n"}) == [None, None, None, None, "第3章"]


def test_numbering_auto_is_the_default(tmp_path: Path) -> None:
    assert read_book(tmp_path, _TWO).numbers == ["第一章", "一", "第二章", "一"]


def test_prefix_and_suffix_chapters_are_not_numbered(tmp_path: Path) -> None:
    summary = "# 目录\n\n[前言](p.md)\n\n- [水](a.md)\n- [火](b.md)\n\n---\n\n[后记](s.md)\n"
    files = {"SUMMARY.md": summary, **_TWO, "p.md": "# 前言\n\n## 缘起\n", "s.md": "# 后记\n"}
    read = read_book(tmp_path, files)
    assert read.numbers == [None, None, "第一章", "一", "第二章", "一", None]
    assert [chapter.kind for chapter in read.chapters] == ["prefix", "numbered", "numbered", "suffix"]


def test_a_sub_chapter_is_taken_into_its_chapter_one_level_down(tmp_path: Path) -> None:
    summary = "# 目录\n\n- [水](a.md)\n  - [井](b.md)\n    - [泉](c.md)\n- [火](d.md)\n"
    files = {"SUMMARY.md": summary, "a.md": "# 水\n", "b.md": "# 井\n\n## 深\n", "c.md": "# 泉\n", "d.md": "# 火\n"}
    read = read_book(tmp_path, files)
    assert _shown(read) == ["1 第一章 水", "2 一 井", "3 （一） 深", "3 （二） 泉", "1 第二章 火"]
    assert [element.tag for element in read.chapters[0].tree] == ["h2", "h3", "h3"]


def test_no_heading_goes_below_the_sixth_level(tmp_path: Path) -> None:
    summary = "# 目录\n\n- [水](a.md)\n  - [井](b.md)\n"
    read = read_book(tmp_path, {"SUMMARY.md": summary, "a.md": "# 水\n", "b.md": "# 井\n\n###### 末\n"})
    assert [element.tag for element in read.chapters[0].tree] == ["h2", "h6"]


def test_a_sub_chapter_after_a_draft_belongs_to_the_chapter_still(tmp_path: Path) -> None:
    summary = "# 目录\n\n- [水](a.md)\n  - [未写]()\n  - [井](b.md)\n- [火](c.md)\n"
    files = {"SUMMARY.md": summary, "a.md": "# 水\n", "b.md": "# 井\n", "c.md": "# 火\n"}
    assert _shown(read_book(tmp_path, files)) == ["1 第一章 水", "2 一 井", "1 第二章 火"]


def test_a_sub_chapter_of_a_draft_is_a_chapter(tmp_path: Path) -> None:
    summary = "# 目录\n\n- [水](a.md)\n- [未写]()\n  - [井](b.md)\n"
    files = {"SUMMARY.md": summary, "a.md": "# 水\n", "b.md": "# 井\n"}
    assert _shown(read_book(tmp_path, files)) == ["1 第一章 水", "1 第二章 井"]


def test_a_file_without_a_heading_has_the_title_of_the_summary(tmp_path: Path) -> None:
    summary = "# 目录\n\n- [水](a.md)\n  - [井](b.md)\n- [火](c.md)\n"
    files = {"SUMMARY.md": summary, "a.md": "文。\n", "b.md": "文。\n", "c.md": "文。\n\n## 薪\n"}
    assert _shown(read_book(tmp_path, files)) == ["1 第一章 水", "2 一 井", "1 第二章 火", "2 一 薪"]


def test_the_heading_of_the_file_wins_over_the_title_of_the_summary(tmp_path: Path) -> None:
    files = {"SUMMARY.md": "# 目录\n\n- [短](a.md)\n- [火](b.md)\n", "a.md": "# 长长的题目\n", "b.md": "# 火\n"}
    assert read_book(tmp_path, files).headings[0].text == "长长的题目"


def test_what_stands_before_the_first_heading_belongs_to_its_chapter(tmp_path: Path) -> None:
    read = read_book(tmp_path, {"a.md": "甲\n\n乙\n\n# 水\n\n丙\n", "b.md": "# 火\n"})
    assert [p.text for p in read.chapters[0].tree] == ["甲", "乙", "丙"]


def test_a_level_one_heading_in_a_box_of_html_opens_no_chapter(tmp_path: Path) -> None:
    read = read_book(tmp_path, {"a.md": "# 水\n\n<div>\n\n# 盒\n\n</div>\n\n## 源\n\n[](#盒)\n", "b.md": "# 火\n"})
    assert _shown(read) == ["1 第一章 水", "1 - 盒", "2 一 源", "1 第二章 火"]
    assert read.references == ["“盒”"]


def test_parts_drafts_and_separators_stand_where_they_are_listed(tmp_path: Path) -> None:
    summary = "# 目录\n\n# 上编 料\n\n- [水](a.md)\n- [未写]()\n\n---\n\n# 下编\n\n- [火](b.md)\n"
    read = read_book(tmp_path, {"SUMMARY.md": summary, **_TWO})
    kinds = [type(entry).__name__ for entry in read.text.outline]
    assert kinds == ["Part", "Chapter", "Draft", "Break", "Part", "Chapter"]
    first, _, draft, _, second, _ = read.text.outline
    assert isinstance(first, Part)
    assert isinstance(second, Part)
    assert (first.label, first.title, first.bookmark) == ("上编", "料", "上编　料")
    assert (second.label, second.title, second.bookmark) == (None, "下编", "下编")
    assert draft == Draft(1, "未写")
    assert read.text.outline[3] == Break()


def test_the_anchor_of_a_part_is_its_own(tmp_path: Path) -> None:
    summary = "# 目录\n\n# 上编\n\n- [水](a.md)\n- [火](b.md)\n"
    read = read_book(tmp_path, {"SUMMARY.md": summary, "a.md": "# Part 1\n\n## Part.1\n", "b.md": "# 火\n"})
    [part] = [entry for entry in read.text.outline if isinstance(entry, Part)]
    assert part.id not in [heading.id for heading in read.headings]


def test_under_parts_chapters_go_on_counting_and_move_down_in_the_outline(tmp_path: Path) -> None:
    summary = "# 目录\n\n# 上编\n\n- [水](a.md)\n\n# 下编\n\n- [火](b.md)\n"
    read = read_book(tmp_path, {"SUMMARY.md": summary, **_TWO})
    assert read.numbers == ["第一章", "一", "第二章", "一"]
    assert [heading.outline_level for heading in read.headings] == [2, 3, 2, 3]


def test_an_article_has_no_opener_and_its_sections_are_the_top_level(tmp_path: Path) -> None:
    read = read_book(tmp_path, {"a.md": "# 讲义\n\n## 源\n\n### 泉\n\n## 流\n"})
    assert read.text.is_article
    assert read.chapters[0].opener is None
    assert [(h.number, h.outline_level) for h in read.headings] == [("一", 1), ("（一）", 2), ("二", 1)]
    assert "讲义" not in "".join(read.chapters[0].tree.itertext())  # the title is printed by the template


def test_a_text_without_a_heading_is_an_article(tmp_path: Path) -> None:
    read = read_book(tmp_path, {"a.md": "一段文字。\n"})
    assert read.text.is_article
    assert read.headings == []


def test_one_file_of_several_level_one_headings_is_a_book(tmp_path: Path) -> None:
    read = read_book(tmp_path, {"a.md": "# 水\n\n# 火\n"})
    assert not read.text.is_article
    assert read.numbers == ["第一章", "第二章"]


def test_a_heading_that_is_not_the_books_title_is_printed(tmp_path: Path) -> None:
    read = read_book(tmp_path, {"book.toml": '[book]\ntitle = "手册"\n', "a.md": "# 水的讲义\n\n## 源\n"})
    assert _shown(read) == ["1 第一章 水的讲义", "2 一 源"]


@pytest.mark.parametrize("heading", ["# 水的*讲义*", "# 水的讲义[^1]\n\n[^1]: 注", "水的讲义\n===", "# 水的讲义 #"])
def test_a_heading_that_is_the_books_title_is_not_printed_twice(tmp_path: Path, heading: str) -> None:
    for files in ({}, {"book.toml": '[book]\ntitle = "水的讲义"\n'}):
        assert read_book(tmp_path, {**files, "a.md": f"{heading}\n\n## 源\n"}).text.is_article


def test_the_heading_that_gave_the_book_its_title_is_not_printed_twice(tmp_path: Path) -> None:
    # The title is taken before Markdown is parsed: it keeps `[r]`.
    assert read_book(tmp_path, {"a.md": "# 水的[讲义][r]\n\n## 源\n\n[r]: https://a.cn\n"}).text.is_article


def test_a_bracketed_number_is_marked_for_the_stylesheet(tmp_path: Path) -> None:
    read = read_book(tmp_path, {"a.md": "# 水\n\n## 源\n\n### 泉\n", "b.md": "# 火\n"})
    [section], [subsection] = read.all("h2"), read.all("h3")
    assert section[0].get("class") == "number"
    assert subsection[0].get("class") == "number bracketed"


def test_a_heading_tells_the_outline_its_number_and_title(tmp_path: Path) -> None:
    read = read_book(tmp_path, {"a.md": "# 水\n\n## “源”与 & <流>[^1]\n\n[^1]: 注\n", "b.md": "# 火\n"})
    [section] = read.all("h2")
    assert section.get("data-bookmark") == "一 “源”与 & <流>"
    assert "bookmark-2" in section.get("class", "").split()
    assert read.headings[0].bookmark == "第一章 水"

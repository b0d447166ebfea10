"""The plan of a volume: its sections, where each starts, how its pages are numbered."""

from __future__ import annotations

from pathlib import Path

import pytest

from kanyin.plan import Section, Shape, plan

from .small_books import read_book

_SHORT, _LONG, _LONGEST = Shape(True, False), Shape(False, False), Shape(False, True)
_BOOK = {"a.md": "# 水\n\n## 源\n", "b.md": "# 火\n"}
_PARTS = {"SUMMARY.md": "# 目录\n\n# 上编\n\n- [水](a.md)\n\n---\n\n# 下编\n\n- [火](b.md)\n- [未写]()\n", **_BOOK}


def _plan(folder: Path, shape: Shape, files: dict[str, str], settings: str = "") -> tuple[Section, ...]:
    read = read_book(folder, {**files, "book.toml": f"[output.kanyin]\n{settings}\n"})
    return plan(read.book, read.text, shape)


def _templates(sections: tuple[Section, ...]) -> list[str]:
    return [" ".join(piece.template.removesuffix(".html") for piece in section.pieces) for section in sections]


def test_a_short_book_has_one_inside_cover_and_runs_on(tmp_path: Path) -> None:
    sections = _plan(tmp_path, _SHORT, _BOOK)
    assert _templates(sections) == ["cover", "inside", "chapter chapter", "back-cover"]
    assert [section.folios for section in sections] == ["cover", "cover", "arabic", "back"]
    assert [section.starts for section in sections] == ["recto", "next", "next", "next"]
    assert [section.run_on for section in sections] == [False, False, True, False]


def test_a_long_book_has_front_matter_and_a_section_a_chapter(tmp_path: Path) -> None:
    sections = _plan(tmp_path, _LONG, _BOOK)
    assert _templates(sections) == ["cover", "title-page", "colophon", "contents", *["chapter"] * 2, "back-cover"]
    assert [section.folios for section in sections] == ["cover", *["roman"] * 3, "arabic", "arabic", "back"]
    # The colophon stands behind the title; contents and body begin on the right; further chapters on the next page; the back cover is a left-hand page.
    assert [section.starts for section in sections] == ["recto", "recto", "next", "recto", "recto", "next", "verso"]


def test_in_the_longest_books_every_chapter_starts_on_the_right_and_there_is_a_half_title(tmp_path: Path) -> None:
    sections = _plan(tmp_path, _LONGEST, _BOOK)
    assert _templates(sections)[1:4] == ["half-title title-page", "colophon", "contents"]
    assert [section.starts for section in sections[4:6]] == ["recto", "recto"]


def test_a_part_and_the_chapter_behind_it_start_on_the_right(tmp_path: Path) -> None:
    sections = _plan(tmp_path, _LONG, _PARTS)[4:-1]
    assert _templates(sections) == ["part", "chapter", "part", "chapter"]
    assert {section.starts for section in sections} == {"recto"}


def test_in_a_short_book_a_part_is_a_line(tmp_path: Path) -> None:
    assert _templates(_plan(tmp_path, _SHORT, _PARTS))[2] == "part-inline chapter part-inline chapter"


def test_no_two_sections_have_one_name(tmp_path: Path) -> None:
    for shape in (_SHORT, _LONG, _LONGEST):
        names = [section.name for section in _plan(tmp_path, shape, _PARTS)]
        assert len(set(names)) == len(names)


def test_without_a_cover_the_contents_come_first(tmp_path: Path) -> None:
    assert _templates(_plan(tmp_path, _SHORT, _BOOK, 'cover = "none"')) == ["contents", "chapter chapter"]
    assert _templates(_plan(tmp_path, _LONG, _BOOK, 'cover = "none"'))[:3] == ["title-page", "colophon", "contents"]


def test_the_back_cover_can_be_left_out(tmp_path: Path) -> None:
    assert _templates(_plan(tmp_path, _SHORT, _BOOK, "back_cover = false"))[-1] == "chapter chapter"


@pytest.mark.parametrize(
    ("shape", "settings", "templates"),
    [
        (_SHORT, "", ["cover", "colophon", "chapter", "back-cover"]),
        (_SHORT, 'cover = "none"', ["chapter"]),
        (_LONG, "", ["cover", "title-page", "colophon", "chapter", "back-cover"]),
    ],
)
def test_a_text_without_headings_has_no_contents(
    tmp_path: Path, shape: Shape, settings: str, templates: list[str]
) -> None:
    assert _templates(_plan(tmp_path, shape, {"a.md": "# 水\n\n文。\n"}, settings)) == templates


def test_a_contents_without_a_line_at_its_depth_is_none(tmp_path: Path) -> None:
    sections = _plan(tmp_path, _SHORT, {"a.md": "# 水\n\n### 泉\n"}, "contents_depth = 1")
    assert _templates(sections)[1] == "colophon"


def _sheets(folder: Path, shape: Shape, files: dict[str, str], settings: str = "") -> Section:
    read = read_book(folder, {**files, "book.toml": f"[output.kanyin]\n{settings}\n"})
    [section] = plan(read.book, read.text, shape, form="sheets")
    return section


def test_a_handout_is_one_section_under_a_masthead(tmp_path: Path) -> None:
    section = _sheets(tmp_path, _SHORT, _PARTS)
    assert _templates((section,)) == ["masthead part-inline chapter part-inline chapter"]
    assert (section.kind, section.folios, section.starts, section.run_on) == ("body", "arabic", "next", True)


def test_a_long_handout_lists_its_contents_and_does_not_run_on(tmp_path: Path) -> None:
    section = _sheets(tmp_path, _LONG, _BOOK)
    assert _templates((section,)) == ["masthead contents chapter chapter"]
    assert not section.run_on


def test_a_handout_with_an_imprint_closes_with_it(tmp_path: Path) -> None:
    section = _sheets(tmp_path, _SHORT, _BOOK, "[output.kanyin.colophon]\neditor = '甲'")
    assert _templates((section,)) == ["masthead chapter chapter colophon"]

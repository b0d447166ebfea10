"""The table of contents: its lines, their levels and folios, the widths of its columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from kanyin.contents import Contents, contents

from .conftest import BuildBook
from .small_books import read_book

_BOOK = {"a.md": "# 水\n\n## 源\n\n### 泉\n", "b.md": "# 火\n"}
_LISTED = {
    "SUMMARY.md": "# 目录\n\n[记](p.md)\n\n# 上编 料\n\n- [水](a.md)\n  - [未写]()\n\n---\n\n# 下编\n\n- [火](b.md)\n- [待写]()\n",
    "p.md": "# 记\n",
    **_BOOK,
}


def _contents(folder: Path, files: dict[str, str], depth: int = 2, **folios: str) -> Contents:
    return contents(read_book(folder, files).text, depth, lambda anchor: folios.get(anchor, ""), inside=False)


def _lines(made: Contents) -> list[str]:
    return [f"{entry.kind} {entry.level} {entry.label or '-'} {entry.title}" for entry in made.entries]


@pytest.mark.parametrize(
    ("depth", "lines"),
    [
        (1, ["heading 1 第一章 水", "heading 1 第二章 火"]),
        (2, ["heading 1 第一章 水", "heading 2 一 源", "heading 1 第二章 火"]),
        (3, ["heading 1 第一章 水", "heading 2 一 源", "heading 3 （一） 泉", "heading 1 第二章 火"]),
    ],
)
def test_a_contents_is_as_deep_as_wanted(tmp_path: Path, depth: int, lines: list[str]) -> None:
    assert _lines(_contents(tmp_path, _BOOK, depth)) == lines


def test_parts_separators_and_drafts_are_listed_in_their_place(tmp_path: Path) -> None:
    assert _lines(_contents(tmp_path, _LISTED)) == [
        "heading 1 - 记",
        "part 1 上编 料",
        "heading 1 第一章 水",
        "heading 2 一 源",
        "draft 2 - 未写",
        "separator 1 - ",
        "part 1 - 下编",
        "heading 1 第二章 火",
        "draft 1 - 待写",
    ]


def test_a_draft_below_the_depth_is_not_listed(tmp_path: Path) -> None:
    assert [line for line in _lines(_contents(tmp_path, _LISTED, 1)) if "draft" in line] == ["draft 1 - 待写"]


def test_the_sections_of_an_article_are_listed_as_chapters(tmp_path: Path) -> None:
    made = _contents(tmp_path, {"a.md": "# 讲义\n\n## 源\n\n### 泉\n\n#### 深\n"})
    assert _lines(made) == ["heading 1 一 源", "heading 2 （一） 泉"]


def test_a_line_has_the_folio_of_its_anchor_and_none_before_it_is_known(tmp_path: Path) -> None:
    made = _contents(tmp_path, _BOOK, 1, 水="3")
    assert [(entry.target, entry.folio) for entry in made.entries] == [("水", "3"), ("火", "")]


def test_the_column_of_labels_is_a_little_over_an_em_wider_than_the_widest(tmp_path: Path) -> None:
    # 第一章 is 3 em wide.
    made = _contents(tmp_path, _BOOK)
    assert (made.label_width, made.indent) == ("calc(4.2 * var(--size))", "calc(4.2 * var(--size))")


def test_without_labels_there_is_no_column_for_them(tmp_path: Path) -> None:
    made = _contents(tmp_path, {**_BOOK, "book.toml": '[output.kanyin]\nnumbering = "off"\n'})
    assert (made.label_width, made.indent) == ("calc(0 * var(--size))", "calc(2 * var(--size))")


@pytest.mark.parametrize(("chapters", "shares"), [(12, True), (13, False)])
def test_up_to_twelve_lines_leave_room_for_the_colophon(tmp_path: Path, chapters: int, shares: bool) -> None:
    text = "".join(f"# **题** `{number}`\n\n" for number in range(chapters))  # marks are not counted as width
    assert _contents(tmp_path, {"a.md": text}).shares_page is shares


def test_a_long_title_takes_two_lines(tmp_path: Path) -> None:
    text = "".join(f"# {'题' * 21}\n\n" for _ in range(7))  # 21 em in lines of 20: 14 lines
    assert not _contents(tmp_path, {"a.md": text}).shares_page


@pytest.mark.parametrize(("grid", "shared"), [((27, 26), True), ((27, 20), False), ((9, 26), False)])
def test_a_colophon_shares_the_inside_cover_where_the_page_has_lines_enough(
    tmp_path: Path, grid: tuple[int, int], shared: bool
) -> None:
    # 8 entries: of 27 characters a line each takes one, and 14 lines are for the rest; of 9 each takes several.
    files = {f"{n}.md": f"# 水火木金土{n}\n" for n in range(8)}
    made = contents(read_book(tmp_path, files).text, 1, str, inside=True, grid=grid)
    assert made.shares_page is shared


def test_a_title_turns_over_under_itself_and_its_folio_stands_behind_its_last_line(build_book: BuildBook) -> None:
    title = "恰好一行放满的题目一二三四五六七八九十一"  # 20 em: a line of contents has 27 - 4.2 - 2.67
    files = {"a.md": "# 甲\n\n字。\n", "b.md": f"# {title}\n\n字。\n"}
    reading = build_book({"book.toml": "[book]\ntitle = '书'\n[output.kanyin]\nshort = false\n", **files})
    page = reading.page_of("目录")
    glyphs = [glyph for glyph in reading.on(page) if glyph.size == 10.5]
    rows = sorted({round(glyph.y) for glyph in glyphs})[-2:]
    first, last = ([glyph for glyph in glyphs if round(glyph.y) == row] for row in rows)
    assert last[0].x == pytest.approx(first[3].x, abs=0.1)  # behind 第一章
    assert len([glyph for glyph in last if glyph.char in title]) >= 2  # 孤字
    assert last[-1].char == "2"
    assert last[-1].x > max(glyph.x for glyph in first) + 10.5

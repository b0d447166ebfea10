"""Code in finished books. Lengths are in pt of the theme `book`: 7.5 pt type on 13.5 pt, 70 columns of 3.75 pt."""

from __future__ import annotations

from pathlib import Path

import pytest

from kanyin import build
from kanyin.diagnostics import Report

from .engine.drawn import shapes
from .reading import Glyph, Reading

SIZE, COLUMN, PITCH = 7.5, 3.75, 13.5
HEAD, DEPTH = 24 * 72 / 25.4, 468.0
TEXT = "纸是什么？把植物的纤维打散在水里，再让水慢慢漏走，留在帘子上的那一层薄薄的交织，就是纸。"


def built(folder: Path, body: str) -> Reading:
    """Build a book of one chapter in which nothing is wrong."""
    (folder / "a.md").write_text(f"# 码\n\n{body}\n", encoding="utf-8")
    report = Report()
    made = build(folder / "a.md", folder / "out", report=report)
    assert not [found for found in report if found.severity != "note"]
    return Reading(made.files[0])


def fenced(*lines: str, info: str = "text") -> str:
    """Return lines as code."""
    return "\n".join([f"```{info}", *lines, "```"])


def rows(reading: Reading, page: int) -> list[list[Glyph]]:
    """Return the lines of code on a page: glyphs of its size, by baseline, from the top."""
    found: dict[float, list[Glyph]] = {}
    for glyph in reading.on(page):
        if glyph.size == SIZE and HEAD < glyph.y < HEAD + DEPTH:
            found.setdefault(round(glyph.y, 1), []).append(glyph)
    return [found[y] for y in sorted(found)]


def test_a_han_character_takes_two_columns(tmp_path: Path) -> None:
    reading = built(tmp_path, fenced("|1234567890|", "|一二三四五|", "|“，。”…|"))
    ends = [row[-1].x - row[0].x for row in rows(reading, reading.find("|1234")[0].page)]
    assert ends == [pytest.approx(11 * COLUMN, abs=0.05)] * 3  # a bar, and ten columns


def test_a_tab_goes_to_the_next_fourth_column(tmp_path: Path) -> None:
    reading = built(tmp_path, fenced("a\t|", "ab甲\t|", "甲乙\t\t|", "\t甲\t|"))
    bars = [row[-1].x - reading.find("a")[0].x for row in rows(reading, reading.find("ab甲")[0].page)]
    # `a` and a stop at 4; `ab甲` fills 4, so 8; `甲乙` fills 4, so 8 and 12; 4, `甲` to 6, so 8.
    assert bars == [pytest.approx(columns * COLUMN, abs=0.05) for columns in (4, 8, 12, 8)]


def test_code_turns_over_at_its_spaces_and_not_after_a_hyphen_in_a_name(tmp_path: Path) -> None:
    before = "1234567 " * 8  # 64 columns; with `--no-` 69 of 70
    reading = built(tmp_path, fenced(f"{before}--no-cache", "末行"))
    lines = rows(reading, reading.find("1234567")[0].page)
    assert ["".join(glyph.char for glyph in line) for line in lines] == ["1234567" * 8, "--no-cache", "末行"]


def test_a_line_of_seventy_columns_is_not_turned_over(tmp_path: Path) -> None:
    reading = built(tmp_path, fenced("1234567890" * 7, "1234567890" * 7 + "x"))
    assert [len(row) for row in rows(reading, reading.find("1234567890")[0].page)] == [70, 70, 1]


@pytest.mark.parametrize("line", ["word " * 30, "x" * 300, "汉字代码没有空格也要折行，" * 9, "a" + "中文，" * 60])
@pytest.mark.parametrize(
    "around",
    ["{}", "- 项\n\n  {}", "> 引\n>\n> {}", "!!! note\n    框\n\n    {}", "1. 项\n\n   - 项\n\n     {}"],
    ids=["page", "list", "quote", "box", "nested"],
)
def test_a_long_line_is_turned_over_within_its_ground(tmp_path: Path, line: str, around: str) -> None:
    before = around.rpartition("\n")[2].removesuffix("{}")
    code = fenced(line.strip()).replace("\n", "\n" + (before if before.strip() == ">" else " " * len(before)))
    reading = built(tmp_path, around.format(code))
    page = reading.find(line[:3].strip())[0].page
    found = rows(reading, page)
    assert len(found) > 2
    assert "".join(glyph.char for row in found for glyph in row) == line.replace(" ", "")
    right = max(shape.right for shape in shapes(reading, page) if shape.filled and shape.color == (242, 242, 242))
    assert max(glyph.x + glyph.size / 2 for row in found for glyph in row) <= right
    assert {round(row[0].x - found[0][0].x, 1) for row in found[1:]} == {15.0}  # two em in


@pytest.mark.parametrize("offset", range(0, 27, 2))
def test_no_line_of_code_stands_alone_on_a_page(tmp_path: Path, offset: int) -> None:
    body = f"{TEXT}\n\n" * offset + fenced(*(f"第{n}行" for n in range(40)))
    reading = built(tmp_path, body)
    pages = [len(found) for page in range(reading.pages) if (found := rows(reading, page))]
    assert sum(pages) == 40
    assert min(pages) >= 2


def test_neither_does_a_piece_of_a_line_that_is_turned_over(tmp_path: Path) -> None:
    reading = built(tmp_path, fenced(*("很长的一行 " * 30 for _ in range(20))))
    for page in range(reading.pages):
        starts = [row[0].x for row in rows(reading, page)]
        if starts:
            assert starts[0] == min(starts) or starts[1] != min(starts)  # two pieces at least go over together


def test_numbers_stand_flush_right_before_the_lines(tmp_path: Path) -> None:
    reading = built(tmp_path, fenced(*("行" for _ in range(12)), info="text {.numbered}"))
    found = rows(reading, reading.find("行")[0].page)
    assert ["".join(glyph.char for glyph in row) for row in found] == [f"{n}行" for n in range(1, 13)]
    assert len({round(row[-1].x, 1) for row in found}) == 1  # the lines begin at one place
    assert len({round(row[-2].x, 1) for row in found}) == 1  # so do the last figures


def test_a_turned_over_line_has_one_number(tmp_path: Path) -> None:
    reading = built(tmp_path, fenced("码" * 80, "码", info="text {.numbered start=99}"))
    found = rows(reading, reading.find("码码")[0].page)
    assert ["".join(glyph.char for glyph in row).strip("码") for row in found] == ["99", "", "", "100"]


def test_code_in_a_note_keeps_its_lines(tmp_path: Path) -> None:
    reading = built(
        tmp_path,
        f"文[^1]。\n\n[^1]: 注\n\n    {fenced('kanyin new', 'kanyin build').replace(chr(10), chr(10) + '    ')}",
    )
    first, second = reading.find("kanyinnew")[0], reading.find("kanyinbuild")[0]
    assert second.y - first.y == pytest.approx(PITCH, abs=0.1)
    assert first.size == SIZE


def test_code_in_a_table_is_broken_within_its_cell(tmp_path: Path) -> None:
    reading = built(tmp_path, f"| 命令 | 作用 |\n|---|---|\n| `{'x' * 90}` | {TEXT} |")
    page = reading.find("xxx")[0].page
    assert all(glyph.x < 148 * 72 / 25.4 - 22 * 72 / 25.4 for glyph in reading.on(page))
    assert "".join(glyph.char for glyph in reading.on(page)).count("x") == 90

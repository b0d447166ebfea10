"""Tables in finished books: over several pages, wide, with numbers. Lengths are in pt of the theme `book`."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from kanyin import build
from kanyin.diagnostics import Diagnostic, Report

from .conftest import BuildBook
from .reading import Glyph, Reading

# The type area: 22 mm in, 24 mm down, 283.5 x 468 pt; table text is 9 pt on 13.5 pt, a row of one line one pitch.
INNER, HEAD, MEASURE, DEPTH, PITCH, SMALL, SMALLER = 22 * 72 / 25.4, 24 * 72 / 25.4, 283.5, 468.0, 18.0, 9.0, 7.5
WORDS = "柔韧，耐久，吸墨有层次，适合写大字，也适合印书"


def table(head: str, rows: list[str], caption: str = "") -> str:
    """Return a table in Markdown; cells are divided by bars."""
    rule = "|".join("---" for _ in head.split("|"))
    lines = [head, rule, *rows, *([f": {caption}"] if caption else [])]
    return "\n".join(f"| {line} |" if line[0] != ":" else line for line in lines) + "\n"


def built(folder: Path, body: str) -> tuple[Reading, list[Diagnostic]]:
    """Build a book of one chapter; returns it and what was found."""
    folder.joinpath("a.md").write_text(f"# 表\n\n{body}\n", encoding="utf-8")
    report = Report()
    made = build(folder / "a.md", folder / "out", report=report)
    return Reading(made.files[0]), list(report)


def rules(reading: Reading, page: int, caption: str) -> list[float]:
    """Return how thick the three rules below a caption are: what is dark just inside the table's left edge."""
    scale = 20
    with pdfium.PdfDocument(reading.path) as pdf:
        bitmap = pdf[page].render(scale=scale, grayscale=True).to_pil()
    top = round(reading.find(caption, page)[0].y * scale)
    left = INNER if page % 2 == 0 else 148 * 72 / 25.4 - INNER - MEASURE
    column = [bitmap.getpixel((round((left + 1.5) * scale), y)) < 128 for y in range(top, bitmap.height)]
    return [round(len(list(run)) / scale, 1) for dark, run in groupby(column) if dark][:3]


# Over several pages


@pytest.fixture
def long_table(tmp_path: Path) -> Reading:
    """A table of 60 rows, with text before and behind it."""
    rows = [f"料{n:02}|{WORDS if n % 5 else WORDS * 2}" for n in range(60)]
    reading, found = built(
        tmp_path, "前文。\n\n" + table("原料|用处", rows, "原料一览 {#tbl-a}") + "\n后文，见[](#tbl-a)。"
    )
    assert not found
    return reading


def test_every_page_of_a_long_table_has_its_number_and_its_head(long_table: Reading) -> None:
    first, last = long_table.find("表1原料一览")[0].page, long_table.find("料59")[0].page
    assert last - first >= 2
    for page in range(first + 1, last + 1):
        text = "".join(glyph.char for glyph in long_table.on(page) if glyph.size == SMALL)
        assert text.startswith("续表1原料用处料")
        # Caption and head take a pitch each, the first row stands in the third.
        caption, head, row = (long_table.find(word, page)[0] for word in ("续表", "原料", "柔韧"))
        assert head.y - caption.y == pytest.approx(PITCH, abs=1)
        assert row.y - head.y == pytest.approx(PITCH, abs=1)
        assert HEAD < caption.y < HEAD + PITCH


def test_no_row_of_a_long_table_is_lost_doubled_or_cut(long_table: Reading) -> None:
    text = "".join(glyph.char for glyph in long_table.glyphs)
    assert re.findall(r"料(\d\d)", text) == [f"{n:02}" for n in range(60)]
    for number in range(0, 60, 5):
        start = text.index(f"料{number:02}")
        assert text[start + 3 :].startswith(WORDS * 2), number


def test_a_part_is_closed_by_the_rule_under_the_head_and_the_table_by_the_thick_one(long_table: Reading) -> None:
    first, last = long_table.find("表1原料一览")[0].page, long_table.find("料59")[0].page
    assert rules(long_table, first, "表1") == pytest.approx([1, 0.5, 0.5], abs=0.1)
    assert rules(long_table, last, "续表") == pytest.approx([1, 0.5, 1], abs=0.1)


def test_text_behind_a_long_table_is_on_the_grid(long_table: Reading) -> None:
    before, after = long_table.find("前文")[0], long_table.find("后文")[0]
    off = (after.y - before.y) % PITCH
    assert min(off, PITCH - off) < 0.3


def test_every_page_of_a_very_long_table_is_full(tmp_path: Path) -> None:
    reading, found = built(tmp_path, table("号|名", [f"{n}|码" for n in range(1, 1001)], "长"))
    assert not found
    first, last = reading.find("表1长")[0].page, reading.find("1000")[0].page
    assert {sum(glyph.char == "码" for glyph in reading.on(page)) for page in range(first + 1, last)} == {24}  # 26 - 2


# Numbers


def _xs(reading: Reading, *numbers: str, sign: str = ".") -> list[float]:
    """Return where a character of each number stands."""
    return [reading.find(number)[number.index(sign)].x for number in numbers]


def test_decimals_stand_on_their_points(tmp_path: Path) -> None:
    rows = ["皮料|¥1,234.50|12.5%", "竹料|3.75|3%", "麻料|–|0.125%", "草料|−120|100%"]
    reading, found = built(tmp_path, table("品名|价|占比", rows))
    assert not found
    points = _xs(reading, "1,234.50", "3.75")
    assert points[1] == pytest.approx(points[0], abs=0.05)
    # What has no point ends where the points are.
    last = reading.find("−120")[-1]
    assert last.x + 0.5 * SMALL < points[0] + 0.5
    percents = _xs(reading, "12.5%", "0.125%")
    assert percents[1] == pytest.approx(percents[0], abs=0.05)
    assert reading.find("100%")[3].x == pytest.approx(percents[0], abs=0.05)


def test_figures_are_flush_right_with_their_head(tmp_path: Path) -> None:
    reading, _ = built(tmp_path, table("品名|数", ["皮料|12", "竹料|3", "麻料|456"]))
    page = reading.find("皮料")[0].page
    ends = [reading.find(number, page)[-1] for number in ("12", "456")]
    assert ends[0].x == pytest.approx(ends[1].x, abs=0.05)
    assert reading.find("数", page)[0].x + SMALL == pytest.approx(ends[0].x + _advance(reading, "456"), abs=0.5)


def _advance(reading: Reading, digits: str) -> float:
    first, second = reading.find(digits)[:2]
    return second.x - first.x


@pytest.mark.parametrize("rule", [":--", ":-:", "--:"])
def test_decimals_stand_on_their_points_wherever_the_author_puts_the_column(tmp_path: Path, rule: str) -> None:
    body = f"| 品名 | 很长很长的表头 |\n|---|{rule}|\n| 甲 | 1.25 |\n| 乙 | 123.5 |\n"
    reading, _ = built(tmp_path, body)
    points = _xs(reading, "1.25", "123.5")
    assert points[0] == pytest.approx(points[1], abs=0.05)
    head, last = reading.find("很长")[0], reading.find("123.5")
    left, right = last[0].x - head.x, head.x + 7 * SMALL - reading.find("1.25")[-1].x
    assert {":--": left < 1, ":-:": abs(left - right) < SMALL, "--:": right < SMALL}[rule]


def test_numbers_are_read_back_in_order(tmp_path: Path) -> None:
    rows = ["皮料|1,234.50|12.5%", "竹料|3.75|3%"]
    reading, _ = built(tmp_path, table("品名|价|占比", rows))
    assert "皮料1,234.5012.5%竹料3.753%" in "".join(glyph.char for glyph in reading.glyphs)


# Wide tables


def codes(found: list[Diagnostic]) -> list[tuple[str, str, int]]:
    """Return code, severity and line of each finding."""
    return [(one.code, str(one.severity), one.span.line if one.span else 0) for one in found]


def test_short_columns_are_not_broken_beside_a_long_one(tmp_path: Path) -> None:
    reading, found = built(tmp_path, table("号|名|用处", [f"{n}|青檀皮第{n}号|{WORDS * 2}" for n in range(4)]))
    assert not found
    for n in range(4):
        name = reading.find(f"青檀皮第{n}号")
        assert len({round(glyph.y, 1) for glyph in name}) == 1


def test_type_is_a_size_smaller_where_columns_would_be_narrow_and_a_note_says_so(tmp_path: Path) -> None:
    reading, found = built(tmp_path, table("甲|乙|丙|丁|戊", ["|".join([WORDS] * 5)]))
    assert codes(found) == [("layout.table-fitted", "note", 3)]
    assert {glyph.size for glyph in reading.find("柔韧")} == {SMALLER}


@pytest.fixture
def turned(tmp_path: Path) -> tuple[Reading, list[Diagnostic]]:
    """A table of seven columns of text, in the middle of text."""
    body = table("一|二|三|四|五|六|七", ["|".join(f"{c}{WORDS}" for c in range(7))] * 3, "宽表 {#tbl-w}")
    return built(tmp_path, f"前文。\n\n{body}\n" + "后文，见[](#tbl-w)。" * 300)


def test_a_table_that_is_too_wide_is_turned_and_a_warning_says_so(turned: tuple[Reading, list[Diagnostic]]) -> None:
    assert codes(turned[1]) == [("layout.table-turned", "warning", 5)]
    assert "{.turned}" in (turned[1][0].hint or "")


def test_the_page_of_a_turned_table_keeps_its_size_and_its_folio(turned: tuple[Reading, list[Diagnostic]]) -> None:
    reading = turned[0]
    page = reading.find("表1宽表")[0].page
    folio = [glyph for glyph in reading.on(page) if glyph.y > HEAD + DEPTH]
    assert "".join(glyph.char for glyph in folio) == reading.labels[page]


def test_a_turned_table_lies_within_the_type_area_with_its_head_to_the_left(
    turned: tuple[Reading, list[Diagnostic]],
) -> None:
    reading = turned[0]
    caption = reading.find("表1宽表")
    page = caption[0].page
    inside: list[Glyph] = [glyph for glyph in reading.on(page) if HEAD - 1 < glyph.y < HEAD + DEPTH + 1]
    left = INNER if page % 2 == 0 else 148 * 72 / 25.4 - INNER - MEASURE
    assert left - 0.5 <= min(glyph.x for glyph in inside)
    assert max(glyph.x for glyph in inside) <= left + MEASURE + 0.5
    assert caption[0].x < left + PITCH  # the blank line over a table vanishes at a page top
    assert caption[0].x < reading.find("一", page)[0].x < reading.find("柔韧", page)[0].x
    assert caption[0].y > caption[-1].y  # its lines run upwards


def test_text_goes_on_before_a_turned_table_and_behind_it(turned: tuple[Reading, list[Diagnostic]]) -> None:
    reading = turned[0]
    page = reading.find("表1宽表")[0].page
    before = "".join(glyph.char for glyph in reading.on(page - 1))
    assert before.count("后文") > 10  # the page is full
    text = "".join(g.char for p in range(page - 1, reading.pages) if p != page for g in reading.on(p) if g.size == 10.5)
    assert text.count("后文，见表1。") == 300


def test_what_the_author_turned_is_not_warned_of(build_book: BuildBook) -> None:
    body = table("甲|乙", ["字|字"], "题 {#tbl-a .turned}")
    reading = build_book({"a.md": f"# 表\n\n前\n\n{body}\n后\n"})
    assert reading.find("表1题")[0].page == reading.find("前")[0].page + 1


@pytest.mark.parametrize("columns", [12, 20, 40])
def test_no_table_sticks_out(tmp_path: Path, columns: int) -> None:
    head = "|".join(f"第{n}栏" for n in range(columns))
    reading, _ = built(tmp_path, table(head, ["|".join(str(n * 1111) for n in range(columns))] * 3))
    page = reading.find("第0栏")[0].page
    right = 148 * 72 / 25.4
    for glyph in reading.on(page):
        assert 22 * 72 / 25.4 - MEASURE * 0 - 12 < glyph.x < right - 22 * 72 / 25.4 + 12, glyph
        assert glyph.y < 210 * 72 / 25.4


def test_a_table_that_no_page_can_hold_is_warned_of(tmp_path: Path) -> None:
    head = "|".join(f"第{n}栏" for n in range(60))
    _, found = built(tmp_path, table(head, ["|".join(str(n * 1111) for n in range(60))]))
    assert codes(found) == [("layout.table-crowded", "warning", 3)]


def test_the_same_tables_give_the_same_bytes(tmp_path: Path) -> None:
    body = table("一|二|三|四|五|六|七", ["|".join([WORDS] * 7)] * 9) + "\n文。\n\n" + table("甲|乙", ["1.5|12"] * 60)
    made = []
    for name in ("一", "二"):
        (tmp_path / name).mkdir()
        made.append(built(tmp_path / name, body)[0].path.read_bytes())
    assert made[0] == made[1]

"""Tables turned by a quarter, on a page of their own. A page is 200 px square without margins."""

from __future__ import annotations

from typing import Any

import pytest
from weasyprint.formatting_structure import boxes
from weasyprint.layout import page as stock_page

from .boxes import pages, texts
from .drawn import reading

TURNED = "table { -kanyin-columns: by-content; -kanyin-fit: turned }"
CAPTIONS = "<caption>表 1</caption><caption class=more>续表 1</caption>"
NOTES = ".n { float: footnote } .n::footnote-call { content: '*' } .n::footnote-marker { content: '' }"


def table(rows: int, name: str = "行") -> str:
    """Return a table of two columns."""
    body = "".join(f"<tr><td>{name}{n}<td>甲" for n in range(rows))
    return f"<table>{CAPTIONS}<thead><tr><th>头<th>尾</thead><tbody>{body}</table>"


def turned_wrapper(page: Any) -> Any:
    """Return the turned box of a page."""
    return next(box for box in page.descendants() if isinstance(box, boxes.BlockBox) and box.style["transform"])


def test_the_function_it_replaces_is_called_by_this_name() -> None:
    assert "make_page" in stock_page.remake_page.__code__.co_names


def test_the_text_goes_on_and_the_table_takes_the_next_page() -> None:
    found = pages("<p>前</p>" + table(3) + "<p>后</p>", TURNED)
    assert [texts(page) for page in found] == [
        ["前", "后"],
        ["表 1", "头", "尾", "行0", "甲", "行1", "甲", "行2", "甲"],
    ]


def test_then_the_text_goes_on_where_it_ended() -> None:
    lines = "".join(f"<p>第{n}行</p>" for n in range(24))
    found = pages("<p>前</p>" + table(1) + lines, TURNED)
    assert texts(found[0]) == ["前", *(f"第{n}行" for n in range(9))]
    assert texts(found[1])[0] == "表 1"
    assert texts(found[2]) + texts(found[3]) == [f"第{n}行" for n in range(9, 24)]


def test_a_table_that_begins_a_page_stands_there() -> None:
    found = pages(table(1) + "<p>后</p>", TURNED)
    assert [texts(page)[0] for page in found] == ["表 1", "后"]


def test_tables_keep_their_order() -> None:
    found = pages("<p>前</p>" + table(1, "一") + "<p>中</p>" + table(1, "二") + "<p>后</p>", TURNED)
    assert texts(found[0]) == ["前", "中", "后"]
    assert "一0" in texts(found[1])
    assert "二0" in texts(found[2])
    assert len(found) == 3


def test_a_long_table_breaks_into_pages_across_the_page() -> None:
    # 200 px across are ten lines: caption, head, eight rows.
    found = pages("<p>前</p>" + table(12) + "<p>后</p>", TURNED)
    assert len(found) == 3
    assert texts(found[0]) == ["前", "后"]
    assert "行7" in texts(found[1])
    assert texts(found[2])[:3] == ["续表 1", "头", "尾"]
    assert "行8" in texts(found[2])


def test_a_table_that_does_not_fit_with_what_it_stands_in_waits_with_it() -> None:
    # The box is kept together, so it goes to the next page as a whole: the table comes after that page, not before.
    kept = f"<div style='break-inside: avoid'><p>甲<br>乙<br>丙</p>{table(1)}<p>丁</p></div>"
    found = pages("<p>字</p>" * 8 + kept, TURNED)
    assert texts(found[1]) == ["甲", "乙", "丙", "丁"]
    assert "行0" in texts(found[2])


def test_a_forced_break_after_it_holds() -> None:
    found = pages("<p>前</p>" + table(1) + "<p style='break-before: page'>后</p>", TURNED)
    assert [texts(page)[0] for page in found] == ["前", "表 1", "后"]


def test_its_head_is_to_the_left_and_its_lines_run_upwards() -> None:
    # Turned about the middle of the page, the box's left edge is at the page's foot and its top at the page's left.
    box = turned_wrapper(pages("<p>前</p>" + table(1), TURNED)[1])
    (name, angle), *_ = box.style["transform"]
    assert (name, round(angle, 4)) == ("rotate", -1.5708)
    origin_x, origin_y = (length.value for length in box.style["transform_origin"])
    assert (box.border_box_x() + origin_x, box.border_box_y() + origin_y) == (100, 100)


def test_on_paper_it_lies_within_the_type_area(tmp_path: Any) -> None:
    # STYLE of drawn.py: a page of 440 pt, margins of 20 pt.
    body = "<p>前</p>" + table(3).replace("甲", "很长的一格" * 10)
    found = reading(tmp_path, body, TURNED + "table { border-spacing: 0; width: 100% }")
    glyphs = found.on(1)
    assert min(glyph.x for glyph in glyphs) >= 20
    assert max(glyph.x for glyph in glyphs) <= 420
    assert min(glyph.y for glyph in glyphs) >= 20
    assert max(glyph.y for glyph in glyphs) <= 420
    head, row = found.find("头", 1)[0], found.find("行", 1)[0]
    assert head.x < row.x  # the head is to the left of the rows
    first, second = found.find("很长", 1)
    assert second.y < first.y  # the line runs upwards
    assert first.x == pytest.approx(second.x, abs=0.01)


def test_notes_stay_at_the_foot_and_the_table_ends_above_them() -> None:
    # The note takes 20 px and the area's margin 10: 170 px are left for the table's lines.
    body = f"<p>前</p>{table(1)}".replace("甲", "甲<span class=n>注</span>")
    page = pages(body, TURNED + NOTES)[1]
    box = turned_wrapper(page)
    note = page.children[1]
    assert note.position_y == 170
    assert box.border_box_y() + box.style["transform_origin"][1].value == 85  # turned about the middle of 170 px


def test_a_page_made_again_is_the_same_page() -> None:
    # The count of pages is known only at the end, so pages are made twice.
    style = TURNED + "p::after { content: counter(pages) }"
    found = pages("<p>a</p>" + table(12) + "<p>z</p>" * 12, style)
    assert [len(of_page) for of_page in map(texts, found)][:1] == [10]
    assert sum("行0" in texts(page) for page in found) == 1
    assert sum("行11" in texts(page) for page in found) == 1
    assert texts(found[0])[0] == f"a{len(found)}"


@pytest.mark.parametrize("around", ["<div style='float: left'>{}</div>", "<div style='columns: 2'>{}</div>"])
def test_in_floats_and_columns_it_is_not_turned(around: str) -> None:
    found = pages("<p>前</p>" + around.format(table(1)), TURNED)
    assert len(found) == 1
    assert "行0" in texts(found[0])


def test_a_page_that_ends_in_a_cut_row_passes_tables_over_as_any_does() -> None:
    # Where two cells go on, the place the page ends at has two branches.
    cells = "<br>".join(f"第{n}行" for n in range(14))
    body = f"<p>前</p>{table(1)}<table class=upright><tr><td>{cells}<td>{cells}</table>"
    found = pages(body, TURNED + ".upright { -kanyin-fit: none }")
    assert "行0" in texts(found[1])
    assert [text for text in texts(found[0]) + texts(found[2]) if text == "第13行"] == ["第13行"] * 2

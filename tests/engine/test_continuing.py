"""Tables over several pages: captions, heads, cut rows, closing rules. A page holds ten lines of 20 px."""

from __future__ import annotations

import pytest
from weasyprint.layout import block, table

from .boxes import line, of, pages, texts

CAPTIONS = "<caption>表 1</caption><caption class=more>续表 1</caption>"


def long_table(rows: list[str], captions: str = CAPTIONS, head: str = "<thead><tr><th>头</thead>") -> str:
    """Return a table of one column."""
    return f"<table>{captions}{head}<tbody>{''.join(f'<tr><td>{row}' for row in rows)}</table>"


def test_the_functions_it_replaces_are_called_by_these_names() -> None:
    assert block.table_layout is table.table_layout
    assert "table_layout" in block.block_level_layout_switch.__code__.co_names
    assert "_in_flow_layout" in block.block_container_layout.__code__.co_names


def test_each_part_but_the_first_stands_under_the_continued_caption_and_the_head() -> None:
    # 10 lines a page: caption, head, eight rows.
    found = pages(long_table([f"行{n}" for n in range(20)]))
    assert [texts(page)[:3] for page in found] == [
        ["表 1", "头", "行0"], ["续表 1", "头", "行8"], ["续表 1", "头", "行16"],
    ]  # fmt: skip
    assert [row for page in found for row in texts(page) if row.startswith("行")] == [f"行{n}" for n in range(20)]
    assert [line(page, "续表").position_y for page in found[1:]] == [0, 0]


def test_a_table_on_one_page_shows_no_continued_caption() -> None:
    (page,) = pages(long_table(["行"] * 8))
    assert "续表 1" not in texts(page)


def test_a_table_without_a_continued_caption_repeats_its_head_alone() -> None:
    found = pages(long_table([f"行{n}" for n in range(12)], "<caption>表 1</caption>"))
    assert texts(found[1])[:2] == ["头", "行8"]


def test_text_after_a_continued_table_follows_it() -> None:
    # 2 rows on the second page: caption, head, two rows, then the text at 80 px.
    found = pages(long_table([f"行{n}" for n in range(10)]) + "<p>后</p>")
    assert line(found[1], "后").position_y == 80


@pytest.mark.parametrize("lines", [7, 8])
def test_a_caption_is_never_left_without_its_table(lines: int) -> None:
    # After 8 lines there is room for the caption and the head, but for no row.
    found = pages("<p>字<br>" * lines + long_table(["行0", "行1"]))
    caption = next(n for n, page in enumerate(found) if "表 1" in texts(page))
    assert "行0" in texts(found[caption])


def test_a_table_kept_together_that_fits_no_page_begins_under_its_caption() -> None:
    found = pages("<p>字</p>" + long_table([f"行{n}" for n in range(12)]), "table { break-inside: avoid }")
    assert texts(found[1])[:3] == ["表 1", "头", "行0"]


def test_a_row_is_not_cut_while_it_fits_a_page() -> None:
    found = pages(long_table(["行0", "字<br>" * 5, "字<br>" * 4]), "tr { break-inside: avoid }")
    assert [len(of(page, "tr")) for page in found] == [3, 2]  # the heads are rows too


def test_a_row_higher_than_a_page_is_cut_and_the_head_stays_over_it() -> None:
    rows = ["行0", "<br>".join(f"第{n}行" for n in range(20)), "末"]
    found = pages(long_table(rows), "tr { break-inside: avoid }")
    assert texts(found[0]) == ["表 1", "头", "行0"]
    assert texts(found[1]) == ["续表 1", "头", *(f"第{n}行" for n in range(8))]
    assert texts(found[2]) == ["续表 1", "头", *(f"第{n}行" for n in range(8, 16))]
    assert texts(found[3]) == ["续表 1", "头", *(f"第{n}行" for n in range(16, 20)), "末"]


@pytest.mark.parametrize("lines", [10, 25])
def test_a_head_that_leaves_no_room_for_a_line_is_printed_once(lines: int) -> None:
    head = f"<thead><tr><th>{'<br>'.join(f'头{n}' for n in range(lines))}</thead>"
    found = pages(long_table([f"行{n}" for n in range(3)], "", head))
    text = [text for page in found for text in texts(page)]
    assert text == [*(f"头{n}" for n in range(lines)), "行0", "行1", "行2"]


def test_a_part_that_another_follows_is_closed_with_the_rule_under_the_head() -> None:
    style = "th { border-bottom: 2px solid red } tr:last-child td { border-bottom: 3px solid }"
    first, last = pages(long_table([f"行{n}" for n in range(12)]), style)
    table_box, end = of(first, "table")[0], of(last, "table")[0]
    assert table_box.border_bottom_width == 2
    assert table_box.style["border_bottom_style"] == "solid"
    assert end.border_bottom_width == 0
    # It takes its room from the last row's, so that the table is no higher for it.
    row = of(first, "tr")[-1]
    assert table_box.border_box_y() + table_box.border_height() == row.position_y + row.height


def test_a_part_ends_with_its_last_row_where_rows_were_taken_back() -> None:
    # The last row may not stand alone, so that the one before it goes with it.
    found = pages(long_table([f"行{n}" for n in range(9)]), "tbody tr:last-child { break-before: avoid }")
    table_box, row = of(found[0], "table")[0], of(found[0], "tr")[-1]
    assert texts(found[1]) == ["续表 1", "头", "行7", "行8"]
    assert table_box.border_box_y() + table_box.border_height() == row.position_y + row.height


@pytest.mark.parametrize(("margin_break", "top"), [("discard", 0), ("keep", 20)])
def test_the_white_over_a_table_vanishes_at_a_page_top_if_it_may(margin_break: str, top: float) -> None:
    style = f"table {{ margin-top: 20px; margin-break: {margin_break} }} main {{ display: block; page: a }}"
    found = pages(f"<main>{'<p>字</p>' * 10}{long_table(['行'])}</main>", style)
    assert line(found[1], "表 1").position_y == top

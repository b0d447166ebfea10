"""Numbers aligned by a character. A digit and a mark are 5 px wide, a Han character 10 px."""

from __future__ import annotations

from typing import Any

import pytest
from weasyprint.formatting_structure import boxes

from .boxes import of, pages

ALIGNED = "table { min-width: 0; -kanyin-columns: by-content } td { text-align: '.' }"


def edges(cells: list[str], style: str = ALIGNED, head: str = "") -> list[tuple[float, float]]:
    """Return where the text of each cell of one column begins and ends, in px from the column's left."""
    rows = "".join(f"<tr><td>{cell}" for cell in cells)
    (page,) = pages(f"<table>{f'<thead><tr><th>{head}</thead>' if head else ''}<tbody>{rows}</table>", style)
    return [_extent(cell) for cell in of(page, "td")]


def _extent(cell: Any) -> tuple[float, float]:
    texts = [box for box in cell.descendants() if isinstance(box, boxes.TextBox)]
    left = min(text.position_x for text in texts) - cell.position_x
    return round(left, 2), round(max(text.position_x + text.width for text in texts) - cell.position_x, 2)


def test_the_character_stands_on_one_axis() -> None:
    # Before the axis 15 px at most (123), behind it 15 px (.25): the points are at 15 px, the column is 30 px wide.
    assert edges(["1.5", "123.25", "12.5"]) == [(10, 25), (0, 30), (5, 25)]


def test_a_number_without_it_ends_at_the_axis() -> None:
    assert edges(["1.5", "123"]) == [(10, 25), (0, 15)]


def test_so_does_a_number_before_a_unit() -> None:
    # 12 ends at 10 px; its unit stands behind the axis.
    assert edges(["12 kg", "3.25"]) == [(0, 25), (5, 25)]


def test_so_does_text_without_a_digit() -> None:
    assert edges(["-", "12.5"]) == [(5, 10), (0, 20)]


def test_grouped_thousands_are_one_number() -> None:
    assert edges(["1,234.5", "12"]) == [(0, 35), (15, 25)]


def test_markup_in_a_number_does_not_move_its_axis() -> None:
    assert edges(["<b>12</b>.<i>5</i>", "1.25"], ALIGNED + "b, i { font: inherit }") == [(0, 20), (5, 25)]


def test_a_number_of_no_size_takes_no_room() -> None:
    # 12.5 is 20 px wide, and nothing stands before it.
    (page,) = pages("<table><tr><td><b>1.5</b><tr><td>12.5</table>", ALIGNED + "b { font-size: 0 }")
    assert _extent(of(page, "td")[1]) == (0, 20)


@pytest.mark.parametrize(("where", "left"), [("left", 0), ("center", 15), ("right", 30), ("", 30)])
def test_in_a_wider_column_the_numbers_stand_where_the_keyword_says(where: str, left: float) -> None:
    # The head is 50 px wide, the numbers 20 px.
    found = edges(["12.5", "1.5"], ALIGNED + f"td {{ text-align: '.' {where} }}", "表头五个字")
    assert found == [(left, left + 20), (left + 5, left + 20)]


def test_the_column_is_wide_enough_for_the_widest_of_both_sides() -> None:
    # 1.25 and 123.4: 15 px before the axis, 15 px behind it, though neither is 30 px wide.
    (page,) = pages("<table><tr><td>1.25<td>甲<tr><td>123.4<td>甲</table>", ALIGNED)
    first, second = of(page, "td")[:2]
    assert second.position_x - first.position_x == 30


def test_padding_stays() -> None:
    assert edges(["1.5", "12.5"], ALIGNED + "td { padding: 0 10px }") == [(15, 30), (10, 30)]


def test_a_cell_over_several_columns_is_not_aligned() -> None:
    (page,) = pages("<table><tr><td>1.5<td>2.5<tr><td colspan=2>合计 3.25</table>", ALIGNED)
    assert _extent(of(page, "td")[2])[0] == 0


def test_cells_of_like_numbers_share_a_style_that_is_the_others_but_for_the_padding() -> None:
    rows = "".join(f"<tr><td>{number}" for number in ("1.5", "2.5", "12.5", "3.5", "45.5"))
    (page,) = pages(f"<table>{rows}</table>", "td { text-align: '.'; padding: 2px 3px; color: red }")
    made = of(page, "td")
    styles = [cell.style for cell in made]
    assert len(styles) == 5
    assert len({id(style) for style in styles}) == 2
    assert len({style["padding_left"] for style in styles}) == 2
    assert all(style["padding_right"] == (3, "px") and style["color"] == styles[0]["color"] for style in styles)
    assert [cell.padding_left for cell in made] == [cell.style["padding_left"].value for cell in made]

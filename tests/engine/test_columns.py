"""Columns by content, and tables made to fit. Pages are 200 px wide, a Han character is 10 px, a digit 5 px."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
from weasyprint.layout import preferred as stock_preferred
from weasyprint.layout import table as stock_table

from kanyin.engine.fitting import Fitted, listening

from .boxes import of, pages

BY_CONTENT = "table { min-width: 0; -kanyin-columns: by-content }"
FIT = "table { min-width: 0; -kanyin-columns: by-content; -kanyin-fit: 5px fold turn } th { white-space: nowrap }"


def table(*rows: str, head: str = "") -> str:
    """Return a table; cells are divided by bars."""
    body = "".join("<tr>" + "".join(f"<td>{cell}" for cell in row.split("|")) for row in rows)
    heads = "".join(f"<th>{cell}" for cell in head.split("|"))
    return f"<table>{f'<thead><tr>{heads}</thead>' if head else ''}<tbody>{body}</table>"


def widths(body: str, style: str = BY_CONTENT) -> list[float]:
    """Return the widths of the cells of the first row, in px."""
    (cells,) = [row.children for row in of(pages(body, style)[0], "tr")[:1]]
    return [round(cell.width, 2) for cell in cells]


def fitted(body: str, style: str = FIT) -> tuple[list[Any], list[Fitted]]:
    """Return the page boxes, and what was done to the tables."""
    heard: list[Fitted] = []
    with listening(heard.append):
        return pages(body, style), heard


def test_the_functions_it_wraps_are_called_by_these_names() -> None:
    assert "auto_table_layout(context, wrapper, containing_block)" in inspect.getsource(stock_table)
    assert "table_cell_min_max_content_width(context, cell)" in inspect.getsource(stock_preferred)


def test_short_columns_keep_their_width_beside_a_long_one() -> None:
    # 4 and 5 characters; 200 - 40 - 50 = 110 px are left. Stock gives the short ones 25 and 30 px.
    assert widths(table(f"皮料竹料|青檀皮三号|{'字' * 40}")) == [40, 50, 110]
    assert widths(table(f"皮料竹料|青檀皮三号|{'字' * 40}"), "")[0] < 40


def test_two_long_columns_share_by_the_root_of_their_text() -> None:
    # 20 and 80 characters: 1 : 2 of 200 - 50 px, but no less than 7 em for either.
    assert widths(table(f"青檀皮三号|{'字' * 20}|{'字' * 80}")) == [50, 70, 80]
    assert widths(table(f"青檀皮|{'字' * 20}|{'字' * 80}"), BY_CONTENT + "@page { size: 270px 200px }") == [30, 80, 160]


def test_a_table_that_fits_on_one_line_is_as_wide_as_its_cells() -> None:
    assert widths(table("皮料|竹料|麻料与草料")) == [20, 20, 50]


def test_widths_given_in_css_stand() -> None:
    found = widths(table("皮料|竹料", f"麻|{'字' * 40}"), BY_CONTENT + "td:first-child { width: 90px }")
    assert found[0] == 90


def test_a_table_that_reads_well_is_left_alone() -> None:
    found, heard = fitted(table("字" * 8 + "|" + "字" * 40))
    assert heard == []
    assert of(found[0], "table")[0].style["font_size"] == 10


def test_type_is_made_smaller_where_a_column_of_text_would_have_less_than_7_em() -> None:
    # Three columns of 7 em are 210 px; of 5 px type, 105 px.
    found, (heard,) = fitted(table("|".join(["字" * 30] * 3)))
    assert (heard.size, heard.turned, heard.folded) == (5 * 0.75, False, False)
    assert {text.style["font_size"] for text in of(found[0], "td")} == {5}
    assert sum(cell.width for cell in of(found[0], "td")) == pytest.approx(200)


def test_smaller_type_keeps_its_pitch() -> None:
    found, _ = fitted(table("|".join(["字" * 30] * 3)))
    assert {row.height % 20 for row in of(found[0], "tr")} == {0}


def test_another_table_of_like_cells_keeps_its_type() -> None:
    found, _ = fitted(table("|".join(["字" * 30] * 3)) + table("字|字|字"))
    assert [t.style["font_size"] for t in of(found[0], "table")] == [5, 10]
    assert [cell.style["font_size"] for cell in of(found[0], "td")] == [5, 5, 5, 10, 10, 10]


def test_heads_turn_over_where_smaller_type_does_not_do() -> None:
    # Three heads of 20 characters on one line are 300 px at 5 px; turned over, 7 em each.
    found, (heard,) = fitted(table("1|2|3", head="|".join(["表" * 20] * 3)))
    assert (heard.size, heard.folded, heard.turned) == (5 * 0.75, True, False)
    assert of(found[0], "tr")[0].height == 40  # 200 / 3 px hold 13 characters of 5 px: two lines


def test_numbers_are_never_broken() -> None:
    style = FIT + "td { white-space: nowrap }"
    found, (heard,) = fitted(table("|".join(["12345"] * 12)), style)  # 12 x 25 px at 10 px, 150 px at 5 px
    assert not heard.turned
    assert {row.height for row in of(found[0], "tr")} == {20}


def test_a_word_that_is_too_long_is_broken_and_turns_nothing() -> None:
    found, (heard,) = fitted(table("皮料|" + "a" * 100))
    assert (heard.broken, heard.turned) == (True, False)
    assert sum(cell.width for cell in of(found[0], "td")) <= 200


@pytest.mark.parametrize("columns", [20, 60])
def test_no_table_is_ever_overfull(columns: int) -> None:
    style = FIT + "td { white-space: nowrap }"
    found, (heard,) = fitted(table("|".join(["12345"] * columns)), style)
    # Turned, the page's height is the width: 200 px.
    assert sum(cell.width for cell in of(found[-1], "td")) <= 200 + 1e-3
    assert heard.turned
    assert heard.below


def test_without_the_property_nothing_is_done() -> None:
    found, heard = fitted(table("|".join(["字" * 30] * 3)), BY_CONTENT)
    assert heard == []
    assert [round(cell.width, 2) for cell in of(found[0], "td")] == [pytest.approx(200 / 3, abs=0.01)] * 3


def test_a_table_in_a_table_is_made_smaller_but_not_turned() -> None:
    inner = table("|".join(["字" * 30] * 9))
    found, heard = fitted(f"<table><tr><td>外<td>{inner}</table>")
    assert len(found) == 1
    assert not any(one.turned for one in heard)


def test_a_long_word_that_fits_is_not_broken_and_does_not_stick_out() -> None:
    # 24 letters are 120 px, more than the 10 em from which on words may be broken.
    (page,), heard = fitted(table(f"{'字' * 40}|{'a' * 24}"))
    assert heard == []
    assert [cell.width for cell in of(page, "td")] == pytest.approx([80, 120])

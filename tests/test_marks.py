"""Classes the stylesheet keeps blocks together by."""

from __future__ import annotations

from xml.etree.ElementTree import Element, fromstring

import pytest

from kanyin.marks import mark


def marked(html: str) -> Element:
    """Return the tree after marking."""
    tree = fromstring(f"<div>{html}</div>")
    mark(tree)
    return tree


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>如下：</p><ul/>", "lead-in"),
        ("<p>As follows:</p><pre/>", "lead-in"),
        ("<p>如下。</p><ul/>", None),
        ("<p>如下：</p><p>又一段</p>", None),
    ],
)
def test_a_paragraph_that_ends_in_a_colon_leads_into_the_block_after_it(html: str, expected: str | None) -> None:
    assert marked(html)[0].get("class") == expected


@pytest.mark.parametrize(("rows", "short"), [(12, True), (13, False)])
def test_a_table_of_up_to_12_rows_is_short(rows: int, short: bool) -> None:
    table = marked(f"<table>{'<tr><td>甲</td></tr>' * rows}</table>")[0]
    assert ("short" in table.get("class", "").split()) is short


@pytest.mark.parametrize(("label", "labelled"), [("一二三四五六七八", True), ("一二三四五六七八九", False)])
def test_a_first_column_of_up_to_8_em_is_of_labels(label: str, labelled: bool) -> None:
    table = marked(f"<table><tr><th>很长很长很长很长的表头</th></tr><tr><td>{label}</td></tr></table>")[0]
    assert ("labelled" in table.get("class", "").split()) is labelled


@pytest.mark.parametrize(("lines", "short"), [(8, True), (9, False)])
def test_code_of_up_to_8_lines_is_short(lines: int, short: bool) -> None:
    pre = marked("<pre>" + '<span class="line"/>' * lines + "</pre>")[0]
    assert (pre.get("class") == "short") is short


def column(*cells: str, side: str = "") -> list[Element]:
    """Return the cells, head first, of a table of one column after marking."""
    given = f' class="align-{side}"' if side else ""
    rows = "".join(f"<tr><td{given}>{cell}</td></tr>" for cell in cells)
    table = marked(f"<table><thead><tr><th{given}>数</th></tr></thead><tbody>{rows}</tbody></table>")[0]
    return [cell for row in table.iter("tr") for cell in row]


def test_numbers_without_an_alignment_are_flush_right_and_so_is_their_head() -> None:
    assert [cell.get("class") for cell in column("12", "3")] == [
        "align-right",
        "figures align-right",
        "figures align-right",
    ]


def test_numbers_with_decimals_stand_on_their_point() -> None:
    assert [cell.get("class") for cell in column("12.5", "–")][1:] == ["decimal align-right"] * 2


@pytest.mark.parametrize("side", ["left", "center", "right"])
def test_the_alignment_the_author_gave_stands(side: str) -> None:
    assert [cell.get("class") for cell in column("12.5", "3", side=side)] == [
        f"align-{side}",
        f"align-{side} decimal",
        f"align-{side} decimal",
    ]


def test_a_column_with_words_is_left_alone() -> None:
    assert [cell.get("class") for cell in column("12", "合计")] == [None, None, None]


def test_a_table_with_cells_over_several_columns_is_left_alone() -> None:
    table = marked('<table><tr><td colspan="2">12</td></tr><tr><td>1</td><td>2</td></tr></table>')[0]
    assert [cell.get("class") for cell in table.iter("td")] == [None, None, None]

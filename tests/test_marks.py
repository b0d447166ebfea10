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

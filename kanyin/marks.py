"""Marks for the stylesheet: classes on blocks that are to be kept whole, or kept with what follows, or hold numbers.

CSS cannot ask how long a table is, how a paragraph ends or what a column holds; here the tree is asked, and the answer
is a class.
"""

from __future__ import annotations

from itertools import pairwise
from xml.etree.ElementTree import Element

from .covers import ems
from .numerals import alignment
from .trees import add_class, has_class, plain_text

_LED_IN = ("blockquote", "ul", "ol", "dl", "pre", "table", "figure", "aside")
_SHORT_TABLE, _SHORT_CODE = 12, 8
_LABEL = 8


def mark(tree: Element) -> None:
    """Mark the blocks of a chapter in place."""
    _mark_lead_ins(tree)
    for element in tree.iter():
        if element.tag == "table":
            _mark_table(element)
        elif (
            element.tag == "pre"
            and len([line for line in element.iter("span") if has_class(line, "line")]) <= _SHORT_CODE
        ):
            add_class(element, "short")


def _mark_lead_ins(tree: Element) -> None:
    """Mark a paragraph that ends in a colon before a block: it must not stand alone at a page's foot."""
    for first, second in pairwise(tree):
        if first.tag == "p" and second.tag in _LED_IN and plain_text(first).endswith(("：", ":")):
            add_class(first, "lead-in")


def _mark_table(table: Element) -> None:
    """Mark a table of few rows, which goes to the next page rather than break, and a first column of short labels."""
    rows = list(table.iter("tr"))
    if len(rows) <= _SHORT_TABLE:
        add_class(table, "short")
    labels = [row[0] for row in rows if len(row) and row[0].tag == "td"]
    if all(ems(plain_text(label)) <= _LABEL for label in labels):
        add_class(table, "labelled")
    _mark_numbers(rows)


def _mark_numbers(rows: list[Element]) -> None:
    """Mark the cells of columns of numbers; one to which the author gave no alignment is flush right, its head too.

    A table with cells over several columns or rows is left alone: which column a cell is in is the engine's to say.
    """
    if any(cell.get("colspan", "1") != "1" or cell.get("rowspan", "1") != "1" for row in rows for cell in row):
        return
    for column in range(max((len(row) for row in rows), default=0)):
        cells = [row[column] for row in rows if column < len(row)]
        body = [cell for cell in cells if cell.tag == "td"]
        if not (how := alignment(map(plain_text, body))):
            continue
        for cell in body:
            add_class(cell, how)
        for cell in cells:
            if not any(has_class(cell, f"align-{side}") for side in ("left", "center", "right")):
                add_class(cell, "align-right")

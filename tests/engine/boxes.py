"""Lays out small documents in boxes whose sizes are easy to reckon with, and finds boxes on their pages.

Every page is 200 px wide and 200 px high without margins, every line 20 px: ten lines a page. The face is one in which
a Latin character is 5 px wide and a Han character 10 px.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import weasyprint
from weasyprint.formatting_structure import boxes

from kanyin import engine

STYLE = """
@page { size: 200px 200px; margin: 0 }
html { font: 10px/20px "Noto Sans Mono CJK SC"; orphans: 1; widows: 1 }
body, p, div { margin: 0 }
table { border-spacing: 0; min-width: 100px }
td, th { padding: 0; font-weight: normal; text-align: left }
caption { break-after: avoid }
caption.more { -kanyin-caption: continued }
"""


def pages(body: str, style: str = "") -> list[Any]:
    """Lay out a document; returns its page boxes."""
    engine.install()
    document = weasyprint.HTML(string=f"<html lang=zh><style>{STYLE}{style}</style>{body}").render()
    return [page._page_box for page in document.pages]


def of(page: Any, tag: str) -> list[Any]:
    """Return the boxes that elements of this name made on a page, tables without their captions."""
    return [box for box in _boxes(page) if box.element_tag == tag and not isinstance(box, boxes.LineBox | boxes.TextBox)
            and not box.is_table_wrapper and box.element is not None and box.style is not None
            and not _is_anonymous(box)]  # fmt: skip


def texts(page: Any) -> list[str]:
    """Return the text of each line on a page, in the order of the tree."""
    lines = [box for box in _boxes(page) if isinstance(box, boxes.LineBox)]
    return ["".join(inner.text for inner in line.descendants() if isinstance(inner, boxes.TextBox)) for line in lines]


def line(page: Any, text: str) -> Any:
    """Return the line box that holds a text."""
    for box in _boxes(page):
        if isinstance(box, boxes.LineBox) and any(text in getattr(b, "text", "") for b in box.descendants()):
            return box
    raise AssertionError(f"{text!r} is not on the page")


def _is_anonymous(box: Any) -> bool:
    return type(box.style).__name__ == "AnonymousStyle"


def _boxes(page: Any) -> Iterator[Any]:
    return (getattr(box, "_box", box) for box in page.descendants())

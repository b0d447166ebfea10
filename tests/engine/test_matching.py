"""What a document says of itself, and its sheets, are found by the names of elements, and are what stock finds."""

from __future__ import annotations

from typing import Any

import weasyprint
from weasyprint.formatting_structure import boxes

from kanyin import engine

from .counting import counted

HTML = """<!DOCTYPE html><html lang=zh><head><title>天地</title><meta name=author content=甲><meta name=keywords content="乙, 丙">
<link rel=stylesheet href="data:text/css,p{font-size:20px}"><style>p { margin: 7px }</style></head>
<body><svg xmlns="http://www.w3.org/2000/svg"><title>图</title><style>p { margin: 9px }</style></svg>
<p>玄黄</p><style>p { padding: 3px }</style></body></html>"""


def said() -> tuple[Any, ...]:
    """Return what a document says of itself, and what its three sheets give a paragraph, in px."""
    document = weasyprint.HTML(string=HTML).render()
    paragraph, told = next(filter(is_paragraph, document.pages[0]._page_box.descendants())), document.metadata
    measures = paragraph.margin_left, paragraph.padding_left, paragraph.style["font_size"]
    return told.title, told.authors, told.keywords, told.lang, *measures


def is_paragraph(box: Any) -> bool:
    """Whether a box is that of a `p`."""
    return type(box) is boxes.BlockBox and box.element_tag == "p"


def test_what_is_found_is_what_stock_finds() -> None:
    engine.uninstall()
    stock = said()
    engine.install()
    assert said() == stock == ("天地", ["甲"], ["乙", "丙"], "zh", 7, 3, 20)  # the drawing's own style is none of them


def test_no_element_is_asked_by_a_selector_for_it() -> None:
    calls: list[Any] = []
    undo = counted("cssselect2.tree:ElementWrapper.query_all", calls)
    try:
        weasyprint.HTML(string=HTML).render()
    finally:
        undo()
    assert calls == []

"""A section's boxes are gone when it is drawn, and nobody has to look for them."""

from __future__ import annotations

import gc
import weakref
from base64 import b64encode

import tinycss2
import weasyprint
from weasyprint.css.tokens import RelativeLengthInMath

from kanyin import engine
from kanyin.collector import resting
from kanyin.engine.drawing import draw

STYLE = """
@page { size: 200pt 120pt; margin: 20pt; @footnote { border-top: 1pt solid } @top-left { content: string(t) } }
h1 { string-set: t content() } .note { float: footnote } p { width: calc(50% + 3em) } i { position: relative }
td { padding: max(1em, 2px) } figure { float: left }
"""
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="20" height="9" fill="red"/>'
    '<text y="19" font-size="9">天地 and so on</text></svg>'
)
SOURCE = "data:image/svg+xml;base64," + b64encode(PICTURE.encode()).decode()
PARTS = """
<h1>甲</h1><p>天地玄黄，<span class=note>宇宙洪荒。</span>日月<i>盈昃</i>。</p><table><tr><td>寒<td>来</table>
<figure>露结为霜。</figure><ul><li>暑往<li>秋收</ul>
"""
HTML = f"<html lang=zh><style>{STYLE}</style><body>" + PARTS * 6


def left_of_a_document() -> list[str]:
    """Lay a document out, draw it, and return what boxes are left of it."""
    document = weasyprint.HTML(string=HTML).render(pdf_tags=True)
    boxes = [weakref.ref(box) for page in document.pages for box in page._page_box.descendants()]
    assert len(document.pages) > 3
    assert len(boxes) > 200
    draw(document, {})
    del document
    return [repr(box()) for box in boxes if box() is not None]


def test_no_box_of_a_drawn_section_waits_for_the_collector() -> None:
    engine.install()
    with resting():
        gc.collect()
        assert left_of_a_document() == []


def test_a_drawing_that_a_section_has_shown_is_shown_by_the_next() -> None:
    engine.install()
    known: dict[str, object] = {}
    shown = f'<p><img src="{SOURCE}">'  # what it asks of the first section's layout, it asks in the second again
    first, second = (weasyprint.HTML(string=HTML + shown).write_pdf(cache=known) for _ in range(2))
    assert SOURCE in known
    assert first == second


def test_contract_a_sum_that_needs_a_font_size_still_says_so() -> None:
    engine.install()
    with resting():
        gc.collect()
        token = tinycss2.parse_one_component_value("calc(1em + 2px)")
        before = len(gc.get_objects())
        for _ in range(50):
            try:
                weasyprint.css.resolve_math(token)
            except RelativeLengthInMath:
                continue
            raise AssertionError("it was worked out without one")
        assert len(gc.get_objects()) - before < 50  # each used to leave some ten: the error, and the frames it had

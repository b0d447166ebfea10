"""The hooks that only save time: the same bytes with and without them, and the work they save is indeed not done."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
import weasyprint
from weasyprint.text.fonts import FontConfiguration

from kanyin import engine
from kanyin.engine.hook import find
from kanyin.engine.settings import settings_of

from .counting import counted

SAVING = (
    "cascade", "matching", "styles", "struts", "flow", "percentages", "prefetch", "areas", "bare",
    "stacking", "anchoring", "matrices", "pages", "parsing", "releasing",
)  # fmt: skip

STYLE = """
@page { size: 200pt 120pt; margin: 20pt; @top-left { content: string(t) } @bottom-right { content: counter(page) } }
@page :left { margin-left: 10% } @page :first { @top-left { content: none } } @page :nth(3) { background: #eee }
@page wide { size: 300pt 120pt }
html { font: 10pt/15pt "Noto Serif CJK SC"; --gap: 4pt } body { margin: 0 } p { margin: var(--gap) 0 2%; text-indent: 2em }
h1 { string-set: t content(); font-size: 1.2em; margin-inline-start: 1em; break-before: page } .wide { page: wide }
p:nth-child(even)::before { content: "◇"; width: calc(1em + 2px); display: inline-block; margin-right: 5% }
td { border: 1pt solid; padding: 2px 1%; box-sizing: border-box } table { border-collapse: collapse; width: 60% }
em { font-style: normal; text-decoration: underline } li::marker { color: red }
"""
BODY = (
    "<h1>甲</h1><p>天地玄黄，<em>宇宙</em>洪荒。</p><ul><li>日月盈昃<li>辰宿列张</ul>"
    "<table><tr><td>寒<td>来</table><p>暑往秋收冬藏，闰余成岁。</p>"
)
HTML = f"<html lang=zh><style>{STYLE}</style><body>" + (BODY * 6) + f"<div class=wide>{BODY}</div>"


@pytest.fixture(autouse=True)
def installed() -> Iterator[None]:
    """The hooks are in before and after."""
    engine.install()
    yield
    engine.uninstall()
    engine.install()


@contextmanager
def without(names: tuple[str, ...]) -> Iterator[None]:
    """Put in all hooks but these."""
    engine.uninstall()
    with ExitStack() as undo:
        for hook in engine.HOOKS:
            if hook.name not in names:
                undo.callback(hook.put_in(weasyprint.__version__))
        yield


@pytest.mark.parametrize("name", SAVING)
def test_the_bytes_are_the_same_without_it(name: str) -> None:
    assert name in engine.install()
    with_all = weasyprint.HTML(string=HTML).write_pdf(pdf_tags=True)
    with without((name,)):
        assert weasyprint.HTML(string=HTML).write_pdf(pdf_tags=True) == with_all


def page_styles(pages: int) -> int:
    """Return how many styles are made for so many pages that three `@page` rules match."""
    engine.uninstall()
    calls: list[Any] = []
    undo = counted("weasyprint.css:StyleFor.set_computed_styles", calls)
    engine.install()
    try:
        body = "<p style='break-after: page'>天</p>" * pages
        weasyprint.HTML(string=f"<html lang=zh><style>{STYLE}</style><body>{body}").render()
    finally:
        engine.uninstall()
        undo()
    return sum(isinstance(arguments[1], find("weasyprint.layout.page:PageType")) for arguments in calls)


def test_styles_of_pages_are_made_once_for_all_pages_that_the_same_rules_match() -> None:
    # First, left, third and right pages; the others are of these kinds.
    assert page_styles(20) == page_styles(8)


def test_pages_that_differ_in_counters_alone_share_the_styles_of_their_margins() -> None:
    fonts, sheet = FontConfiguration(), weasyprint.CSS(string="@page { @top-left { content: '甲'; color: red } }")
    made: list[int] = []
    texts: list[str] = []
    for number in (3, 8):  # as the first pages of two chapters
        own = f"<style>@page :first {{ counter-reset: page {number} }} @page {{ @top-right {{ content: counter(page) }} }}"
        calls: list[Any] = []
        undo = counted("weasyprint.css:ComputedStyle.__init__", calls)
        try:
            html = f"<html lang=zh>{own}</style><body>天"
            document = weasyprint.HTML(string=html).render(stylesheets=[sheet], font_config=fonts)
        finally:
            undo()
        made.append(len(calls))
        boxes = document.pages[0]._page_box.descendants()
        texts.append("".join(box.text for box in boxes if hasattr(box, "text")))
    assert made[0] > 16
    assert made[1] <= 2  # the page's own, but none of the sixteen
    assert texts == ["天甲3", "天甲8"]


def test_pseudo_elements_alike_share_a_style() -> None:
    engine.uninstall()
    calls: list[Any] = []
    undo = counted("weasyprint.css:StyleFor.set_computed_styles", calls)
    engine.install()
    try:
        counts = []
        for number in (2, 40):
            calls.clear()
            weasyprint.HTML(string="<html lang=zh><body>" + "<p>天</p>" * number).render()
            counts.append(len(calls))
    finally:
        engine.uninstall()
        undo()
    assert counts[0] == counts[1]


def test_no_box_is_copied_to_be_drawn_where_nothing_is_drawn_elsewhere() -> None:
    body = "<section><p>天地<p>玄黄</section>" * 3
    page = weasyprint.HTML(string=f"<html lang=zh><body>{body}").render().pages[0]._page_box
    calls: list[Any] = []
    undo = counted("weasyprint.formatting_structure.boxes:ParentBox.copy_with_children", calls)
    try:
        context = find("weasyprint.stacking:StackingContext.from_page")(page)
    finally:
        undo()
    assert len(calls) == 1  # the page's own, without its children
    assert [child.box for child in context.zero_z_contexts] == list(page.children)


def test_blocks_that_paint_nothing_are_not_listed_to_be_painted() -> None:
    body = "<section><p>天地<p style='border: 1pt solid'>玄黄<p style='background: red'>宇宙</section>" * 3
    page = weasyprint.HTML(string=f"<html lang=zh><body>{body}").render().pages[0]._page_box
    context = find("weasyprint.stacking:StackingContext.from_page")(page).zero_z_contexts[0]
    assert len(context.block_level_boxes) == 2 * 3  # of the twelve and the body
    assert len(context.blocks_and_cells) == 3 * 3  # what has lines


def test_what_only_holds_text_is_not_searched_for_anchors() -> None:
    counts = []
    for text in ("天", "天地玄黄" * 200):
        calls: list[Any] = []
        undo = counted("weasyprint.anchors:gather_anchors", calls)
        try:
            document = weasyprint.HTML(string=f"<html lang=zh><body><p id=a>天<p>{text}").render()
        finally:
            undo()
        assert "a" in document.pages[0].anchors
        counts.append(len(calls))
    assert counts[0] == counts[1]


def test_of_elements_alike_each_that_has_a_name_is_an_anchor() -> None:
    body = "".join(f"<p>天地<p id=a{number}>玄黄" for number in range(3))
    fonts = FontConfiguration()
    for _ in range(2):  # styles are known from the first document
        document = weasyprint.HTML(string=f"<html lang=zh><body>{body}").render(font_config=fonts)
        assert list(document.pages[0].anchors) == ["a0", "a1", "a2"]


@pytest.mark.parametrize(
    ("place", "parameters"),
    [
        ("weasyprint.layout.background:layout_box_backgrounds", "page box get_image_from_uri layout_children style"),
        ("weasyprint.stacking:_dispatch", "box page child_contexts blocks floats blocks_and_cells"),
        ("weasyprint.stacking:_dispatch_children", "box page child_contexts blocks floats blocks_and_cells"),
        ("weasyprint.draw.border:draw_outline", "stream box"),
        ("weasyprint.draw:draw_block_level", "page stream blocks_and_cells"),
        ("weasyprint.anchors:gather_anchors", "box anchors links bookmarks forms parent_matrix parent_form parent_link"),
        ("weasyprint.matrix:Matrix.__matmul__", "self other"),
        ("weasyprint.css:StyleFor.__init__", "self html sheets presentational_hints font_config target_collector"),
        ("weasyprint.formatting_structure.boxes:PageBox.descendants", "self placeholders"),
        ("weasyprint.formatting_structure.boxes:ParentBox.page_values", "self"),
        ("weasyprint.layout.block:collapse_margin", "adjoining_margins"),
    ],
)
def test_contract_signatures(place: str, parameters: str) -> None:
    engine.uninstall()
    assert list(inspect.signature(find(place)).parameters) == parameters.split()


def test_equal_settings_of_different_styles_are_one_object() -> None:
    style = "body { text-align: justify } .c { text-align: center } h2 { font: bold 1em serif }"
    html = f"<html lang=zh><style>{style}</style><body><h2>天</h2><p>地</p><p class=c>玄</p><div class=c>黄</div>"
    page = weasyprint.HTML(string=html).render().pages[0]._page_box
    of_elements = [box for box in page.descendants() if box.element is not None]
    found = {box.element_tag + box.element.get("class", ""): box.style for box in reversed(of_elements)}
    heading, text, centred, other = (settings_of(found[name]) for name in ("h2", "p", "pc", "divc"))
    assert heading is text
    assert centred is other
    assert centred != text
    assert settings_of(found["p"], found["pc"]) is centred  # a text is aligned as the block it stands in


def test_elements_are_cascaded_by_their_kind_in_all_documents_of_one_font_configuration() -> None:
    fonts, sheet = FontConfiguration(), weasyprint.CSS(string=STYLE)
    calls: list[Any] = []
    counts = []
    undo = counted("kanyin.engine.matching:_Styling._compute", calls)
    try:
        for number in (6, 6, 40):
            html = weasyprint.HTML(string=f"<html lang=zh><body>{BODY * number}<p id=named>天")
            html.render(stylesheets=[sheet], font_config=fonts)
            counts.append(len(calls))
    finally:
        undo()
    assert counts[0] < 30  # of 91 elements
    assert counts[0] == counts[1] == counts[2]


def test_elements_that_declare_the_same_with_other_weights_are_of_other_kinds() -> None:
    fonts, html = FontConfiguration(), (
        "<html lang=zh><style>p { text-indent: 1px !important }</style><body>"
        "<p style='text-indent: 2px'>天<p style='text-indent: 2px !important'>地"
        "<div style='text-indent: 3px !important; text-indent: 2px'>玄</div><div style='text-indent: 2px'>黄</div>"
    )  # fmt: skip
    (page,) = weasyprint.HTML(string=html).render(font_config=fonts).pages
    blocks = [box for box in page._page_box.descendants() if box.element_tag in ("p", "div") and "Block" in type(box).__name__]
    assert [box.style["text_indent"].value for box in blocks] == [1, 2, 3, 2]


@pytest.mark.parametrize("margins", [[], [3], [-2], [3, -2, 0], [0.0, 1.5, 4], [-1, -2.5]])
def test_margins_collapse_as_stock_has_it(margins: list[float]) -> None:
    ours = find("weasyprint.layout.block:collapse_margin")(margins)
    engine.uninstall()
    assert ours == find("weasyprint.layout.block:collapse_margin")(margins)


def test_what_layout_asks_of_boxes_is_what_stock_answers() -> None:
    style = "body { page: a } .f { float: left } .r { position: running(x) } .n { float: footnote } .o { overflow: auto }"
    body = "<p>天<b>地</b><p class=f>玄<p class=r>黄<p>宇<span class=n>宙</span><div class=o style='page: b'>洪</div>"
    html = weasyprint.HTML(string=f"<html lang=zh><style>{style}</style><body>{body}<div style='display: flow-root'>荒")
    asked = ("is_in_normal_flow", "establishes_formatting_context", "page_values")
    boxes = [box for page in html.render().pages for box in page._page_box.descendants()]
    ours = [[getattr(box, name)() for name in asked] for box in boxes]
    listed = [list(page._page_box.descendants(placeholders=True)) for page in html.render().pages]
    engine.uninstall()
    assert ours == [[getattr(box, name)() for name in asked] for box in boxes]
    kinds = {"TextBox", "LineBox"}
    for ours_of_page in listed:
        stock = [box for box in ours_of_page[0].descendants(placeholders=True) if type(box).__name__ not in kinds]
        assert ours_of_page == stock


def test_empty_areas_for_notes_are_laid_out_once() -> None:
    calls: list[Any] = []
    undo = counted("weasyprint.layout.block:block_box_layout", calls)
    try:
        pages = weasyprint.HTML(string="<html lang=zh><body>" + "<p>天<p style='break-before: page'>" * 6).render().pages
    finally:
        undo()
    areas = [box for _, box, *_ in calls if type(box).__name__ == "FootnoteAreaBox" or box.element_tag == "@note-area"]
    assert len(pages) > 5
    assert len(areas) == 2


def test_a_stream_is_compressed_and_says_so() -> None:
    import zlib

    import pydyf

    stream = pydyf.Stream([b"1 0 0 1 0 0 cm", "q", 7], compress=True)
    extra, content = stream.data.split(b"stream\n", 1)
    assert b"/FlateDecode" in extra
    assert zlib.decompress(content.rsplit(b"\nendstream", 1)[0]) == b"1 0 0 1 0 0 cm\nq\n7"


def test_the_html_parser_makes_each_of_its_patterns_once() -> None:
    weasyprint.HTML(string=HTML)
    table = find("tinyhtml5.inputstream:characters_until_regex")
    known = dict(table)
    weasyprint.HTML(string=HTML.replace("天地", "地天"))
    assert dict(table) == known
    assert len(table) > 3  # and it is used

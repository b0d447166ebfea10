"""A document drawn as a forme: the same pages as stock writes. The last tests are the contract."""

from __future__ import annotations

import inspect
import zlib
from array import array
from pathlib import Path
from typing import Any

import pikepdf
import pydyf
import pytest
import weasyprint
from tinycss2.color5 import parse_color

from kanyin import engine
from kanyin.engine.hook import find
from kanyin.engine.streams import joined
from kanyin.engine.structure import begin_mark, end_mark
from kanyin.forme import Forme, Slot

from ..reading import Reading
from .bound import bound, drawn

SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'><path fill='red' d='M0 0H40V20Z'/></svg>"
PIXEL = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
STYLE = """
@page { size: 300pt 200pt; margin: 30pt 20pt; @bottom-center { content: counter(page) }
  @top-left { content: string(t); color: #888; border-bottom: 1pt solid } }
html { font: 10pt/15pt 'Noto Serif CJK SC' } h1 { string-set: t content(); bookmark-level: 1; font-size: 1em }
p { margin: 0 } .f { opacity: .5; background: linear-gradient(red, blue); transform: rotate(3deg) }
"""
BODY = (
    f"<h1 id=one>甲</h1><p>天地玄黄，宇宙洪荒。<a href='#two'>见</a><a href='https://a.example/'>网</a></p>{SVG}"
    f"<p class=f>日月盈昃</p><img src='{PIXEL}' alt=x width=30><h1 id=two style='break-before: page'>乙</h1><p>辰宿列张</p>"
)
HTML = f"<html lang=zh><style>{STYLE}</style><body>{BODY * 4}".replace("id=one", "").replace("id=two", "id=two", 1)


@pytest.fixture
def both(tmp_path: Path) -> tuple[Reading, Reading]:
    """The same document, written by stock and bound from a forme."""
    weasyprint.HTML(string=HTML).write_pdf(tmp_path / "stock.pdf")
    return Reading(tmp_path / "stock.pdf"), bound(tmp_path, drawn(HTML))


def test_a_forme_prints_what_stock_prints(both: tuple[Reading, Reading]) -> None:
    stock, ours = both
    assert ours.pages == stock.pages == 5

    def placed(found: Reading) -> list[tuple[object, ...]]:
        return sorted((g.page, g.char, round(g.x, 1), round(g.y, 1), g.size, g.font) for g in found.glyphs)

    assert placed(ours) == placed(stock)
    for page in range(stock.pages):
        assert ours.print(page, 2).tobytes() == stock.print(page, 2).tobytes(), page


def test_a_head_that_turns_over_is_printed_whole(tmp_path: Path) -> None:
    head = "天地玄黄宇宙洪荒"  # eight em in a box of five: two lines, in one stream that is not tagged
    html = (
        "<html lang=zh><style>html { font: 10pt/12pt 'Noto Serif CJK SC' } "
        f"@page {{ size: 120pt; margin: 40pt; @top-center {{ width: 50pt; content: '{head}' }} }}</style>"
    )
    assert "".join(bound(tmp_path, drawn(html)).texts[0].split()) == head


def test_links_and_outline_are_those_of_stock(both: tuple[Reading, Reading]) -> None:
    stock, ours = both
    assert ours.links == stock.links
    assert ours.outline == stock.outline


def test_a_page_is_its_trim_and_what_bleeds_is_drawn_beyond(tmp_path: Path) -> None:
    html = "<style>@page { size: 100pt 80pt; margin: 9pt; bleed: 20pt; marks: crop }</style><p>x"
    weasyprint.HTML(string=html).write_pdf(tmp_path / "stock.pdf")
    ours = bound(tmp_path, drawn(html))
    with pikepdf.open(tmp_path / "stock.pdf") as one, pikepdf.open(ours.path) as other:
        trim = list(one.pages[0].TrimBox)
        assert trim == list(other.pages[0].TrimBox) == list(other.pages[0].MediaBox) == [0, 0, 100, 80]
        assert list(one.pages[0].MediaBox) == [-20, -20, 120, 100]  # 20 pt on each side


def test_folios_are_those_of_the_place_a_forme_is_bound_at(tmp_path: Path) -> None:
    html = HTML.split("<h1 id=two")[0]
    made = drawn(html, 8, 100)
    for first, folio in ((8, "8"), (42, "42"), (100, "100")):
        found = bound(tmp_path, made, first=first)
        foot = [ink for ink in found.inks(0) if ink[-1] > 170]
        assert "".join(ink[0] for ink in foot) == folio
        assert (foot[0][1] + foot[-1][2]) / 2 == pytest.approx(150, abs=0.4)  # centred on the page


def test_a_page_reference_is_a_slot_and_flush_right_where_it_asks(tmp_path: Path) -> None:
    style = "@page { size: 200pt 100pt; margin: 20pt } body { margin: 0 } p { font: 10pt 'Noto Serif CJK SC'; margin: 0; text-align: right }"
    html = f"<html lang=zh><style>{style}</style><p><span data-page-of=x data-page-at=end>00</span></p>"
    target = "<html lang=zh><p id=x>甲</p>"
    made = drawn(html)
    [slot] = [item for _, stream in made.streams for item in stream.content if isinstance(item, Slot)]
    assert (slot.target, slot.length, slot.align) == ("x", 2, 1.0)
    found = bound(tmp_path, made, drawn(target), first=41)
    assert "".join(glyph.char for glyph in found.on(0)) == "42"
    right = max(edge for _, _, edge, _ in found.inks(0))
    assert right == pytest.approx(180, abs=1)


def contents(made: Forme) -> bytes:
    """Return what all streams of a forme hold."""
    return b"\n".join(zlib.decompress(stream.data) for _, stream in made.streams if stream.data)


# 10 em to the line.
NARROW = "@page { size: 140pt 200pt; margin: 20pt } body { margin: 0; font: 10pt/15pt 'Noto Serif CJK SC' } p { margin: 0 }"


def test_what_stands_of_a_plain_paragraph_on_a_page_is_one_marked_content_and_one_text_object() -> None:
    made = contents(drawn(f"<html lang=zh><style>{NARROW}</style><p>{'天地玄黄' * 6}<p>{'宇宙洪荒' * 6}"))
    assert made.count(b" Tm") == 6  # 24 characters are three lines
    assert [made.count(word) for word in (b"BDC", b"EMC", b"BT", b"ET", b" Tf")] == [2] * 5


def test_words_that_a_line_end_parts_are_not_of_one_marked_content() -> None:
    # Else whoever puts its text together has them as one: there is no space between them.
    made = contents(drawn(f"<html lang=en><style>{NARROW} p {{ text-align: left }}</style><p>{'wherever ' * 4}"))
    assert made.count(b" Tm") == made.count(b"BDC") == 2  # two words to the line


def test_text_beside_what_is_drawn_between_is_apart() -> None:
    html = f"<html lang=zh><style>{NARROW}</style><p>{'天' * 10}<b style='background: red'>{'地' * 10}</b>{'玄' * 10}"
    made = contents(drawn(html))
    assert made.count(b"/Span") == made.count(b"BT") == 3
    assert [made.count(word) for word in (b"BDC", b"BMC")] == [3, 1]


def test_another_color_in_a_paragraph_is_set_where_it_begins(tmp_path: Path) -> None:
    style = f"{NARROW} p::first-letter {{ color: red }}"
    found = bound(tmp_path, drawn(f"<html lang=zh><style>{style}</style><p>{'天' * 20}"))
    ink = found.print(0, 2)
    first, second = ink.crop((40, 40, 60, 70)), ink.crop((60, 40, 240, 70))
    reds: list[Any] = [part.convert("RGB").getchannel("R").getextrema() for part in (first, second)]
    assert reds[0] == (255, 255)
    assert reds[1][0] < 50


def test_a_font_is_looked_up_once_for_all_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    engine.install()
    stream, calls = find("weasyprint.pdf.stream:Stream"), list[Any]()
    adding = stream.add_font

    def add_font(own: Any, font: Any) -> Any:
        calls.append(font)
        return adding(own, font)

    monkeypatch.setattr(stream, "add_font", add_font)
    drawn(f"<html lang=zh><style>{NARROW}</style>" + "<p style='break-after: page'>天地</p>" * 4)
    assert len(calls) == 1


def test_the_same_document_is_the_same_forme() -> None:
    assert drawn(HTML) == drawn(HTML)


def test_a_forme_is_the_same_wherever_its_pages_will_stand() -> None:
    one, other = drawn(HTML, 10, 90), drawn(HTML, 20, 80)
    assert one == other


def test_a_forme_holds_nothing_but_plain_data() -> None:
    def plain(value: Any) -> bool:
        if isinstance(value, tuple):
            return all(map(plain, value))
        return value is None or isinstance(value, str | bytes | int | float | bool | dict | list | array)

    made = drawn(HTML)
    assert all(plain(getattr(made, name)) for name in made.__slots__)


def test_images_are_known_by_what_they_show() -> None:
    one, other = drawn(HTML), drawn(f"<p>other</p><img src='{PIXEL}' alt=y>")
    assert [name for _, name in one.images] == [name for _, name in other.images]
    assert len(one.images) == 1


def test_where_margins_give_way_to_stock_pages_show_the_numbers_they_were_set_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.uninstall()
    monkeypatch.setattr(engine, "HOOKS", tuple(hook for hook in engine.HOOKS if hook.name != "margins"))
    made = drawn(HTML, 42)
    engine.uninstall()
    assert made.numbered
    assert made.margins == ()
    foot = [glyph for glyph in bound(tmp_path, made, first=42).on(0) if glyph.y > 170]
    assert "".join(glyph.char for glyph in foot) == "42"


# ---- the contract with WeasyPrint


@pytest.mark.parametrize(
    ("place", "parameters"),
    [
        ("weasyprint.pdf.anchors:add_links", "links_and_anchors matrix pdf page names tags"),
        ("weasyprint.pdf.anchors:add_annotations", "links matrix document pdf page annot_files compress"),
        ("weasyprint.pdf.anchors:add_forms", "forms matrix pdf page resources stream font_map"),
        ("weasyprint.pdf:_use_references", "pdf resources images color_profiles"),
        ("weasyprint.pdf.stream:Stream.__init__",
         "self fonts page_rectangle resources images tags color_profiles output_intent args kwargs"),
        ("weasyprint.pdf.stream:Stream.marked", "self box tag"),
        ("weasyprint.document:Page.paint", "self stream scale"),
        ("weasyprint.draw:draw_stacking_context", "stream stacking_context"),
        ("weasyprint.stacking:StackingContext.from_page", "page"),
    ],
)  # fmt: skip
def test_contract_signatures(place: str, parameters: str) -> None:
    engine.uninstall()
    assert list(inspect.signature(find(place)).parameters) == parameters.split()


def test_contract_these_are_what_stock_calls_for_each_page() -> None:
    engine.uninstall()
    called = set(find("weasyprint.pdf:generate_pdf").__code__.co_names)
    assert {"add_links", "add_annotations", "add_forms", "_use_references", "Stream", "paint", "fonts"} <= called


def test_contract_marked_content_is_noted_by_its_box_with_its_number() -> None:
    engine.uninstall()
    tags: dict[Any, Any] = {}
    stream = find("weasyprint.pdf.stream:Stream")({}, (0, 0, 1, 1), pydyf.Dictionary(), {}, tags, {}, None)
    box = object()
    with stream.marked(box, "P"):
        pass
    assert tags[box]["mcid"] == 0
    # Tag, number and operator are an item each: `structure.py` puts others in their place to make an artifact.
    assert [str(stream.stream[0]), *stream.stream[2:]] == ["/P", b"BDC", b"EMC"]
    assert dict(stream.stream[1]) == {"MCID": 0}


def test_contract_what_begins_and_ends_marked_content_is_what_stock_writes() -> None:
    engine.uninstall()
    streams = [find("weasyprint.pdf.stream:Stream")({}, (0, 0, 1, 1), pydyf.Dictionary(), {}, {}, {}, None) for _ in "ab"]
    box = object()
    with streams[0].marked(box, "P"):
        streams[0].begin_text()
    begin_mark(streams[1], box, "P")
    streams[1].begin_text()
    end_mark(streams[1])
    assert joined(streams[0]) == joined(streams[1])
    assert streams[0]._tags[box].items() <= streams[1]._tags[box].items()


def test_contract_a_stream_forgets_its_color_when_its_state_is_restored() -> None:
    engine.uninstall()
    states = pydyf.Dictionary({"ExtGState": pydyf.Dictionary()})
    stream = find("weasyprint.pdf.stream:Stream")({}, (0, 0, 1, 1), states, {}, None, {}, None)
    with stream.stacked():
        stream.set_color(parse_color("red"))
        color, alpha = stream._current_color, stream._current_alpha
        stream.set_color(parse_color("red"))
        assert stream._current_color is color is not None
        assert stream._current_alpha is alpha is not None
    assert stream._current_color is stream._current_alpha is None


def test_contract_a_page_tells_its_links_anchors_bookmarks_and_forms() -> None:
    html = "<h1 id=a>x</h1><a href='#a'>y</a><a href='http://z.example/'>w</a>"
    page = weasyprint.HTML(string=html).render().pages[0]
    assert [(kind, target) for kind, target, _, _ in page.links] == [
        ("internal", "a"), ("external", "http://z.example/"),
    ]  # fmt: skip
    assert list(page.anchors) == ["a"]
    assert len(page.anchors["a"]) == 4
    [(level, label, (x, y), state)] = page.bookmarks
    assert (level, label, state) == (1, "x", "open")
    assert x >= 0 <= y
    assert set(page.bleed) == {"top", "right", "bottom", "left"}
    assert page.forms is not None


def test_contract_an_image_knows_its_object() -> None:
    engine.uninstall()
    source = inspect.getsource(find("weasyprint.pdf:_use_references"))
    assert "x_object" in source
    assert "SMask" in source

"""Stereotypes: a forme that was cast is the same again, and bytes that are none are refused."""

from __future__ import annotations

from array import array
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanyin import stereotype
from kanyin.diagnostics import Diagnostic, Severity, Span
from kanyin.forme import Anchor, Block, Bookmark, EmbeddedFont, FontUse, Foreign, Forme, Page, Slot, Stream

SLOT = Slot("章", 2, ("0031", "0032"), (500.0, 481.5), 1000.0, 0.5)
FORME = Forme(
    pages=(Page(3, ((1, 0), (2, 1))), Page(7, ())),
    objects=((1, b"<</A 2 0 R>>"), (2, b"\xff\x00"), (3, b"")),
    streams=((4, Stream(b"<<>>", b"\x00data", ())), (5, Stream(b"<</X 1>>", None, (b"BT", SLOT, b"ET")))),
    images=((4, "image:1"),),
    margins=((b"1 ", SLOT._replace(target="")), ()),
    anchors=(Anchor("章", 0, 1.5, 2.0),),
    bookmarks=(Bookmark(1, 2, "第一章", 0.0, 9.25, "open"),),
    links=("注", "章"),
    fonts=(
        FontUse("K", "/K+Song", "/fonts/宋.ttc", "9f", (("style", 0), ("tables", ["a"]), ("family", "宋")),
                (array("q", (1, 2)), array("q", (1000, 500))), (array("q", (1, 2)), ("一", "ffi")), False, True),
        FontUse("L", "/L+Hei", "/fonts/黑.ttc", "9e", (), (array("q", (3,)), array("q", (-5,))),
                (array("q", (3, 4)), ("", "𠀀")), True, False),
    ),
    kids=(b"1 0 R",),
    parents=(b"[1 0 R null]",),
    fields=(b"2 0 R",),
    foreign=(Foreign("㐂", None, "a.md:3"), Foreign("é", "Other", "")),
    blocks=(Block(1, 62.4, 500.0, 345.9, 518.0, "a.md:3-4"),),
    numbered=True,
    exact=False,
    lines=40,
    stock_lines=1,
    first=12,
    said=(
        Diagnostic("a.b", Severity.WARNING, "看", Span(Path("书/a.md"), 3, 1, 2), "改"),
        Diagnostic("a.c", Severity.NOTE, "told"),
    ),
    read=(("book:///a.png", "00ff"), ("book:///b.png", "")),
)  # fmt: skip
FONT = EmbeddedFont("K", 9, ((1, b"<<>>"), (9, b"<</K 1 0 R>>")), ((2, Stream(b"<</L 1>>", b"program", ())),))


def test_a_forme_comes_back_as_it_was() -> None:
    assert stereotype.forme(stereotype.cast(FORME)) == FORME


def test_an_equal_forme_is_cast_in_equal_bytes() -> None:
    assert stereotype.cast(stereotype.forme(stereotype.cast(FORME))) == stereotype.cast(FORME)


def test_a_font_comes_back_as_it_was() -> None:
    assert stereotype.font(stereotype.cast_font(FONT)) == FONT


@given(st.binary(max_size=60))
def test_bytes_that_no_cast_has_made_are_refused(data: bytes) -> None:
    with pytest.raises(stereotype.DamagedError):
        stereotype.forme(data)


@given(st.integers(0, len(stereotype.cast(FORME)) - 1))
def test_a_cast_cut_short_is_refused(length: int) -> None:
    with pytest.raises(stereotype.DamagedError):
        stereotype.forme(stereotype.cast(FORME)[:length])


def test_a_font_is_no_forme() -> None:
    with pytest.raises(stereotype.DamagedError):
        stereotype.forme(stereotype.cast_font(FONT))


def test_a_tree_comes_back_as_it_was() -> None:
    root = Element("div", {"data-src": "a.md:1-2", "class": ""})
    root.text = ""
    inner = SubElement(SubElement(root, "p"), "em")
    inner.text, inner.tail = "字\ud800", "\x00尾"
    SubElement(root, "hr")
    data = stereotype.cast_tree(root, FORME.said)
    made, said = stereotype.tree(data)
    assert said == FORME.said
    assert stereotype.cast_tree(made, said) == data
    assert [(each.tag, each.text, each.tail) for each in made.iter()] == [
        (each.tag, each.text, each.tail) for each in root.iter()
    ]


@given(st.integers(0, 50))
def test_a_tree_cut_short_is_refused(length: int) -> None:
    with pytest.raises(stereotype.DamagedError):
        stereotype.tree(stereotype.cast_tree(Element("div", {"a": "b"}), ())[:length])

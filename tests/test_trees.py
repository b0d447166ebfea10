"""Tools on elements: text, content as HTML, and the text behind an element that is moved."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element, fromstring, tostring

import pytest

from kanyin import trees
from kanyin.diagnostics import Span


def _html(element: Element) -> str:
    return tostring(element, encoding="unicode")


def test_plain_text_is_without_notes_and_with_one_space() -> None:
    element = fromstring('<h1>甲 \n <em>乙</em><span class="footnote">注<b>注</b></span>丙<img alt="丁"/>　戊</h1>')
    assert trees.plain_text(element) == "甲 乙丙丁 戊"


def test_content_is_html_with_its_signs_escaped() -> None:
    element = fromstring("<h1>1 &lt; 2 &amp; <em>3</em><br/>4</h1>")
    assert trees.inner_html(element) == "1 &lt; 2 &amp; <em>3</em><br>4"
    assert _html(element) == "<h1>1 &lt; 2 &amp; <em>3</em><br />4</h1>"  # unchanged


def test_content_for_the_contents_has_no_notes_links_or_ids() -> None:
    element = fromstring(
        '<h2 id="a">甲<a href="#x" id="b">乙</a><span class="footnote">注</span>丙<em id="c" class="e">丁</em>'
        '<a href="#y"><strong>戊</strong></a>己</h2>'
    )
    assert trees.bare_html(element) == '甲乙丙<em class="e">丁</em><span><strong>戊</strong></span>己'


def test_text_is_added_behind_the_last_child() -> None:
    element = fromstring("<p>甲<b/>乙</p>")
    trees.append_text(element, "丙")
    assert _html(element) == "<p>甲<b />乙丙</p>"
    empty = Element("p")
    trees.append_text(empty, "丙")
    assert _html(empty) == "<p>丙</p>"


def test_a_child_goes_before_the_text_too() -> None:
    element = fromstring("<p>甲<b/>乙</p>")
    trees.prepend(element, Element("i"))
    assert _html(element) == "<p><i />甲<b />乙</p>"


def test_leading_characters_go_with_the_space_behind_them() -> None:
    element = fromstring("<h1> 第3章　水<b>火</b></h1>")
    trees.drop_leading(element, 3)
    assert _html(element) == "<h1>水<b>火</b></h1>"


def test_classes_are_whole_words() -> None:
    element = Element("p", {"class": "lead-in x"})
    assert trees.has_class(element, "x")
    assert not trees.has_class(element, "lead")
    trees.add_class(element, "y")
    assert element.get("class") == "lead-in x y"


def test_every_element_stands_in_the_source_nearest_above_it() -> None:
    element = fromstring('<div><p data-src="a:1-2"><b/></p><p/><div data-src="b:3-4"><p data-src="b:4-4"/></div></div>')
    assert [(e.tag, src) for e, src in trees.with_sources(element)] == [
        ("div", ""), ("p", "a:1-2"), ("b", "a:1-2"), ("p", ""), ("div", "b:3-4"), ("p", "b:4-4"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("src", "span"),
    [
        ("a/b.md:3-7", Span(Path("/r/a/b.md"), 3)),
        ("a:b.md:3-7", Span(Path("/r/a:b.md"), 3)),
        ("a.md:x", Span(Path("/r/a.md"))),
        ("", None),
        (None, None),
        ("a.md", None),
    ],
)
def test_a_source_names_a_place(src: str | None, span: Span | None) -> None:
    assert trees.span_of(src, Path("/r")) == span

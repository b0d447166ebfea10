"""Rules match as cssselect2 has it, and are asked once for all elements in the same place."""

from __future__ import annotations

from typing import Any

import cssselect2
import pytest
import tinycss2
import tinyhtml5
import weasyprint
from cssselect2 import compiler
from hypothesis import given
from hypothesis import strategies as st

from kanyin import theme
from kanyin.engine import chains
from kanyin.engine.places import Places
from kanyin.resources import resource

DOCUMENT = """
<!DOCTYPE html><html lang=zh-Hant class="theme-book"><head><title>题</title></head><body class="section-chapter run-on">
<section class="chapter opens"><h1 id=one class="opener numbered"><span class=number>一</span> 甲</h1><p>乙<p class="a b">丙
<em>丁</em><a href="#one">戊</a><a>己</a><sup class=note>1</sup><ul><li>庚<li class=b><p>辛<p>壬</ul>
<ol type=a><li lang=ja>癸<ol><li>子</ol></ol><table class="a"><tr><th>丑<td align=center>寅<tr class=a><td>卯<td>辰</table>
<blockquote class=poem><p>巳<p>午</blockquote><aside class="admonition tip"><p>未<p>申</aside><dl><dt>酉<dd>戌<p>亥</dl>
<figure class="a wide"><img src="a.png" alt=""><figcaption>图</figcaption></figure><p id=two class=b hidden>天<h2>地</h2><p>玄
<input type=checkbox checked><div dir=rtl><p>黄</div><pre><code class="b">宇</code></pre></section></body></html>
"""

SELECTORS = (
    "p", "*", ".a", ".a.b", "p.b", "li p", "li > p", "p + p", "h2 + p", ".chapter .b", ".chapter > .b", "ul li.b p", "a, em",
    "section.chapter.opens > h1.numbered span.number", "blockquote.poem > p + p", "p::before", ".a::marker", "::before",
    "li.b > p + p, .section-chapter em", "body.run-on > section .b", "table.a tr.a > td", ".a + .b", "html.theme-book p",
)  # fmt: skip

OTHERS = (
    "#one", "p:first-child", "[hidden]", "a[href]", ":link", ":root", "li:not(.b)", ":is(ul, ol) li", ":lang(ja)", "p.a.a",
    "p:has(em)", "P", ".甲", "p ~ p", ".b\\:c", "[type=a]", "p:nth-child(2)", "td:last-child", "::first-Line", "a[href^='#']",
    "div[dir=rtl] p", "p#two", "#one ~ p", "p:empty",
)  # fmt: skip


def elements() -> list[Any]:
    """Return the elements of the document, as cssselect2 has them."""
    root = tinyhtml5.parse(DOCUMENT, namespace_html_elements=False)
    return list(cssselect2.ElementWrapper.from_html_root(root).iter_subtree())


class Sheet:
    """A stylesheet whose declarations are the selector's own text."""

    def __init__(self, *texts: str) -> None:
        self.matcher, self.layers = cssselect2.Matcher(), list[str]()
        for text in texts:
            for selector in chains.selectors(text) or cssselect2.compile_selector_list(text):
                self.matcher.add_selector(selector, (text, None))


def asked_of(selector: Any) -> dict[str, Any]:
    """Return all that cssselect2 asks of a selector but the test."""
    names = "specificity pseudo_element id class_name local_name lower_local_name namespace requires_lang_attr never_matches"
    return {name: getattr(selector, name) for name in names.split()}


@pytest.mark.parametrize("text", SELECTORS)
def test_a_selector_of_tags_and_classes_is_what_cssselect2_makes_of_it(text: str) -> None:
    ours, stock = chains.selectors(text), cssselect2.compile_selector_list(text)
    assert ours is not None
    assert [asked_of(each) for each in ours] == [asked_of(each) for each in stock]
    for element in elements():
        assert [bool(each.test(element)) for each in ours] == [bool(each.test(element)) for each in stock]


@pytest.mark.parametrize("text", OTHERS)
def test_what_else_a_selector_may_hold_is_left_to_cssselect2(text: str) -> None:
    assert chains.selectors(text) is None


@given(st.text(alphabet="pli.ab*>+, :-#", max_size=12))
def test_any_text_is_read_as_cssselect2_reads_it_or_left_to_it(text: str) -> None:
    if (ours := chains.selectors(text)) is not None:
        assert list(map(asked_of, ours)) == list(map(asked_of, cssselect2.compile_selector_list(text)))


@pytest.mark.parametrize("name", theme.names())
def test_most_selectors_of_our_sheets_are_plain(name: str) -> None:
    css = (resource("styles") / "themes" / f"{name}.css").read_text("utf-8")
    preludes = [tinycss2.serialize(rule.prelude) for rule in tinycss2.parse_stylesheet(css) if rule.type == "qualified-rule"]
    assert sum(chains.selectors(prelude) is not None for prelude in preludes) >= len(preludes) * 0.7


def test_the_rules_that_match_are_those_cssselect2_finds_in_their_order() -> None:
    sheet = Sheet(*SELECTORS, *OTHERS[:-1])
    places = Places([(sheet, "user", None), (weasyprint.html.UA_STYLESHEET, "user agent", None)])
    for element in elements():
        found = [match for match in places.matching(element) if match[0] == "user"]
        assert [(match[1], match[3], match[4]) for match in found] == [
            (specificity, pseudo, text) for specificity, _, pseudo, (text, _) in sheet.matcher.match(element)
        ]


def test_elements_with_the_same_rules_have_the_same_tuple() -> None:
    places = Places([(Sheet("p", ".b", "p + p"), "user", None)])
    found = [places.matching(element) for element in elements()]
    assert len(set(map(id, found))) == len({tuple(match[4] for match in matches) for matches in found}) > 4


def test_rules_are_asked_once_a_place() -> None:
    asked: list[str] = []

    def noting(test: Any, text: str) -> Any:
        def noted(element: Any) -> Any:
            asked.append(text)
            return test(element)

        vars(noted).update(source=text)
        return noted

    texts = {"el.local_name == 'p'": "p", "el.index == 0": ":first-child"}
    sheet = Sheet()
    for source, text in texts.items():
        (selector,) = cssselect2.compile_selector_list(text)
        selector.test = noting(selector.test, source)
        sheet.matcher.add_selector(selector, (text, None))
    root = tinyhtml5.parse("<p>" * 50, namespace_html_elements=False)
    places = Places([(sheet, "user", None)])
    for element in cssselect2.ElementWrapper.from_html_root(root).iter_subtree():
        places.matching(element)
    assert asked.count("el.local_name == 'p'") == 1
    assert asked.count("el.index == 0") == 53  # html, head, body and all p


def test_a_selector_whose_source_cannot_be_seen_is_asked_every_time() -> None:
    sheet = Sheet("p")
    (name,) = sheet.matcher.lower_local_name_selectors
    ((_, *rest),) = sheet.matcher.lower_local_name_selectors[name]
    sheet.matcher.lower_local_name_selectors[name] = [(lambda element: element.index == 1, *rest)]
    places = Places([(sheet, "user", None)])
    matched = [element for element in elements() if places.matching(element)]
    assert len(matched) == sum(element.local_name == "p" and element.index == 1 for element in elements())


@pytest.mark.parametrize("text", OTHERS)
def test_contract_what_a_selector_asks_for_can_be_read_in_its_source(text: str) -> None:
    asked = {"p:first-child", "p:has(em)", "p ~ p", "p:nth-child(2)", "td:last-child", "#one ~ p", "p:empty"}  # of siblings
    places = Places([(Sheet(text), "user", None)])
    is_open = any(places._place(element).tests for element in elements() if places.matching(element) is not None)
    assert is_open <= (text in asked or "#" in text)


def test_contract_selectors_are_compiled_to_source() -> None:
    (selector,) = cssselect2.parser.parse("a[href]")
    source = compiler._compile_node(selector.parsed_tree)
    assert source == "(el.local_name == 'a') and ('href' in el.etree_element.attrib)"

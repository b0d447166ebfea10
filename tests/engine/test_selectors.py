"""Selectors are compiled when they are asked about an element, and not before."""

from __future__ import annotations

from xml.etree import ElementTree

import cssselect2
import pytest
import tinycss2
from cssselect2 import compiler

from kanyin import engine
from kanyin.engine import selectors
from kanyin.engine.hook import MisfitError


def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that grows by each selector that is compiled."""
    found: list[str] = []

    def note(source: str, *scopes: dict[str, object]) -> object:
        found.append(source)
        return eval(source, *scopes)

    monkeypatch.setattr(selectors, "eval", note, raising=False)
    return found


def matcher(*texts: str) -> cssselect2.Matcher:
    """Return what matches these selectors, each with its own text."""
    made = cssselect2.Matcher()
    for text in texts:
        for selector in cssselect2.compile_selector_list(tinycss2.parse_component_value_list(text)):
            made.add_selector(selector, text)
    return made


def test_only_what_is_asked_is_compiled_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    found = compiled(monkeypatch)
    asked = matcher("p", "p + p", "td", "p.a", ".b > p")
    assert found == []
    body = ElementTree.fromstring("<body><p/><p/></body>")
    for element in cssselect2.ElementWrapper.from_html_root(body).iter_subtree():
        matches = [payload for *_, payload in asked.match(element)]
    assert matches == ["p", "p + p"]  # of the last element
    assert len(found) == 3  # p, p + p, .b > p: no element is a td, or of class a


def test_contract_selectors_are_compiled_by_eval(monkeypatch: pytest.MonkeyPatch) -> None:
    engine.uninstall()
    assert not hasattr(compiler, "eval")
    monkeypatch.setattr(compiler.CompiledSelector, "__init__", lambda *_: None)
    with pytest.raises(MisfitError, match="another way"):
        selectors.apply()


def test_a_selector_that_is_wrong_is_told_when_it_is_read() -> None:
    with pytest.raises(cssselect2.SelectorError):
        matcher("p:no-such-class")

"""The element of a page that holds its text, and what in it is not text.

In: the tree of a page. Out: the element; and, of what stands in it, the elements to pass over, each with what it is.
Text is what has sentences outside links: the smallest element with nearly all of them holds it. Known names are a help,
never a condition: a page of a site nobody has heard of is found by its sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree.ElementTree import Element

from kanyin.importer.hypertext.looks import classes, is_hidden, text_in
from kanyin.importer.web import names
from kanyin.records import dataclass

_BLOCKS: Final = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "td",
        "li",
        "pre",
        "blockquote",
        "dd",
        "dt",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "main",
        "center",
        "body",
        "figure",
        "figcaption",
    ]
)
_LEFT: Final = frozenset({"script", "style", "template", "noscript", "head", "svg", "select", "textarea", "button"})
_WORDS: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_SENTENCE: Final = re.compile(r"[。！？；，、：…”]|[.!?;,](?:\s|$)")
_NEARLY_ALL: Final = 0.8
_ENOUGH: Final = 0.4
"""So much of all sentences an element with a known name must hold."""
_LINKED: Final = 0.6
"""More of its text than this in links, and a block is a list of links."""


@dataclass(frozen=True, slots=True)
class Weight:
    """How much text an element holds: all letters, those in links, and the worth of its sentences."""

    letters: int = 0
    linked: int = 0
    worth: float = 0.0


def weights(root: Element) -> dict[Element, Weight]:
    """Return the weight of each element below `root`."""
    out: dict[Element, Weight] = {}
    _weigh(root, False, out)
    return out


def _weigh(element: Element, in_link: bool, out: dict[Element, Weight]) -> Weight:
    """Weigh an element: the worth of a block is that of the sentences that stand in it and in no block below it."""
    if not isinstance(element.tag, str) or element.tag in _LEFT or is_hidden(element):
        return Weight()
    in_link = in_link or element.tag == "a"
    letters = linked = 0
    worth = 0.0
    for child in element:
        part = _weigh(child, in_link, out)
        letters, linked, worth = letters + part.letters, linked + part.linked, worth + part.worth
    own = _own_text(element)
    count = len("".join(own.split()))
    letters, linked = letters + count, linked + (count if in_link else 0)
    if not in_link:
        worth += _worth(own)
    if element.tag in _BLOCKS and letters and linked / letters > _LINKED:
        worth = 0.0
    out[element] = Weight(letters, linked, worth)
    return out[element]


def _own_text(element: Element) -> str:
    return (element.text or "") + "".join(child.tail or "" for child in element)


def _worth(text: str) -> float:
    """A sentence counts by its length; words without a mark hardly do."""
    length = len("".join(text.split()))
    marks = len(_SENTENCE.findall(text))
    return length * min(1.0, 0.1 + 0.3 * marks)


def main_of(root: Element) -> Element:
    """Return the element that holds the text."""
    weighed = weights(root)
    whole = weighed.get(root, Weight()).worth
    known = _known(root, weighed, whole)
    return known if known is not None else _descended(root, weighed)


def _known(root: Element, weighed: Mapping[Element, Weight], whole: float) -> Element | None:
    """Return the element with a known name that holds most, if it holds enough."""
    found = [e for e in weighed if is_named(e)]
    best = max(found, key=lambda e: weighed[e].worth, default=None)
    if best is None or weighed[best].worth < _ENOUGH * whole or not weighed[best].worth:
        return None
    # Several of a kind side by side are a list of articles, or an article in pieces: what holds them holds the text.
    alike = [e for e in found if weighed[e].worth > 0.3 * weighed[best].worth and best not in set(e.iter())]
    outside = [e for e in alike if e is not best and e not in set(best.iter())]
    return None if outside else best


def is_named(element: Element) -> bool:
    """Tell whether the page's maker says that this holds the text."""
    if element.tag in ("article", "main") or element.get("role") in ("main", "article"):
        return True
    return element.get("itemprop", "").lower() == "articlebody" or bool(names.TEXTS & set(classes(element)))


def _descended(root: Element, weighed: Mapping[Element, Weight]) -> Element:
    """Go down from the root as long as one child has nearly all of the sentences."""
    here = root
    while True:
        whole = weighed.get(here, Weight()).worth
        best = max((c for c in here if c in weighed), key=lambda c: weighed[c].worth, default=None)
        if best is None or not whole or weighed[best].worth < _NEARLY_ALL * whole or best.tag not in _CONTAINERS:
            return here
        here = best


_CONTAINERS: Final = frozenset(
    ["body", "div", "section", "article", "main", "td", "tr", "tbody", "table", "center", "form", "span", "font"]
)


def furniture(main: Element) -> Iterator[tuple[Element, str]]:
    """Yield what in the text's element is not text, the outermost first, each with what it is."""
    weighed = weights(main)
    yield from _furniture(main, weighed, weighed.get(main, Weight()))


def _furniture(parent: Element, weighed: Mapping[Element, Weight], whole: Weight) -> Iterator[tuple[Element, str]]:
    for child in parent:
        if not isinstance(child.tag, str):
            continue
        weight = weighed.get(child, Weight())
        kind = _kind(child, weight)
        # What holds a good part of the sentences is text, whatever it is called.
        if kind and weight.worth <= 0.25 * whole.worth:
            yield child, kind
        else:
            yield from _furniture(child, weighed, whole)


def _kind(element: Element, weight: Weight) -> str:
    """Return what an element is that is not text, nothing for what may be text."""
    if element.tag in names.ELEMENTS or element.get("role") in names.ROLES:
        return f"<{element.tag}>"
    if element.tag in (
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "span",
        "a",
        "strong",
        "em",
        "img",
        "li",
        "td",
        "tr",
        "sup",
    ):
        return "" if element.tag != "span" or not _is_furniture(element) else _called(element)
    if _is_furniture(element):
        return _called(element)
    if element.tag in ("ul", "ol", "div", "dl", "section") and weight.letters and weight.linked / weight.letters > 0.8:
        return "a list of links" if sum(1 for _ in element.iter("a")) >= 4 and not _cites(element) else ""
    return ""


def _is_furniture(element: Element) -> bool:
    return any(word in names.FURNITURE for name in _names(element) for word in _words(name))


def _names(element: Element) -> list[str]:
    return f"{element.get('class', '')} {element.get('id', '')}".split()


def _words(name: str) -> list[str]:
    return [word.lower() for word in _WORDS.findall(name)]


def _called(element: Element) -> str:
    name = next((n for n in _names(element) if any(w in names.FURNITURE for w in _words(n))), "")
    return f"<{element.tag}> “{name}”"


def _cites(element: Element) -> bool:
    """A list of references is links too, but with years, titles in 《》 or page numbers around them."""
    text = text_in(element)
    return len(re.findall(r"《|\b(?:19|20)\d\d\b|\[[A-Z]\]|ISBN|doi", text)) >= 2

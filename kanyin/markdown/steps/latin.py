"""The step that marks Latin in emphasis: Chinese emphasis has no italic, and Latin words inside it want one.

`<em>` of Latin text only gets the class `latin`; in an em that holds Chinese, each Latin run becomes `<i
class="latin">`.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

from ..attributes import add_classes
from ..chapter import RAW
from ..inline.delimiters import is_cjk
from ..inline.nodes import fill
from ..inline.rule import Node
from .trees import VERBATIM

_LETTER = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_WORD = rf"[{_LETTER}0-9]*[{_LETTER}][{_LETTER}0-9]*"
_RUN = re.compile(rf"{_WORD}(?:[ .,:;&'’/+-]{{1,3}}[{_LETTER}0-9]+)*")


class Latin(Treeprocessor):
    """Marks the Latin runs of emphasis."""

    def run(self, root: Element) -> None:
        inner = {id(em) for outer in root.iter("em") for em in outer.iter("em") if em is not outer}
        for em in list(root.iter("em")):
            if id(em) not in inner:
                _mark(em)


def _mark(em: Element) -> None:
    text = "".join(em.itertext())
    if not _RUN.search(text):
        return
    if not any(is_cjk(character) for character in text):
        add_classes(em, ("latin",))
        return
    for element in list(em.iter()):
        if element.tag not in VERBATIM and element.tag != RAW:
            _wrap(element)


def _wrap(element: Element) -> None:
    nodes: list[Node] = list(_cut(element.text or ""))
    for child in list(element):
        tail, child.tail = child.tail or "", None
        nodes += [child, *_cut(tail)]
    del element[:]
    element.text = None
    fill(element, nodes)


def _cut(text: str) -> list[Node]:
    nodes: list[Node] = []
    end = 0
    for found in _RUN.finditer(text):
        latin = Element("i", {"class": "latin", "lang": "en"})
        latin.text = found[0]
        nodes += [text[end : found.start()], latin]
        end = found.end()
    return [*nodes, text[end:]]

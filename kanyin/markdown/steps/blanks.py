"""The step that marks blanks to be filled in: three underlines or more that touch no Latin letter or digit.

Out: `<span class="blank">____</span>`, its text as typed. `snake___case` and what stands in code are left alone.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

from ..chapter import RAW
from ..inline.nodes import fill
from ..inline.rule import Node
from .trees import VERBATIM

_BLANK = re.compile(r"(?<![A-Za-z0-9_])_{3,}(?![A-Za-z0-9_])")


class Blanks(Treeprocessor):
    """Marks the blanks."""

    def run(self, root: Element) -> None:
        if "___" in "".join(root.itertext()):  # most chapters have no blanks, and thousands of elements
            self._mark(root)

    def _mark(self, element: Element) -> None:
        if element.tag in VERBATIM or element.tag == RAW:
            return
        for child in list(element):
            self._mark(child)
        texts = (element.text, *(child.tail for child in element))
        if any(text and _BLANK.search(text) for text in texts):
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
    for found in _BLANK.finditer(text):
        blank = Element("span", {"class": "blank"})
        blank.text = found[0]
        nodes += [text[end : found.start()], blank]
        end = found.end()
    return [*nodes, text[end:]]

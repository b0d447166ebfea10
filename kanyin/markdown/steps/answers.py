"""The step that gives a question its lines to write on: `{.answer}`, `{.answer lines=6}` under an item or a block.

Out: after the block, or at the end of the item, `<div class="answer-lines">` with one empty `<div>` a line.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from markdown.treeprocessors import Treeprocessor

from ..attributes import add_classes
from ..chapter import Host
from .trees import BLOCKS

LINES, MOST = 4, 100
"""How many lines there are where the author names no number, and at most."""
_WHOLE = 8  # so many stay together on a page


class Answers(Treeprocessor):
    """Adds the lines; a number of lines that is none is reported, and four are drawn."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._host = host

    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for child in list(parent):
                if child.tag in BLOCKS and "answer" in child.get("class", "").split():
                    self._add(parent, child)

    def _add(self, parent: Element, question: Element) -> None:
        lines = _lines(self._count(question), question.get("data-src", ""))
        if question.tag in ("li", "dd", "td"):
            question.append(lines)
            return
        lines.tail, question.tail = question.tail, None
        parent.insert(list(parent).index(question) + 1, lines)

    def _count(self, question: Element) -> int:
        given = question.attrib.pop("lines", None)
        if given is None:
            return LINES
        if given.isdecimal() and 1 <= int(given) <= MOST:
            return int(given)
        place = self._host.chapter.span(self._host.chapter.line_of(question.get("data-src", "")))
        message = f"`lines={given}` is no number of lines from 1 to {MOST}: {LINES} are drawn"
        self._host.warn("answer-lines", message, place, "write {.answer lines=6}")
        return LINES


def _lines(count: int, src: str) -> Element:
    block = Element("div", {"data-src": src})
    add_classes(block, ("answer-lines", *(("whole",) if count <= _WHOLE else ())))
    for _ in range(count):
        SubElement(block, "div")
    return block

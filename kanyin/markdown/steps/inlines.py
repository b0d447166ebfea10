"""The step that turns each noted text into the inline content of its element."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

from ..chapter import Host
from ..inline.delimiters import resolve
from ..inline.nodes import Maker, fill
from ..inline.scanner import RuleSet, Scanner

_LEADS = frozenset({"checkbox", "admonition-label"})


class Inlines(Treeprocessor):
    """Python-Markdown's step `inline`, over the texts the block phase noted."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._host = host

    def run(self, root: Element) -> None:
        rules = RuleSet(list(self._host.inline_rules))
        for text in self._host.tables.texts:
            if rules.begins_in(text.text):
                _fill_front(text.element, Scanner(self._host, text, rules, Maker()).scan(resolve))
            else:
                _fill_front(text.element, [text.text])


def _fill_front(element: Element, nodes: list[str | Element]) -> None:
    """Put `nodes` before the blocks that `element` already holds, but after its checkbox or label."""
    count = 0
    while count < len(element) and element[count].get("class") in _LEADS:
        count += 1
    rest = list(element[count:])
    del element[count:]
    fill(element, nodes)
    element.extend(rest)

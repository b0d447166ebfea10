"""The step that marks abbreviations: `<abbr title>` around each that stands by itself.

Python-Markdown's own step finds word boundaries with `\\b`, and there is none between a Latin and a Han character;
ours asks that no Latin letter or digit touches the abbreviation.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

from ..chapter import RAW, Host
from ..inline.nodes import fill
from ..inline.rule import Node
from .trees import VERBATIM


class Abbreviations(Treeprocessor):
    """Marks the abbreviations the block phase found."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._host = host

    def run(self, root: Element) -> None:
        meanings = self._host.tables.abbreviations
        if not meanings:
            return
        longest_first = sorted(meanings, key=len, reverse=True)
        pattern = re.compile("|".join(_bounded(name) for name in longest_first))
        for element in list(root.iter()):
            if element.tag not in VERBATIM and element.tag not in (RAW, "abbr"):
                _mark(element, pattern, meanings)


def _bounded(name: str) -> str:
    """Return a pattern for `name`; an end of it that is a Latin letter or digit must not touch another."""
    latin = re.compile(r"[A-Za-z0-9]")
    before = "(?<![A-Za-z0-9])" if latin.match(name[0]) else ""
    after = "(?![A-Za-z0-9])" if latin.match(name[-1]) else ""
    return before + re.escape(name) + after


def _mark(element: Element, pattern: re.Pattern[str], meanings: dict[str, str]) -> None:
    texts = [element.text or "", *(child.tail or "" for child in element)]
    if not any(pattern.search(text) for text in texts):
        return
    children = list(element)
    del element[:]
    element.text = None
    nodes: list[Node] = []
    for child, text in zip([None, *children], texts, strict=True):
        if child is not None:
            child.tail = None
            nodes.append(child)
        nodes += _cut(text, pattern, meanings)
    fill(element, nodes)


def _cut(text: str, pattern: re.Pattern[str], meanings: dict[str, str]) -> list[Node]:
    nodes: list[Node] = []
    end = 0
    for found in pattern.finditer(text):
        abbreviation = Element("abbr", {"title": meanings[found[0]]})
        abbreviation.text = found[0]
        nodes += [text[end : found.start()], abbreviation]
        end = found.end()
    return [*nodes, text[end:]]

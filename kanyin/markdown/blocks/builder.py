"""From blocks to elements.

In: the closed block tree. Out: elements with `data-src`, and in `host.tables.texts` each text still to be parsed
inline.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

from ..chapter import Host, Text
from .block import Block


class Builder:
    """Builds elements; `poem` and `note` count the poems and notes we are inside of."""

    def __init__(self, host: Host) -> None:
        self.host = host
        self.poem = 0
        self.note = 0

    def element(self, tag: str, block: Block) -> Element:
        """Return a new element for `block`, with its lines and its attribute list."""
        element = Element(tag, {"data-src": self.host.chapter.src(block.first, block.last)})
        if block.attributes:
            block.attributes.set_on(element)
        return element

    def line(self, parent: Element, tag: str, first: int, last: int) -> Element:
        """Return a new child of `parent` that stands for the lines `first`-`last`."""
        return SubElement(parent, tag, {"data-src": self.host.chapter.src(first, last)})

    def fill(self, element: Element, blocks: Sequence[Block]) -> None:
        """Append the elements of `blocks` to `element`."""
        for block in blocks:
            child = block.build(self)
            if child is not None:
                element.append(child)

    def text(self, element: Element, text: str, line: int, columns: Sequence[int]) -> None:
        """Note down `text`, which begins on `line`, as the inline content of `element`."""
        if text:
            self.host.tables.texts.append(Text(element, text, line, tuple(columns), bool(self.poem), bool(self.note)))

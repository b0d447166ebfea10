"""A tree of HTML → blocks.

In: an element and its `Page`. Out: blocks. Any element may stand in any other, as browsers have it: text is gathered
until a block begins or ends. Not done: which part of a page is its text (`web/`), files (`epub/`).
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from kanyin.importer.hypertext.page import Page
from kanyin.importer.hypertext.reader import Reader
from kanyin.importer.model import Block

__all__ = ["blocks_of"]


def blocks_of(element: Element, page: Page) -> tuple[Block, ...]:
    """Return the blocks in the element."""
    return Reader(page).blocks(element)

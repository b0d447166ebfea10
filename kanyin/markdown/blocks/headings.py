"""ATX and setext headings (CommonMark 4.2, 4.3) with a trailing attribute list, and thematic breaks (4.1)."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from ..attributes import cut_trailing
from .block import Block
from .builder import Builder
from .cursor import Cursor
from .paragraph import Paragraph
from .parser import LineParser

_ATX = re.compile(r"(#{1,6})(?:[ ]+|\Z)")
_CLOSING = re.compile(r"(?:^|[ ])#+\Z")
_UNDERLINE = re.compile(r"(=+|-+)[ ]*\Z")
_BREAK = re.compile(r"(?:(?:\*[ ]*){3,}|(?:-[ ]*){3,}|(?:_[ ]*){3,})\Z")


class Heading(Block):
    """A heading; `columns` has one number for each line of its text."""

    def __init__(self, first: int, level: int, text: str, line: int, columns: list[int]) -> None:
        super().__init__(first)
        self.level = level
        self.text, self.attributes = cut_trailing(text)
        self._line, self._columns = line, columns

    def build(self, builder: Builder) -> Element:
        element = builder.element(f"h{self.level}", self)
        builder.text(element, self.text, self._line, self._columns)
        return element


class Break(Block):
    """A thematic break."""

    def build(self, builder: Builder) -> Element:
        return builder.element("hr", self)


def open_atx(parser: LineParser, cursor: Cursor, container: Block) -> bool:
    """Open a heading at one to six number signs. A closing run of them goes, before the attribute list or after it."""
    found = _ATX.match(cursor.content)
    if not found:
        return False
    text, attributes = cut_trailing(cursor.content[found.end() :].rstrip(" "))
    text = _without_closing(text)
    heading = Heading(cursor.line, len(found[1]), text, cursor.line, [cursor.next + found.end()])
    heading.attributes = attributes or heading.attributes
    parser.open(heading)
    cursor.eat_to(len(cursor.text))
    return True


def _without_closing(text: str) -> str:
    found = _CLOSING.search(text.rstrip(" ")) if text.rstrip(" ").endswith("#") else None
    return text[: found.start()].rstrip(" ") if found else text


def open_setext(parser: LineParser, cursor: Cursor, container: Block) -> bool:
    """Make the paragraph above the underline a heading, unless it was all link reference definitions."""
    found = _UNDERLINE.match(cursor.content)
    if not found or not isinstance(container, Paragraph) or not container.settle(parser):
        return False
    level = 1 if found[1][0] == "=" else 2
    heading = Heading(container.text_line, level, container.text(), container.text_line, container.columns)
    parser.close_unmatched()
    parent: Block = container.parent or parser.document
    parent.children.pop()
    parser.match(parent)
    container.parent, parser.tip = None, parent
    heading.last = cursor.line
    parser.open(heading)
    cursor.eat_to(len(cursor.text))
    return True


def open_break(parser: LineParser, cursor: Cursor, container: Block) -> bool:
    """Open a thematic break: three or more of the same sign."""
    if not _BREAK.match(cursor.content):
        return False
    parser.open(Break(cursor.line))
    cursor.eat_to(len(cursor.text))
    return True

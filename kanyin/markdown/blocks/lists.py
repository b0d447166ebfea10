"""Lists and list items, nested by the column of their content (CommonMark 5.2, 5.3), and GitHub's task items.

A list is loose when a blank line stands between two of its items or between two blocks of an item; the paragraphs that
open the items of a tight list are not wrapped in `<p>`.
"""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree.ElementTree import Element, SubElement

from ...records import dataclass
from .block import Block, Resume
from .builder import Builder
from .cursor import Cursor
from .paragraph import Paragraph
from .parser import LineParser, too_deep

_MARKER = re.compile(r"(?:([-+*])|(\d{1,9})([.)]))(?=( *)(.?))")
_TASK = re.compile(r"\[([ xX])\][ ]+(?=\S)")


@dataclass(frozen=True, slots=True)
class Marker:
    """A list marker: its sign (`-`, `+`, `*`, `.` or `)`), its number if it has one, the columns up to the content."""

    sign: str
    number: int | None
    length: int
    padding: int
    empty: bool


class List(Block):
    """A run of items with the same sign."""

    container = True

    def __init__(self, first: int, marker: Marker) -> None:
        super().__init__(first)
        self.marker = marker

    def holds(self, child: Block) -> bool:
        return isinstance(child, Item)

    def resume(self, cursor: Cursor, parser: LineParser) -> Resume:
        return Resume.YES

    def takes(self, marker: Marker) -> bool:
        """Tell whether an item with this marker goes on with the list."""
        return marker.sign == self.marker.sign

    @property
    def loose(self) -> bool:
        """Whether a blank line separates items, or blocks directly in an item."""
        return _has_gap(self.children) or any(_has_gap(item.children) for item in self.children)

    def build(self, builder: Builder) -> Element:
        ordered = self.marker.number is not None
        element = builder.element("ol" if ordered else "ul", self)
        if ordered and self.marker.number != 1:
            element.set("start", str(self.marker.number))
        loose = self.loose
        for item in self.children:
            if isinstance(item, Item):
                element.append(item.build_in(builder, loose))
        return element


class Item(Block):
    """One item; `width` is how far its content is indented."""

    container = True

    def __init__(self, first: int, width: int) -> None:
        super().__init__(first)
        self.width = width

    def resume(self, cursor: Cursor, parser: LineParser) -> Resume:
        if cursor.blank:
            return Resume.YES if self.children else Resume.NO
        if cursor.indent < self.width:
            return Resume.NO
        cursor.eat_indent(self.width)
        return Resume.YES

    def build_in(self, builder: Builder, loose: bool) -> Element:
        """Return the item's element, for a loose or a tight list."""
        element = builder.element("li", self)
        blocks = list(self.children)
        first = blocks[0] if blocks else None
        if isinstance(first, Paragraph):
            _mark_task(element, first)
            if not loose or len(element):
                blocks.pop(0)
                _open_with(builder, element, first, loose)
        builder.fill(element, blocks)
        return element


def _mark_task(element: Element, first: Paragraph) -> None:
    """Turn `[ ]` and `[x]` at the beginning of an item into a checkbox."""
    found = _TASK.match(first.lines[0]) if first.lines else None
    if not found:
        return
    first.lines[0] = first.lines[0][found.end() :]
    first.columns[0] += found.end()
    element.set("class", "task")
    SubElement(element, "span", {"class": "checkbox", "data-checked": "false" if found[1] == " " else "true"})


def _open_with(builder: Builder, element: Element, first: Paragraph, loose: bool) -> None:
    """Put the first paragraph into the item: as its own text, or in a loose list as `<p>` after the checkbox."""
    if first.attributes:
        first.attributes.set_on(element)
    if not loose:
        builder.text(element, first.text(), first.text_line, first.columns)
        return
    builder.fill(element, [first])


def _has_gap(blocks: list[Block]) -> bool:
    return any(after.first > before.last + 1 for before, after in pairwise(blocks))


def _marker(cursor: Cursor) -> Marker | None:
    found = _MARKER.match(cursor.text, cursor.next)
    if not found or (found[5] and not found[4]):
        return None
    length, spaces = len(found[0]), len(found[4])
    gap = spaces if found[5] and spaces < 5 else 1
    sign = found[1] or found[3]
    return Marker(sign, int(found[2]) if found[2] else None, length, length + gap, not found[5])


def open_item(parser: LineParser, cursor: Cursor, container: Block) -> bool:
    """Open an item, and a list if the one before it is of another sign. Only a list from 1 interrupts a paragraph."""
    marker = _marker(cursor)
    if marker is None or too_deep(container):
        return False
    if isinstance(container, Paragraph) and (marker.empty or marker.number not in (None, 1)):
        return False
    if not (isinstance(container, List) and container.takes(marker)):
        parser.open(List(cursor.line, marker))
    parser.open(Item(cursor.line, cursor.indent + marker.padding))
    cursor.eat_to(cursor.next + marker.padding)
    return True

"""Block quotes (CommonMark 5.1), and GitHub's alerts among them: `> [!NOTE]`.

A last line that begins with a dash (`—— 鲁迅《呐喊》`) is the quotation's source: `<p class="source">`.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from .admonition import Kind, build_aside
from .block import Block, Resume
from .builder import Builder
from .cursor import Cursor
from .paragraph import Paragraph
from .parser import LineParser, too_deep

_ALERT = re.compile(r"\[!([A-Za-z][\w-]*)\][+-]?[ ]*(.*)")
_SOURCE = re.compile(r"——|— ")


class Quote(Block):
    """A block quote; every line that carries its mark is one of its lines, blank ones too."""

    container = True

    def resume(self, cursor: Cursor, parser: LineParser) -> Resume:
        if cursor.indent >= 4 or cursor.first != ">":
            return Resume.NO
        _eat_mark(cursor)
        self.last = cursor.line
        return Resume.YES

    def close(self, parser: LineParser) -> None:
        """Cut the source line off the last paragraph."""
        last = self.children[-1] if self.children else None
        if not isinstance(last, Paragraph) or not last.lines or not _SOURCE.match(last.lines[-1]):
            return
        if len(last.lines) > 1:
            (text, line, column) = last.take_last_lines(1)[0]
            self.children.append(Source(line, text, column))
        elif len(self.children) > 1:
            self.children[-1] = Source(last.first, last.lines[0], last.columns[0])

    def build(self, builder: Builder) -> Element | None:
        alert = self._alert()
        if alert:
            return build_aside(builder, self, alert)
        element = builder.element("blockquote", self)
        poem = bool(self.attributes and "poem" in self.attributes.classes)
        builder.poem += poem
        builder.fill(element, self.children)
        builder.poem -= poem
        return element

    def _alert(self) -> Kind | None:
        """Return the kind of alert if the first line says so, and take that line off."""
        first = self.children[0] if self.children else None
        found = _ALERT.fullmatch(first.lines[0].rstrip()) if isinstance(first, Paragraph) and first.lines else None
        if not found or not isinstance(first, Paragraph):
            return None
        column = first.columns[0] + found.start(2)
        kind = Kind(found[1].lower(), found[2] or None, first.text_line, column)
        first.drop_first_lines(1)
        first.first += 1
        if not first.lines:
            del self.children[0]
        return kind


class Source(Block):
    """The source of a quotation, on one line."""

    def __init__(self, first: int, text: str, column: int) -> None:
        super().__init__(first)
        self._text, self._column = text, column

    def build(self, builder: Builder) -> Element:
        element = builder.element("p", self)
        element.set("class", "source")
        builder.text(element, self._text.rstrip(" "), self.first, [self._column])
        return element


def _eat_mark(cursor: Cursor) -> None:
    cursor.eat_to(cursor.next + 1)
    cursor.eat_indent(1)


def open_quote(parser: LineParser, cursor: Cursor, container: Block) -> bool:
    """Open a block quote at `>`."""
    if too_deep(container):
        return False
    parser.open(Quote(cursor.line))
    _eat_mark(cursor)
    return True

"""Paragraphs, with lazy continuation and the link reference definitions they may begin with (CommonMark 4.7, 4.8)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from .block import Block, Resume
from .builder import Builder
from .cursor import Cursor
from .references import take_definitions

if TYPE_CHECKING:
    from .parser import LineParser

_INDENT = "\u3000\u3000"
_CLINGING = r"#{1,6}[\u3400-\u9fff][^#]*\Z"


class Paragraph(Block):
    """A paragraph; `lazy_from` is the index of the first of its last lines that came without its containers' marks."""

    takes_lines = True

    def __init__(self, first: int) -> None:
        super().__init__(first)
        self.lines: list[str] = []
        self.columns: list[int] = []
        self.numbers: list[int] = []
        self.lazy_from: int | None = None

    def resume(self, cursor: Cursor, parser: LineParser) -> Resume:
        return Resume.NO if cursor.blank or begins_paragraph(cursor) else Resume.YES

    def add_line(self, cursor: Cursor, parser: LineParser) -> None:
        if cursor.blank:
            return
        self.lines.append(cursor.content)
        self.columns.append(cursor.next)
        self.numbers.append(cursor.line)
        self.last = cursor.line
        self.lazy_from = None
        _warn_of_heading(cursor, parser)

    def add_lazy_line(self, cursor: Cursor, parser: LineParser) -> None:
        """Take in a line that lacks the marks of the containers we are in."""
        lazy_from = len(self.lines) if self.lazy_from is None else self.lazy_from
        self.add_line(cursor, parser)
        self.lazy_from = lazy_from

    def settle(self, parser: LineParser) -> bool:
        """Take the link reference definitions off the beginning; tell whether anything is left."""
        if self.lines and self.lines[0].startswith("["):
            text = "\n".join(self.lines)
            end = take_definitions(text, parser.host.tables.references)
            used = len(self.lines) if end == len(text) else text.count("\n", 0, end)
            self.drop_first_lines(used)
        return bool(self.lines)

    def close(self, parser: LineParser) -> None:
        self.settle(parser)

    def drop_first_lines(self, count: int) -> None:
        """Remove the first `count` lines."""
        del self.lines[:count], self.columns[:count], self.numbers[:count]

    def take_last_lines(self, count: int) -> list[tuple[str, int, int]]:
        """Remove the last `count` lines; return each with its line number and column."""
        taken = list(zip(self.lines[-count:], self.numbers[-count:], self.columns[-count:], strict=True))
        del self.lines[-count:], self.columns[-count:], self.numbers[-count:]
        self.last = self.numbers[-1] if self.numbers else self.first
        return taken

    def text(self) -> str:
        """Return the text, its last line without trailing spaces."""
        return "\n".join(self.lines).rstrip(" ")

    def _drop_indent(self) -> None:
        """Take typed indentation off the first line: the style indents paragraphs."""
        bare = self.lines[0].lstrip("\u3000")
        self.columns[0] += len(self.lines[0]) - len(bare)
        self.lines[0] = bare

    @property
    def text_line(self) -> int:
        """The line on which the text begins (definitions before it have been taken off)."""
        return self.numbers[0] if self.numbers else self.first

    def build(self, builder: Builder) -> Element | None:
        if not self.lines:
            return None
        element = builder.element("p", self)
        poem = bool(self.attributes and "poem" in self.attributes.classes)
        builder.poem += poem
        if not builder.poem:
            self._drop_indent()
        builder.text(element, self.text(), self.text_line, self.columns)
        builder.poem -= poem
        return element


def begins_paragraph(cursor: Cursor) -> bool:
    """Two ideographic spaces are how Chinese plain text begins a paragraph; it needs no blank line before it."""
    return cursor.content.startswith(_INDENT)


def _warn_of_heading(cursor: Cursor, parser: LineParser) -> None:
    """A number sign that clings to a Han character was meant for a heading, and CommonMark makes it none."""
    if cursor.first == "#" and cursor.indent < 4 and re.match(_CLINGING, cursor.content.rstrip(" ")):
        place = parser.host.chapter.span(cursor.line, cursor.next + 1, 1)
        parser.host.warn("heading-space", "no space after #: this is not a heading", place, "put a space after the #")

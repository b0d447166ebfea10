"""Footnote definitions: `[^x]: text`, further paragraphs indented by four columns.

Out: nothing in place; the content goes to `host.tables.notes`, from where the step `notes` takes it to the calls.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from ..chapter import Note
from ..linkparts import normal_label
from .block import Block, Resume
from .builder import Builder
from .cursor import Cursor
from .parser import LineParser, too_deep

_MARK = re.compile(r"\[\^([^\]\[\s]{1,200})\]:[ ]*")
_INDENT = 4


class NoteDefinition(Block):
    """A footnote's definition."""

    container = True

    def __init__(self, first: int, label: str, column: int) -> None:
        super().__init__(first)
        self.label, self._column = label, column

    def resume(self, cursor: Cursor, parser: LineParser) -> Resume:
        if cursor.blank:
            return Resume.YES if self.children else Resume.NO
        if cursor.indent < _INDENT:
            return Resume.NO
        cursor.eat_indent(_INDENT)
        return Resume.YES

    def build(self, builder: Builder) -> Element | None:
        host = builder.host
        content = Element("div")
        builder.note += 1
        builder.fill(content, self.children)
        builder.note -= 1
        known = host.tables.notes.get(normal_label(self.label))
        if known:
            place = host.chapter.span(self.first, self._column + 1, len(self.label) + 3)
            line = known.line + host.chapter.first_line
            host.warn("note-twice", f"the note [^{self.label}] is defined a second time", place, f"see line {line}")
        else:
            src = host.chapter.src(self.first, self.last)
            host.tables.notes[normal_label(self.label)] = Note(self.label, src, self.first, content)
        return None


def open_note(parser: LineParser, cursor: Cursor, container: Block) -> bool:
    """Open a footnote definition."""
    found = _MARK.match(cursor.content)
    if not found or too_deep(container):
        return False
    parser.open(NoteDefinition(cursor.line, found[1], cursor.next))
    cursor.eat_to(cursor.next + found.end())
    return True

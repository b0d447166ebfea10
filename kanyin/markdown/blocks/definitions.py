"""Definition lists: a term on its own line, `:   its definition` under it.

In: a paragraph whose lines are the terms, and a line that begins with a colon and a space. Out: `<dl>`. A definition
goes on by the column of its content, as a list item does. One term line that follows a definition directly opens the
next term when a colon line follows it.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from .block import Block, Resume
from .builder import Builder
from .cursor import Cursor
from .paragraph import Paragraph
from .parser import LineParser, too_deep

_MARK = re.compile(r":([ ]+)(?=\S)")


class Definitions(Block):
    """A definition list."""

    container = True

    def holds(self, child: Block) -> bool:
        return isinstance(child, Term | Definition)

    def resume(self, cursor: Cursor, parser: LineParser) -> Resume:
        return Resume.YES

    def build(self, builder: Builder) -> Element:
        element = builder.element("dl", self)
        builder.fill(element, self.children)
        return element


class Term(Block):
    """One line that is explained."""

    def __init__(self, first: int, text: str, column: int) -> None:
        super().__init__(first)
        self._text, self._column = text, column

    def build(self, builder: Builder) -> Element:
        element = builder.element("dt", self)
        builder.text(element, self._text.rstrip(" "), self.first, [self._column])
        return element


class Definition(Block):
    """One definition; `width` is how far its content is indented, `loose` whether its paragraphs are `<p>`."""

    container = True

    def __init__(self, first: int, width: int, loose: bool) -> None:
        super().__init__(first)
        self.width, self.loose = width, loose

    def resume(self, cursor: Cursor, parser: LineParser) -> Resume:
        if cursor.blank:
            return Resume.YES
        if cursor.indent < self.width:
            return Resume.NO
        cursor.eat_indent(self.width)
        return Resume.YES

    def build(self, builder: Builder) -> Element:
        element = builder.element("dd", self)
        blocks = list(self.children)
        first = blocks[0] if blocks else None
        if isinstance(first, Paragraph) and not self.loose and len(blocks) == 1:
            blocks.pop()
            builder.text(element, first.text(), first.text_line, first.columns)
        builder.fill(element, blocks)
        return element


def open_definition(parser: LineParser, cursor: Cursor, container: Block) -> bool:
    """Open a definition under its term, or a further definition of the same term."""
    found = _MARK.match(cursor.content)
    if not found or too_deep(container):
        return False
    loose = _prepare(parser, cursor, container)
    if loose is None:
        return False
    gap = len(found[1]) if len(found[1]) < 5 else 1
    parser.open(Definition(cursor.line, cursor.indent + 1 + gap, loose))
    cursor.eat_to(cursor.next + 1 + gap)
    return True


def _prepare(parser: LineParser, cursor: Cursor, container: Block) -> bool | None:
    """See that a list is there to open the definition in; return whether it is loose, or None if there is no term."""
    if isinstance(container, Definitions):
        terms = _lazy_terms(parser)
        parser.close_unmatched()
        gap = container.last + 1 < cursor.line
        for line in terms:
            _open_term(parser, *line)
        return gap and not terms
    paragraph = container if isinstance(container, Paragraph) else _paragraph_above(container, cursor)
    if paragraph is None or not paragraph.settle(parser):
        return None
    loose = paragraph.last + 1 < cursor.line
    parser.close_unmatched()
    if paragraph.open:
        parser.close(paragraph)
    _open_list(parser, paragraph)
    return loose


def _paragraph_above(container: Block, cursor: Cursor) -> Paragraph | None:
    """Return the paragraph that ends one blank line above."""
    last = container.children[-1] if container.children else None
    return last if isinstance(last, Paragraph) and cursor.line <= last.last + 2 else None


def _lazy_terms(parser: LineParser) -> list[tuple[str, int, int]]:
    """Take the lines off that the open paragraph of a definition took in only because nothing told them apart."""
    tip = parser.tip
    if not isinstance(tip, Paragraph) or not tip.lazy_from:
        return []
    return tip.take_last_lines(len(tip.lines) - tip.lazy_from)


def _open_list(parser: LineParser, paragraph: Paragraph) -> None:
    """Turn the paragraph into terms, in the list above it if there is one."""
    siblings = parser.tip.children
    siblings.pop()
    if siblings and isinstance(siblings[-1], Definitions):
        parser.reopen(siblings[-1])
    else:
        parser.open(Definitions(paragraph.text_line))
    for line in paragraph.take_last_lines(len(paragraph.lines)):
        _open_term(parser, *line)


def _open_term(parser: LineParser, text: str, line: int, column: int) -> None:
    parser.close(parser.open(Term(line, text, column)))

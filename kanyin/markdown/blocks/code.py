"""Fenced and indented code (CommonMark 4.4, 4.5).

In: the lines. Out: `<pre class="code" data-lang>` whose text is the code; the step `highlight` cuts it into lines.
The info string is `python`, `python {#id .class} title="…"` or `{.python #id}`.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from ..attributes import LIST, Attributes, add_classes, parse
from ..linkparts import unescape
from .block import Block, Resume
from .builder import Builder
from .cursor import Cursor
from .paragraph import Paragraph
from .parser import LineParser

_FENCE = re.compile(r"(`{3,})([^`]*)\Z|(~{3,})(.*)\Z")
_TITLE = re.compile(r"""title=(?:"([^"]*)"|'([^']*)')""")


class Code(Block):
    """What fenced and indented code have in common."""

    takes_lines = True
    literal = True

    def __init__(self, first: int) -> None:
        super().__init__(first)
        self.lines: list[str] = []

    def build(self, builder: Builder) -> Element:
        pre = builder.element("pre", self)
        given = tuple((pre.attrib.pop("class", "")).split())
        add_classes(pre, ("code", *given))
        SubElement(pre, "code").text = "\n".join(self.lines)
        return pre


class Fence(Code):
    """Code between fences; `sign` and `length` are the opening fence's, `indent` its indentation."""

    def __init__(self, first: int, fence: str, indent: int, info: str) -> None:
        super().__init__(first)
        self.fence = fence
        self.indent = indent
        self.info = unescape(info.strip(" "))
        self.closed = False

    def resume(self, cursor: Cursor, parser: LineParser) -> Resume:
        if cursor.indent < 4 and cursor.first == self.fence[0] and self._closes(cursor.content.rstrip(" ")):
            self.last = cursor.line
            self.closed = True
            parser.match(self)
            parser.close_unmatched()
            parser.close(self)
            return Resume.EATEN
        cursor.eat_indent(self.indent)
        return Resume.YES

    def _closes(self, content: str) -> bool:
        return len(content) >= len(self.fence) and not content.strip(self.fence[0])

    def add_line(self, cursor: Cursor, parser: LineParser) -> None:
        if cursor.line == self.first:
            return
        self.lines.append(cursor.rest)
        self.last = cursor.line

    def close(self, parser: LineParser) -> None:
        if not self.closed:
            place = parser.host.chapter.span(self.first)
            parser.host.warn("fence-unclosed", "this code is never closed", place, f"close it with {self.fence}")

    def build(self, builder: Builder) -> Element:
        pre = super().build(builder)
        language, attributes, title = _info(self.info)
        if attributes:
            attributes.set_on(pre)
        if language:
            pre.set("data-lang", language)
        if title:
            pre.set("data-title", title)
        return pre


class Indented(Code):
    """Code indented by four columns; blank lines at its end are not part of it."""

    def resume(self, cursor: Cursor, parser: LineParser) -> Resume:
        if not cursor.blank and cursor.indent < 4:
            return Resume.NO
        cursor.eat_indent(4)
        return Resume.YES

    def add_line(self, cursor: Cursor, parser: LineParser) -> None:
        self.lines.append(cursor.rest)
        if not cursor.blank:
            self.last = cursor.line

    def close(self, parser: LineParser) -> None:
        del self.lines[self.last - self.first + 1 :]


def _info(info: str) -> tuple[str, Attributes | None, str]:
    """Split an info string into language, attributes (of which a first class may be the language) and title."""
    found = LIST.search(info)
    attributes = parse(found[1]) if found else None
    bare = info[: found.start()] + info[found.end() :] if found and attributes else info
    titled = _TITLE.search(bare)
    words = (bare[: titled.start()] + bare[titled.end() :] if titled else bare).split()
    title = (titled[1] or titled[2] or "") if titled else ""
    if attributes and attributes.get("title"):
        title = attributes.get("title") or ""
        attributes = Attributes(attributes.id, attributes.classes, ())
    if not words and attributes and attributes.classes:
        return attributes.classes[0], Attributes(attributes.id, attributes.classes[1:], attributes.others), title
    return words[0] if words else "", attributes, title


def open_fence(parser: LineParser, cursor: Cursor, container: Block) -> bool:
    """Open fenced code at three or more backticks or tildes."""
    found = _FENCE.match(cursor.content)
    if not found:
        return False
    fence, info = (found[1], found[2]) if found[1] else (found[3], found[4])
    parser.open(Fence(cursor.line, fence, cursor.indent, info))
    return True


def open_indented(parser: LineParser, cursor: Cursor, container: Block) -> bool:
    """Open indented code; it cannot interrupt a paragraph, nor the paragraph that this line may lazily go on with."""
    if cursor.indent < 4 or isinstance(parser.tip, Paragraph):
        return False
    parser.open(Indented(cursor.line))
    cursor.eat_indent(4)
    return True

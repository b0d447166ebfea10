"""HTML blocks of the seven kinds (CommonMark 4.6).

Out: an element that stands for the raw HTML until the tree is assembled (`steps/assemble.py`).
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from ..chapter import RAW
from ..inline.patterns import CLOSING_TAG, OPEN_TAG
from .block import Block, Resume
from .builder import Builder
from .cursor import Cursor
from .paragraph import Paragraph
from .parser import LineParser

_NAMES = (
    "address",
    "article",
    "aside",
    "base",
    "basefont",
    "blockquote",
    "body",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "iframe",
    "legend",
    "li",
    "link",
    "main",
    "menu",
    "menuitem",
    "nav",
    "noframes",
    "ol",
    "optgroup",
    "option",
    "p",
    "param",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "track",
    "ul",
)

# Each kind: how it begins, and what a line must hold to end it (None: a blank line ends it).
_KINDS: tuple[tuple[re.Pattern[str], re.Pattern[str] | None], ...] = (
    (
        re.compile(r"<(?:script|pre|style|textarea)(?:[ >]|\Z)", re.IGNORECASE),
        re.compile(r"</(?:script|pre|style|textarea)>", re.IGNORECASE),
    ),
    (re.compile(r"<!--"), re.compile(r"-->")),
    (re.compile(r"<\?"), re.compile(r"\?>")),
    (re.compile(r"<![A-Za-z]"), re.compile(r">")),
    (re.compile(r"<!\[CDATA\["), re.compile(r"\]\]>")),
    (re.compile(rf"</?(?:{'|'.join(_NAMES)})(?:[ ]|/?>|\Z)", re.IGNORECASE), None),
    (re.compile(rf"(?:{OPEN_TAG}|{CLOSING_TAG})[ ]*\Z"), None),
)
_LAST_KIND = len(_KINDS) - 1


class Html(Block):
    """Lines of raw HTML; `end` is what ends them, None a blank line."""

    takes_lines = True
    literal = True

    def __init__(self, first: int, end: re.Pattern[str] | None) -> None:
        super().__init__(first)
        self.end = end
        self.lines: list[str] = []

    def resume(self, cursor: Cursor, parser: LineParser) -> Resume:
        return Resume.NO if cursor.blank and self.end is None else Resume.YES

    def add_line(self, cursor: Cursor, parser: LineParser) -> None:
        self.lines.append(cursor.rest)
        self.last = cursor.line
        if self.end and self.end.search(cursor.content):
            parser.close(self)

    def build(self, builder: Builder) -> Element:
        element = builder.element(RAW, self)
        element.text = "\n".join(self.lines)
        return element


def open_html(parser: LineParser, cursor: Cursor, container: Block) -> bool:
    """Open an HTML block; one that begins with a tag of any other name cannot interrupt a paragraph."""
    for number, (begin, end) in enumerate(_KINDS):
        if begin.match(cursor.content):
            if number == _LAST_KIND and isinstance(parser.tip, Paragraph):
                return False
            parser.open(Html(cursor.line, end))
            return True
    return False

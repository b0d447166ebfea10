"""Admonitions: `!!! note "题"` with its content indented by four columns, and the element of GitHub's alerts.

Out: `<aside class="admonition KIND">`, the label as `<span class="admonition-label">` before the first paragraph's
text.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from ...records import dataclass
from ..attributes import add_classes
from .block import Block, Resume
from .builder import Builder
from .cursor import Cursor
from .paragraph import Paragraph
from .parser import LineParser, too_deep

LABELS = {
    "note": "说明",
    "tip": "提示",
    "important": "重点",
    "warning": "注意",
    "caution": "警告",
    "danger": "警告",
    "example": "示例",
    "question": "思考",
    "points": "要点",
}
_OPENING = re.compile(r'!!![ ]*([^\W\d][\w-]*)((?:[ ]+[^\W\d][\w-]*)*)[ ]*(?:"(.*)")?[ ]*')
_INDENT = 4


@dataclass(frozen=True, slots=True)
class Kind:
    """What sort of admonition: its kind, the title given ("" for none wanted, None for the default) and its place."""

    name: str
    title: str | None
    line: int
    column: int
    classes: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The text of the label; a kind we have no word for is labelled with its own name."""
        return LABELS.get(self.name, self.name) if self.title is None else self.title


class Admonition(Block):
    """An `!!!` block. Its paragraphs do not go on without the indentation."""

    container = True
    lazy = False

    def __init__(self, first: int, kind: Kind) -> None:
        super().__init__(first)
        self.kind = kind

    def resume(self, cursor: Cursor, parser: LineParser) -> Resume:
        if cursor.blank:
            return Resume.YES
        if cursor.indent < _INDENT:
            return Resume.NO
        cursor.eat_indent(_INDENT)
        return Resume.YES

    def build(self, builder: Builder) -> Element:
        return build_aside(builder, self, self.kind)


def build_aside(builder: Builder, block: Block, kind: Kind) -> Element:
    """Return the element of an admonition with its label and content."""
    aside = builder.element("aside", block)
    given = tuple((aside.attrib.pop("class", "")).split())
    add_classes(aside, ("admonition", kind.name, *kind.classes, *given))
    blocks = list(block.children)
    if kind.label:
        label = Element("span", {"class": "admonition-label"})
        builder.text(label, kind.label, kind.line, [kind.column])
        first = blocks[0] if blocks else None
        paragraph = first.build(builder) if isinstance(first, Paragraph) else None
        if paragraph is None:
            paragraph = builder.line(aside, "p", kind.line, kind.line)
        else:
            aside.append(paragraph)
            del blocks[0]
        paragraph.insert(0, label)
    builder.fill(aside, blocks)
    return aside


def open_admonition(parser: LineParser, cursor: Cursor, container: Block) -> bool:
    """Open an admonition at `!!! kind`."""
    found = _OPENING.fullmatch(cursor.content)
    if not found or too_deep(container):
        return False
    column = cursor.next + max(found.start(3), 0)
    kind = Kind(found[1].lower(), found[3], cursor.line, column, tuple(found[2].split()))
    parser.open(Admonition(cursor.line, kind))
    cursor.eat_to(len(cursor.text))
    return True

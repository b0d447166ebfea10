"""The block parser: CommonMark's line-by-line algorithm in the place of Python-Markdown's block parser.

In: the lines of a chapter. Out: an element tree in which every block carries `data-src`, and in `host.tables` the texts
that still have to become inline content. Which blocks there are, the rules in `host.block_starts` say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element, ElementTree

from markdown.blockparser import BlockParser

from ...diagnostics import cells
from ..chapter import MAX_DEPTH, Host
from .block import Block, Document, Resume, Start
from .builder import Builder
from .cursor import Cursor
from .paragraph import Paragraph, begins_paragraph

_LINE_END = re.compile(r"\r\n|\n|\r")


def split_lines(text: str) -> list[str]:
    """Return the lines with tabs expanded; a line of nothing but white space of any kind is blank.

    A stop is every four columns, and a wide character takes two, as it does in code.
    """
    text = text.removeprefix("\ufeff").replace("\0", "\ufffd")
    lines = _LINE_END.split(text)
    if not lines[-1]:  # the last line end closes a line, it does not begin one
        lines.pop()
    return [(_without_tabs(line) if "\t" in line else line) if line and not line.isspace() else "" for line in lines]


def _without_tabs(line: str) -> str:
    first, *others = line.split("\t")
    text, column = first, cells(first)
    for part in others:
        white = 4 - column % 4
        text += " " * white + part
        column += white + cells(part)
    if line[-1] not in " \t" or line.endswith("  "):
        return text
    return text.rstrip(" ") + " "  # two spaces would break the line (CommonMark 6.7), and a tab is none


class LineParser(BlockParser):
    """Reads lines one at a time; `tip` is the deepest open block."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.host = host
        self.document = Document(0)
        self.tip: Block = self.document
        self._matched: Block = self.document
        self._starts: dict[str, list[Start]] = {}
        self._plain: list[Start] = []

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:  # noqa: N802
        """Parse a chapter; the name and the type are the host's."""
        self._sort_starts()
        number = -1
        for number, line in enumerate(lines):
            self._read(Cursor(line, number))
        while self.tip is not self.document:
            self.close(self.tip)
        self.root = Element("div", {"data-src": self.host.chapter.src(0, max(number, 0))})
        Builder(self.host).fill(self.root, self.document.children)
        return ElementTree(self.root)

    def open(self, block: Block) -> Block:
        """Open `block` in the deepest block that can hold it, closing those that cannot."""
        self.close_unmatched()
        while not self.tip.holds(block):
            self.close(self.tip)
        block.parent = self.tip
        block.depth = self.tip.depth + 1
        self.tip.children.append(block)
        self.tip = self._matched = block
        return block

    def close(self, block: Block) -> None:
        """Close `block`, which must be the tip."""
        parent = block.parent
        if parent is None:
            return
        block.open = False
        block.close(self)
        parent.last = max(parent.last, block.last)
        self.tip = parent
        if self._matched is block:
            self._matched = parent

    def close_unmatched(self) -> None:
        """Close the open blocks that the line does not go on with."""
        while self.tip is not self._matched and self.tip is not self.document:
            self.close(self.tip)

    def reopen(self, block: Block) -> None:
        """Open a closed block again, which must be the last child of the tip."""
        block.open = True
        self.tip = self._matched = block

    def match(self, block: Block) -> None:
        """Make `block` the block that the line has matched so far."""
        self._matched = block

    def _sort_starts(self) -> None:
        rules = list(self.host.block_starts)
        self._plain = [rule for rule in rules if not rule.signs]
        for sign in {sign for rule in rules for sign in rule.signs}:
            self._starts[sign] = [rule for rule in rules if not rule.signs or sign in rule.signs]

    def _read(self, cursor: Cursor) -> None:
        container = self._resume(cursor)
        if container is None:
            return
        self._matched = container
        if not container.literal:
            container = self._open_blocks(cursor, container)
        self._take_text(cursor, container)

    def _resume(self, cursor: Cursor) -> Block | None:
        """Return the deepest open block that the line goes on with, or None if the line is eaten."""
        container: Block = self.document
        while container.children and container.children[-1].open:
            child = container.children[-1]
            answer = child.resume(cursor, self)
            if answer is Resume.EATEN:
                return None
            if answer is Resume.NO:
                break
            container = child
        return container

    def _open_blocks(self, cursor: Cursor, container: Block) -> Block:
        """Open the blocks that begin on the line; return the deepest that then matches it."""
        while True:
            opened = next((r for r in self._rules_for(cursor) if r.open(self, cursor, container)), None)
            if opened is None:
                return container
            container = self._matched = self.tip
            if not container.container or cursor.blank:
                return container

    def _rules_for(self, cursor: Cursor) -> list[Start]:
        if cursor.blank:
            return []
        rules = self._starts.get(cursor.text[cursor.next], self._plain)
        return [rule for rule in rules if rule.indented] if cursor.indent >= 4 else rules

    def _take_text(self, cursor: Cursor, container: Block) -> None:
        if isinstance(self.tip, Paragraph) and container is not self.tip and self._may_be_lazy(cursor):
            self.tip.add_lazy_line(cursor, self)
            return
        self.close_unmatched()
        if container.takes_lines:
            container.add_line(cursor, self)
        elif not cursor.blank:
            self.open(Paragraph(cursor.line)).add_line(cursor, self)

    def _may_be_lazy(self, cursor: Cursor) -> bool:
        if cursor.blank or begins_paragraph(cursor):
            return False
        block: Block | None = self.tip
        while block is not self._matched and block is not None:
            if not block.lazy:
                return False
            block = block.parent
        return True


def too_deep(block: Block) -> bool:
    """Tell whether a container opened in `block` would be nested too deep."""
    return block.depth >= MAX_DEPTH

"""What one conversion knows about its chapter, and the Python-Markdown host that carries it.

In: the file's names, its first line, the report. Out: `data-src` values, spans and warnings for the rules, and the
tables (link references, notes, abbreviations) that the block phase fills and the later phases read. Nothing here
parses.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.util import Registry

from ..diagnostics import Report, Span
from ..records import dataclass

if TYPE_CHECKING:
    from .blocks.block import Start
    from .inline.rule import InlineRule

# Blocks and inlines nested deeper than this stay flat: no book needs it, and later stages walk the tree by recursion.
MAX_DEPTH = 40

RAW = "raw-html"  # an element that stands for raw HTML until the tree is assembled; its text is the HTML


@dataclass(frozen=True, slots=True)
class Chapter:
    """Where the text came from. `first_line` is the number, in the file, of the text's first line."""

    file: str
    path: Path
    report: Report
    first_line: int = 1

    def src(self, first: int, last: int) -> str:
        """Return the value of `data-src` for the lines `first`-`last` of the text, counted from 0."""
        return f"{self.file}:{first + self.first_line}-{last + self.first_line}"

    def span(self, line: int, column: int = 0, length: int = 1) -> Span:
        """Return the place of `length` characters at `column` (from 1; 0: the whole line) of line `line` (from 0)."""
        return Span(self.path, line + self.first_line, column, max(1, length))

    def line_of(self, src: str) -> int:
        """Return the line of the text (from 0) at which a `data-src` begins."""
        return int(src.rpartition(":")[2].partition("-")[0]) - self.first_line


@dataclass(frozen=True, slots=True)
class Reference:
    """A link reference definition: `[label]: target "title"`."""

    target: str
    title: str | None


@dataclass(slots=True)
class Note:
    """A footnote's definition: its content as block elements, its `data-src`, and how often it was called."""

    label: str
    src: str
    line: int
    content: Element
    calls: int = 0


@dataclass(frozen=True, slots=True)
class Text:
    """Markdown text that becomes the inline content of `element`.

    `line` is its first line (from 0) and `columns` the column (from 0) at which each of its lines begins; `hard` makes
    every line end a line break, as in a poem; `in_note` tells that it is part of a note.
    """

    element: Element
    text: str
    line: int
    columns: tuple[int, ...]
    hard: bool = False
    in_note: bool = False

    def place(self, offset: int) -> tuple[int, int]:
        """Return line (from 0) and column (from 1) of the character at `offset`."""
        row = self.text.count("\n", 0, offset)
        start = self.text.rfind("\n", 0, offset) + 1
        indent = self.columns[row] if row < len(self.columns) else 0
        return self.line + row, offset - start + indent + 1


@dataclass(slots=True)
class Tables:
    """What the block phase collects for the phases after it."""

    references: dict[str, Reference] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)
    abbreviations: dict[str, str] = field(default_factory=dict)
    texts: list[Text] = field(default_factory=list)
    calls: list[tuple[Element, Note]] = field(default_factory=list)


class Host(Markdown):
    """Python-Markdown with the registries our extensions fill; it lives for one chapter."""

    def __init__(self, chapter: Chapter, extensions: Iterable[Extension]) -> None:
        self.chapter = chapter
        self.tables = Tables()
        self.block_starts: Registry[Start] = Registry()
        self.inline_rules: Registry[InlineRule] = Registry()
        super().__init__(extensions=list(extensions), output_format="html")

    def warn(self, code: str, message: str, span: Span, hint: str | None = None) -> None:
        """Report a warning of this stage; `code` is completed to `markdown.CODE`."""
        self.chapter.report.warning(f"markdown.{code}", message, span, hint)

    def note(self, code: str, message: str, span: Span, hint: str | None = None) -> None:
        """Report a note of this stage; `code` is completed to `markdown.CODE`."""
        self.chapter.report.note(f"markdown.{code}", message, span, hint)


def host_of(md: Markdown) -> Host:
    """Return `md` as our host; our extensions work in no other."""
    if not isinstance(md, Host):
        raise TypeError("Kanyin's Markdown extensions need kanyin.markdown.convert()")
    return md

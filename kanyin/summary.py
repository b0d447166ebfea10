"""SUMMARY.md, in mdBook's form and GitBook's → what it lists, in order.

In: the file's text. Out: links, part titles, separators and drafts, with nesting and places, and an error
(`summary.broken-line`) or warning (`summary.ignored-line`, `summary.external-link`) for each line that says nothing
clear. It touches no other file: `outline.py` finds the chapters.
"""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path
from typing import Literal

from kanyin.diagnostics import Report, Span
from kanyin.records import dataclass
from kanyin.titles import plain, prose_lines, without_closing

Kind = Literal["prefix", "numbered", "suffix"]

CONTENTS_NAMES = frozenset(
    {"summary", "table of contents", "contents", "toc", "目录", "目錄", "目次", "总目录", "總目錄", "차례", "목차"}
)
"""Headings that name the list itself and not the book or a part."""

_BREAK = re.compile(r"[ \t]*([-*_])(?:[ \t]*\1){2,}[ \t]*$")
_HEADING = re.compile(r" {0,3}(#{1,6})(?!#)")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*$")
_ITEM = re.compile(r"([ \t\u3000]*)(?:[-*+•]|\d{1,9}[.)、])(?:[ \t\u3000]+|(?=\[)|$)(?:\[[ xX]\][ \t]+)?")
_COMMENT = re.compile(r"<!--.*?-->")
_EXTERNAL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:(?!\\)|//")
_LINK_TITLE = re.compile(r"(?<![ \t])[ \t]+(?:\"[^\"]*\"|'[^']*')$")
_TICKS = re.compile(r"`+")
_ANGLED = re.compile(r"[ \t]*<([^<>]*)>[ \t]*(?:\"[^\"]*\"|'[^']*')?[ \t]*\)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_LOOKS_LIKE_PART = re.compile(
    r"第.+[编編篇部卷辑輯]|[上中下前后後][编編篇部卷]|[卷部][一二三四五六七八九十上中下]|part\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part's title (上编…)."""

    title: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A chapter that is announced and not written: mdBook's `[x]()`, GitBook's item without a link."""

    title: str
    depth: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Break:
    """A `---` between chapters."""


@dataclass(frozen=True, slots=True)
class Link:
    """A chapter by its address as written; `span` is the address's place."""

    title: str
    target: str
    depth: int
    kind: Kind
    span: Span


Item = Link | Part | Draft | Break


@dataclass(frozen=True, slots=True)
class Summary:
    """What a SUMMARY.md says; `title` is its first heading unless that only names the list."""

    items: tuple[Item, ...]
    title: str | None
    title_span: Span | None


def parse(text: str, file: Path, report: Report, first_line: int = 1) -> Summary:
    """Return what the text lists; `first_line` is the line of the file that it begins at."""
    reader = _Reader(file, report)
    for number, line in prose_lines(text):
        reader.line(number + first_line - 1, _COMMENT.sub(lambda m: " " * len(m[0]), line))
    reader.flush()
    return Summary(_kinds(reader.items), reader.title, reader.title_span)


def _kinds(items: list[Item]) -> tuple[Item, ...]:
    """A book of bare links only has them for its chapters, not for its front matter."""
    entries = [item for item in items if isinstance(item, Link | Draft)]
    if any(entry.kind == "numbered" for entry in entries):
        return tuple(items)
    return tuple(replace(item, kind="numbered") if isinstance(item, Link | Draft) else item for item in items)


class _Reader:
    """Takes the lines one by one. `indents` are the columns of the list items that are open at this line."""

    def __init__(self, file: Path, report: Report) -> None:
        self.file, self.report = file, report
        self.items: list[Item] = []
        self.title: str | None = None
        self.title_span: Span | None = None
        self.headings = 0
        self.indents: list[int] = []
        self.prose: tuple[int, str] | None = None  # a line of text that may turn out to be a Setext heading

    def line(self, number: int, line: str) -> None:
        if self.prose and (underline := _UNDERLINE.match(line)):
            level, (above, text), self.prose = (1 if "=" in underline[1] else 2), self.prose, None
            self._heading(level, text.strip(), self._span(above, text, 0, len(text)))
            return
        self.flush()
        if not line.strip():
            return
        if _BREAK.match(line):
            self.indents.clear()
            self.items.append(Break())
        elif heading := _HEADING.match(line):
            text = without_closing(line[heading.end() :])
            self._heading(len(heading[1]), text, self._span(number, line, heading.end(), len(line)))
        elif item := _ITEM.match(line):
            self._entry(number, line, item.end(), self._depth(_width(item[1])), "numbered")
        elif line.lstrip().startswith("["):
            self.indents.clear()
            self._entry(number, line, len(line) - len(line.lstrip()), 0, self._bare_kind())
        else:
            self.prose = number, line

    def flush(self) -> None:
        """Give up the hope that the last line of text is a heading."""
        if self.prose is None:
            return
        (number, line), self.prose = self.prose, None
        span = self._span(number, line, 0, len(line))
        if "](" in line:
            self._broken(span, "begin the line with the link: `- [title](file.md)`")
        else:
            hint = "a chapter is `- [title](file.md)`, a part is `# title`"
            self.report.warning("summary.ignored-line", "this line lists no chapter", span, hint)

    def _heading(self, level: int, text: str, span: Span) -> None:
        self.indents.clear()
        title = plain(text)
        self.headings += 1
        first = self.headings == 1 and not self.items
        if title.casefold() in CONTENTS_NAMES:
            return
        if first and level == 1 and title and not _LOOKS_LIKE_PART.match(title):
            self.title, self.title_span = title, span
        else:
            self.items.append(Part(title) if title else Break())

    def _entry(self, number: int, line: str, at: int, depth: int, kind: Kind) -> None:
        rest = self._span(number, line, at, len(line))
        if not line.startswith("[", at):
            self._without_link(line[at:].strip(), depth, kind, rest)
            return
        link = _read_link(line, at)
        if link is None:
            self._broken(rest, "a chapter is `[title](file.md)`, on one line, without a blank between `]` and `(`")
            return
        if extra := line[link.end :].strip():
            start = line.index(extra, link.end)
            span = self._span(number, line, start, len(line))
            self.report.warning("summary.extra-text", "text behind the link is not printed", span)
        self._link(link, depth, kind, self._span(number, line, *link.place))

    def _link(self, link: _Read, depth: int, kind: Kind, span: Span) -> None:
        if not link.title:
            self.report.error("summary.no-title", "this chapter has no title", span, "write it between [ and ]")
        elif not link.target:
            self.items.append(Draft(link.title, depth, kind))
        elif _EXTERNAL.match(link.target):
            self.report.warning("summary.external-link", f"{link.target} is no chapter of this book", span)
        elif link.target.startswith("#"):
            self._broken(span, "name the file before the #")
        else:
            self.items.append(Link(link.title, link.target, depth, kind, span))

    def _without_link(self, text: str, depth: int, kind: Kind, span: Span) -> None:
        if not text or "](" in text or re.search(r"\.(?:md|markdown)\b", text):
            self._broken(span, "a chapter is `- [title](file.md)`")
        else:
            self.items.append(Draft(plain(text), depth, kind))

    def _bare_kind(self) -> Kind:
        listed = any(isinstance(item, Link | Draft) and item.kind == "numbered" for item in self.items)
        return "suffix" if listed else "prefix"

    def _depth(self, indent: int) -> int:
        """Return the nesting of a list item; one column more or less is a slip, not a level."""
        while self.indents and indent < self.indents[-1] - 1:
            self.indents.pop()
        if not self.indents or indent > self.indents[-1] + 1:
            self.indents.append(indent)
        return len(self.indents) - 1

    def _broken(self, span: Span, hint: str) -> None:
        self.report.error("summary.broken-line", "this line cannot be read as a chapter", span, hint)

    def _span(self, number: int, line: str, start: int, end: int) -> Span:
        text = line[start:end]
        start += len(text) - len(text.lstrip())
        return Span(self.file, number, start + 1, max(1, len(text.strip())))


@dataclass(frozen=True, slots=True)
class _Read:
    """A link: `place` is where its address (or, for a draft, its brackets) stands; `end` is behind it."""

    title: str
    target: str
    place: tuple[int, int]
    end: int


def _read_link(line: str, at: int) -> _Read | None:
    """Read `[title](address "title")` from `at`; brackets may nest, an address may hold blanks or stand in <>."""
    bracket = _closing(line, at, "[]")
    if bracket < 0 or not line.startswith("(", bracket + 1):
        return None
    start = bracket + 2
    angle = _ANGLED.match(line, start)
    title = plain(line[at + 1 : bracket])
    if angle:
        return _Read(title, angle[1].strip(), angle.span(1), angle.end())
    end = _closing(line, bracket + 1, "()")
    end = line.rfind(")", start) if end < 0 else end
    if end < 0:
        return None
    written = _LINK_TITLE.sub("", line[start:end])
    target = html.unescape(_ESCAPED.sub(r"\1", written.strip()))
    place = (start, start + len(written)) if target else (at, end + 1)
    return _Read(title, target, place, end + 1)


def _closing(line: str, at: int, pair: str) -> int:
    """Return where the bracket at `at` closes, or -1; escapes and, in titles, code marks hide brackets."""
    depth, i = 0, at
    while i < len(line):
        c = line[i]
        if c == "\\":
            i += 1
        elif c == "`" and pair == "[]":
            i = _behind_code(line, i) - 1
        elif c in pair:
            depth += 1 if c == pair[0] else -1
            if not depth:
                return i
        i += 1
    return -1


def _behind_code(line: str, at: int) -> int:
    """Return where the code that opens at `at` ends; ticks that no run of the same length closes are ticks."""
    runs = (ticks.span() for ticks in _TICKS.finditer(line, at))
    _, opened = next(runs)
    return next((end for start, end in runs if end - start == opened - at), opened)


def _width(blanks: str) -> int:
    """Return the column that an indentation reaches: a tab goes to the next multiple of four."""
    column = 0
    for c in blanks:
        column += 4 - column % 4 if c == "\t" else 2 if c == "\u3000" else 1
    return column

"""A chapter's Markdown → its prose, and the comments that speak to the proofreader.

In: Markdown. Out: `Reading`. The blocks and the inline markup are found by `kanyin.markdown`, the parser that the book
is built with: what it makes code is never prose here. Text whose place in the source is not certain is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ..diagnostics import Report, cells
from ..markdown import Parsed, parse
from ..markdown.blocks.block import Block
from ..markdown.blocks.html import Html
from ..markdown.chapter import Host, Text
from ..markdown.inline.delimiters import is_cjk
from ..markdown.inline.scanner import RuleSet
from .pattern import Pattern
from .prose import ADDRESS, BREAK, OBJECT, Kind, Prose, Segment, compose
from .tracing import Token, TracingScanner, rules_of

_KINDS = {
    "p": Kind.PARAGRAPH, "li": Kind.PARAGRAPH, "dd": Kind.PARAGRAPH, "td": Kind.CELL, "th": Kind.CELL,
    "dt": Kind.LABEL, "caption": Kind.LABEL, "span": Kind.LABEL,
}  # fmt: skip
_SIGNS = ("", BREAK, OBJECT, ADDRESS)  # what is read where markup stands
_COMMENT = Pattern("<!--(.*?)-->", re.DOTALL)


class Comment(NamedTuple):
    """An HTML comment: what it says, its first and last line in the chapter (from 0), whether it stands by itself."""

    text: str
    first: int
    last: int
    alone: bool


class Reading(NamedTuple):
    """A chapter's prose, its comments, and its shape: every block with its lines, every piece of markup.

    Two texts of one shape become the same page, but for their words.
    """

    prose: Prose
    comments: tuple[Comment, ...]
    shape: tuple[object, ...]


def read(source: str, language: str, parsed: Parsed | None = None) -> Reading:
    """Return what is read of a chapter; `source` has `\\n` line ends and neither front matter nor BOM. `parsed` is the
    same parsed, if somebody has done it."""
    host, document, texts = parsed or parse(source, file="", path=Path(), report=Report())
    reader = _Reader(source, rules_of(host))
    passages = [passage for text, tag in texts if (passage := reader.passage(host, text, tag))]
    comments = [*reader.comments, *_block_comments(document)]
    shape = (*_block_shapes(document), *reader.markup)
    return Reading(compose(source, language, passages), tuple(comments), shape)


class _Reader:
    """Reads texts; collects the comments that stand inside lines, and the markup of each text."""

    def __init__(self, source: str, rules: RuleSet) -> None:
        self.comments: list[Comment] = []
        self.markup: list[tuple[str, ...]] = []
        self._rules = rules
        self._lines = source.split("\n")
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line) + 1)

    def passage(self, host: Host, text: Text, tag: str) -> tuple[Kind, Sequence[Segment]] | None:
        """Return the kind and the segments of a text; None where it is not found in the source, or nothing is read.

        `tag` is that of its element.
        """
        places = self._places(text)
        if places is None:
            return None
        if not self._rules.begins_in(text.text):
            self.markup.append((tag,))
            return _kind(text, tag), _joined(_literal(text.text, 0, len(text.text), places), text.hard)
        scanner = TracingScanner(host, text, self._rules)
        tokens = scanner.trace()
        # A mark that was written as `\\~` or `&hellip;` may be mended: it is text.
        signs = (text.text[token.start : token.end] for token in tokens if token.reading in _SIGNS)
        self.markup.append((tag, *signs))
        for start, end in scanner.comments:
            first, last = (text.line + text.text.count("\n", 0, place) for place in (start, end))
            self.comments.append(Comment(text.text[start + 4 : end - 3], first, last, False))
        segments = _joined(_segments(text.text, tokens, places), text.hard)
        return (_kind(text, tag), segments) if segments else None

    def _places(self, text: Text) -> Sequence[int] | None:
        """Return where each character of the text stands in the source, and where it ends: of a text of one line, which
        stands there as it is, a range."""
        rows: list[Sequence[int]] = []
        for offset, row in enumerate(text.text.split("\n")):
            line = text.line + offset
            column = text.columns[offset] if offset < len(text.columns) else -1
            if column < 0 or line >= len(self._lines):
                return None
            found = _align(row, self._lines[line], column, self._starts[line])
            if found is None:
                return None
            rows.append(found)
        return rows[0] if len(rows) == 1 else [place for row in rows for place in row]


def _align(row: str, line: str, column: int, start: int) -> Sequence[int] | None:
    """Return where each character of `row` stands, and where it ends; None if it does not stand in `line`, which begins
    at `start`.

    The block parser expands tabs, and in a table it reads `\\|` as `|`.
    """
    if line.startswith(row, column) and "\t" not in line:
        return range(start + column, start + column + len(row) + 1)
    expanded, origins = _without_tabs(line)
    places, at = [], column
    for character in row:
        escaped = expanded.startswith("\\|", at) and character == "|"
        if not escaped and expanded[at : at + 1] != character:
            return None
        places.append(start + origins[at])
        at += 2 if escaped else 1
    return [*places, start + origins[at]]


def _without_tabs(line: str) -> tuple[str, list[int]]:
    """Return the line as `split_lines` has it, and for each of its characters, and its end, the place in `line`."""
    text, origins, column = "", [], 0
    for place, character in enumerate(line):
        piece = " " * (4 - column % 4) if character == "\t" else character
        column += cells(piece)
        text += piece
        origins += [place] * len(piece)
    return text, [*origins, len(line)]


def _segments(text: str, tokens: Sequence[Token], places: Sequence[int]) -> Iterator[Segment]:
    """Yield what is read, token after token, and the stretches between them line after line."""
    at = 0
    for token in tokens:
        yield from _literal(text, at, max(at, token.start), places)
        if token.end > at:
            yield Segment(token.reading, places[token.start], places[token.end])
            at = token.end
    yield from _literal(text, at, len(text), places)


def _literal(text: str, start: int, end: int, places: Sequence[int]) -> Iterator[Segment]:
    """Yield a stretch of text that is read as it stands, cut where the source has more than the text."""
    if isinstance(places, range):
        if end > start:
            yield Segment(text[start:end], places[start], places[end])
        return
    begin = start
    for place in range(start, end):
        if places[place + 1] != places[place] + 1 or text[place] == "\n":
            if place > begin:
                yield Segment(text[begin:place], places[begin], places[place])
            yield Segment(text[place], places[place], places[place + 1])
            begin = place + 1
    if end > begin:
        yield Segment(text[begin:end], places[begin], places[end])


def _joined(segments: Iterable[Segment], hard: bool) -> list[Segment]:
    """Leave out what is not read, and the line ends that vanish in print: between two characters of Chinese."""
    kept = [segment for segment in segments if segment.text]
    if hard or not any(segment.text == "\n" for segment in kept):
        return kept
    around = zip(kept, ["", *(s.text[-1] for s in kept)], [*(s.text[0] for s in kept[1:]), ""], strict=False)
    return [segment for segment, before, after in around if segment.text != "\n" or not _vanishes(before, after)]


def _vanishes(before: str, after: str) -> bool:
    return bool(before and after) and is_cjk(before) and is_cjk(after)


def _kind(text: Text, tag: str) -> Kind:
    if text.hard:
        return Kind.POEM
    return _KINDS.get(tag, Kind.HEADING if tag[0] == "h" else Kind.PARAGRAPH)


def _block_shapes(block: Block) -> Iterator[tuple[str, int, int]]:
    """Yield the kind of each block, with its first and last line."""
    for child in block.children:
        yield type(child).__name__, child.first, child.last
        yield from _block_shapes(child)


def _block_comments(block: Block) -> Iterator[Comment]:
    """Yield the comments that are blocks of their own."""
    for child in block.children:
        yield from _block_comments(child)
        if isinstance(child, Html):
            text = "\n".join(child.lines)
            for found in _COMMENT.finditer(text):
                first, last = (child.first + text.count("\n", 0, place) for place in found.span())
                yield Comment(found[1], first, last, True)

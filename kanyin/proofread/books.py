"""Whole books: what the proofreader finds in them as diagnostics, and their files mended.

In: a `Book`. Out: warnings, one a finding; or `Fixed` files, which `save` writes. Files are mended as they lie on disk:
byte order mark, line ends and front matter stay as they are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ..book import Book, Chapter
from ..diagnostics import Diagnostic, Report, Severity, Span, shown
from ..files import replace_whole
from ..records import dataclass
from .choice import Choice
from .fixing import mend
from .proofs import proofread
from .rule import Finding

_LINE_END = re.compile("(\r\n|\r|\n)")


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file that mending changes: its lines, with their ends, as they are and as they are to be; the count of changes
    by code; and how many findings are left to the author."""

    path: Path
    old: tuple[str, ...]
    new: tuple[str, ...]
    counts: Mapping[str, int]
    left: int


def find(book: Book, choice: Choice) -> Iterator[Diagnostic]:
    """Yield a warning for each finding, chapter after chapter."""
    for chapter in book.chapters:
        lines = _line_starts(chapter.text)
        for finding in proofread(chapter.text, book.language, choice):
            yield _diagnostic(finding, chapter, lines)


def fix(book: Book, choice: Choice, report: Report) -> Iterator[Fixed]:
    """Yield the files of the book that mending changes, or that have findings which it cannot mend."""
    for chapter in book.chapters:
        pieces = _read(chapter, report)
        if pieces is None:
            continue
        mended = mend(chapter.text, book.language, choice)
        if mended.counts or mended.left:
            yield Fixed(chapter.path, pieces, _with_text(pieces, chapter, mended.text), mended.counts, mended.left)


def save(fixed: Fixed, report: Report) -> bool:
    """Write a mended file in the place of the old one, with its permissions; tell whether that could be done."""
    return replace_whole(fixed.path, "".join(fixed.new).encode("utf-8"), report)


def _diagnostic(finding: Finding, chapter: Chapter, lines: Sequence[int]) -> Diagnostic:
    line = bisect_right(lines, finding.start) - 1
    last = min(finding.end, len(chapter.text), lines[line + 1] - 1 if line + 1 < len(lines) else len(chapter.text))
    span = Span(chapter.path, line + chapter.first_line, finding.start - lines[line] + 1, max(1, last - finding.start))
    return Diagnostic(finding.code, Severity.WARNING, finding.message, span, finding.hint or _hint(finding.replacement))


def _hint(replacement: str | None) -> str | None:
    if replacement is None:
        return None
    return f"write {replacement}" if replacement.strip() else "take it out" if not replacement else "write one space"


def _line_starts(text: str) -> list[int]:
    return [0, *(found.end() for found in re.finditer("\n", text))]


def _read(chapter: Chapter, report: Report) -> tuple[str, ...] | None:
    """Return the lines of the chapter's file with their ends; None and an error where it is not what was proofread."""
    try:
        raw = chapter.path.read_bytes().decode("utf-8")
    except (OSError, ValueError):
        raw = ""
    parts = _LINE_END.split(raw)
    body = parts[::2][chapter.first_line - 1 :]
    mark = "\ufeff" if chapter.first_line == 1 else ""
    if "\n".join(body).removeprefix(mark) != chapter.text:
        message = f"{shown(chapter.path)} was changed meanwhile: it is left as it is"
        report.error("proofread.changed", message, Span(chapter.path), "run the command again")
        return None
    return tuple(line + end for line, end in zip(parts[::2], [*parts[1::2], ""], strict=True))


def _with_text(pieces: Sequence[str], chapter: Chapter, text: str) -> tuple[str, ...]:
    """Return the lines with the chapter's text in the place of theirs; mending neither makes lines nor joins them."""
    head, body = pieces[: chapter.first_line - 1], pieces[chapter.first_line - 1 :]
    mark = "\ufeff" if chapter.first_line == 1 and body[0].startswith("\ufeff") else ""
    lines = (mark + text).split("\n")
    ends = (piece[len(piece.rstrip("\r\n")) :] for piece in body)
    return (*head, *(line + end for line, end in zip(lines, ends, strict=True)))

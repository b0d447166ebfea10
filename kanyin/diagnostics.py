"""Diagnostics: facts found in a book, with the place they were found at and the remedy.

In: what each stage observes. Out: `Diagnostic` records, and their rendering for a terminal or as JSON lines.
A stage adds all its findings to the `Report` it was handed, then calls `stop_on_errors()`; `BuildFailed` is the one
exception that crosses module boundaries. Nothing here decides what is an error: the stage that finds it does.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from .records import dataclass


class Severity(StrEnum):
    """How much a finding matters: an error stops the build, a warning is to be mended, a note is only told."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a source file.

    `line` and `column` count from 1, in characters (not cells, not bytes); `line` 0 means the file as a whole and
    `column` 0 the line as a whole. `length` is the number of characters the caret underlines.
    """

    file: Path
    line: int = 0
    column: int = 0
    length: int = 1

    def __str__(self) -> str:
        parts = [shown(self.file)]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on paper: the page, counted from 1, its folio, and how far from its left and its upper edge, in mm.

    `x` and `y` are None for a page as a whole.
    """

    page: int
    folio: str = ""
    x: float | None = None
    y: float | None = None

    def __str__(self) -> str:
        called = f" ({self.folio})" if self.folio not in ("", str(self.page)) else ""
        where = "" if self.x is None else f", {self.x:.1f} mm from the left, {self.y:.1f} mm from the top"
        return f"page {self.page}{called}{where}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: a stable `code` (`stage.what`), the fact, where it stands, and a hint that names the remedy.

    `span` is its place in a source file, `spot` that on a printed page.
    """

    code: str
    severity: Severity
    message: str
    span: Span | None = None
    hint: str | None = None
    spot: Spot | None = None


class BuildFailed(Exception):  # noqa: N818 - the name says what happened
    """Raised when a stage found errors; carries every diagnostic of the run so far, warnings included."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__("; ".join(d.message for d in diagnostics if d.severity is Severity.ERROR))
        self.diagnostics = diagnostics


class Report:
    """Collects the diagnostics of one run, in order, each once; `listener` hears each as it comes."""

    def __init__(self, listener: Callable[[Diagnostic], None] | None = None) -> None:
        self._found: dict[Diagnostic, None] = {}
        self._listener = listener

    def add(self, diagnostic: Diagnostic) -> None:
        """Take a finding in; one that was taken before is passed over (sections are laid out more than once)."""
        if diagnostic in self._found:
            return
        self._found[diagnostic] = None
        if self._listener:
            self._listener(diagnostic)

    def error(self, code: str, message: str, span: Span | None = None, hint: str | None = None) -> None:
        """Add an error: the build will stop at the end of the stage."""
        self.add(Diagnostic(code, Severity.ERROR, message, span, hint))

    def warning(self, code: str, message: str, span: Span | None = None, hint: str | None = None) -> None:
        """Add a warning: the build goes on, and fails at the end only under `--strict`."""
        self.add(Diagnostic(code, Severity.WARNING, message, span, hint))

    def note(self, code: str, message: str, span: Span | None = None, hint: str | None = None) -> None:
        """Add a note: something the user should know and need not mend."""
        self.add(Diagnostic(code, Severity.NOTE, message, span, hint))

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(tuple(self._found))

    def __len__(self) -> int:
        return len(self._found)

    def count(self, severity: Severity) -> int:
        """Return how many findings have this severity."""
        return sum(d.severity is severity for d in self._found)

    def stop_on_errors(self, *, strict: bool = False) -> None:
        """Raise `BuildFailed` with everything found so far if any of it is an error (or, if `strict`, a warning)."""
        if self.count(Severity.ERROR) or (strict and self.count(Severity.WARNING)):
            raise BuildFailed(tuple(self._found))


def render(diagnostic: Diagnostic, source: str | None = None) -> str:
    """Return the diagnostic as a compiler prints it: place and fact, the source line, a caret, the hint.

    `source` is the text of the file; without it the file is read from disk. The caret lines up in a terminal, where a
    Han character is two cells wide.
    """
    place = f"{_plain(str(diagnostic.span))}: " if diagnostic.span else ""
    lines = [f"{place}{diagnostic.severity}: {_plain(diagnostic.message)} [{diagnostic.code}]"]
    if diagnostic.span and diagnostic.span.line:
        lines += _excerpt(diagnostic.span, source)
    if diagnostic.spot:
        lines.append(f"    on {_plain(str(diagnostic.spot))}")
    if diagnostic.hint:
        lines.append(f"    hint: {_plain(diagnostic.hint)}")
    return "\n".join(lines)


def to_json(diagnostic: Diagnostic) -> str:
    """Return the diagnostic as one line of JSON; line and column are null where they are not known.

    A place on paper adds `page`, `folio`, `x` and `y`.
    """
    span, spot = diagnostic.span, diagnostic.spot
    line = json.dumps(
        {
            "code": diagnostic.code,
            "severity": str(diagnostic.severity),
            "message": diagnostic.message,
            "file": shown(span.file) if span else None,
            "line": span.line or None if span else None,
            "column": span.column or None if span else None,
            "length": span.length if span and span.column else None,
            "hint": diagnostic.hint,
            **({"page": spot.page, "folio": spot.folio, "x": spot.x, "y": spot.y} if spot else {}),
        },
        ensure_ascii=False,
    )
    return line.encode("utf-8", "replace").decode("utf-8")  # a file's name need not be Unicode


def cells(text: str) -> int:
    """Return the width of `text` in terminal cells: two for wide characters, none for marks set over others."""
    return sum(map(_cells, text))


def _cells(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


# A line wider than this is shown in part: `_SHOWN` characters of it, from `_LEAD` before the caret.
_WIDE, _SHOWN, _LEAD = 96, 48, 30


def _excerpt(span: Span, source: str | None) -> list[str]:
    lines = _lines(source) if source is not None else _lines_of(span.file)
    if span.line > len(lines) or lines == [""]:
        return []
    line = _plain(lines[span.line - 1])
    start, end = 0, len(line)
    if cells(line) > _WIDE:
        start = max(0, min(span.column, end) - _LEAD)
        end = start + _SHOWN
    if not span.column:
        return [f"    {line[start:end]}"]
    before, marked = line[start : span.column - 1], line[span.column - 1 : min(end, span.column - 1 + span.length)]
    return [f"    {line[start:end]}", "    " + " " * cells(before) + "^" * max(1, cells(marked))]


def _plain(text: str) -> str:
    """Return `text` with each tab as one space, and as U+FFFD what would steer a terminal."""
    return "".join(" " if c == "\t" else "\ufffd" if _steers(c) else c for c in text)


def _steers(character: str) -> bool:
    """Tell whether a terminal would obey the character: a control (ESC), a change of direction, half of a pair."""
    control = unicodedata.category(character) in ("Cc", "Cs") and character != "\n"
    return control or "\u202a" <= character <= "\u202e" or "\u2066" <= character <= "\u2069"


def _lines(source: str) -> list[str]:
    return source.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _lines_of(file: Path) -> list[str]:
    try:
        state = file.stat()
        return _lines_on_disk(file, state.st_mtime_ns, state.st_size)
    except (OSError, ValueError):
        return [""]


@lru_cache(maxsize=4)
def _lines_on_disk(file: Path, _changed: int, _size: int) -> list[str]:
    """Return a file's lines; one with a thousand findings is read once, and again when it has changed."""
    return _lines(file.read_text(encoding="utf-8-sig", errors="replace"))


def shown(file: Path) -> str:
    """Return the path as a user would type it: relative to the working folder where it lies below it."""
    try:
        return str(file.resolve().relative_to(Path.cwd()))
    except (OSError, ValueError, RuntimeError):  # no such working folder, NUL in the name, links in a ring
        return str(file)

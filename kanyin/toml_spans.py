"""A TOML text → `Document`: its values, and the line and column of every key, value and array element.

The values come from `tomllib`; a text that it refuses is one `book.toml` error at its line and column. The places come
from a walk over the text that `tomllib` has accepted, so the walk need not check anything. Nothing here knows what the
keys mean.
"""

from __future__ import annotations

import bisect
import re
import tomllib
from pathlib import Path

from kanyin.diagnostics import Report, Span
from kanyin.fields import Document, Place

_WHERE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_SKIP = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_BLANK = re.compile(r"[ \t]*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}\n#]*")
_STRING = re.compile(
    r'"""(?:\\[\s\S]|(?!""")[\s\S])*"{3,5}'
    r"|'''(?:(?!''')[\s\S])*'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
)


def parse_toml(text: str, file: Path, report: Report) -> Document | None:
    """Return the document, or None and an error in the report; `text` has `\\n` line ends and no BOM."""
    try:
        values = tomllib.loads(text)
        walk = _Walk(text, file)
        walk.document()
    except RecursionError:
        report.error("book.toml", "the tables and lists are nested too deeply", Span(file))
        return None
    except ValueError as error:
        report.error("book.toml", *_syntax_error(str(error), text, file))
        return None
    return Document(file, values, walk.keys, walk.items, walk.written)


def _syntax_error(message: str, text: str, file: Path) -> tuple[str, Span, str | None]:
    found = _WHERE.search(message)
    fact = f"not valid TOML: {_WHERE.sub('', message)}"
    lines = text.split("\n")
    if not found:
        return fact, Span(file), None
    if found[1]:
        line, column = int(found[1]), int(found[2])
    else:
        line = len(text.rstrip("\n").split("\n"))
        column = len(lines[line - 1]) + 1
    return fact, Span(file, line, column), _hint(lines[line - 1])


def _hint(line: str) -> str | None:
    """Return the remedy for the two slips of a Chinese keyboard: full-width marks, and a bare Chinese key."""
    if set(line) & set("“”＂＝［］，"):
        return 'use the ASCII marks " = [ ] ,'
    key = line.partition("=")[0].strip(" \t[]")
    return f'put the key in quotes: "{key}"' if not key.isascii() and '"' not in key else None


class _Walk:
    """One pass over a valid TOML text; `at` is the position reached, in characters."""

    def __init__(self, text: str, file: Path) -> None:
        self.text, self.file, self.at = text, file, 0
        self.starts = [0, *(m.end() for m in re.finditer("\n", text))]
        self.keys: dict[Place, Span] = {}
        self.items: dict[Place, Span] = {}
        self.written: dict[Place, str] = {}
        self.lengths: dict[Place, int] = {}  # arrays of tables: how many so far

    def document(self) -> None:
        table: Place = ()
        while self._skip():
            if self.text.startswith("[", self.at):
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> Place:
        double = self.text.startswith("[[", self.at)
        self.at += 2 if double else 1
        place = self._key((), last_is_array=double)
        self.at += 2 if double else 1
        return place

    def _pair(self, table: Place) -> None:
        place = self._key(table)
        self.at += 1  # =
        self._value(place)

    def _key(self, table: Place, *, last_is_array: bool = False) -> Place:
        """Read a dotted key; inside an array of tables a name means its last element."""
        place = table
        while True:
            self.at = _end(_BLANK, self.text, self.at)
            start = self.at
            place = (*place, self._name())
            self.keys.setdefault(place, self._span(start, self.at))
            self.at = _end(_BLANK, self.text, self.at)
            dotted = self.text.startswith(".", self.at)
            if last_is_array and not dotted:
                self.lengths[place] = self.lengths.get(place, 0) + 1
            if place in self.lengths:
                place = (*place, self.lengths[place] - 1)
                self.keys.setdefault(place, self._span(start, self.at))
            if not dotted:
                return place
            self.at += 1

    def _name(self) -> str:
        start = self.at
        quoted = _STRING.match(self.text, start)
        if quoted:
            self.at = quoted.end()
            return str(tomllib.loads(f"x = {quoted[0]}")["x"])
        self.at = _end(_BARE, self.text, start)
        return self.text[start : self.at]

    def _value(self, place: Place) -> None:
        self.at = _end(_BLANK, self.text, self.at)
        start = self.at
        first = self.text[start]
        if first == "[":
            self._array(place)
        elif first == "{":
            self._inline_table(place)
        elif string := _STRING.match(self.text, start):
            self.at = string.end()
        else:
            self.at = start + len(_SCALAR.match(self.text, start)[0].rstrip())  # type: ignore[index]
            self.written[place] = self.text[start : self.at]
        self.items[place] = self._span(start, self.at)

    def _array(self, place: Place) -> None:
        self.at += 1
        index = 0
        while self._skip() and self.text[self.at] != "]":
            self._value((*place, index))
            self._comma()
            index += 1
        self.at += 1

    def _inline_table(self, place: Place) -> None:
        self.at += 1
        while self._skip() and self.text[self.at] != "}":
            self._pair(place)
            self._comma()
        self.at += 1

    def _comma(self) -> None:
        self._skip()
        if self.text.startswith(",", self.at):
            self.at += 1

    def _skip(self) -> bool:
        self.at = _end(_SKIP, self.text, self.at)
        return self.at < len(self.text)

    def _span(self, start: int, end: int) -> Span:
        """Return the span from `start` to `end`, or to the end of the line where the value goes on below it."""
        line = bisect.bisect_right(self.starts, start)
        newline = self.text.find("\n", start)
        stop = end if newline < 0 else min(end, newline)
        return Span(self.file, line, start - self.starts[line - 1] + 1, max(1, stop - start))


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at

"""Regular expressions that are compiled when they are first used.

A rule has several, and most texts need the first of them only; compiling all takes longer than reading an article.

A pattern that begins with a literal, a set or several literals is searched for ten times as fast as one that begins
with a look behind or a repetition: `re` then runs to the next place where it may match. So `(?<!—)—` is better written
`—(?<!——)`, and `。{3,}` `。。。+`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cached_property


class Pattern:
    """`re.Pattern`, compiled late; the methods are those of the module `re`."""

    def __init__(self, source: str, flags: int = 0) -> None:
        self._source, self._flags = source, flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._source, self._flags)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the first match in the stretch."""
        return self._compiled.search(text, start, end)

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the match at the stretch's beginning."""
        return self._compiled.match(text, start, end)

    def fullmatch(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the match of the whole stretch."""
        return self._compiled.fullmatch(text, start, end)

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Return the matches in the stretch, one after the other."""
        return self._compiled.finditer(text, start, end)

    def findall(self, text: str) -> list[str]:
        """Return what was matched; the pattern must have no groups."""
        return self._compiled.findall(text)

    def sub(self, replacement: str, text: str) -> str:
        """Return the text with the replacement for each match."""
        return self._compiled.sub(replacement, text)

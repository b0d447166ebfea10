"""How many findings a book has: the one line that a build says of them.

In: a `Book`. Out: counts by code, and a note. What was counted in a chapter is kept for the next build, so that nothing
of the proofreader is loaded where no text has changed.
"""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from ..book import Book, Chapter
from ..diagnostics import Report, Span, shown
from ..store import Store, program
from .choice import Choice

if TYPE_CHECKING:
    from ..markdown import Parsed


class Counting:
    """The findings of a book, counted once, when they are first asked for."""

    def __init__(self, book: Book, report: Report, store: Store | None = None) -> None:
        self._book, self._report, self._store = book, report, store
        self._parsed: dict[int, Parsed] = {}

    def note(self, chapter: Chapter, parsed: Parsed) -> None:
        """Take a chapter that somebody has parsed, so that it need not be parsed for this."""
        if self._book.settings.proofread.build:
            self._parsed[id(chapter)] = parsed

    @cached_property
    def counts(self) -> Counter[str]:
        """How many findings there are of each code."""
        choice = self._book.settings.proofread
        return count(self._book, choice, self._store, self._parsed) if choice.build else Counter()

    def tell(self, *, strict: bool) -> None:
        """Say in one line how many findings there are, if any: in a note, for a page is no worse set for a straight
        quote in it; a strict build takes them for an error."""
        if not self.counts:
            return
        total, name = self.counts.total(), shown(self._book.path)
        message = f"the proofreader has {total} finding{'s' if total > 1 else ''}: {listed(self.counts)}"
        hint = f"`kanyin check {name}` shows them, `kanyin fix {name}` mends what is certain"
        if strict:
            self._report.error("proofread.findings", message, Span(self._book.path), hint)
        else:
            self._report.note("proofread.findings", message, Span(self._book.path), hint)


def count(
    book: Book, choice: Choice, store: Store | None = None, parsed: dict[int, Parsed] | None = None
) -> Counter[str]:
    """Return how many findings there are of each code; `store` keeps those of chapters for the next time.

    `parsed` are chapters parsed, by their identity; they are let go of.
    """
    found = Counter[str]()
    for chapter in book.chapters:
        found += _counted(chapter.text, book.language, choice, store, parsed.pop(id(chapter), None) if parsed else None)
    return found


def _counted(text: str, language: str, choice: Choice, store: Store | None, parsed: Parsed | None) -> Counter[str]:
    if store is None:
        from .proofs import proofread  # which most builds do without: they edit one chapter, or none

        return Counter(finding.code for finding in proofread(text, language, choice, parsed))
    key = _key(text, language, choice)
    with contextlib.suppress(ValueError, TypeError):  # a whole entry that is none of ours
        if (data := store.get(key)) is not None:
            return Counter({str(code): int(number) for code, number in dict(json.loads(data)).items()})
    found = _counted(text, language, choice, None, parsed)
    store.put(key, json.dumps(found).encode())
    return found


def _key(text: str, language: str, choice: Choice) -> str:
    return sha256(f"{program()} {language} {choice} {text}".encode("utf-8", "surrogatepass")).hexdigest()


def listed(counts: Mapping[str, int]) -> str:
    """Return counts by code in one line: `P001 ×12, P003`."""
    return ", ".join(f"{code} ×{number}" if number > 1 else code for code, number in sorted(counts.items()))

"""How many findings a book has: the one line that a build says of them.

In: a `Book`. Out: counts by code, and a note. What was counted in a chapter is kept for the next build, so that nothing
of the proofreader is loaded where no text has changed.
"""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Mapping
from hashlib import sha256
from typing import Final

from ..book import Book
from ..diagnostics import Report, Span, shown
from ..store import Store, program
from ..workers import Beside, can_fork
from .choice import Choice

_WORTH: Final = 100_000
"""How many characters are to be proofread for a process of its own to be worth its start."""


class Counting:
    """The findings of a book being counted, beside the build where there is much to read and a second job to do it.

    To be used in a `with` block, at whose end the count is told. It is a note, for a page is no worse set for a
    straight quote in it; a strict build takes it for an error, and is told at once.
    """

    def __init__(self, book: Book, report: Report, *, strict: bool, store: Store | None = None, jobs: int = 1) -> None:
        self._book, self._report, self._strict, self._store = book, report, strict, store
        self._beside: Beside | None = None
        self._counts = Counter[str]()
        if book.settings.proofread.build:
            if jobs > 1 and not strict and can_fork() and self._unread() > _WORTH:
                self._beside = Beside(lambda: json.dumps(self._count()).encode())
            else:
                self._counts = self._count()
        if strict:
            self._tell()

    def __enter__(self) -> Counting:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind and self._beside:
            self._beside.abandon()
        elif not kind and not self._strict:
            if self._beside:
                result = self._beside.result()
                self._counts = self._count() if result is None else Counter(json.loads(result))
            self._tell()

    def _count(self) -> Counter[str]:
        return count(self._book, self._book.settings.proofread, self._store)

    def _unread(self) -> int:
        """Return how many characters stand in chapters of which nothing is known."""
        book, store = self._book, self._store
        texts = [chapter.text for chapter in book.chapters]
        if store is None:
            return sum(map(len, texts))
        return sum(len(text) for text in texts if not store.has(_key(text, book.language, book.settings.proofread)))

    def _tell(self) -> None:
        """Say in one line how many findings there are; nothing where there are none."""
        if not self._counts:
            return
        total, name = self._counts.total(), shown(self._book.path)
        message = f"the proofreader has {total} finding{'s' if total > 1 else ''}: {listed(self._counts)}"
        hint = f"`kanyin check {name}` shows them, `kanyin fix {name}` mends what is certain"
        if self._strict:
            self._report.error("proofread.findings", message, Span(self._book.path), hint)
        else:
            self._report.note("proofread.findings", message, Span(self._book.path), hint)


def count(book: Book, choice: Choice, store: Store | None = None) -> Counter[str]:
    """Return how many findings there are of each code; `store` keeps those of chapters for the next time."""
    found = Counter[str]()
    for chapter in book.chapters:
        found += _counted(chapter.text, book.language, choice, store)
    return found


def _counted(text: str, language: str, choice: Choice, store: Store | None) -> Counter[str]:
    if store is None:
        from .proofs import proofread  # which most builds do without: they edit one chapter, or none

        return Counter(finding.code for finding in proofread(text, language, choice))
    key = _key(text, language, choice)
    with contextlib.suppress(ValueError, TypeError):  # a whole entry that is none of ours
        if (data := store.get(key)) is not None:
            return Counter({str(code): int(number) for code, number in dict(json.loads(data)).items()})
    found = _counted(text, language, choice, None)
    store.put(key, json.dumps(found).encode())
    return found


def _key(text: str, language: str, choice: Choice) -> str:
    return sha256(f"{program()} {language} {choice} {text}".encode("utf-8", "surrogatepass")).hexdigest()


def listed(counts: Mapping[str, int]) -> str:
    """Return counts by code in one line: `P001 ×12, P003`."""
    return ", ".join(f"{code} ×{number}" if number > 1 else code for code, number in sorted(counts.items()))

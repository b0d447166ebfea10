"""Preflight of what a build is about to write: quick, and never a reason not to write it, unless the build is strict.

In: the bytes of an edition. Out: diagnostics in the build's report; errors become warnings, for the book is set, and
what is wrong with it can be seen best on paper. An edition that is the volume itself is read only if it has to be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from ..book import Book
from ..diagnostics import Diagnostic, Report, Severity, Span, shown
from ..editions import Task
from ..typeset import LaidSection
from . import check
from .bound import is_clear

SHOWN: Final = 5
"""So many findings of one code are told of an edition; `kanyin check` tells the rest."""


def check_edition(path: Path, data: bytes, task: Task, laid: Sequence[LaidSection]) -> None:
    """Report what preflight finds in the edition that is to become `path`."""
    if data is not task.volume.pdf or not is_clear(task.volume, laid, task.book):
        check_built(path, data, task.book, laid, task.report)


def check_built(path: Path, data: bytes, book: Book, laid: Sequence[LaidSection], report: Report) -> None:
    """Report what preflight finds in these bytes, whatever made them."""
    from .sourcing import Lines

    counts: Counter[str] = Counter()
    for found in check(data, report, Span(path), thorough=False, sources=Lines(laid, book.root)):
        counts[found.code] += 1
        if counts[found.code] <= SHOWN:
            report.add(_softened(found))
    for code, count in counts.items():
        if count > SHOWN:
            message = f"{count - SHOWN} more of {code}"
            report.note("preflight.more", message, Span(path), f"`kanyin check {shown(path)}` shows them")


def _softened(found: Diagnostic) -> Diagnostic:
    return replace(found, severity=Severity.WARNING) if found.severity is Severity.ERROR else found

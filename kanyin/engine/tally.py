"""Lines counted as they are drawn: how many were composed here, and how many stock had set. Replaces nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from kanyin.records import dataclass


@dataclass(slots=True)
class Tally:
    """How many lines were drawn, and how many of them stock had set."""

    lines: int = 0
    stock: int = 0


_tally: ContextVar[Tally | None] = ContextVar("tally", default=None)


@contextmanager
def tallying() -> Iterator[Tally]:
    """Count what is drawn meanwhile."""
    token = _tally.set(tally := Tally())
    try:
        yield tally
    finally:
        _tally.reset(token)


def note_line(*, composed: bool, count: int = 1) -> None:
    """Count a line, or so many, if anybody wants to know."""
    if (tally := _tally.get()) is not None:
        tally.lines += count
        tally.stock += 0 if composed else count

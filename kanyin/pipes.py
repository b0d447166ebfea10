"""Pipes between two processes: whatever can be pickled, sent at one end and received at the other.

In: nothing. Out: the two ends of a `Line`, of which a fork takes one. Nothing is read before it is asked for, so that
one can see whether something has come. What comes is believed: both ends are this program's.
"""

from __future__ import annotations

import os
import pickle
import select
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final

_ROOM: Final = 1 << 20
"""How much a pipe holds, if the system lets it (bytes): a section goes in whole, and whoever sent it goes on."""

_TURN: Final = 0.0005
"""How long a thread computes before another that waits has a turn (s)."""


class Line:
    """One end of what joins two processes: what is sent at one end comes out at the other."""

    def __init__(self, reads: int, writes: int) -> None:
        self._reads, self._writes = reads, os.fdopen(writes, "wb")
        self.closed = False

    def send(self, what: Any) -> None:
        """Send something; raises `OSError` where nobody is at the other end."""
        data = pickle.dumps(what, pickle.HIGHEST_PROTOCOL)
        self._writes.write(len(data).to_bytes(8, "little"))
        self._writes.write(data)
        self._writes.flush()

    def receive(self) -> Any:
        """Wait for something; raises `EOFError` where nobody is at the other end."""
        return pickle.loads(self._read(int.from_bytes(self._read(8), "little")))

    def is_empty(self) -> bool:
        """Whether nothing has come; nothing is read ahead."""
        waiting = select.poll()
        waiting.register(self._reads, select.POLLIN)
        return not waiting.poll(0)

    def close(self) -> None:
        """Close this end."""
        if not self.closed:
            self.closed = True
            os.close(self._reads)
            with suppress(OSError):  # nobody was there for the rest
                self._writes.close()

    def _read(self, length: int) -> bytearray:
        data = bytearray()
        while len(data) < length:
            if not (piece := os.read(self._reads, length - len(data))):
                raise EOFError
            data += piece
        return data


def line_pair() -> tuple[Line, Line]:
    """Return the two ends of a new line."""
    (here, there), (far, near) = os.pipe(), os.pipe()
    for end in (there, near):
        _widen(end)
    return Line(here, near), Line(far, there)


@contextmanager
def giving_way() -> Iterator[None]:
    """Let threads that wait at a line have their turn at once, while this one computes: else it is ten times as long
    until whoever is at its other end has something to do again."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(interval)


def _widen(end: int) -> None:
    with suppress(ImportError, AttributeError, OSError):  # of other systems than Linux, or where there is no room
        import fcntl

        fcntl.fcntl(end, fcntl.F_SETPIPE_SZ, _ROOM)


def close(lines: Iterable[Line]) -> None:
    """Close these ends."""
    for each in lines:
        each.close()

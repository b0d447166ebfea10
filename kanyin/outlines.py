"""The outline of a PDF: bookmarks as a tree (ISO 32000-1 §12.3.3).

In: bookmarks in reading order, each with its level and the object it leads to. Out: objects of a `Writer`. An entry
stands below the last one before it that has a smaller level; levels may be skipped.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field

from .pdf import Writer, text_string
from .records import dataclass


@dataclass(slots=True)
class Entry:
    """An entry: `place` is its destination as PDF has it."""

    level: int
    label: str
    place: bytes
    is_open: bool
    number: int = 0
    below: list[Entry] = field(default_factory=list)


def write(entries: Iterable[Entry], writer: Writer) -> int | None:
    """Put the outline into a PDF and return its number, None where there are no entries."""
    root = Entry(0, "", b"", True)
    path = [root]
    for entry in entries:
        while path[-1].level >= entry.level:
            path.pop()
        path[-1].below.append(entry)
        path.append(entry)
        entry.number = writer.reserve()
    if not root.below:
        return None
    root.number = writer.reserve()
    writer.put([(root.number, b"<</Type/Outlines%b/Count %d>>" % (_ends(root), _seen(root)))])
    _put_below(root, writer)
    return root.number


def _put_below(parent: Entry, writer: Writer) -> None:
    for index, entry in enumerate(parent.below):
        parts = [b"<</Title %b/Dest%b/Parent %d 0 R" % (text_string(entry.label), entry.place, parent.number)]
        if index:
            parts.append(b"/Prev %d 0 R" % parent.below[index - 1].number)
        if index + 1 < len(parent.below):
            parts.append(b"/Next %d 0 R" % parent.below[index + 1].number)
        if entry.below:
            parts.append(b"%b/Count %d" % (_ends(entry), _seen(entry) if entry.is_open else -_seen(entry)))
        writer.put([(entry.number, b"".join(parts) + b">>")])
        _put_below(entry, writer)


def _ends(parent: Entry) -> bytes:
    return b"/First %d 0 R/Last %d 0 R" % (parent.below[0].number, parent.below[-1].number)


def _seen(parent: Entry) -> int:
    """Return how many entries are seen below one that is open."""
    return sum(1 + (_seen(entry) if entry.is_open else 0) for entry in parent.below)

"""Editions: what a bound volume becomes on disk. One file an edition, each a line in `EDITIONS`.

In: a `Task`: a book, its volume, the profile to print by. Out: a `Product`: the bytes of that edition's PDF. A book is
set and bound once, for all of them: what tells editions apart is done to the volume's pages
(docs/decisions/0008-editions-of-one-volume.md).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from . import archive, booklet, press, screen
from .task import Product, Task

__all__ = ["EDITIONS", "Product", "Task"]

EDITIONS: Mapping[str, tuple[str, Callable[[Task], Product]]] = MappingProxyType(
    {
        "screen": ("", screen.produce),
        "print": ("-print", press.produce),
        "booklet": ("-booklet", booklet.produce),
        "archive": ("-archive", archive.produce),
    }
)
"""Name → (what its file's name ends with, what makes it)."""

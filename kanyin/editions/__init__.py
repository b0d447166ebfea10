"""Editions: what a bound volume becomes on disk. One file an edition, each a line in `EDITIONS`.

In: a `Task`: a book, its volume, the profile to print by. Out: a `Product`: the bytes of that edition's PDF. A book is
set and bound once, for all of them: what tells editions apart is done to the volume's pages
(docs/decisions/0008-editions-of-one-volume.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType

from .task import Product, Task

__all__ = ["EDITIONS", "Product", "Task", "product"]

EDITIONS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "screen": ("", "screen"),
        "print": ("-print", "press"),
        "booklet": ("-booklet", "booklet"),
        "archive": ("-archive", "archive"),
    }
)
"""Name → (what its file's name ends with, the module here that makes it, by its function `produce`)."""


def product(name: str, task: Task) -> Product:
    """Return an edition; only the modules that it needs are loaded."""
    made: Product = import_module(f"{__name__}.{EDITIONS[name][1]}").produce(task)
    return made

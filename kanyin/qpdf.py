"""PDFs of other programs, read through pikepdf: what its library qpdf says of them, and what pages inherit.

In: an open file, or an error. Out: facts in words, values. What reads a file, imposition or preflight, decides itself
what is a fault.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import pikepdf

_ANCESTORS: Final = 100
"""How far up the tree of pages an inherited value is looked for; a damaged tree may be a ring."""

# Before a fact qpdf names the file, which it knows as a stream of bytes, and often a place in it.
_PLACE = re.compile(r"^.*?<_io\.BytesIO object at \w+>(?:[^:]*?\(?(?:offset|at offset) \d+\)?)?:? ?")


def fact(error: object) -> str:
    """Return the first line of what qpdf says, without what it calls the file."""
    lines = str(error).strip().split("\n")
    return _PLACE.sub("", lines[0]) or "no reason given"


@contextmanager
def listening() -> Iterator[list[str]]:
    """Hear what pikepdf and qpdf say through Python's logging, as of objects that no longer know their file; else it
    would go to standard error."""
    heard: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: heard.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("pikepdf")
    passed_on, logger.propagate = logger.propagate, False
    logger.addHandler(handler)
    try:
        yield heard
    finally:
        logger.removeHandler(handler)
        logger.propagate = passed_on


def inherited(node: Any, key: str) -> Any:
    """Return the value of a page or a field, or of the nearest node above it in the tree; None where there is none."""
    for _ in range(_ANCESTORS):
        if not isinstance(node, pikepdf.Dictionary):
            return None
        if key in node:
            return node[key]
        node = node.get("/Parent")
    return None

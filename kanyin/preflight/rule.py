"""A rule: one thing to look for in a PDF.

In: a `Document`. Out: findings. A rule is a pure function; `Rule` says what files it is for, and what it needs read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..records import dataclass
from .findings import Finding
from .model import Document, Kind

EVERY: frozenset[Kind] = frozenset({"screen", "print", "pdfa", "pdfua"})
PAPER: frozenset[Kind] = frozenset({"screen", "print"})
PRINT: frozenset[Kind] = frozenset({"print"})
ARCHIVE: frozenset[Kind] = frozenset({"pdfa"})
READER: frozenset[Kind] = frozenset({"pdfua"})
TAGGED: frozenset[Kind] = frozenset({"pdfa", "pdfua"})

Kinds = frozenset[Kind]


@dataclass(frozen=True, slots=True)
class Rule:
    """A function that finds, the kinds of files it is for, and whether it needs all pages and the structure read.

    The function is handed the document and the kinds it is held to.
    """

    find: Callable[[Document, Kinds], Iterable[Finding]]
    kinds: Kinds = EVERY
    thorough: bool = False

"""What holds for text at a place in a tree of HTML. In: nothing. Out: a frozen type."""

from __future__ import annotations

from kanyin.importer.model import Mark
from kanyin.records import dataclass


@dataclass(frozen=True, slots=True)
class State:
    """What holds for text at a place in the tree."""

    marks: frozenset[Mark] = frozenset()
    href: str | None = None
    plain: frozenset[Mark] = frozenset()

"""What a page of HTML is to the reader of its tree: where its links and images lead, which of its elements are notes.

In: nothing. Out: the types that `web/` and `epub/` fill in and `hypertext/` asks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Protocol
from xml.etree.ElementTree import Element

from kanyin.importer.losses import Losses
from kanyin.importer.model import Image
from kanyin.records import dataclass


class Site(Protocol):
    """Where the addresses in a page lead."""

    def place(self, href: str) -> str | None:
        """Return the key of a place inside the source that a link leads to, None for one that leads out of it."""

    def address(self, href: str) -> str | None:
        """Return the address that a link out of the source has in print, None where it has none."""

    def image(self, element: Element) -> Image | None:
        """Take the picture of an `<img>` into the book; None, and a diagnostic, when it cannot be had."""

    def key(self, identifier: str) -> str:
        """Return the key of the place that an id of this page is."""


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes found: the element of each call → the element of its note; what is passed over in the text."""

    called: Mapping[Element, Element] = field(default_factory=dict)
    passed: frozenset[Element] = frozenset()


@dataclass(frozen=True, slots=True)
class Page:
    """A page, ready to be read: its site, notes, the labels of places in use by their keys, and where losses go."""

    site: Site
    losses: Losses
    notes: Notes
    labels: Mapping[str, str]

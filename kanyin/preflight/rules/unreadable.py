"""What could not be checked is said, page by page."""

from __future__ import annotations

from collections.abc import Iterator

from ...diagnostics import Severity
from ..findings import Finding
from ..model import Document
from ..rule import Kinds, Rule


def _find(document: Document, _: Kinds) -> Iterator[Finding]:
    for page in document.pages:
        if page.drawn and page.drawn.fault:
            fact = f"not all of the page could be checked: {page.drawn.fault}"
            hint = "look at the page in a viewer, and print it into a new PDF if it shows well"
            yield Finding("preflight.unreadable", Severity.WARNING, fact, hint, page.index)


RULE = Rule(_find)

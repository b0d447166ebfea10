"""Links and bookmarks lead somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from ...diagnostics import Severity
from ..findings import Finding
from ..model import Document
from ..rule import Kinds, Rule


def _find(document: Document, _: Kinds) -> Iterator[Finding]:
    for page in document.pages:
        for link in page.annotations:
            if link.dead:
                where = f"“{link.target}”" if link.target else "a page"
                fact, hint = f"a link leads to {where}, which is not in the file", "make it anew, or take the link out"
                yield Finding("preflight.dead-link", Severity.WARNING, fact, hint, page.index, link.box)
    for mark in document.bookmarks:
        if mark.dead:
            fact = f"the bookmark “{mark.title}” leads nowhere"
            yield Finding("preflight.dead-link", Severity.WARNING, fact, "make the PDF anew from all its parts")


RULE = Rule(_find)

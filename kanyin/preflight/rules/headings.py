"""Headings go down one level at a time, and begin with the first (ISO 14289-1, 7.4.2)."""

from __future__ import annotations

from collections.abc import Iterator

from ...diagnostics import Severity
from ..findings import Finding
from ..model import Document
from ..rule import EVERY, Kinds, Rule


def _find(document: Document, kinds: Kinds) -> Iterator[Finding]:
    before = 0
    for element in document.structure.walk() if document.structure else ():
        if len(element.kind) != 2 or element.kind[0] != "H" or not element.kind[1].isdigit():
            continue
        level = int(element.kind[1])
        if level > before + 1:
            fact = f"a heading of level {level} follows " + (f"one of level {before}" if before else "none of level 1")
            hint = "who listens to the book takes it for a gap; use the level between"
            if "pdfua" in kinds:
                yield Finding("preflight.heading-skipped", Severity.ERROR, fact, hint, element.page)
            else:
                yield Finding("preflight.heading-skipped", Severity.WARNING, fact, hint, element.page)
        before = level


RULE = Rule(_find, EVERY - {"print"}, thorough=True)

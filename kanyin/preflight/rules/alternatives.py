"""Images have a text for those who do not see them (ISO 14289-1, 7.3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...diagnostics import Severity
from ..findings import Finding
from ..model import Document
from ..rule import EVERY, Kinds, Rule

_SHOWN: Final = ("Figure", "Formula")


def _find(document: Document, kinds: Kinds) -> Iterator[Finding]:
    for element in document.structure.walk() if document.structure else ():
        if element.kind not in _SHOWN or element.alternative:
            continue
        what = "an image" if element.kind == "Figure" else "a formula"
        fact, hint = f"{what} has no text in its place", "describe it: ![what is to be seen](image.png)"
        if "pdfua" in kinds:
            yield Finding("preflight.no-alternative", Severity.ERROR, fact, hint, element.page, element.box)
        else:
            yield Finding("preflight.no-alternative", Severity.WARNING, fact, hint, element.page, element.box)


RULE = Rule(_find, EVERY - {"print"}, thorough=True)

"""Fonts are in the file, and have names: else another face is printed, or none (ISO 15930-7, 6.2.5)."""

from __future__ import annotations

from collections.abc import Iterator

from ...diagnostics import Severity
from ..findings import Finding
from ..model import Document
from ..rule import Kinds, Rule

_EMBED = "embed all fonts when the PDF is made; in a word processor that is an option of its PDF export"


def _find(document: Document, kinds: Kinds) -> Iterator[Finding]:
    for font in document.fonts:
        page = font.pages[0] if font.pages else None
        name = font.name or "a font without a name"
        if not font.embedded and kinds == {"screen"}:
            fact = f"{name} is not in the file: each computer shows what it has instead"
            yield Finding("preflight.font-not-embedded", Severity.WARNING, fact, _EMBED, page)
        elif not font.embedded:
            fact = f"{name} is not in the file: another face will be printed, or none"
            yield Finding("preflight.font-not-embedded", Severity.ERROR, fact, _EMBED, page)
        if not font.name:
            hint = "make the PDF anew; if it stays so, another program has to make it"
            yield Finding("preflight.font-unnamed", Severity.WARNING, f"a font ({font.kind}) has no name", hint, page)


RULE = Rule(_find)

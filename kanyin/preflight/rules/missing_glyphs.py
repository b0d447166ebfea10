"""Every character has a glyph: else an empty box is printed (ISO 19005-2, 6.2.11.8; 14289-1, 7.21.8)."""

from __future__ import annotations

from collections.abc import Iterator

from ...diagnostics import Severity
from ..findings import Finding
from ..model import Document
from ..rule import Kinds, Rule


def _find(document: Document, _: Kinds) -> Iterator[Finding]:
    for page in document.pages:
        lost = [text for text in page.drawn.texts if text.missing and text.colours] if page.drawn else []
        if lost:
            count = sum(text.missing for text in lost)
            glyphs = "1 character has" if count == 1 else f"{count} characters have"
            fact = f"{glyphs} no glyph in the font, and print as empty boxes: “{excerpt(lost[0].text)}”"
            hint = "choose a font that has the characters, or write them otherwise"
            yield Finding("preflight.missing-glyph", Severity.ERROR, fact, hint, page.index, lost[0].box)


def excerpt(text: str) -> str:
    """Return the beginning of a text, to be quoted."""
    folded = " ".join(text.split())
    return folded if len(folded) <= 16 else folded[:15] + "…"


RULE = Rule(_find, thorough=True)

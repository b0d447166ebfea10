"""So many pages can be bound: a stitched booklet has a multiple of four, and is not too thick for its staples."""

from __future__ import annotations

from collections.abc import Iterator

from ... import paper
from ...diagnostics import Severity
from ..findings import Finding
from ..model import Document
from ..rule import PRINT, Kinds, Rule


def _find(document: Document, _: Kinds) -> Iterator[Finding]:
    count = len(document.pages)
    taken = paper.arithmetic(count)
    if taken.spine > paper.MOST_STAPLED:
        fact = f"{count} pages are {taken.spine:.1f} mm thick on paper of 80 g/m²: too thick for staples"
        hint = "have it sewn or glued; `kanyin impose --layout signatures` makes the sheets"
        yield Finding("preflight.too-thick", Severity.NOTE, fact, hint)
    elif count > 2 and count % 4:
        blanks = -count % 4
        ending = "a blank page" if blanks == 1 else f"{blanks} blank pages"
        fact = f"{count} pages are no multiple of four: bound, the booklet ends with {ending}"
        hint = "fill them, or take text out, if that is not wanted"
        yield Finding("preflight.not-by-four", Severity.NOTE, fact, hint)


RULE = Rule(_find, PRINT)

"""Findings: what a rule says of a PDF, and the diagnostics that become of it.

In: a `Finding`, the page it stands on. Out: a `Diagnostic` with a place on paper and, where the builder knows it, the
line of the manuscript.
"""

from __future__ import annotations

from typing import Protocol

from kanyin.grid import POINTS

from ..boxes import Box
from ..diagnostics import Diagnostic, Severity, Span, Spot
from ..records import dataclass
from .model import Page


class Sources(Protocol):
    """Whoever knows the lines of the manuscript that pages were set from; `pages` is how many pages."""

    pages: int

    def line(self, page: int, box: Box) -> Span | None:
        """Return where a box was written, on a page (from 0), in pt from the lower left corner of its trim."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: code, severity, the fact, the remedy; the page it stands on, and where, if that is known."""

    code: str
    severity: Severity
    fact: str
    hint: str | None = None
    page: int | None = None
    box: Box | None = None


def diagnostic(finding: Finding, page: Page | None, span: Span | None, sources: Sources | None) -> Diagnostic:
    """Return the finding as a diagnostic; `span` is the PDF's."""
    spot = None
    if page is not None:
        x, y = _from_top_left(finding.box, page) if finding.box else (None, None)
        spot = Spot(page.index + 1, page.label, x, y)
        if sources and finding.box:
            span = sources.line(page.index, finding.box.moved(-page.paper.left, -page.paper.bottom)) or span
    return Diagnostic(finding.code, finding.severity, finding.fact, span, finding.hint, spot)


def _from_top_left(box: Box, page: Page) -> tuple[float, float]:
    """Return where the top left corner of a box stands on the page as it is seen, in mm."""
    paper = page.paper
    left, right = box.left - paper.left, paper.right - box.right
    top, bottom = paper.top - box.top, box.bottom - paper.bottom
    x, y = {0: (left, top), 90: (bottom, left), 180: (right, bottom), 270: (top, right)}[page.turn]
    return round(x / POINTS, 1), round(y / POINTS, 1)

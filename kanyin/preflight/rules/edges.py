"""What stands near the edge of a page survives the knife: text keeps away from it, pictures go beyond it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kanyin.grid import POINTS

from ...boxes import Box
from ...diagnostics import Severity
from ..colours import is_white
from ..findings import Finding
from ..model import Document, Drawn, Page
from ..rule import PAPER, PRINT, Kinds, Rule
from .missing_glyphs import excerpt

SAFE: Final = 3 * POINTS
"""How far inside the trim text has to stay: so far may a knife be off."""
BLEED: Final = 3 * POINTS
"""How far beyond the trim goes what reaches it."""
_SLACK: Final = 0.5  # pt


def _outside(document: Document, _: Kinds) -> Iterator[Finding]:
    for page in document.pages:
        for text in page.drawn.texts if page.drawn else ():
            if _is_of(page, text.box) and not _inside(text.box, page.paper, _SLACK) and text.colours:
                what = "cut off by the edge of the page" if text.upright else "across the edge of the page"
                fact = f"text {what}: “{excerpt(text.text)}”"
                hint = "move it inside, or make the page larger"
                yield Finding("preflight.outside-trim", Severity.WARNING, fact, hint, page.index, text.box)
                break


def _near(document: Document, _: Kinds) -> Iterator[Finding]:
    for page in document.pages:
        for text in page.drawn.texts if page.drawn else ():
            inside = _inside(text.box, page.paper, _SLACK)
            if inside and text.colours and not _inside(text.box, page.paper, -SAFE):
                fact = f"text nearer than 3 mm to where the page is cut: “{excerpt(text.text)}”"
                hint = "leave 3 mm at least: a knife is not more exact"
                yield Finding("preflight.near-edge", Severity.WARNING, fact, hint, page.index, text.box)
                break


def _bleed(document: Document, _: Kinds) -> Iterator[Finding]:
    for page in document.pages:
        for box in _coloured(page.drawn) if page.drawn else ():
            if _is_of(page, box) and (edges := _stopping(box, page.paper)):
                fact = f"colour ends at the {' and the '.join(edges)} of the page, or less than 3 mm beyond it"
                hint = "let it run 3 mm over the edge; cut as it is, a white rim may stay"
                yield Finding("preflight.short-bleed", Severity.WARNING, fact, hint, page.index, box)
                break


def _coloured(drawn: Drawn) -> Iterator[Box]:
    yield from (area.box for area in drawn.areas if not is_white(area.colour))
    yield from (picture.box for picture in drawn.pictures)


def _stopping(box: Box, paper: Box) -> list[str]:
    """Return the edges of the page that a box reaches, and does not pass far enough."""
    passed = {
        "left edge": paper.left - box.left, "foot": paper.bottom - box.bottom,
        "right edge": box.right - paper.right, "head": box.top - paper.top,
    }  # fmt: skip
    return [name for name, far in passed.items() if -_SLACK <= far < BLEED - _SLACK]


def _is_of(page: Page, box: Box) -> bool:
    """Tell whether a box belongs to the page: what stands wholly outside is the printer's, marks and their legends."""
    paper = page.paper
    return not (
        box.right <= paper.left or box.left >= paper.right or box.top <= paper.bottom or box.bottom >= paper.top
    )


def _inside(box: Box, paper: Box, slack: float) -> bool:
    return (
        box.left >= paper.left - slack and box.right <= paper.right + slack
        and box.bottom >= paper.bottom - slack and box.top <= paper.top + slack
    )  # fmt: skip


OUTSIDE = Rule(_outside, PAPER, thorough=True)
NEAR = Rule(_near, PRINT, thorough=True)
SHORT = Rule(_bleed, PRINT, thorough=True)

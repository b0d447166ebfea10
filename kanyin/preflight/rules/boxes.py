"""The boxes of pages agree: crop, bleed and trim lie in the media box, trim in bleed (ISO 32000-1, 14.11.2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from kanyin.grid import POINTS

from ...boxes import Box
from ...diagnostics import Severity
from ..findings import Finding
from ..model import Document, Page
from ..rule import PRINT, Kinds, Rule

_SLACK: Final = 0.05
_SAME: Final = 1 * POINTS


def _agree(document: Document, _: Kinds) -> Iterator[Finding]:
    for page in document.pages:
        pairs = (
            ("CropBox", page.crop, "MediaBox", page.media), ("BleedBox", page.bleed, "MediaBox", page.media),
            ("TrimBox", page.trim, "MediaBox", page.media), ("ArtBox", page.art, "MediaBox", page.media),
            ("TrimBox", page.trim, "BleedBox", page.bleed), ("ArtBox", page.art, "BleedBox", page.bleed),
        )  # fmt: skip
        for inner, inside, outer, around in pairs:
            if inside and around and not _holds(around, inside):
                fact = f"the {inner} reaches out of the {outer}"
                hint = "print shops cut by these boxes; make the PDF anew with boxes that lie in one another"
                yield Finding("preflight.boxes", Severity.WARNING, fact, hint, page.index)
        if min(page.paper.width, page.paper.height) < 1:
            yield Finding("preflight.boxes", Severity.WARNING, "the page has no size", None, page.index)


def _holds(outer: Box, inner: Box) -> bool:
    return (
        inner.left >= outer.left - _SLACK and inner.right <= outer.right + _SLACK
        and inner.bottom >= outer.bottom - _SLACK and inner.top <= outer.top + _SLACK
    )  # fmt: skip


def _sizes(document: Document, _: Kinds) -> Iterator[Finding]:
    sizes = Counter(map(_size, document.pages))
    usual = sizes.most_common(1)[0][0]
    others = [page for page in document.pages if _differ(_size(page), usual)]
    if others:
        told = " × ".join(f"{side / POINTS:.0f}" for side in usual)
        count = "1 page is" if len(others) == 1 else f"{len(others)} pages are"
        fact = f"{count} of another size than the rest, {told} mm"
        yield Finding("preflight.mixed-sizes", Severity.WARNING, fact, "a book has one size", others[0].index)


def _differ(size: tuple[float, float], other: tuple[float, float]) -> bool:
    return abs(size[0] - other[0]) > _SAME or abs(size[1] - other[1]) > _SAME


def _size(page: Page) -> tuple[float, float]:
    width, height = round(page.paper.width, 1), round(page.paper.height, 1)
    return (width, height) if page.turn % 180 == 0 else (height, width)


AGREE = Rule(_agree)
SIZES = Rule(_sizes, PRINT)

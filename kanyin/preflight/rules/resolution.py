"""Images have pixels enough on paper: fewer than 200 to the inch look soft in print, fewer than 100 anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kanyin.grid import POINTS

from ...diagnostics import Severity
from ..findings import Finding
from ..model import Document, Picture
from ..rule import PAPER, Kinds, Rule

IN_PRINT, ON_SCREEN, STENCIL = 200.0, 100.0, 400.0
"""Pixels to the inch: least for halftones in print and in a file for the screen; for one bit a pixel in print."""
_SMALL: Final = 3 * POINTS  # what is smaller than this is a dot or a rule, stretched from a pixel


def _find(document: Document, kinds: Kinds) -> Iterator[Finding]:
    printed = "print" in kinds
    for page in document.pages:
        for picture in page.drawn.pictures if page.drawn else ():
            least = (STENCIL if picture.stencil else IN_PRINT) if printed else ON_SCREEN
            if picture.dpi < least - 0.5 and not _is_plain(picture):
                width, height = (round(side / POINTS) for side in (picture.box.width, picture.box.height))
                pixels = f"{picture.pixels[0]} × {picture.pixels[1]} pixels"
                fact = f"an image of {pixels} has {picture.dpi:.0f} to the inch on paper, at {width} × {height} mm"
                share = max(1, round(100 * picture.dpi / least))
                hint = f"take one with at least {least:.0f}, or print it at {share} % of this size"
                yield Finding("preflight.low-resolution", Severity.WARNING, fact, hint, page.index, picture.box)


def _is_plain(picture: Picture) -> bool:
    """Tell whether an image is too small, or has too few pixels, to show anything: a colour, a shade."""
    return min(picture.pixels) < 4 or min(picture.box.width, picture.box.height) < _SMALL


RULE = Rule(_find, PAPER)

"""Lines are thick enough to be printed: 0.25 pt (0.09 mm) is what a plate holds and an office printer shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...diagnostics import Severity
from ..colours import is_white
from ..findings import Finding
from ..model import Document, Stroke
from ..rule import PRINT, Kinds, Rule

THINNEST: Final = 0.25
_SLACK: Final = 0.005


def _find(document: Document, _: Kinds) -> Iterator[Finding]:
    for page in document.pages:
        strokes = page.drawn.strokes if page.drawn else ()
        thin = [line for line in strokes if line.width < THINNEST - _SLACK and not is_white(line.colour)]
        thin = [line for line in thin if not _is_invisible(line)]
        if thin:
            width = f"{thin[0].width:.2f} pt wide" if thin[0].width else "as thin as the printer can"
            more = f", and {len(thin) - 1} more on this page" if len(thin) > 1 else ""
            hint = "make lines 0.25 pt wide at least"
            fact = f"a line is {width}{more}"
            yield Finding("preflight.hairline", Severity.WARNING, fact, hint, page.index, thin[0].box)


def _is_invisible(line: Stroke) -> bool:
    """Tell whether nothing of it stands on the page, as of the frame of an empty box."""
    return line.box.width < 0.01 and line.box.height < 0.01


RULE = Rule(_find, PRINT, thorough=True)

"""Folios as printed, and page labels for the PDF: i, ii, … before the body, 1, 2, … in it.

Pure functions on numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # so that whoever writes folios need not load the engine
    from .plan import Folios

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def roman(number: int) -> str:
    """Return `number` (1 or more) in lower-case Roman figures."""
    text = ""
    for value, figures in _ROMAN:
        count, number = divmod(number, value)
        text += figures * count
    return text


def folio_text(folios: Folios, number: int) -> str:
    """Return a folio as the page prints it; cover and back have none."""
    if folios == "roman":
        return roman(number)
    return str(number) if folios == "arabic" else ""

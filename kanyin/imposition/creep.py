"""Creep 爬移: nested sheets push each other out of the fold, and the pages inside are moved back towards it.

In: how thick paper is, how deep a sheet lies. Out: lengths in mm. Pure arithmetic.

A sheet's fold lies against the sheet around it, so it is further from the spine by the thickness of all the sheets that
lie around it. At the fore-edge the sheet at depth k stands out by k times the thickness of one. Trimmed there, the
outermost sheet loses nothing, and the inner ones lose that much of their outer margins; moved towards the fold by the
same length, their pages have the margins they were given.

This is the arithmetic of the trade: Kodak's handbook of Preps, for one, takes a quarter of the count of pages times the
thickness. It holds for folds pressed flat. Round ones push out more: to go round the others in a half circle, a sheet
needs π/2 of the thickness; folded by hand, 1.2 to 1.4 times is usual. Who wants it exact folds a dummy and measures how
far its innermost sheet stands out: that is the length `--creep` takes.
"""

from __future__ import annotations


def total(sheets: int, thickness: float) -> float:
    """Return how far the innermost of so many nested sheets stands out, in mm."""
    return max(0, sheets - 1) * thickness


def step(whole: float, sheets: int) -> float:
    """Return what each sheet stands out beyond the one around it, where the innermost of them does so by `whole`."""
    return whole / (sheets - 1) if sheets > 1 else 0.0

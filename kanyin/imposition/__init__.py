"""Imposition: pages of a PDF laid out on sheets, so that printed, folded and bound they read in order.

In: a PDF's bytes, and a `Plan` that says what is wanted. Out: `Imposed`: the bytes of another PDF, one page a printed
side, and the sheets it is made of.

    plan ── layout.arrange ──▶ sheets, sides, cells ── placing ──▶ matrices and clips ── sheets.Writer ──▶ PDF

A layout is one pure function from a count of pages to sheets (`saddle.py`, `signatures.py`, `handouts.py`), and one
line in `LAYOUTS`. Where things stand is pure too (`placing.py`, `creep.py`, `marks.py`); only `source.py`,
`appearances.py` and `sheets.py` touch a PDF.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .handouts import FOUR_UP, N_UP, TWO_UP
from .layout import Layout
from .plan import Plan
from .saddle import SADDLE
from .signatures import SIGNATURES

if TYPE_CHECKING:
    from ..diagnostics import Report, Span
    from .imposing import Imposed

__all__ = ["FOUR_UP", "LAYOUTS", "N_UP", "SADDLE", "SIGNATURES", "TWO_UP", "Layout", "Plan", "impose"]

# In the order they are offered.
LAYOUTS: tuple[Layout, ...] = (SADDLE, SIGNATURES, TWO_UP, FOUR_UP, N_UP)


def impose(data: bytes, plan: Plan, report: Report, span: Span | None = None) -> Imposed:
    """Return the sheets of a PDF; `span` names it in diagnostics. Raises `BuildFailed` when it cannot be imposed."""
    # Imported here: completion asks for the layouts' names, and need not wait for what reads PDFs.
    from .imposing import impose as impose_pages

    return impose_pages(data, plan, report, span)

"""The booklet edition: the screen's pages on sheets, to be printed on both sides, folded and stapled.

In: a `Task`. Out: the sheets, on the paper the book names, its back cover outside. docs/imposition.md tells the rest.
"""

from __future__ import annotations

from typing import Final

from ..diagnostics import Diagnostic, Report
from ..imposition import Plan, impose
from ..imposition.table import summary
from .task import Product, Task

_EXPECTED: Final = "impose.links"
"""What is said of any other file, and is no news of a book: on paper its links do nothing."""


def produce(task: Task) -> Product:
    """Return the volume's pages on sheets, and what to do with them at the printer."""
    report = Report(lambda found: _pass_on(found, task.report))
    plan = Plan(back_cover=task.volume.closed, creep="auto", paper=task.book.settings.stock)
    imposed = impose(task.volume.pdf, plan, report)
    return Product(imposed.pdf, summary(imposed))


def _pass_on(found: Diagnostic, report: Report) -> None:
    if found.code != _EXPECTED:
        report.add(found)

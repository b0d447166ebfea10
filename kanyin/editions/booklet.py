"""The booklet edition: the screen's pages on sheets, to be printed on both sides, folded and stapled.

In: a `Task`. Out: the sheets, on the paper the book names, its back cover outside. docs/imposition.md tells the rest.
"""

from __future__ import annotations

from ..imposition import Plan, impose
from ..imposition.table import summary
from .task import Product, Task


def produce(task: Task) -> Product:
    """Return the volume's pages on sheets, and what to do with them at the printer."""
    plan = Plan(back_cover=task.volume.closed, creep="auto", paper=task.book.settings.stock)
    imposed = impose(task.volume.pdf, plan, task.report)
    return Product(imposed.pdf, summary(imposed))

"""What was done to a table to make it fit its page, as diagnostics.

In: `engine.fitting.Fitted`, told while a section is laid out. Out: a note where type was made smaller, heads turned
over or long words were broken, a warning where the table was turned or its type fell below what the theme allows.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from .diagnostics import Diagnostic, Report, Severity
from .engine.fitting import Fitted
from .trees import span_of

_SHORTEN = "leave out columns, shorten heads and cells, or make two tables of it"


def listener(root: Path, report: Report) -> Callable[[Fitted], None]:
    """Return what tells `report` of every table that is made to fit; `root` is the book's folder."""

    def hear(fitted: Fitted) -> None:
        src = fitted.element.get("data-src") if fitted.element is not None else None
        report.add(_diagnostic(fitted, src, root))

    return hear


def _diagnostic(fitted: Fitted, src: str | None, root: Path) -> Diagnostic:
    size = f"its type is {fitted.size:.3g} pt" if fitted.size else ""
    words = "long words are broken" if fitted.broken else ""
    folded = "heads turn over" if fitted.folded else ""
    done = ", ".join(filter(None, ("it is turned" if fitted.turned else "", size, folded, words)))
    place = span_of(src, root)
    if fitted.below:
        return Diagnostic(
            "layout.table-crowded", Severity.WARNING, f"this table is too wide for a page: {done}", place, _SHORTEN
        )
    if fitted.turned:
        hint = f"write {{.turned}} below the table if that is well; else {_SHORTEN}"
        return Diagnostic("layout.table-turned", Severity.WARNING, f"this table is too wide: {done}", place, hint)
    return Diagnostic("layout.table-fitted", Severity.NOTE, f"this table is wide: {done}", place, _SHORTEN)

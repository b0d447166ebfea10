"""Preflight: a PDF looked over before it leaves, as a pilot walks round the plane.

In: the bytes of any PDF. Out: diagnostics, and nothing else: the file is not changed. `opening.py` opens it,
`reading.py` reads it into a `Document` (`model.py`), which the rules in `rules/` look at. What rules a file is held to
is decided by what it claims to be: PDF/X, PDF/A, PDF/UA, else a file for the screen. A volume as it is bound need not
be opened, where `bound.py` knows that nothing would be found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ..diagnostics import Diagnostic, Report, Span
    from .findings import Finding, Sources
    from .model import Document, Kind

CHOICES: Final = ("auto", "screen", "print", "archive")
"""What the user may ask for."""

_CHOSEN: Final[dict[str, frozenset[Kind]]] = {
    "screen": frozenset({"screen"}),
    "print": frozenset({"print"}),
    "archive": frozenset({"pdfa", "pdfua"}),
}


def check(
    data: bytes,
    report: Report,
    span: Span | None = None,
    *,
    choice: str = "auto",
    thorough: bool = True,
    sources: Sources | None = None,
) -> Iterator[Diagnostic]:
    """Yield what the rules find in a PDF; `span` names the file.

    What cannot be opened goes to `report`, and raises `BuildFailed`. `choice` is one of `CHOICES`. What is not
    `thorough` leaves out what takes long: text, and the structure. `sources` knows lines of the manuscript.
    """
    # Imported here: most builds need nothing that reads PDFs.
    from .findings import diagnostic
    from .opening import opened
    from .reading import read

    with opened(data, report, span) as pdf:
        document = read(pdf, thorough=thorough)
    if sources and sources.pages != len(document.pages):  # as of sheets, on which several pages stand
        sources = None
    kinds = _CHOSEN.get(choice, document.claims.kinds)
    for finding in find(document, kinds, thorough=thorough):
        page = document.pages[finding.page] if finding.page is not None else None
        yield diagnostic(finding, page, span, sources)


def find(document: Document, kinds: Iterable[Kind], *, thorough: bool = True) -> Iterator[Finding]:
    """Yield what the rules for these kinds of files find."""
    from .rules import RULES

    held = frozenset(kinds)
    for rule in RULES:
        if held & rule.kinds and (thorough or not rule.thorough):
            yield from rule.find(document, held)

"""PDF/X-4 (ISO 15930-7:2010), as far as it can be checked here: what a print shop relies on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...diagnostics import Severity
from ..findings import Finding
from ..model import Annotation, Document, Page
from ..rule import PRINT, Kinds, Rule

_DATES: Final = ("xmp:CreateDate", "xmp:ModifyDate")
_MARKS: Final = ("PrinterMark", "TrapNet")
_AGAIN: Final = "make it with the edition `print`"


def _claim(document: Document, _: Kinds) -> Iterator[Finding]:
    claim = document.claims.pdfx  # 6.7.2
    if not claim:
        fact = "the file does not say that it is PDF/X"
        yield Finding("preflight.x-claim", Severity.WARNING, fact, f"print shops ask for it; {_AGAIN}")
    elif claim != "PDF/X-4":
        fact = f"the file says that it is {claim}; it was held to the rules of PDF/X-4"
        yield Finding("preflight.x-claim", Severity.NOTE, fact)


def _intent(document: Document, _: Kinds) -> Iterator[Finding]:
    intents = [intent for intent in document.intents if intent.kind == "GTS_PDFX"]  # 6.2.2
    hint = f"{_AGAIN}, and give the profile of the press with --icc"
    if len(intents) != 1:
        fact = "the file does not name the press it is for" if not intents else "the file names more than one press"
        yield Finding("preflight.x-intent", Severity.ERROR, f"{fact} (output intent GTS_PDFX)", hint)
    elif not intents[0].profile:
        fact = "the output intent has no profile"
        yield Finding("preflight.x-intent", Severity.ERROR, fact, hint)
    elif intents[0].profile != "prtr":
        fact = f"the profile of the output intent is of class {intents[0].profile}, not that of a printer (prtr)"
        yield Finding("preflight.x-intent", Severity.ERROR, fact, hint)


def _boxes(document: Document, _: Kinds) -> Iterator[Finding]:
    for page in document.pages:  # 6.1.1
        if page.trim is None and page.art is None:
            fact, hint = "the page does not say where it is cut (TrimBox)", _AGAIN
            yield Finding("preflight.x-trim", Severity.ERROR, fact, hint, page.index)
        elif page.trim and page.art:
            fact, hint = "the page has both a TrimBox and an ArtBox", "keep the TrimBox alone"
            yield Finding("preflight.x-trim", Severity.ERROR, fact, hint, page.index)


def _colours(document: Document, _: Kinds) -> Iterator[Finding]:
    press = next((intent.colours for intent in document.intents if intent.kind == "GTS_PDFX"), "CMYK")
    for page in document.pages:  # 6.2.4.2
        for box, colour, what in page.drawn.colours if page.drawn else ():
            if what != "text" and colour.device and colour.family != press and colour.family in ("RGB", "CMYK"):
                fact = f"{what} in {colour.family} without a profile, on a press of {press}"
                hint = f"convert it to the colours of the press; {_AGAIN}"
                yield Finding("preflight.x-colour", Severity.ERROR, fact, hint, page.index, box)
                break


def _annotations(document: Document, _: Kinds) -> Iterator[Finding]:
    for page in document.pages:  # 6.3
        found = [note for note in page.annotations if note.kind not in _MARKS and _is_printed(note, page)]
        if found:
            stand = "1 link or note stands" if len(found) == 1 else f"{len(found)} links or notes stand"
            fact = f"{stand} on the page, which print shops refuse"
            yield Finding("preflight.x-annotation", Severity.ERROR, fact, _AGAIN, page.index, found[0].box)


def _is_printed(note: Annotation, page: Page) -> bool:
    cut = note.box.within(page.printed)
    return note.kind != "Popup" and (cut.width > 0 or cut.height > 0)


def _metadata(document: Document, _: Kinds) -> Iterator[Finding]:
    if document.encrypted:  # 6.1.5
        hint = "save it without a password and without restrictions"
        yield Finding("preflight.x-encrypted", Severity.ERROR, "the file is encrypted", hint)
    lacks = [name for name in _DATES if name not in document.dates]  # 6.7.4
    if not document.xmp_title:
        lacks.append("dc:title")
    if lacks:
        fact = f"the file lacks, in its metadata (XMP): {', '.join(lacks)}"
        yield Finding("preflight.x-metadata", Severity.ERROR, fact, _AGAIN)
    if document.trapped not in ("True", "False"):  # 6.7.5
        fact = "the file does not say whether it is trapped"
        yield Finding("preflight.x-trapped", Severity.ERROR, fact, f"Trapped is True or False; {_AGAIN}")
    if not document.has_id:
        yield Finding("preflight.x-metadata", Severity.ERROR, "the file has no ID", _AGAIN)


_FORBIDDEN: Final = (
    "PostScript", "a stand-in for an image (OPI)", "alternate images", "LZW compression", "a transfer curve",
    "a stream in another file", "an XFA form",
)  # fmt: skip


def _forbidden(document: Document, _: Kinds) -> Iterator[Finding]:
    for odd in document.oddities:  # 6.1, 6.2, 6.4
        if odd.what in _FORBIDDEN or odd.what.startswith(("action", "additional")):
            yield Finding("preflight.x-forbidden", Severity.ERROR, f"PDF/X does not allow: {odd.what}", _AGAIN)


CLAIM, INTENT, BOXES, ANNOTATIONS, METADATA = (
    Rule(find, PRINT) for find in (_claim, _intent, _boxes, _annotations, _metadata)
)
COLOURS, FORBIDDEN = (Rule(find, PRINT, thorough=True) for find in (_colours, _forbidden))

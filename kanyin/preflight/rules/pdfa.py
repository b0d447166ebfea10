"""PDF/A-2a (ISO 19005-2:2011), as far as it can be checked here: what is still to be read in fifty years."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...diagnostics import Severity
from ..findings import Finding
from ..model import Document
from ..rule import ARCHIVE, Kinds, Rule

_AGAIN: Final = "make it with the edition `archive`"
_HIDDEN, _PRINTED = 1 | 2 | 32 | 256, 4  # bits of /F: invisible, hidden, no view, toggled; to be printed
_LINKS: Final = frozenset({"GoTo", "URI", "Named", "GoToR", "GoToE", "Thread", "SubmitForm", ""})


def _claim(document: Document, _: Kinds) -> Iterator[Finding]:
    claim = document.claims.pdfa  # 6.6.4
    if not document.xmp:
        yield Finding("preflight.a-claim", Severity.ERROR, "the file has no metadata in XMP that can be read", _AGAIN)
    elif not claim:
        yield Finding("preflight.a-claim", Severity.WARNING, "the file does not say that it is PDF/A", _AGAIN)
    elif claim.upper() != "2A":
        fact = f"the file says that it is PDF/A-{claim.lower()}; it was held to the rules of PDF/A-2a"
        yield Finding("preflight.a-claim", Severity.NOTE, fact)


def _whole(document: Document, _: Kinds) -> Iterator[Finding]:
    if document.encrypted:  # 6.1.3
        hint = "save it without a password and without restrictions"
        yield Finding("preflight.a-encrypted", Severity.ERROR, "the file is encrypted", hint)
    if not document.has_id:  # 6.1.3
        yield Finding("preflight.a-id", Severity.ERROR, "the file has no ID", _AGAIN)
    if not (document.marked and document.structured):  # 6.7.2, 6.7.3
        yield Finding("preflight.a-untagged", Severity.ERROR, "the file is not tagged", _AGAIN)
    profiles = [intent for intent in document.intents if intent.profile]
    if len({(intent.profile, intent.colours) for intent in profiles}) > 1:  # 6.2.3
        fact = "the output intents have different profiles"
        yield Finding("preflight.a-intent", Severity.ERROR, fact, _AGAIN)


def _fonts(document: Document, _: Kinds) -> Iterator[Finding]:
    for font in document.fonts:
        page = font.pages[0] if font.pages else None
        if font.odd and font.embedded:  # 6.2.11.3
            yield Finding("preflight.a-font", Severity.ERROR, f"{font.name}: {font.odd}", _AGAIN, page)
        if not font.unicode:  # 6.2.11.7
            fact = f"{font.name} does not say which characters its glyphs are: its text cannot be copied or read aloud"
            yield Finding("preflight.a-unicode", Severity.ERROR, fact, _AGAIN, page)


def _colours(document: Document, _: Kinds) -> Iterator[Finding]:
    known = {intent.colours for intent in document.intents if intent.kind.startswith("GTS_PDFA")}  # 6.2.4.3
    told = set[str]()
    for page in document.pages:
        for box, colour, what in page.drawn.colours if page.drawn else ():
            needs = colour.family if colour.family in ("RGB", "CMYK") else "GRAY" if colour.family == "Gray" else ""
            fits = not needs or not colour.device or needs in known or (needs == "GRAY" and known)
            if not fits and needs not in told:
                told.add(needs)
                fact = f"{what} in {colour.family}, and nothing says how that looks (no output intent for it)"
                yield Finding("preflight.a-colour", Severity.ERROR, fact, _AGAIN, page.index, box)


def _annotations(document: Document, _: Kinds) -> Iterator[Finding]:
    for page in document.pages:
        for note in page.annotations:
            if note.kind != "Popup" and (note.flags & _HIDDEN or not note.flags & _PRINTED):  # 6.3.2
                fact = "a link or a note is hidden, or is not printed"
                yield Finding("preflight.a-annotation", Severity.ERROR, fact, _AGAIN, page.index, note.box)
            elif note.kind not in ("Popup", "Link") and not note.drawn and note.box.width and note.box.height:  # 6.3.3
                fact = f"an annotation ({note.kind}) has no look of its own"
                yield Finding("preflight.a-annotation", Severity.ERROR, fact, _AGAIN, page.index, note.box)
            if note.action not in _LINKS:  # 6.5.1
                fact = f"PDF/A does not allow: action {note.action}"
                yield Finding("preflight.a-forbidden", Severity.ERROR, fact, _AGAIN, page.index, note.box)


_ALLOWED: Final = frozenset({"requirements for the viewer", "an attached file"})


def _forbidden(document: Document, _: Kinds) -> Iterator[Finding]:
    for odd in document.oddities:  # 6.1.7, 6.2.8, 6.2.5, 6.4, 6.5
        if odd.what == "an attached file":  # 6.8
            fact = "a file is attached: PDF/A-2 allows PDF/A only, and it was not looked into"
            hint = "take it out if it is anything else"
            yield Finding("preflight.a-attached", Severity.WARNING, fact, hint)
        elif odd.what not in _ALLOWED:
            yield Finding("preflight.a-forbidden", Severity.ERROR, f"PDF/A does not allow: {odd.what}", _AGAIN)


CLAIM, WHOLE, FONTS, ANNOTATIONS = (Rule(find, ARCHIVE) for find in (_claim, _whole, _fonts, _annotations))
COLOURS, FORBIDDEN = (Rule(find, ARCHIVE, thorough=True) for find in (_colours, _forbidden))

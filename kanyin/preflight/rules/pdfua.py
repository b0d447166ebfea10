"""PDF/UA-1 (ISO 14289-1:2014), as far as it can be checked here: what a screen reader relies on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from ...diagnostics import Severity
from ..findings import Finding
from ..model import Document, Element
from ..rule import READER, TAGGED, Kinds, Rule

_AGAIN: Final = "make it with the edition `archive`"


def _claim(document: Document, _: Kinds) -> Iterator[Finding]:
    if not document.claims.pdfua:  # 5
        yield Finding("preflight.ua-claim", Severity.WARNING, "the file does not say that it is PDF/UA", _AGAIN)


def _whole(document: Document, _: Kinds) -> Iterator[Finding]:
    if not document.xmp_title:  # 7.1
        fact = "the file has no title in its metadata (XMP dc:title)"
        yield Finding("preflight.ua-title", Severity.ERROR, fact, _AGAIN)
    if not document.shows_title:  # 7.1
        fact = "viewers are not asked to show the title in place of the file's name"
        yield Finding("preflight.ua-title", Severity.ERROR, f"{fact} (DisplayDocTitle)", _AGAIN)
    if not (document.marked and document.structured):  # 7.1
        yield Finding("preflight.ua-untagged", Severity.ERROR, "the file is not tagged", _AGAIN)
    if document.suspects:  # 7.1
        fact = "the file says itself that its tags may be wrong (Suspects)"
        yield Finding("preflight.ua-untagged", Severity.ERROR, fact, _AGAIN)


def _content(document: Document, _: Kinds) -> Iterator[Finding]:
    for page in document.pages if document.structured else ():  # 7.1
        if page.drawn and page.drawn.untagged:
            fact = "something on the page is neither tagged nor marked as an artifact"
            yield Finding("preflight.ua-untagged", Severity.ERROR, fact, _AGAIN, page.index)


def _annotations(document: Document, _: Kinds) -> Iterator[Finding]:
    for page in document.pages:
        seen = [note for note in page.annotations if note.kind != "Popup" and not note.flags & 2]
        if seen and page.tabs != "S":  # 7.18.3
            fact = "the Tab key does not follow the order of reading on this page"
            yield Finding("preflight.ua-tabs", Severity.ERROR, fact, _AGAIN, page.index)
        for note in seen:
            if note.kind == "Link" and not note.contents:  # 7.18.5
                fact, hint = "a link does not say in words where it leads", _AGAIN
                yield Finding("preflight.ua-link", Severity.ERROR, fact, hint, page.index, note.box)
            if not note.tagged:  # 7.18.1, 7.18.5
                fact = f"an annotation ({note.kind}) has no place in the structure"
                yield Finding("preflight.ua-link", Severity.ERROR, fact, _AGAIN, page.index, note.box)


_HOLDERS: Final[Mapping[str, frozenset[str]]] = MappingProxyType({
    "TR": frozenset({"Table", "THead", "TBody", "TFoot"}),
    "TH": frozenset({"TR"}),
    "TD": frozenset({"TR"}),
    "THead": frozenset({"Table"}),
    "TBody": frozenset({"Table"}),
    "TFoot": frozenset({"Table"}),
    "LI": frozenset({"L"}),
    "LBody": frozenset({"LI"}),
    "TOCI": frozenset({"TOC"}),
})  # fmt: skip
_HELD: Final[Mapping[str, frozenset[str]]] = MappingProxyType({
    "Table": frozenset({"TR", "THead", "TBody", "TFoot", "Caption"}),
    "TR": frozenset({"TH", "TD"}),
    "L": frozenset({"LI", "L", "Caption"}),
    "LI": frozenset({"Lbl", "LBody"}),
})  # fmt: skip


def _elements(document: Document, _: Kinds) -> Iterator[Finding]:
    """Types that no standard knows, tables and lists that are not built as such (7.1, 7.2, 7.5, 7.6)."""
    told = set[tuple[str, str]]()
    for element, kid in _pairs(document):
        wrong = _wrong(element, kid)
        if wrong and (kid.named, wrong) not in told:
            told.add((kid.named, wrong))
            yield Finding("preflight.ua-structure", Severity.ERROR, wrong, _AGAIN, kid.page)


def _pairs(document: Document) -> Iterator[tuple[Element, Element]]:
    for element in document.structure.walk() if document.structure else ():
        yield from ((element, kid) for kid in element.kids)


def _wrong(element: Element, kid: Element) -> str:
    if not kid.kind:
        return f"the tag {kid.named} comes to no standard one"
    within = element.named or "the root"
    if kid.kind in _HOLDERS and element.kind not in _HOLDERS[kid.kind]:
        return f"a {kid.kind} stands in {within}"
    if element.kind in _HELD and kid.kind not in _HELD[element.kind]:
        return f"{within} holds a {kid.kind}"
    return ""


def _heads(document: Document, _: Kinds) -> Iterator[Finding]:
    for element in document.structure.walk() if document.structure else ():
        if element.kind == "TH" and not element.scope:  # 7.5
            fact = "the head of a table does not say whether it is a row's or a column's"
            yield Finding("preflight.ua-table", Severity.ERROR, fact, _AGAIN, element.page)


def _notes(document: Document, _: Kinds) -> Iterator[Finding]:
    notes = [element for element in document.structure.walk() if element.kind == "Note"] if document.structure else []
    ids = Counter(note.id for note in notes)  # 7.9
    for note in notes:
        if not note.id or ids[note.id] > 1:
            fact = "a note has no ID of its own"
            yield Finding("preflight.ua-note", Severity.ERROR, fact, _AGAIN, note.page)


CLAIM, WHOLE, ANNOTATIONS = (Rule(find, READER) for find in (_claim, _whole, _annotations))
CONTENT, TABLES, NOTES = (Rule(find, READER, thorough=True) for find in (_content, _heads, _notes))
ELEMENTS = Rule(_elements, TAGGED, thorough=True)

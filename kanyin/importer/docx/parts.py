"""What the readers of one Word document share: its parts, styles and lists, where pictures and losses go.

In: the package. Out: `Shared`, made once a document. Not done: reading text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree.ElementTree import Element

from kanyin.importer.docx.numbering import Numbering
from kanyin.importer.docx.package import Package, Relation
from kanyin.importer.docx.styles import Styles
from kanyin.importer.losses import Losses
from kanyin.importer.stores import Stores
from kanyin.records import dataclass

EMU_PER_TWIP: Final = 635
_USUAL_MEASURE: Final = 8306
"""Twips: the text width of Word's own A4 page, where a document does not say."""
LINKING: Final = re.compile(r'^\s*(?:HYPERLINK\s+.*?\\l\s+"?|(?:PAGE)?REF\s+)([^\s"\\]+)', re.I)
"""The instruction of a field that leads to a bookmark."""


@dataclass(frozen=True, slots=True)
class NotePart:
    """The notes of one kind: their part's name and their elements by id."""

    name: str
    notes: Mapping[str, Element]


@dataclass(frozen=True, slots=True)
class Shared:
    """What all readers of a document use.

    `targets` are the bookmarks that links lead to, `bookmarks` those there are; `measure` is the text's width in EMU.
    """

    package: Package
    styles: Styles
    numbering: Numbering
    stores: Stores
    losses: Losses
    notes: Mapping[str, NotePart]
    targets: frozenset[str]
    bookmarks: frozenset[str]
    measure: float

    def label(self, bookmark: str) -> str:
        """Return the name of a bookmark in the book to be."""
        return self.stores.labels.name(str(self.losses.file), bookmark)

    def relations(self, part: str) -> Mapping[str, Relation]:
        """Return the relations of a part."""
        return self.package.relations(part)


def shared_of(package: Package, body: Element, stores: Stores, losses: Losses) -> Shared:
    """Return what the readers of the document share."""
    main = package.main
    notes = {kind: _notes(package, main, kind) for kind in ("footnote", "endnote")}
    roots = [body, *(note for part in notes.values() for note in part.notes.values())]
    return Shared(
        package,
        Styles(package.part(package.related(main, "styles"))),
        Numbering(package.part(package.related(main, "numbering"))),
        stores,
        losses,
        notes,
        frozenset(target for root in roots for target in _targets(root)),
        frozenset(e.get("w:name", "") for root in roots for e in root.iter("w:bookmarkStart")),
        _measure(body),
    )


def _notes(package: Package, main: str, kind: str) -> NotePart:
    name = package.related(main, f"{kind}s") or ""
    root = package.part(name)
    found = root.iter(f"w:{kind}") if root is not None else ()
    # Those with a type are rules that part notes from the text.
    return NotePart(name, {n.get("w:id", ""): n for n in found if n.get("w:type", "normal") == "normal"})


def _targets(root: Element) -> Iterator[str]:
    for element in root.iter():
        if element.tag == "w:hyperlink" and element.get("w:anchor"):
            yield element.get("w:anchor", "")
    for paragraph in root.iter("w:p"):
        instruction = "".join(e.text or "" for e in paragraph.iter("w:instrText"))
        for field in [*re.split(r"(?=\b(?:HYPERLINK|PAGEREF|REF)\b)", instruction), *_simple(paragraph)]:
            if (found := LINKING.match(field)) and not field.lstrip().upper().startswith("PAGEREF"):
                yield found[1]


def _simple(paragraph: Element) -> list[str]:
    return [element.get("w:instr", "") for element in paragraph.iter("w:fldSimple")]


def _measure(body: Element) -> float:
    section = body.find("w:sectPr")
    size = section.find("w:pgSz") if section is not None else None
    margins = section.find("w:pgMar") if section is not None else None
    try:
        assert size is not None
        assert margins is not None
        width = float(size.get("w:w", "")) - float(margins.get("w:left", "")) - float(margins.get("w:right", ""))
    except (AssertionError, ValueError):
        width = _USUAL_MEASURE
    return max(width, 1000) * EMU_PER_TWIP

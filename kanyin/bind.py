"""Binding: laid sections into one volume, the only writer of what belongs to the PDF as a whole.

In: `LaidSection`s in order. Out: the bytes of a PDF with its metadata, outline, links, page labels, structure tree
and one subset a face. It draws live pages through WeasyPrint's `Document.copy`; it knows nothing of boxes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any
from xml.etree.ElementTree import Element

import pydyf
from weasyprint.document import DocumentMetadata

from . import __version__
from .book import Book
from .diagnostics import Report
from .engine.faces import Foreign, listening
from .engine.messages import heard
from .trees import span_of, with_sources
from .typeset import LaidSection
from .words import words_for


@dataclass(frozen=True, slots=True)
class Volume:
    """A bound book: the PDF's bytes and its count of pages."""

    pdf: bytes
    pages: int


def bind(book: Book, laid: Sequence[LaidSection], blank: Any, report: Report, *, sides: int = 2) -> Volume:
    """Return the volume; `blank` makes the document of an empty page for a side, `sides` of a leaf are printed.

    Faults of fonts are reported here.
    """
    ranges: list[tuple[str, int]] = []
    pages: list[Any] = []
    for part in laid:
        if part.blank_before:
            pages += blank("verso" if len(pages) % 2 else "recto").pages
        if not ranges or ranges[-1][0] != part.section.folios:
            ranges.append((part.section.folios, len(pages)))
        pages += part.document.pages
    document = laid[0].document.copy(pages)
    document.metadata = _metadata(book)
    listener = _FaceListener(book, [part.sheet.root for part in laid], report)
    with heard(report), listening(listener.hear):
        pdf = document.write_pdf(
            pdf_tags=True, pdf_version="1.7", finisher=lambda _, pdf: _finish(pdf, ranges, book, sides)
        )
    listener.tell()
    return Volume(pdf, len(pages))


def _metadata(book: Book) -> Any:
    return DocumentMetadata(
        title=book.title,
        authors=list(book.authors),
        description=book.subject or book.description,
        keywords=list(book.keywords),
        generator=f"Kanyin {__version__}",
        created=_w3c_date(book.date),
        lang=book.language,
    )


_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def _w3c_date(date: str | None) -> str | None:
    """Return the book's own date where it is one; no other date is written, so that equal books are equal bytes."""
    return date if date and _DATE.fullmatch(date) else None


def _finish(pdf: Any, ranges: Sequence[tuple[str, int]], book: Book, sides: int) -> None:
    """Add page labels (ISO 32000-1 §12.4.2) and how the document opens."""
    words = words_for(book.language)
    numbers = pydyf.Array()
    for folios, first in ranges:
        label = pydyf.Dictionary()
        if folios in ("roman", "arabic"):
            label["S"] = "/r" if folios == "roman" else "/D"
        else:
            label["P"] = pydyf.String(words.cover if folios == "cover" else words.back_cover)
        numbers.extend([first, label])
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": numbers})
    pdf.catalog["PageLayout"] = "/TwoPageRight" if sides == 2 else "/OneColumn"
    pdf.info["Producer"] = pydyf.String(f"Kanyin {__version__}")


class _FaceListener:
    """Collects foreign faces while pages are drawn and tells of each character and face once, at its first line."""

    def __init__(self, book: Book, roots: Sequence[Element], report: Report) -> None:
        self._book, self._roots, self._report = book, roots, report
        self._heard: dict[tuple[str, str | None], Any] = {}

    def hear(self, foreign: Foreign) -> None:
        for character in foreign.characters:
            if not character.isspace():
                self._heard.setdefault((character, foreign.family), foreign.element)

    def tell(self) -> None:
        places = dict(chain.from_iterable(map(with_sources, self._roots))) if self._heard else {}
        for (character, family), element in self._heard.items():
            shown = f"`{character}` (U+{ord(character):04X})"
            span = span_of(places.get(element), self._book.root)
            if family is None:
                self._report.warning(
                    "font.missing-glyph",
                    f"no font on this system has {shown}",
                    span,
                    "it prints as an empty box; install a font that has it, or write it otherwise",
                )
            else:
                self._report.warning(
                    "font.foreign",
                    f"{shown} was set in {family}, which the styles do not name",
                    span,
                    "install the fonts of the README, or name this one in the book's styles",
                )

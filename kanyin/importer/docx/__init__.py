"""A Word document (.docx) → a work.

In: a `Source`. Out: its text with headings, lists, tables, notes, pictures and emphasis, and a diagnostic for what was
not kept. Why no library reads it: docs/decisions/0011. Not done: what is look and not meaning (fonts, sizes, colours,
indents, columns, heads and feet of pages).
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from kanyin.diagnostics import Report, Span
from kanyin.importer.docx.body import Body
from kanyin.importer.docx.package import Package
from kanyin.importer.docx.parts import shared_of
from kanyin.importer.losses import Losses
from kanyin.importer.model import Work
from kanyin.importer.reading import Source
from kanyin.importer.stores import Stores
from kanyin.importer.structure import Found, work_of


def read(source: Source, stores: Stores, report: Report) -> Work:
    """Return the document as a work; raises `BuildFailed` when it cannot be read."""
    losses = Losses(source.path, report)
    package = Package(source, report)
    root = package.part(package.main)
    body = root.find("w:body") if root is not None else None
    if body is None:
        report.error("import.broken-archive", "there is no text in this document", Span(source.path))
        report.stop_on_errors()
        raise AssertionError("the report stops")
    shared = shared_of(package, body, stores, losses)
    blocks = Body(shared, package.main).blocks(body)
    _tell_margins(package, losses)
    title, authors = _properties(package)
    found = Found(source.path, "Word", blocks, title=title, authors=authors)
    work = work_of(found, losses)
    losses.finish()
    report.stop_on_errors()
    return work


def _properties(package: Package) -> tuple[str, tuple[str, ...]]:
    """Return the title and the author that the document's properties name."""
    root = package.part(package.related("", "core-properties"))
    return (_text(root, "dc:title"), ()) if root is not None else ("", ())


def _text(root: Element, tag: str) -> str:
    found = root.find(tag)
    return " ".join((found.text or "").split()) if found is not None else ""


def _tell_margins(package: Package, losses: Losses) -> None:
    """Tell of heads and feet of pages that hold more than a page number."""
    for relation in package.relations(package.main).values():
        if relation.kind not in ("header", "footer") or relation.external:
            continue
        root = package.part(relation.target)
        text = "".join(e.text or "" for e in root.iter("w:t")).strip() if root is not None else ""
        if sum(c.isalpha() for c in text) > 2:
            losses.note("import.page-margin", f"the {relation.kind} “{text[:40]}” is left out: the book has its own")

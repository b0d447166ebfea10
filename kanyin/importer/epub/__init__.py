"""An e-book (.epub) → a work of chapters.

In: a `Source`. Out: its pages in the order of reading, with notes, pictures and links from page to page; title, people
and cover from its package. Cover, title page and contents are left out and told: the book makes its own. Not done: its
stylesheets, its fonts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element

from kanyin.diagnostics import Report
from kanyin.importer import xml
from kanyin.importer.epub.container import PREFIXES, Container, Item, open_container
from kanyin.importer.epub.contents import Entry, entries
from kanyin.importer.epub.pages import PageBlocks, joined, with_anchor
from kanyin.importer.epub.site import BookPage, is_ornament
from kanyin.importer.hypertext import blocks_of
from kanyin.importer.hypertext.looks import text_in
from kanyin.importer.hypertext.notes import Leaf, find
from kanyin.importer.hypertext.page import Notes, Page
from kanyin.importer.losses import Losses
from kanyin.importer.model import Block, Work
from kanyin.importer.reading import Form, Source
from kanyin.importer.stores import Stores
from kanyin.importer.structure import Found, work_of
from kanyin.importer.web import decoded, parse
from kanyin.records import dataclass

_FACTS = {"publisher": "publisher", "description": "description", "date": "date"}
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
_LEFT_OUT = {
    "cover": "the cover",
    "toc": "the table of contents",
    "titlepage": "the title page",
    "title-page": "the title page",
}
_MOSTLY = 0.8


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A page of the book: its item, its tree, what its addresses mean."""

    item: Item
    root: Element
    site: BookPage


def read(source: Source, stores: Stores, report: Report) -> Work:
    """Return the e-book as a work; raises `BuildFailed` when it cannot be read, or is locked."""
    losses = Losses(source.path, report)
    book = open_container(source, report)
    leaves = [_leaf(item, book, source, stores, losses, report) for item in book.spine if item.kind in _PAGES]
    for item in book.spine:
        if item.kind not in _PAGES:
            losses.warning("import.left-out", f"{item.path} ({item.kind}) is no page: left out")
    contents = _contents(book, source, report)
    kept = [leaf for leaf in leaves if not _is_left_out(leaf, book, losses)]
    pages = _pages(kept, source, stores, losses)
    blocks = joined(pages, contents)
    cover = _cover(book, stores, losses)
    facts = {key: book.facts[name][0] for name, key in _FACTS.items() if name in book.facts}
    found = Found(
        source.path,
        "EPUB",
        blocks,
        title=next(iter(book.facts.get("title", ())), ""),
        authors=book.facts.get("creator", ()),
        facts={**facts, **({"date": facts["date"][:10]} if "date" in facts else {})},
        cover=cover,
        is_book=True,
    )
    work = work_of(found, losses)
    losses.finish()
    report.stop_on_errors()
    return work


def _leaf(item: Item, book: Container, source: Source, stores: Stores, losses: Losses, report: Report) -> _Leaf:
    data = book.archive.read(item.path)
    site = BookPage(item.path, book.archive, stores, losses)
    if data is None:
        losses.warning("import.left-out", f"the page {item.path} is not in the file", hint="copy the file anew")
        return _Leaf(item, Element("html"), site)
    try:
        root = xml.parse(data, PREFIXES)
    except xml.BadXmlError as bad:
        if bad.hostile:
            losses.error("import.hostile-xml", f"{item.path} in it {bad}")
            report.stop_on_errors()
        losses.note("import.broken-page", f"{item.path} {bad}: read as browsers would")
        page = Source(source.path, data, Form.PAGE)
        root = parse(decoded(page, Report()), page, report)
    return _Leaf(item, root, site)


def _contents(book: Container, source: Source, report: Report) -> tuple[Entry, ...]:
    data = book.archive.read(book.contents.path) if book.contents else None
    if book.contents is None or data is None:
        return ()
    try:
        return entries(xml.parse(data, PREFIXES), book.contents.path)
    except xml.BadXmlError as bad:
        losses = Losses(source.path, report)
        losses.warning("import.broken-page", f"{book.contents.path} {bad}: the book is read without its contents")
        return ()


def _is_left_out(leaf: _Leaf, book: Container, losses: Losses) -> bool:
    """Tell whether a page is the cover, the title page or the contents, which the book makes itself."""
    body = next(leaf.root.iter("body"), leaf.root)
    kinds = {*body.get("epub:type", "").split(), *(k for e in body for k in e.get("epub:type", "").split())}
    kinds |= {book.guide.get(leaf.item.path, "")}
    kind = next((kind for kind in _LEFT_OUT if kind in kinds), "")
    text = text_in(body)
    if not kind and (leaf.item == book.contents or _is_contents(body, text)):
        kind = "toc"
    if not kind and not text and book.cover and leaf.item == book.spine[0]:
        kind = "cover"
    if kind in ("cover", "titlepage", "title-page") and len(text) > 300:
        return False
    if kind:
        code = "import.contents-list" if kind == "toc" else "import.left-out"
        losses.note(code, f"{_LEFT_OUT[kind]} ({leaf.item.path}) is left out: the book makes its own")
    return bool(kind)


def _is_contents(body: Element, text: str) -> bool:
    links = [text_in(link) for link in body.iter("a") if link.get("href") and "#" not in link.get("href", "")[:1]]
    return len(links) >= 4 and sum(map(len, links)) >= _MOSTLY * len(text)


def _pages(leaves: Sequence[_Leaf], source: Source, stores: Stores, losses: Losses) -> list[PageBlocks]:
    notes = find(Leaf(leaf.root, leaf.site.key, leaf.site.place) for leaf in leaves)
    notes = Notes(notes.called, notes.passed | {e for a in notes.called for e in a.iter("img") if is_ornament(e)})
    labels = _labels(leaves, notes, source, stores)
    out = []
    for leaf in leaves:
        body = next(leaf.root.iter("body"), leaf.root)
        blocks: tuple[Block, ...] = blocks_of(body, Page(leaf.site, losses, notes, labels))
        whole = labels.get(f"{leaf.item.path}#")
        out.append(PageBlocks(leaf.item.path, with_anchor(blocks, whole) if whole else blocks))
    return [page for page in out if page.blocks]


def _labels(leaves: Sequence[_Leaf], notes: Notes, source: Source, stores: Stores) -> Mapping[str, str]:
    """Return the names of the places that links of the book lead to, notes aside."""
    ids = {leaf.site.key(name) for leaf in leaves for e in leaf.root.iter() if (name := e.get("id") or e.get("name"))}
    ids |= {f"{leaf.item.path}#" for leaf in leaves}
    found: dict[str, str] = {}
    for leaf in leaves:
        for link in leaf.root.iter("a"):
            key = leaf.site.place(link.get("href", ""))
            if key in ids and key not in found and link not in notes.called and key is not None:
                path, _, identifier = key.partition("#")
                stem = identifier or path.rpartition("/")[2].partition(".")[0]
                found[key] = stores.labels.name(f"{source.path}:{path}", stem)
    return found


def _cover(book: Container, stores: Stores, losses: Losses) -> str | None:
    if book.cover is None:
        return None
    data = book.archive.read(book.cover.path)
    return stores.pictures.add(data, book.cover.path.rpartition("/")[2], losses, "the cover") if data else None

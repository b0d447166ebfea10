"""A saved web page → a work.

In: a `Source`. Out: the page's text with headings, lists, tables, notes, pictures and emphasis; a diagnostic for what
was left out: navigation, advertisements, scripts, pictures that were not saved. How the text is found: `text.py`; why
no library does it: docs/decisions/0011. Not done: asking the network for anything.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from xml.etree.ElementTree import Element

from tinyhtml5.parser import HTMLParser

from kanyin.diagnostics import BuildFailed, Report, Span
from kanyin.importer import xml
from kanyin.importer.hypertext import blocks_of
from kanyin.importer.hypertext.looks import is_hidden, text_in
from kanyin.importer.hypertext.notes import Leaf, find
from kanyin.importer.hypertext.page import Notes, Page
from kanyin.importer.losses import Losses, shortened
from kanyin.importer.model import Block, Comment, Heading, Paragraph, Work, text_of
from kanyin.importer.plain.sources import is_source_line
from kanyin.importer.reading import Source
from kanyin.importer.stores import Stores
from kanyin.importer.structure import Found, work_of
from kanyin.importer.web.charset import decoded
from kanyin.importer.web.head import address_of, authors_of, is_title, title_of
from kanyin.importer.web.site import SavedPage
from kanyin.importer.web.text import furniture, main_of

__all__ = ["decoded", "parse", "read"]


def read(source: Source, stores: Stores, report: Report) -> Work:
    """Return the page as a work; raises `BuildFailed` when it cannot be read, or has no text."""
    losses = Losses(source.path, report)
    text = decoded(source, report)
    root = parse(text, source, report)
    address = address_of(root, text[:2000])
    site = SavedPage(source.path, text, address, stores, losses)
    title = title_of(root)
    body = next(root.iter("body"), root)
    main = main_of(body)
    leaf = Leaf(root, site.key, site.place)
    notes = find([leaf])
    passed = _left_out(main, notes, losses)
    titles = {e for e in main.iter("h1") if is_title(e, title)}
    labels = {
        key: stores.labels.name(str(source.path), key)
        for link in main.iter("a")
        if (key := site.place(link.get("href", ""))) is not None and link not in notes.called
    }
    ids = {name for e in main.iter() for name in (e.get("id"), e.get("name")) if name}
    page = Page(
        site, losses, Notes(notes.called, notes.passed | passed | titles), {k: v for k, v in labels.items() if k in ids}
    )
    _tell_surroundings(body, main, title, losses)
    _tell_scripts(root, losses)
    blocks = _without_sources(blocks_of(main, page), source, losses)
    work = work_of(Found(source.path, "HTML", blocks, title=title, authors=authors_of(root)), losses)
    losses.finish()
    report.stop_on_errors()
    return work


def parse(text: str, source: Source, report: Report) -> Element:
    """Return the tree of a page; one that nests beyond all measure is refused."""
    parser = HTMLParser(namespace_html_elements=False)
    root: Element | None = None
    with suppress(_TooDeepError):
        root = parser.parse(_Watched(text.replace("\0", ""), parser))
    if root is None or _depth(root) > xml.MOST_DEEP:
        message = f"the page nests deeper than {xml.MOST_DEEP} elements"
        report.error("import.hostile-xml", message, Span(source.path), "open it in a browser and save the text alone")
        raise BuildFailed(tuple(report))
    return root


class _TooDeepError(Exception):
    """The page nests beyond all measure."""


class _Watched(io.StringIO):
    """A page that is read on only while its elements nest within reason: the deeper they do, the longer each takes."""

    def __init__(self, text: str, parser: HTMLParser) -> None:
        super().__init__(text)
        self._parser = parser

    def read(self, size: int | None = -1, /) -> str:
        if len(self._parser.tree.open_elements) > xml.MOST_DEEP:
            raise _TooDeepError
        return super().read(size)


def _depth(root: Element) -> int:
    deepest, level = 0, [root]
    while level:
        deepest += 1
        level = [child for element in level for child in element]
    return deepest


def _left_out(main: Element, notes: Notes, losses: Losses) -> frozenset[Element]:
    """Return what in the text's element is passed over, each told with the words it begins with."""
    kept = {e for note in notes.called.values() for e in note.iter()} | set(notes.called)
    out = set()
    for element, kind in furniture(main):
        if any(e in kept for e in element.iter()):
            continue
        out.add(element)
        words = text_in(element)
        if words:
            losses.note("import.left-out", f"{kind} is left out: {shortened(words, 40)}")
    return frozenset(out)


def _tell_surroundings(body: Element, main: Element, title: str, losses: Losses) -> None:
    """Tell what stands around the text: each branch of the tree that leads elsewhere, by the words it begins with."""
    here = body
    while here is not main:
        inward = next(child for child in here if child is main or main in set(child.iter()))
        for child in here:
            words = (
                text_in(child) if child is not inward and isinstance(child.tag, str) and not is_hidden(child) else ""
            )
            if words and words != title:
                name = f" “{element_name}”" if (element_name := child.get("id") or child.get("class")) else ""
                losses.note("import.left-out", f"<{child.tag}>{name} is left out: {shortened(words, 40)}")
        here = inward


def _tell_scripts(root: Element, losses: Losses) -> None:
    kinds = Counter(str(e.tag) for e in root.iter() if e.tag in ("script", "style", "form", "nav", "iframe"))
    if kinds:
        parts = ", ".join(f"{count} <{kind}>" for kind, count in sorted(kinds.items()))
        losses.note("import.left-out", f"of the page's own works are left out: {parts}")


def _without_sources(blocks: Sequence[Block], source: Source, losses: Losses) -> list[Block]:
    """Put the lines about the source, at the text's head and end, into comments, as for plain text."""
    out = list(blocks)
    for order in (range(len(out)), range(len(out) - 1, -1, -1)):
        for i in order:
            block = out[i]
            if isinstance(block, Comment):
                continue
            text = text_of(block.content) if isinstance(block, Paragraph | Heading) else ""
            if not text or not is_source_line(text):
                break
            message = f"this line is about the source, not part of the text: kept in a comment: “{text[:60]}”"
            losses.warning("import.source-line", message)
            out[i] = Comment(f"{source.path.name}：{text}")
    return out

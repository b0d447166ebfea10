"""Anchors, labels and links: every place a reader can be sent to, and every reference made to print what it should.

In: draughts with numbered headings. Out: ids on every heading, figure and table, a table of labels, and in the trees
links that lead to anchors of this book, references that print 第三章 / 图 1-2 / 第 5 页, and images named from the
book's folder.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import Literal
from urllib.parse import SplitResult, unquote, urlsplit
from xml.etree.ElementTree import Element

from . import captions, pictures
from .access import Access
from .diagnostics import Report, Span
from .headings import Draught, HeadingDraught
from .numbering import Forms
from .records import dataclass
from .trees import file_of, has_class, plain_text, span_of, with_sources

_OUTWARD = ("http", "https", "mailto", "tel")


@dataclass(frozen=True, slots=True)
class Label:
    """What an anchor is called: `text` is printed by a reference (第三章, 图 1-2), `title` names it in words."""

    id: str
    kind: Literal["chapter", "section", "figure", "table"]
    text: str
    title: str


@dataclass(slots=True)
class Anchors:
    """Ids by where they can be written: `book` holds ids valid everywhere, `files` maps (file, fragment) to an id."""

    book: set[str] = field(default_factory=set)
    files: dict[tuple[str, str], str] = field(default_factory=dict)

    def find(self, file: str, fragment: str) -> str | None:
        """Return the id that `fragment` names when written in, or of, `file`; an empty fragment is the file's start."""
        return self.files.get((file, fragment)) or (fragment if fragment in self.book else None)

    def claim(self, wanted: str) -> str:
        """Return `wanted`, or with a number after it where that id is taken; it then is."""
        number, identifier = 1, wanted
        while identifier in self.book:
            number += 1
            identifier = f"{wanted}-{number}"
        self.book.add(identifier)
        return identifier


def slug(text: str) -> str:
    """Return the fragment of a heading as GitHub makes it: lower case, marks gone, spaces to hyphens."""
    kept = (c for c in text.strip().lower() if c in " -_" or unicodedata.category(c)[0] in "LNM")
    return re.sub(r"\s", "-", "".join(kept)) or "section"


def name_anchors(chapters: Sequence[Draught], report: Report, root: Path) -> Anchors:
    """Give every heading an id, unique in the book, and return where each can be found."""
    anchors = Anchors()
    for chapter in chapters:
        for element, src in _elements(chapter):
            if identifier := element.get("id"):
                _take(identifier, span_of(src, root), anchors, report)
    seen: dict[tuple[str, str], int] = defaultdict(int)
    for chapter in chapters:
        for heading in chapter.all_headings:
            _name_heading(heading, anchors, seen)
    for chapter in chapters:
        for element in chapter.tree:
            _name_start(element, anchors)
    return anchors


def _elements(chapter: Draught) -> Iterator[tuple[Element, str]]:
    if chapter.opener:
        yield from with_sources(chapter.opener.element)
    yield from with_sources(chapter.tree)


def _take(identifier: str, place: Span | None, anchors: Anchors, report: Report) -> None:
    if identifier in anchors.book:
        message = f"the label `{identifier}` is used twice"
        report.error("label.duplicate", message, place, "labels are unique in the whole book")
    anchors.book.add(identifier)


def _name_heading(heading: HeadingDraught, anchors: Anchors, seen: dict[tuple[str, str], int]) -> None:
    """Give the heading an id and make it known by GitHub's fragment: the second `小结` of a file is `小结-1`."""
    element, fragment = heading.element, slug(heading.text)
    file = file_of(element.get("data-src", ""))
    identifier = element.get("id") or anchors.claim(fragment)
    element.set("id", identifier)
    count = seen[(file, fragment)]
    seen[(file, fragment)] += 1
    anchors.files[(file, f"{fragment}-{count}" if count else fragment)] = identifier
    anchors.files.setdefault((file, ""), identifier)


def _name_start(element: Element, anchors: Anchors) -> None:
    """Let links lead to a file without headings: to its first block."""
    file = file_of(element.get("data-src", ""))
    if file and (file, "") not in anchors.files:
        identifier = element.get("id") or anchors.claim(slug(file))
        element.set("id", identifier)
        anchors.files[(file, "")] = identifier


def collect_labels(chapters: Sequence[Draught], forms: Forms, anchors: Anchors) -> dict[str, Label]:
    """Number figures and tables chapter by chapter and return the label of everything that has one."""
    labels: dict[str, Label] = {}
    counts: dict[tuple[str, str | None], int] = defaultdict(int)
    for chapter in chapters:
        for heading in chapter.all_headings:
            identifier = heading.element.get("id", "")
            kind: Literal["chapter", "section"] = "chapter" if heading is chapter.opener else "section"
            labels[identifier] = Label(identifier, kind, _heading_label(chapter, heading, forms), heading.text)
        for element in list(chapter.tree.iter()):
            number = ""
            if (caption := captions.caption_of(element)) is not None:
                kind_, form = ("table", forms.table) if element.tag == "table" else ("figure", forms.figure)
                counts[(kind_, chapter.value)] += 1
                number = "-".join(filter(None, (chapter.value, str(counts[(kind_, chapter.value)]))))
                label = _number_caption(element, caption, form.format(number), kind_, anchors)
                labels[label.id] = label
            if element.tag == "table":
                captions.continue_table(element, number, forms)
    return labels


def _heading_label(chapter: Draught, heading: HeadingDraught, forms: Forms) -> str:
    if heading is chapter.opener:
        return heading.number or f"“{heading.text}”"
    if heading.number is None:
        return f"“{heading.text}”"
    if heading.number != forms.heading(heading.level, heading.path[-1]):
        return heading.number
    return forms.reference(heading.path, chapter.opener.number if chapter.opener else None)


def _number_caption(element: Element, caption: Element, text: str, kind: str, anchors: Anchors) -> Label:
    title = plain_text(caption)
    captions.number(caption, text)
    identifier = element.get("id") or anchors.claim(slug(text))
    element.set("id", identifier)
    return Label(identifier, "table" if kind == "table" else "figure", text, title)


def resolve(
    chapter: Draught, anchors: Anchors, labels: Mapping[str, Label], root: Path, access: Access, report: Report
) -> None:
    """Make the chapter's links lead to anchors and its references print; report those that lead nowhere."""
    resolver = _Resolver(anchors, labels, root, access, report)
    if chapter.opener:
        resolver.all(chapter.opener.element)
    resolver.all(chapter.tree)


@dataclass(frozen=True, slots=True)
class _Resolver:
    anchors: Anchors
    labels: Mapping[str, Label]
    root: Path
    access: Access
    report: Report

    def all(self, root: Element) -> None:
        """Resolve the links and images of the element and all below it."""
        for element, src in with_sources(root):
            if element.tag == "a" and element.get("href") is not None:
                self.link(element, src)
            elif element.tag == "img":
                self.image(element, src)

    def link(self, element: Element, src: str) -> None:
        target = element.get("href", "")
        parts = _split(target)
        if parts.scheme in _OUTWARD:
            return
        if parts.scheme or parts.netloc:
            self._drop(element, src, "link.scheme", f"a link to `{target}` is not printed", "use http, https or mailto")
            return
        file = _below(src, parts.path) if parts.path else file_of(src)
        if parts.path and self.anchors.find(file, "") is None:
            message = f"`{target}` is not a chapter of this book"
            self._drop(element, src, "link.outside-book", message, "link to its address on the web")
            return
        identifier = self.anchors.find(file, unquote(parts.fragment))
        if identifier is None:
            message = f"nothing is labelled `{target}`"
            self._drop(element, src, "link.no-target", message, "label the target with {#name}, or mend the name")
            return
        element.set("href", f"#{identifier}")
        if has_class(element, "xref"):
            self.reference(element, identifier)

    def reference(self, element: Element, identifier: str) -> None:
        """Print what the target asks: its label, its title, or its page."""
        label = self.labels.get(identifier)
        if label is None or has_class(element, "page"):
            element.set("data-page-of", identifier)
        else:
            element.text = label.title if has_class(element, "title") else label.text

    def _drop(self, element: Element, src: str, code: str, message: str, hint: str) -> None:
        self.report.warning(code, message, span_of(src, self.root), hint)
        del element.attrib["href"]
        if has_class(element, "xref"):
            element.text = "？？"

    def image(self, element: Element, src: str) -> None:
        """Settle an image of the book; one on the network the fetcher lets through or reports."""
        target = element.get("src", "")
        parts = _split(target)
        if parts.scheme or parts.netloc:
            return
        picture = pictures.Picture(element, target, _below(src, parts.path), span_of(src, self.root))
        pictures.settle(picture, self.root, self.access, self.report)


def _split(address: str) -> SplitResult:
    """Return the parts of a URL; one that is not a URL (`http://[x`) has its text for its scheme, which none is."""
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult(address, "", "", "", "")


def _below(src: str, path: str) -> str:
    """Return the path, written in the file that `src` names, as one below the book's folder."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(file_of(src)), unquote(path)))

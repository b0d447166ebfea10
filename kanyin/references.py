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
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from .access import Access
from .diagnostics import Report
from .headings import Draught, HeadingDraught
from .numbering import Forms
from .trees import has_class, prepend, span_of, sub

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


def slug(text: str) -> str:
    """Return the fragment of a heading as GitHub makes it: lower case, marks gone, spaces to hyphens."""
    kept = (c for c in text.strip().lower() if c in " -_" or unicodedata.category(c)[0] in "LNM")
    return re.sub(r"\s", "-", "".join(kept)) or "section"


def name_anchors(chapters: Sequence[Draught], report: Report, root: Path) -> Anchors:
    """Give every heading an id, unique in the book, and return where each can be found."""
    anchors = Anchors()
    for chapter in chapters:
        for element in _elements(chapter):
            if identifier := element.get("id"):
                _claim(identifier, element, anchors, report, root)
    for chapter in chapters:
        seen: dict[tuple[str, str], int] = defaultdict(int)
        for heading in chapter.all_headings:
            file = (heading.element.get("data-src") or ":").rpartition(":")[0]
            fragment = slug(heading.text)
            count = seen[(file, fragment)]
            seen[(file, fragment)] += 1
            identifier = heading.element.get("id") or _free(fragment, anchors.book)
            heading.element.set("id", identifier)
            anchors.book.add(identifier)
            anchors.files[(file, f"{fragment}-{count}" if count else fragment)] = identifier
            anchors.files.setdefault((file, ""), identifier)
    return anchors


def _elements(chapter: Draught) -> Iterator[Element]:
    if chapter.opener:
        yield from chapter.opener.element.iter()
    yield from chapter.tree.iter()


def _claim(identifier: str, element: Element, anchors: Anchors, report: Report, root: Path) -> None:
    if identifier in anchors.book:
        place = span_of(element.get("data-src"), root)
        report.error(
            "label.duplicate", f"the label `{identifier}` is used twice", place, "labels are unique in the whole book"
        )
    anchors.book.add(identifier)


def _free(wanted: str, taken: set[str]) -> str:
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"


def collect_labels(chapters: Sequence[Draught], forms: Forms) -> dict[str, Label]:
    """Number figures and tables chapter by chapter and return the label of everything that has one."""
    labels: dict[str, Label] = {}
    counts: dict[tuple[str, str | None], int] = defaultdict(int)
    for chapter in chapters:
        for heading in chapter.all_headings:
            identifier = heading.element.get("id", "")
            kind: Literal["chapter", "section"] = "chapter" if heading is chapter.opener else "section"
            labels[identifier] = Label(identifier, kind, _heading_label(chapter, heading, forms), heading.text)
        for element in chapter.tree.iter():
            if (caption := _caption(element)) is not None:
                kind_, form = ("table", forms.table) if element.tag == "table" else ("figure", forms.figure)
                counts[(kind_, chapter.value)] += 1
                number = "-".join(filter(None, (chapter.value, str(counts[(kind_, chapter.value)]))))
                label = _number_caption(element, caption, form.format(number), kind_, labels)
                labels[label.id] = label
    return labels


def _heading_label(chapter: Draught, heading: HeadingDraught, forms: Forms) -> str:
    if heading is chapter.opener:
        return heading.number or f"“{heading.text}”"
    if heading.number is None:
        return f"“{heading.text}”"
    if heading.number != forms.heading(heading.level, heading.path[-1]):
        return heading.number
    return forms.reference(heading.path, chapter.opener.number if chapter.opener else None)


def _caption(element: Element) -> Element | None:
    """Return the caption of a figure or table that is to be numbered: one that has a caption or a label."""
    if element.tag == "figure" and has_class(element, "figure"):
        tag = "figcaption"
    elif element.tag == "table":
        tag = "caption"
    else:
        return None
    caption = element.find(tag)
    if caption is None and element.get("id"):
        caption = Element(tag)
        element.insert(0 if tag == "caption" else len(element), caption)
    return caption


def _number_caption(element: Element, caption: Element, text: str, kind: str, labels: Mapping[str, Label]) -> Label:
    title = "".join(caption.itertext()).strip()
    prepend(caption, sub(Element("x"), "span", text, class_="number"))
    identifier = element.get("id") or _free(slug(text), set(labels))
    element.set("id", identifier)
    return Label(identifier, "table" if kind == "table" else "figure", text, title)


def resolve(
    chapter: Draught, anchors: Anchors, labels: Mapping[str, Label], root: Path, access: Access, report: Report
) -> None:
    """Make the chapter's links lead to anchors and its references print; report those that lead nowhere."""
    resolver = _Resolver(anchors, labels, root, access, report)
    if chapter.opener:
        resolver.walk(chapter.opener.element, "")
    resolver.walk(chapter.tree, "")


@dataclass(frozen=True, slots=True)
class _Resolver:
    anchors: Anchors
    labels: Mapping[str, Label]
    root: Path
    access: Access
    report: Report

    def walk(self, element: Element, src: str) -> None:
        """Resolve the element and all below it; `src` is the `data-src` it stands in."""
        src = element.get("data-src") or src
        if element.tag == "a" and element.get("href") is not None:
            self.link(element, src)
        elif element.tag == "img":
            self.image(element, src)
        for child in element:
            self.walk(child, src)

    def link(self, element: Element, src: str) -> None:
        target = element.get("href", "")
        parts = urlsplit(target)
        if parts.scheme in _OUTWARD:
            return
        if parts.scheme or parts.netloc:
            self._drop(element, src, "link.scheme", f"a link to `{target}` is not printed", "use http, https or mailto")
            return
        here = src.rpartition(":")[0]
        file = posixpath.normpath(posixpath.join(posixpath.dirname(here), unquote(parts.path))) if parts.path else here
        identifier = self.anchors.find(file, unquote(parts.fragment))
        if identifier is None:
            self._drop(element, src, *self._nowhere(target, parts.path))
            return
        element.set("href", f"#{identifier}")
        if has_class(element, "xref"):
            self.reference(element, identifier)

    def _nowhere(self, target: str, path: str) -> tuple[str, str, str]:
        if path:
            return "link.outside-book", f"`{target}` is not a chapter of this book", "link to its address on the web"
        return "link.no-target", f"nothing is labelled `{target}`", "label the target with {#name}, or mend the name"

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
        """Name the image from the book's folder, and report one that is missing, remote or outside."""
        target = element.get("src", "")
        parts = urlsplit(target)
        if parts.scheme or parts.netloc:
            return  # the fetcher lets it through or reports it
        path = posixpath.normpath(posixpath.join(posixpath.dirname(src.rpartition(":")[0]), unquote(parts.path)))
        place = span_of(src, self.root)
        if not self.access.permits(self.root / path):
            self.report.error(
                "image.outside",
                f"the image `{target}` is outside the book's folder",
                place,
                "copy it into the book's folder, or allow its folder with --allow-path",
            )
        elif not (self.root / path).is_file():
            self.report.error("image.missing", f"the image `{target}` does not exist", place, self._near(path))
        element.set("src", (self.root / path).as_uri())

    def _near(self, path: str) -> str | None:
        folder = (self.root / path).parent
        if not folder.is_dir():
            return f"there is no folder `{posixpath.dirname(path)}`"
        same = [p.name for p in folder.iterdir() if p.name.lower() == posixpath.basename(path).lower()]
        stem = Path(path).stem.lower()
        near = same or [p.name for p in sorted(folder.iterdir()) if p.stem.lower() == stem]
        return f"did you mean `{near[0]}`?" if near else None

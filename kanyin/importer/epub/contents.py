"""The table of contents of an e-book → the title and depth of each of its places.

In: the tree of a `nav` (EPUB 3) or of an NCX (EPUB 2). Out: `Entry`s in their order. Not done: finding headings.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote, urldefrag
from xml.etree.ElementTree import Element

from kanyin.importer.hypertext.looks import text_in
from kanyin.records import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: its title, the page and the id it leads to, how deep it stands (0 at the top)."""

    title: str
    path: str
    fragment: str
    depth: int


def entries(root: Element, path: str) -> tuple[Entry, ...]:
    """Return the entries of the contents that is the part `path`."""
    folder = posixpath.dirname(path)
    if root.tag == "ncx":
        return tuple(e for point in root.iter("navMap") for e in _points(point, folder, 0))
    navs = list(root.iter("nav"))
    nav = next((n for n in navs if "toc" in n.get("epub:type", "").split()), navs[0] if navs else None)
    top = next((child for child in nav.iter("ol")), None) if nav is not None else None
    return tuple(_lines(top, folder, 0)) if top is not None else ()


def _points(parent: Element, folder: str, depth: int) -> Iterator[Entry]:
    for point in parent.findall("navPoint"):
        content = point.find("content")
        label = point.find("navLabel")
        title = text_in(label) if label is not None else ""
        yield _entry(title, content.get("src", "") if content is not None else "", folder, depth)
        yield from _points(point, folder, depth + 1)


def _lines(ol: Element, folder: str, depth: int) -> Iterator[Entry]:
    for item in ol.findall("li"):
        label = next((child for child in item if child.tag in ("a", "span")), None)
        if label is not None:
            yield _entry(text_in(label), label.get("href", ""), folder, depth)
        for inner in item.findall("ol"):
            yield from _lines(inner, folder, depth + 1)


def _entry(title: str, href: str, folder: str, depth: int) -> Entry:
    address, fragment = urldefrag(href)
    path = posixpath.normpath(posixpath.join(folder, unquote(address))) if address else ""
    return Entry(title, path, unquote(fragment), depth)

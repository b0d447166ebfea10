"""The container of an e-book: its package, what is in it, in which order, and whether it is locked.

In: a .epub. Out: `Container`: its parts with their types, the order of reading, what the publisher says of it, the
cover. A book under a publisher's lock (DRM) is refused: nothing here opens locks. Not done: reading pages.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from kanyin.diagnostics import Report, Span
from kanyin.importer import xml
from kanyin.importer.archive import Archive
from kanyin.importer.reading import Source
from kanyin.records import dataclass

PREFIXES: Final = MappingProxyType({"http://www.idpf.org/2007/ops": "epub"})
# Ways of making fonts unusable outside their book: no lock on the text.
_FONT_LOCKS: Final = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
_ANEW: Final = "copy the file anew from where it came"
_LOCKED: Final = "ask the publisher for a copy without the lock (DRM)"


@dataclass(frozen=True, slots=True)
class Item:
    """A part of the e-book: its path in the archive, its media type, its properties."""

    path: str
    kind: str
    properties: frozenset[str]


@dataclass(frozen=True, slots=True)
class Container:
    """What the package says. `spine` is the order of reading, `guide` maps paths to what pages are (`cover`, `toc`)."""

    archive: Archive
    items: Mapping[str, Item]
    spine: tuple[Item, ...]
    facts: Mapping[str, tuple[str, ...]]
    cover: Item | None
    contents: Item | None
    guide: Mapping[str, str]


class Parts:
    """Reads parts of the archive as trees; what is no XML is reported, and stops the import."""

    def __init__(self, source: Source, report: Report) -> None:
        self._file, self._report = source.path, report
        self.archive = Archive(source.data, source.path, report)

    def tree(self, name: str) -> Element:
        """Return a part as a tree; raises `BuildFailed` when it is missing or broken."""
        data = self.archive.read(name)
        if data is None:
            self.refuse("import.broken-archive", f"{name} is not in it", _ANEW)
        try:
            return xml.parse(data or b"", PREFIXES)
        except xml.BadXmlError as bad:
            self.refuse("import.hostile-xml" if bad.hostile else "import.broken-archive", f"{name} in it {bad}", None)
        raise AssertionError("the report stops")

    def refuse(self, code: str, message: str, hint: str | None) -> None:
        """Report what makes the book unreadable, and stop."""
        self._report.error(code, message, Span(self._file), hint)
        self._report.stop_on_errors()


def open_container(source: Source, report: Report) -> Container:
    """Return the e-book's container; raises `BuildFailed` for one that is broken or locked."""
    parts = Parts(source, report)
    _refuse_locks(parts)
    path = _package_path(parts)
    package = parts.tree(path)
    folder = posixpath.dirname(path)
    items = {e.get("id", ""): _item(e, folder) for e in package.iter("item")}
    spine = package.find("spine")
    order = [items.get(e.get("idref", "")) for e in package.iter("itemref")]
    contents = next((i for i in items.values() if "nav" in i.properties), None)
    old = items.get(spine.get("toc", "") if spine is not None else "")
    old = old or next((i for i in items.values() if i.kind == "application/x-dtbncx+xml"), None)
    return Container(
        parts.archive,
        {item.path: item for item in items.values()},
        tuple(dict.fromkeys(item for item in order if item)),
        _facts(package),
        _cover(package, items),
        contents or old,
        {_joined(folder, e.get("href", "").split("#")[0]): e.get("type", "") for e in package.iter("reference")},
    )


def _package_path(parts: Parts) -> str:
    """Return the path of the package: the container names it. Books that were packed with a folder around them are
    read all the same, and so is a book without a container but with one package."""
    marker = "META-INF/container.xml"
    name = next((n for n in parts.archive.names() if n == marker or n.endswith(f"/{marker}")), "")
    if name:
        rootfile = next(parts.tree(name).iter("rootfile"), None)
        if rootfile is not None:
            return name.removesuffix(marker) + unquote(rootfile.get("full-path", ""))
    packages = [n for n in parts.archive.names() if n.endswith(".opf")]
    if len(packages) != 1:
        parts.refuse("import.broken-archive", f"{marker} is not in it", _ANEW)
    return packages[0]


def _refuse_locks(parts: Parts) -> None:
    if parts.archive.has("META-INF/encryption.xml"):
        root = parts.tree("META-INF/encryption.xml")
        for data in root.iter("EncryptedData"):
            method = data.find("EncryptionMethod")
            if method is None or method.get("Algorithm") not in _FONT_LOCKS:
                parts.refuse("import.encrypted", "the e-book is under a publisher's lock", _LOCKED)
    if parts.archive.has("META-INF/sinf.xml"):
        parts.refuse("import.encrypted", "the e-book is under a publisher's lock", _LOCKED)


def _item(element: Element, folder: str) -> Item:
    path = _joined(folder, element.get("href", ""))
    return Item(path, element.get("media-type", ""), frozenset(element.get("properties", "").split()))


def _joined(folder: str, href: str) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(href))).lstrip("/") if href else ""


def _facts(package: Element) -> dict[str, tuple[str, ...]]:
    """Return what the publisher says: Dublin Core's elements by name, in their order, those of authors first."""
    metadata = package.find("metadata")
    facts: dict[str, list[str]] = {}
    for element in metadata.iter() if metadata is not None else ():
        text = " ".join("".join(element.itertext()).split())
        if text and element.tag not in ("metadata", "meta"):
            role = element.get("role", "aut") if element.tag == "creator" else ""
            facts.setdefault("other" if role not in ("", "aut") else element.tag, []).append(text)
    return {name: tuple(dict.fromkeys(texts)) for name, texts in facts.items()}


def _cover(package: Element, items: Mapping[str, Item]) -> Item | None:
    named = next((e.get("content", "") for e in package.iter("meta") if e.get("name") == "cover"), "")
    found = next((i for i in items.values() if "cover-image" in i.properties), None) or items.get(named)
    return found if found and found.kind.startswith("image/") else None

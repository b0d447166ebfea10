"""Where the addresses in an e-book's page lead: to its other pages, to pictures in the archive, out into the world."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote, urldefrag, urlsplit
from xml.etree.ElementTree import Element

from kanyin.importer.archive import Archive
from kanyin.importer.hypertext.looks import classes, style_of
from kanyin.importer.losses import Losses
from kanyin.importer.model import Image
from kanyin.importer.stores import Stores


class BookPage:
    """A page at `path` in the archive. The key of a place is its page's path, `#` and its id."""

    def __init__(self, path: str, archive: Archive, stores: Stores, losses: Losses) -> None:
        self._path, self._folder = path, posixpath.dirname(path)
        self._archive, self._stores, self._losses = archive, stores, losses

    def key(self, identifier: str) -> str:
        """Return the key of an id of this page."""
        return f"{self._path}#{identifier}"

    def place(self, href: str) -> str | None:
        """Return the key of the place in the book that a link leads to."""
        if urlsplit(href).scheme or not href:
            return None
        address, fragment = urldefrag(href)
        return f"{self._resolved(address) if address else self._path}#{unquote(fragment)}"

    def address(self, href: str) -> str | None:
        """Return an address on the web."""
        return href if urlsplit(href).scheme.lower() in ("http", "https", "mailto") else None

    def image(self, element: Element) -> Image | None:
        """Take the picture into the book."""
        source = element.get("src") or element.get("xlink:href") or element.get("href") or ""
        source = source or next((value for key, value in element.attrib.items() if key.endswith("href")), "")
        if urlsplit(source).scheme in ("http", "https"):
            message = f"the picture {source[:120]} is on the web, not in the book: left out"
            self._losses.warning("import.image-remote", message, self._path)
            return None
        name = self._resolved(source)
        data = self._archive.read(name) if source else None
        if data is None:
            self._losses.warning("import.image-left-out", f"there is no picture {name}: left out", self._path)
            return None
        path = self._stores.pictures.add(data, posixpath.basename(name), self._losses, self._path)
        return Image(path, " ".join(element.get("alt", "").split()), _width(element)) if path else None

    def _resolved(self, address: str) -> str:
        return posixpath.normpath(posixpath.join(self._folder, unquote(address))).lstrip("/")


def _width(element: Element) -> int | None:
    given = style_of(element).get("width", "") or element.get("width", "")
    number = given.removesuffix("%")
    if given.endswith("%") and number.replace(".", "", 1).isdecimal() and float(number) < 96:
        return max(5, round(float(number)))
    return None


def is_ornament(element: Element) -> bool:
    """Tell whether a picture is the sign of a note's call, as some Chinese publishers set them."""
    return any("footnote" in name or "noteref" in name for name in classes(element))

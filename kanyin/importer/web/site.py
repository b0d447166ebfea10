"""Where the addresses in a saved page lead: to places in it, to files beside it, out into the world.

In: the page's path, its address on the web. Out: a `hypertext.page.Site`. Pictures are read from the folder that the
page is in, and from nowhere else; what is on the network stays there, and is told.
"""

from __future__ import annotations

import base64
import binascii
import re
from pathlib import Path
from typing import Final
from urllib.parse import unquote, unquote_to_bytes, urldefrag, urljoin, urlsplit
from xml.etree.ElementTree import Element

from kanyin.importer.hypertext.looks import classes, style_of
from kanyin.importer.losses import Losses
from kanyin.importer.model import Image
from kanyin.importer.pictures import MOST_BYTES, ending_of
from kanyin.importer.stores import Stores
from kanyin.sources import inside, is_file

# Where pages that load their pictures late keep the address of the real one, before `src`, which holds a stand-in.
_SOURCES: Final = (
    "src",
    "data-src",
    "data-original",
    "data-actualsrc",
    "data-lazy-src",
    "data-url",
    "href",
    "xlink:href",
)
_ICONS: Final = frozenset({"icon", "emoji", "avatar", "logo", "qrcode", "emotion", "expression", "smiley"})
_SMALLEST: Final = 24
"""Pixels: smaller pictures are ornaments of the page."""
_MEASURE: Final = 720
"""Pixels: the width of a page's text, against which a picture's own is held."""


class SavedPage:
    """A web page saved to disk."""

    def __init__(self, path: Path, text: str, address: str, stores: Stores, losses: Losses) -> None:
        self._path, self._text, self._address = path, text, address
        self._stores, self._losses = stores, losses
        self._root = path.resolve().parent

    def key(self, identifier: str) -> str:
        """Return the key of an id: itself."""
        return identifier

    def place(self, href: str) -> str | None:
        """Return the id a link within the page leads to; browsers save such links with the page's own address."""
        address, fragment = urldefrag(href)
        own = not address or (bool(self._address) and urljoin(self._address, address) == urldefrag(self._address)[0])
        return unquote(fragment) if own and fragment else None

    def address(self, href: str) -> str | None:
        """Return an address on the web; what leads to a file beside the page, or runs a script, has none in print."""
        full = urljoin(self._address, href) if self._address else href
        if urlsplit(full).scheme.lower() in ("http", "https", "mailto", "ftp"):
            return full
        if not href.lower().startswith("javascript:") and not href.startswith("#"):
            self._losses.note("import.link", "links to files beside the page are taken off their words", summed=True)
        return None

    def image(self, element: Element) -> Image | None:
        """Take the picture into the book."""
        if _is_ornament(element):
            return None
        remote = ""
        for source in _sources(element):
            data = self._data(source)
            if data:
                name = Path(unquote(urlsplit(source).path)).name if not source.startswith("data:") else "image"
                path = self._stores.pictures.add(data, name or "image", self._losses)
                return Image(path, _alt(element), _width(element)) if path else None
            remote = remote or source
        if remote:
            self._tell(remote)
        return None

    def _data(self, source: str) -> bytes | None:
        """Return a picture's bytes, from the address itself (`data:`) or from a file beside the page."""
        if source.startswith("data:"):
            return _from_address(source)
        parts = urlsplit(source.replace("\\", "/"))
        if parts.scheme not in ("", "file") or parts.netloc:
            return None
        name = unquote(parts.path)
        for path in (self._root / name.lstrip("/"), self._root / Path(name).name, self._root / parts.path.lstrip("/")):
            if inside(path, self._root) and is_file(path):
                return _read(path)
        return None

    def _tell(self, source: str) -> None:
        line = next((n for n, text in enumerate(self._text.split("\n"), 1) if source[:200] in text), 0)
        shown = source if len(source) <= 120 else f"{source[:117]}…"
        if urlsplit(source).scheme in ("http", "https") or source.startswith("//"):
            message = f"the picture {shown} is on the web, not beside the page: left out"
            hint = "save the page anew, complete with its pictures"
            self._losses.warning("import.image-remote", message, hint=hint, line=line)
        elif not source.startswith("data:"):
            message = f"there is no picture {shown} beside the page: left out"
            self._losses.warning("import.image-left-out", message, line=line)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.stat().st_size <= MOST_BYTES else b""
    except OSError:
        return None


def _sources(element: Element) -> list[str]:
    """Return the addresses a picture may be found at, those of stand-ins last."""
    found = [element.get(name, "").strip() for name in _SOURCES]
    for name in ("srcset", "data-srcset"):
        found += [part.split()[0] for part in element.get(name, "").split(",") if part.split()]
    found = [source for source in dict.fromkeys(found) if source and source != "about:blank"]
    return sorted(found, key=lambda source: source.startswith("data:"))


def _from_address(source: str) -> bytes | None:
    head, _, body = source.partition(",")
    if len(body) > 2 * MOST_BYTES:
        return b""
    if head.endswith(";base64"):
        try:
            data = base64.b64decode(re.sub(r"\s", "", unquote(body)))
        except (binascii.Error, ValueError):
            return None
    else:
        data = unquote_to_bytes(body)
    # A page's stand-ins are transparent pictures of a few bytes.
    return data if ending_of(data) and len(data) > 200 else None


def _alt(element: Element) -> str:
    """Return the text that stands for the picture; the name of a file is none."""
    text = " ".join((element.get("alt") or element.get("title") or "").split())
    generic = re.fullmatch(r"(?:图片|图像|image|img|照片|\S+\.(?:jpe?g|png|gif|webp)|\d+)?", text, re.I)
    return "" if generic else text


def _is_ornament(element: Element) -> bool:
    sizes = [element.get(name, "").removesuffix("px") for name in ("width", "height")]
    style = style_of(element) if element.get("style") else {}
    sizes += [style.get(name, "").removesuffix("px") for name in ("width", "height")]
    small = any(size.isdecimal() and int(size) <= _SMALLEST for size in sizes)
    return small or any(word in _ICONS for name in classes(element) for word in re.split(r"[-_]", name))


def _width(element: Element) -> int | None:
    """Return the width in per cent of the text, where the page gives one that is less."""
    for given in (style_of(element).get("width", ""), element.get("width", "")):
        number = given.removesuffix("px").removesuffix("%").strip()
        if number.replace(".", "", 1).isdecimal():
            share = float(number) if given.endswith("%") else 100 * float(number) / _MEASURE
            return max(5, round(share)) if share < 96 else None
    return None

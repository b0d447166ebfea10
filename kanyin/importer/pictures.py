"""The pictures of a book to be: looked into, given names, each kept once.

In: bytes from a source, and the name they had there. Out: the path of the picture in the book, below `images/`, or
None and a diagnostic for one that cannot be printed. A picture too large to be decoded is an error: it is held for an
attack, and nothing is imported. Not done: finding pictures; each importer knows where its format keeps them.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Final

from kanyin import images
from kanyin.diagnostics import Severity
from kanyin.importer.losses import Losses
from kanyin.importer.model import Picture

FOLDER: Final = "images"
MOST_BYTES: Final = 64 * 1024 * 1024

# First bytes → the ending a file of this kind has. What follows `RIFF` and `ftyp` tells more.
_ENDINGS: Final = (
    (re.compile(rb"\x89PNG"), ".png"),
    (re.compile(rb"\xff\xd8\xff"), ".jpg"),
    (re.compile(rb"GIF8"), ".gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), ".webp"),
    (re.compile(rb"....ftypavi[fs]", re.DOTALL), ".avif"),
    (re.compile(rb"BM"), ".bmp"),
    (re.compile(rb"II\*\0|MM\0\*"), ".tif"),
    (re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:\?xml|svg|!DOCTYPE svg|!--)", re.I), ".svg"),
)
_UNFIT: Final = re.compile(r"[^\w.\-]+")
_LONGEST: Final = 60


class Pictures:
    """Collects the pictures of one import; the same bytes come in once, whatever they are called."""

    def __init__(self) -> None:
        self._by_digest: dict[bytes, str] = {}
        self._pictures: dict[str, Picture] = {}

    def add(self, data: bytes, name: str, losses: Losses, place: str = "") -> str | None:
        """Take a picture in and return its path in the book; None when it cannot be printed, which is then told."""
        digest = sha256(data).digest()
        if digest not in self._by_digest:
            if not is_printable(data, name, losses, place):
                return None
            path = self._path(name, ending_of(data) or PurePosixPath(name).suffix.lower())
            self._by_digest[digest] = path
            self._pictures[path.casefold()] = Picture(path, data)
        return self._by_digest[digest]

    def all(self) -> tuple[Picture, ...]:
        """Return the pictures, in the order they came."""
        return tuple(self._pictures.values())

    def _path(self, name: str, ending: str) -> str:
        """Return a name that is safe on every system, and not taken, in letters of either case."""
        stem = unicodedata.normalize("NFC", PurePosixPath(name).stem)
        stem = _UNFIT.sub("-", stem).strip("-._")[:_LONGEST] or "image"
        number, path = 1, f"{FOLDER}/{stem}{ending}"
        while path.casefold() in self._pictures:
            number += 1
            path = f"{FOLDER}/{stem}-{number}{ending}"
        return path


def ending_of(data: bytes) -> str | None:
    """Return the ending that the name of a picture of this kind has, None for what is none that prints."""
    return next((ending for pattern, ending in _ENDINGS if pattern.match(data)), None)


def is_printable(data: bytes, name: str, losses: Losses, place: str) -> bool:
    """Tell whether a picture can be printed; what is wrong with it is told."""
    if len(data) > MOST_BYTES:
        losses.error("import.image-too-large", f"the image {name} is larger than {MOST_BYTES >> 20} MiB", place)
        return False
    printable = True
    for fault in images.faults_in(data, Path(name)):
        if fault.code == "image.too-large":
            losses.error("import.image-too-large", f"the image {name} {fault.message}", place, fault.hint)
            printable = False
        elif fault.severity is Severity.ERROR:
            losses.warning("import.image-left-out", f"the image {name} {fault.message}: left out", place, fault.hint)
            printable = False
    return printable

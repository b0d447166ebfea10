"""What may be read while rendering: the book's folder and the program's own files, unless the user opens a door.

In: a URL (of an image, an import in CSS, a font). Out: the file it names, and whether that may be read; `fetcher.py`
holds the engine to it. Content is untrusted: a book from elsewhere must not read `/etc/passwd` into its pages or tell a
server it was opened.
"""

from __future__ import annotations

import os
import sys
from hashlib import sha256
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from .records import dataclass
from .resources import resource

ABSENT: Final = ""
"""In place of the digest of what cannot be read."""
CHANGING: Final = "?"
"""In place of the digest of what is on the network, and may be another thing tomorrow."""


def book_url(root: Path, path: Path) -> str:
    """Return the URL of a file: below the book's folder one that does not say where that folder is.

    The engine names images by their URL, so that a book gives the same bytes wherever it lies.
    """
    return f"book:///{quote(path.relative_to(root).as_posix())}" if path.is_relative_to(root) else path.as_uri()


@dataclass(frozen=True, slots=True)
class Access:
    """The folders whose files may be read, and whether the network may be asked.

    Folders are resolved, so that a symbolic link inside the book which leads out of it is outside.
    """

    folders: tuple[Path, ...]
    network: bool = False

    @classmethod
    def to(cls, root: Path, *more: Path, network: bool = False) -> Access:
        """Return access to a book's folder, the program's own styles and templates, and `more` folders."""
        own = (root, resource("styles"), resource("templates"), *more)
        return cls(tuple(folder.resolve() for folder in own), network)

    def path_of(self, url: str) -> Path | None:
        """Return the file that a URL names, None where it names none; whether it may be read is another question."""
        parts = urlsplit(url)
        if parts.scheme == "book":
            return self.folders[0] / unquote(parts.path).lstrip("/")
        return Path(_local(parts.path)) if parts.scheme == "file" else None

    def digest_of(self, url: str) -> str:
        """Return what `url` now holds, as a digest; `ABSENT` where nothing can be read there."""
        path = self.path_of(url)
        try:
            return sha256(path.read_bytes()).hexdigest() if path and self.permits(path) else ABSENT
        except OSError:
            return ABSENT

    def permits(self, path: Path) -> bool:
        """Tell whether the file may be read: it lies, links followed, below a permitted folder."""
        try:
            real = path.resolve()
        except (OSError, ValueError, RuntimeError):  # a name that no system allows, links in a ring
            return False
        return any(real.is_relative_to(folder) for folder in self.folders)


def _local(path: str) -> str:
    """Return the path of a `file:` URL as this system writes it; only Windows needs more than `%` undone."""
    if os.name == "posix":
        return unquote(path, sys.getfilesystemencoding(), sys.getfilesystemencodeerrors())
    from urllib.request import url2pathname  # loads all that speaks with the network, 0.02 s

    return url2pathname(path)

"""The engine's fetcher, held to what may be read.

In: every URL the engine asks for (images, imports in CSS, fonts). Out: the file's bytes, or a diagnostic and a refusal.
"""

from __future__ import annotations

from base64 import decodebytes
from email.message import EmailMessage, Message
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from weasyprint.urls import URLFetcher, URLFetcherResponse

from .access import ABSENT, CHANGING, Access
from .diagnostics import Report


class Fetcher(URLFetcher):  # type: ignore[misc]
    """WeasyPrint's fetcher held to an `Access`; what is refused becomes an error diagnostic, once for each URL."""

    def __init__(self, access: Access, report: Report) -> None:
        super().__init__(timeout=20, allowed_protocols=("file", "data", *(("http", "https") if access.network else ())))
        self._access, self._report = access, report
        self._read: dict[str, str] = {}

    def begin(self, report: Report) -> dict[str, str]:
        """Tell `report` of everything from now on; return what is going to be read, as `digest_of` has it."""
        self._report, self._read = report, {}
        return self._read

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return the response for `url`; raises ValueError when it may not be read."""
        parts = urlsplit(url)
        if parts.scheme == "data":
            return _inline(url) if "," in url else super().fetch(url, headers)
        self._read[url] = ABSENT
        if parts.scheme in ("http", "https"):
            self._read[url] = CHANGING
            if not self._access.network:
                self._refuse(
                    "access.network",
                    f"`{url}` is on the network",
                    "copy it into the book's folder, or allow the network with --allow-network",
                )
            return super().fetch(url, headers)
        path = self._access.path_of(url)
        if path is None:
            return self._refuse("access.scheme", f"`{url}` is not a file", None)
        return self._file(url, path)

    def _file(self, url: str, path: Path) -> URLFetcherResponse:
        if not self._access.permits(path):
            self._refuse(
                "access.outside",
                f"`{path}` is outside the book's folder",
                "copy it into the book's folder, or allow its folder with --allow-path",
            )
        kind = _KINDS.get(path.suffix.lower(), "application/octet-stream")
        data = path.read_bytes()
        self._read[url] = sha256(data).hexdigest()
        made = _printable(data) if kind.startswith("image/") else data
        return _FileResponse(url, made, kind, path if made is data else None)

    def _refuse(self, code: str, message: str, hint: str | None) -> Any:
        self._report.error(code, message, hint=hint)
        raise ValueError(message)


def _printable(data: bytes) -> bytes:
    from . import images  # and Pillow with it, which a book without pictures does not need

    return images.printable(data)


_AS_WRITTEN: Any = Message().policy
"""Headers that are not parsed: the standard's parser takes 10 ms to load and half a millisecond a header."""


class _FileResponse(URLFetcherResponse):  # type: ignore[misc]
    """The response for a file; where it is the file itself its path is told, and the engine need not keep its bytes."""

    def __init__(self, url: str, data: bytes, kind: str, file: Path | None) -> None:
        headers = EmailMessage(_AS_WRITTEN)
        headers["Content-Type"] = kind
        super().__init__(url, data, headers)
        self._file = file

    @property
    def path(self) -> str | None:
        """The file's path, where its bytes are those of the response."""
        return str(self._file) if self._file else None


def _inline(url: str) -> URLFetcherResponse:
    """Return what a data URL holds (RFC 2397), as the standard library reads it."""
    kind, _, text = url.partition(":")[2].partition(",")
    data = unquote_to_bytes(text)
    if kind.endswith(";base64"):
        kind, data = kind.removesuffix(";base64"), decodebytes(data)
    return _FileResponse(url, data, kind or "text/plain;charset=US-ASCII", None)


_KINDS = {
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".bmp": "image/bmp",
    ".jp2": "image/jp2",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
}

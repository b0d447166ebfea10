"""A path → its bytes and the form they are in; anything that cannot be imported is named, with the remedy.

In: the path a user typed. Out: a `Source`. The name says what a file is meant to be, the bytes whether it is that: a
file whose name is wrong is refused, not guessed at. Not done: decoding (`encoding.py`), unpacking (`archive.py`).
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Final

from kanyin.diagnostics import Report, Span
from kanyin.records import dataclass
from kanyin.sources import is_folder


class Form(StrEnum):
    """The forms a source may have."""

    TEXT = "plain text"
    MARKDOWN = "Markdown"
    WORD = "a Word document (.docx)"
    PAGE = "a web page (HTML)"
    EPUB = "an EPUB book"


@dataclass(frozen=True, slots=True)
class Source:
    """A file to import: its path, its bytes (never empty), its form."""

    path: Path
    data: bytes
    form: Form


# What a name ends in → the form. Any other name is one of plain text.
_ENDINGS: Final = {
    **dict.fromkeys((".md", ".markdown", ".mkd", ".mdown"), Form.MARKDOWN),
    **dict.fromkeys((".docx", ".docm", ".dotx"), Form.WORD),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml"), Form.PAGE),
    ".epub": Form.EPUB,
}
MOST_BYTES: Final = 512 * 1024 * 1024
"""A file larger than this is not read: a book of a thousand photographs has less."""

_IS_WORD: Final = (Form.WORD, "name it with .docx at its end, if you trust it")
_IS_EPUB: Final = (Form.EPUB, "name it with .epub at its end, if you trust it")
_IS_PAGE: Final = (Form.PAGE, "name it with .html at its end")
_RESAVE: Final = "open it in a word processor and save it as a Word document (.docx)"

# First bytes → what the file is, and how to get its text out. Longer marks before their prefixes.
_SIGNATURES: Final = (
    (b"%PDF", "a PDF", "copy its text into a .txt file, or ask the author for the manuscript"),
    (b"{\\rtf", "an RTF document", _RESAVE),
    (
        b"\xd0\xcf\x11\xe0",
        "an old Office document (.doc, .wps, .xls)",
        _RESAVE,
    ),
    (b"\x89PNG", "a PNG picture", "type its text into a .txt file"),
    (b"\xff\xd8\xff", "a JPEG picture", "type its text into a .txt file"),
    (b"GIF8", "a GIF picture", "type its text into a .txt file"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip archive", "unpack it first"),
    (b"ITSF", "a compiled help file (.chm)", "unpack it first"),
)

_ZIP: Final = "a zip archive"
# A zip archive tells what it holds by the names inside it.
_ZIPPED: Final = (
    (b"word/", *_IS_WORD),
    (b"xl/", "an Excel workbook (.xlsx)", "save the sheet as plain text (UTF-8)"),
    (b"ppt/", "a PowerPoint file (.pptx)", "save its outline as plain text (UTF-8)"),
    (b"application/epub", *_IS_EPUB),
    (b"META-INF/container.xml", *_IS_EPUB),
    (b"opendocument", "an OpenDocument file", _RESAVE),
    (b"", _ZIP, "unpack it first"),
)

_WEB_PAGES: Final = (b"<!doctype html", b"<html")
_SEALED: Final = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED: Final = "an Office document under a password"
_ANEW: Final = "copy the file anew from where it came"


def read_source(path: Path, report: Report) -> Source:
    """Return the source at `path`; raises `BuildFailed` when it is missing, empty, or not what its name says."""
    data = _bytes_of(path, report)
    report.stop_on_errors()
    form = _ENDINGS.get(path.suffix.casefold(), Form.TEXT)
    found = _kind_of(data)
    # An archive that is cut off may not tell any more what it holds; Markdown may begin with HTML.
    packed = form in (Form.WORD, Form.EPUB) and found is not None and found[0] == _ZIP
    if found and not packed and found[0] is not form and (form, found[0]) != (Form.MARKDOWN, Form.PAGE):
        _refuse(path, form, found, report)
    elif not data.strip(b" \t\r\n\f\0\xef\xbb\xbf\xfe\xff"):
        report.error("import.empty", "the file has no text", Span(path))
    elif not found and form in (Form.WORD, Form.EPUB):
        report.error("import.wrong-kind", f"this is not {form}: it is no zip archive", Span(path), _ANEW)
    report.stop_on_errors()
    return Source(path, data, form)


def _refuse(path: Path, form: Form, found: tuple[str, str], report: Report) -> None:
    what, hint = found
    if what == _ENCRYPTED:
        report.error("import.encrypted", f"this is {what}", Span(path), hint)
    elif form is Form.TEXT:
        report.error("import.not-text", f"this is {what}, not plain text", Span(path), hint)
    else:
        report.error("import.wrong-kind", f"this is {what}, not {form}", Span(path), hint)


def _bytes_of(source: Path, report: Report) -> bytes:
    if is_folder(source):
        report.error(
            "import.not-a-file",
            "this is a folder, not a file",
            Span(source),
            "name the files in it; a folder of Markdown needs no import",
        )
        return b""
    try:
        if source.stat().st_size > MOST_BYTES:
            report.error("import.too-large", f"the file is larger than {MOST_BYTES >> 20} MiB", Span(source))
            return b""
        return source.read_bytes()
    except FileNotFoundError:
        report.error("import.no-such-file", "no such file", Span(source))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        report.error("import.unreadable", f"cannot be read: {reason}", Span(source))
    return b""


def _kind_of(data: bytes) -> tuple[str, str] | None:
    """Return what a file that is not plain text is, and the remedy; None for what may be text."""
    if data.startswith(b"PK\x03\x04"):
        return next((what, hint) for mark, what, hint in _ZIPPED if mark in data)
    if data.startswith(b"\xd0\xcf\x11\xe0") and _SEALED in data:
        return _ENCRYPTED, "open it in a word processor, take the password away and save it anew"
    for mark, what, hint in _SIGNATURES:
        if data.startswith(mark):
            return what, hint
    head = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith(_WEB_PAGES):
        return _IS_PAGE
    return _binary(data)


def _binary(data: bytes) -> tuple[str, str] | None:
    """Control characters make up more than a fifth of a binary file; UTF-16 has many NULs but no others."""
    head = data[:4096]
    controls = sum(byte < 0x20 and byte not in b"\0\t\n\r\f\x1a\x1b" for byte in head)
    if controls > len(head) / 5 and not head.startswith((b"\xff\xfe", b"\xfe\xff")) and head.count(0) < len(head) / 4:
        return "a binary file", "name a file of plain text"
    return None

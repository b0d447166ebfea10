"""A path → the bytes of a text file; anything that is not one is named for what it is, with the remedy.

In: the path a user typed. Out: its bytes, never empty. Not done: decoding (`encoding.py`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from kanyin.diagnostics import Report, Span

# First bytes → what the file is, and how to get its text out. Longer marks before their prefixes.
_SIGNATURES: Final = (
    (b"%PDF", "a PDF", "copy its text into a .txt file, or ask the author for the manuscript"),
    (b"{\\rtf", "an RTF document", "open it in a word processor and save it as plain text (UTF-8)"),
    (
        b"\xd0\xcf\x11\xe0",
        "an old Office document (.doc, .wps, .xls)",
        "open it in a word processor and save it as plain text (UTF-8)",
    ),
    (b"\x89PNG", "a PNG picture", "type its text into a .txt file"),
    (b"\xff\xd8\xff", "a JPEG picture", "type its text into a .txt file"),
    (b"GIF8", "a GIF picture", "type its text into a .txt file"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip archive", "unpack it first"),
    (b"ITSF", "a compiled help file (.chm)", "unpack it first"),
)

# A zip archive tells what it holds by the names inside it.
_ZIPPED: Final = (
    (b"word/", "a Word document (.docx)", "open it in a word processor and save it as plain text (UTF-8)"),
    (b"xl/", "an Excel workbook (.xlsx)", "save the sheet as plain text (UTF-8)"),
    (b"ppt/", "a PowerPoint file (.pptx)", "save its outline as plain text (UTF-8)"),
    (b"application/epub", "an EPUB book", "convert it to plain text (UTF-8) first"),
    (b"opendocument", "an OpenDocument file", "open it in a word processor and save it as plain text (UTF-8)"),
    (b"", "a zip archive", "unpack it first"),
)

_WEB_PAGES: Final = (b"<!doctype html", b"<html")


def read_source(source: Path, report: Report) -> bytes:
    """Return the bytes of `source`; raises `BuildFailed` when it is missing, no file, empty, or not plain text."""
    data = _bytes_of(source, report)
    report.stop_on_errors()
    found = _kind_of(data)
    if found:
        report.error("import.not-text", f"this is {found[0]}, not plain text", Span(source), found[1])
    elif not data.strip(b" \t\r\n\f\0\xef\xbb\xbf\xfe\xff"):
        report.error("import.empty", "the file has no text", Span(source))
    report.stop_on_errors()
    return data


def _bytes_of(source: Path, report: Report) -> bytes:
    if source.is_dir():
        report.error(
            "import.not-a-file",
            "this is a folder, not a file",
            Span(source),
            "name one .txt file; a folder of Markdown needs no import",
        )
        return b""
    try:
        return source.read_bytes()
    except FileNotFoundError:
        report.error("import.no-such-file", "no such file", Span(source))
    except OSError as error:
        report.error("import.unreadable", f"cannot be read: {error.strerror or error}", Span(source))
    return b""


def _kind_of(data: bytes) -> tuple[str, str] | None:
    """Return what a file that is not plain text is, and the remedy; None for what may be text."""
    if data.startswith(b"PK\x03\x04"):
        return next((what, hint) for mark, what, hint in _ZIPPED if mark in data)
    for mark, what, hint in _SIGNATURES:
        if data.startswith(mark):
            return what, hint
    head = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith(_WEB_PAGES):
        return "a web page (HTML)", "open it in a browser, select the text and paste it into a .txt file"
    return _binary(data)


def _binary(data: bytes) -> tuple[str, str] | None:
    """Control characters make up more than a fifth of a binary file; UTF-16 has many NULs but no others."""
    head = data[:4096]
    controls = sum(byte < 0x20 and byte not in b"\0\t\n\r\f\x1a\x1b" for byte in head)
    if controls > len(head) / 5 and not head.startswith((b"\xff\xfe", b"\xfe\xff")) and head.count(0) < len(head) / 4:
        return "a binary file", "name a file of plain text"
    return None

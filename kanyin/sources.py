"""Files of a book: read whole, as UTF-8, from inside the book's folder only.

In: paths. Out: texts with `\\n` line ends and no BOM, or an error in the report (`book.outside`, `book.missing-file`,
`book.not-utf8`, `book.binary`, `book.too-large`, `book.unreadable`). It does not look into the text.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path

from kanyin.diagnostics import Report, Span

MARKDOWN = frozenset({".md", ".markdown", ".mkd"})
MOST_BYTES = 32 * 1024 * 1024
"""A thousand-page book is about four million bytes of Markdown; what is larger is not a manuscript."""

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_LEGACY = (("gb18030", "GB18030"), ("big5", "BIG5"), ("shift_jis", "SHIFT_JIS"), ("euc_kr", "EUC-KR"))


def is_markdown(path: Path) -> bool:
    """Tell whether the name is that of a Markdown file."""
    return path.suffix.casefold() in MARKDOWN


def is_file(path: Path) -> bool:
    """Tell whether this is a file; a name that no system allows is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Tell whether this is a folder; a name that no system allows is none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def is_there(path: Path) -> bool:
    """Tell whether anything has this name: a pipe, a device."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def inside(path: Path, root: Path) -> bool:
    """Tell whether the path, with all its links followed, lies in `root` (absolute, resolved)."""
    try:
        return path.resolve().is_relative_to(root)
    except (OSError, ValueError, RuntimeError):
        return False


def allowed(path: Path, root: Path, report: Report, span: Span, shown: str) -> bool:
    """Tell whether the path may be read; one outside `root` is an error."""
    if inside(path, root):
        return True
    hint = "a book is made of the files in its own folder: copy it there"
    report.error("book.outside", f"{shown} is outside the book's folder", span, hint)
    return False


def near(name: str, names: Iterable[str]) -> str | None:
    """Return a hint with the name that is most like this one."""
    found = difflib.get_close_matches(name, list(names), n=1, cutoff=0.75)
    return f"did you mean {found[0]}?" if found else None


def near_in_folder(path: Path, suffix: str) -> str | None:
    """Return a hint at the file of that suffix in the same folder whose name is most like the one that was typed."""
    try:
        names = [file.name for file in path.parent.iterdir() if file.suffix.casefold() == suffix]
    except (OSError, ValueError):
        return None
    return near(path.name, names)


def read(path: Path, report: Report, span: Span | None = None) -> str | None:
    """Return the file's text, or None and an error; `span` is where the file is named, if anywhere."""
    try:
        if path.stat().st_size > MOST_BYTES:
            mib = MOST_BYTES // 1024 // 1024
            report.error("book.too-large", f"{path.name} is larger than {mib} MiB", span or Span(path))
            return None
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        report.error("book.unreadable", f"{path.name} cannot be read: {reason}", span or Span(path))
        return None
    return _decode(data, path, report)


def _decode(data: bytes, path: Path, report: Report) -> str | None:
    if data.startswith(_UTF16):
        report.error("book.not-utf8", f"{path.name} is UTF-16, not UTF-8", Span(path, 1), _convert("UTF-16"))
        return None
    if b"\0" in data:
        report.error("book.binary", f"{path.name} is not a text file", Span(path))
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _not_utf8(error, data, path, report)
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _not_utf8(error: UnicodeDecodeError, data: bytes, path: Path, report: Report) -> None:
    # `utf-8-sig` counts from behind the BOM.
    at = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
    before = data[:at].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8-sig", "replace")) + 1
    guess = next((name for codec, name in _LEGACY if _fits(data, codec)), None)
    looks = f": it looks like {guess}" if guess else ""
    report.error("book.not-utf8", f"{path.name} is not UTF-8{looks}", Span(path, line, column), _convert(guess))


def _fits(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _convert(encoding: str | None) -> str:
    # `kanyin import` decodes every old encoding, but takes Markdown's signs for text.
    how = f" (`iconv -f {encoding} -t UTF-8` does)" if encoding else ""
    return f"save it as UTF-8{how}; plain text without Markdown can go through `kanyin import`"

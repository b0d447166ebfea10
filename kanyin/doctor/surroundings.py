"""What is around the program: tools, room on the disk, and a terminal that has Chinese.

In: the running system, and the folder the PDFs go to. Out: checks.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from kanyin import store, system
from kanyin.doctor.check import Check, State, lacking

_ROOM = 200 * 1024 * 1024
"""Bytes that should be free: a book with many pictures may take that much."""
_SAMPLE = "刊印“—…”①"


def check_tools() -> Iterator[Check]:
    """Look for the programs that work on finished PDFs, and for the profile that the print edition wants."""
    for need in (need for need in system.NEEDS if need.kind == "tool"):
        path = next(filter(None, map(shutil.which, need.names)), None)
        yield Check(need.name, State.OK, path) if path else lacking(need.name, need, f"missing: {need.why_wanted}")
    for need in (need for need in system.NEEDS if need.kind == "profile"):
        path = next((str(path) for pattern in need.names for path in system.found(pattern)), None)
        yield Check(need.name, State.OK, path) if path else lacking(need.name, need, f"missing: {need.why_wanted}")


def check_places(out: Path) -> Iterator[Check]:
    """Look at the folder the PDFs go to, and at the one where fontconfig remembers the fonts."""
    yield _place("output", out, "name another folder with --out")
    if sys.platform != "win32":
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "fontconfig"
        remedy = "set XDG_CACHE_HOME to a folder you may write to, or each build reads all fonts"
        yield _place("font cache", cache, remedy)
    yield _store()


def _store() -> Check:
    """Look at the folder where set chapters are kept for the next build; without it each build sets all of them."""
    kept = store.folder()
    remedy = "KANYIN_CACHE names another folder; one that is not there is made"
    if kept.is_dir() and not store.is_private(kept):
        closing = f"chmod 700 {kept}" if sys.platform != "win32" else remedy
        return Check("cache", State.WARNING, f"{kept} is open to others, and so not used", (closing,))
    return _place("cache", kept, remedy)


def _place(name: str, folder: Path, remedy: str) -> Check:
    """Check that there is room in a folder, or in the nearest one above it that is there, and leave to use it."""
    folder = Path(os.path.abspath(folder))  # noqa: PTH100 - it need not exist
    # os.path's answer to what may not be asked is no; pathlib raises.
    there = next(path for path in (folder, *folder.parents) if os.path.exists(path))  # noqa: PTH110
    if not there.is_dir():
        return Check(name, State.WARNING, f"{there} is not a folder", (remedy,))
    if not os.access(there, os.W_OK | os.X_OK):
        return Check(name, State.WARNING, f"{there} may not be written to", (remedy,))
    try:
        free = shutil.disk_usage(there).free
    except OSError as error:
        return Check(name, State.WARNING, f"{there}: {error.strerror}", (remedy,))
    found = f"{folder}, {_size(free)} free"
    return Check(name, State.OK if free >= _ROOM else State.WARNING, found, () if free >= _ROOM else (remedy,))


def _size(size: int) -> str:
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB"


def check_terminal() -> Iterator[Check]:
    """See whether Chinese comes through: in what is printed, and in names of files."""
    yield _encoding("output encoding", getattr(sys.stdout, "encoding", None) or "ascii")
    yield _encoding("file names", sys.getfilesystemencoding())


def _encoding(name: str, encoding: str) -> Check:
    try:
        _SAMPLE.encode(encoding)
    except (LookupError, UnicodeEncodeError):
        remedy = "set PYTHONUTF8=1" if sys.platform == "win32" else "export LANG=C.UTF-8"
        return Check(name, State.WARNING, f"{encoding} has no Chinese", (remedy,))
    return Check(name, State.OK, encoding)

"""The files of a book → a folder on disk, whole or not at all.

In: names and contents. Out: the folder. They are written to a hidden folder beside the target, which is then renamed;
a failure leaves nothing behind. Nothing that exists is overwritten.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Sequence
from pathlib import Path

from kanyin.diagnostics import Report, Span


def check_target(folder: Path, report: Report) -> None:
    """Raise `BuildFailed` unless `folder` is missing or an empty folder; asked before any work is done."""
    try:
        if folder.is_dir() and any(folder.iterdir()):
            report.error(
                "import.folder-not-empty",
                "the folder exists and is not empty; nothing was written",
                Span(folder),
                "name another folder with -o, or remove this one first",
            )
        elif not folder.is_dir() and (folder.exists() or folder.is_symlink()):
            report.error(
                "import.not-a-folder", "this is a file, not a folder", Span(folder), "name another folder with -o"
            )
    except OSError as error:
        report.error("import.unreadable", f"cannot be read: {error.strerror or error}", Span(folder))
    report.stop_on_errors()


def write_folder(folder: Path, files: Sequence[tuple[str, str]], report: Report) -> tuple[Path, ...]:
    """Write `files` into `folder` and return their paths; raises `BuildFailed` with nothing written when it cannot."""
    target = folder.resolve()
    draft = target.parent / f".{target.name}.{secrets.token_hex(4)}"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        draft.mkdir()
        for name, content in files:
            (draft / name).write_text(content, encoding="utf-8", newline="\n")
        if target.is_dir():
            target.rmdir()  # raises when something has come into it meanwhile; Windows cannot rename onto a folder
        draft.rename(target)
    except OSError as error:
        report.error("import.cannot-write", f"cannot be written: {error.strerror or error}", Span(folder))
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    report.stop_on_errors()
    return tuple(folder / name for name, _ in files)

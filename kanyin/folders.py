"""A new folder of files → disk, whole or not at all.

In: a path, and names with contents. Out: the folder. Everything is written to a hidden folder first, which is then put
in place; a failure leaves nothing behind, parents included. Nothing that exists is overwritten.
"""

from __future__ import annotations

import contextlib
import errno
import secrets
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from kanyin.diagnostics import Report, Span
from kanyin.files import FULL

_FAILURES = (OSError, ValueError, RuntimeError)
"""What a path may raise: no room, no permission; NUL in the name; symbolic links in a ring."""


def check_target(folder: Path, report: Report) -> None:
    """Raise `BuildFailed` unless `folder` is missing or an empty folder; asked before any work is done."""
    try:
        if folder.is_dir() and any(folder.iterdir()):
            report.error(
                "output.folder-not-empty",
                "the folder exists and is not empty; nothing was written",
                Span(folder),
                "name another folder, or empty this one first",
            )
        for path in (folder, *folder.parents):
            if not path.is_dir() and (path.exists() or path.is_symlink()):
                report.error("output.not-a-folder", "this is not a folder", Span(path), "name another folder")
    except _FAILURES as error:
        _refused(folder, error, report)
    report.stop_on_errors()


def write_folder(folder: Path, files: Sequence[tuple[str, str | bytes]], report: Report) -> tuple[Path, ...]:
    """Write `files` (POSIX names, texts or bytes) into `folder`, which `check_target` has approved; return their paths.

    Raises `BuildFailed` with nothing written when it cannot.
    """
    try:
        target = folder.resolve()
        with _parents(target.parent), _draft(target if target.is_dir() else target.parent) as draft:
            for name, content in files:
                (draft / name).parent.mkdir(parents=True, exist_ok=True)
                _write(draft / name, content)
            _put_in_place(draft, target)
    except _FAILURES as error:
        _refused(folder, error, report)
    report.stop_on_errors()
    return tuple(folder / name for name, _ in files)


def _write(path: Path, content: str | bytes) -> None:
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content, encoding="utf-8", newline="\n")


@contextlib.contextmanager
def _parents(folder: Path) -> Iterator[None]:
    """Make the folder with its parents, and take away again those that were made if the block fails."""
    made = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for path in made:
            with contextlib.suppress(OSError):
                path.rmdir()
        raise


@contextlib.contextmanager
def _draft(folder: Path) -> Iterator[Path]:
    """Give a hidden folder in `folder`; what is left of it afterwards is removed."""
    draft = folder / f".kanyin-{secrets.token_hex(4)}"
    draft.mkdir()
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _put_in_place(draft: Path, target: Path) -> None:
    """Rename the draft to the target, or move its entries into a target that exists: it may be a shell's own folder."""
    if not target.is_dir():
        draft.rename(target)
        return
    moved: list[Path] = []
    try:
        for entry in sorted(draft.iterdir()):
            place = target / entry.name
            if place.exists():
                raise FileExistsError(errno.EEXIST, "something has come into the folder meanwhile")
            moved.append(entry.rename(place))
    except BaseException:
        for path in moved:
            path.rename(draft / path.name)  # which is removed with all it holds
        raise


def _refused(folder: Path, error: Exception, report: Report) -> None:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    full = isinstance(error, OSError) and error.errno in FULL
    hint = "make room, or name a folder on another disk" if full else "name a folder in a place that you may write to"
    report.error("output.write", f"cannot write the folder: {reason}", Span(folder), hint)

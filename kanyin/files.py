"""Writing files: whole or not at all.

In: a path and bytes. Out: the file, replaced in one step; whatever stops the program, the old file or the new one
stands.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Final

from .diagnostics import Report, Span
from .later import Later

if TYPE_CHECKING:
    import tempfile
else:
    tempfile = Later("tempfile")

FULL: Final = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
"""The errors of a disk, or of one's share of it, that is full."""


def write_whole(path: Path, data: bytes, report: Report) -> bool:
    """Write `data` to `path` through a temporary file beside it; what fails is reported and changes nothing."""
    hint = "close it in other programs, or name another folder with --out"
    return _write(path, data, report, 0o666 & ~_umask(), hint)


def replace_whole(path: Path, data: bytes, report: Report) -> bool:
    """Write `data` in the place of the file at `path`, as `write_whole` does, with the permissions that file has.

    A link is followed; a file that may not be written is left alone, though its folder would allow it.
    """
    try:
        path = path.resolve(strict=True)
        mode = stat.S_IMODE(path.stat().st_mode)
        if not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        report.error("output.write", f"cannot write the file: {error.strerror or error}", Span(path))
        return False
    return _write(path, data, report, mode, "close it in other programs")


def _write(path: Path, data: bytes, report: Report, mode: int, hint: str) -> bool:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".kanyin-", suffix=".part", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(mode)
            Path(name).replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        hint = "make room, or name a folder on another disk" if error.errno in FULL else hint
        report.error("output.write", f"cannot write the file: {error.strerror or error}", Span(path), hint)
        return False
    return True


def _umask() -> int:
    """Return the process's umask, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask

"""Writing files: whole or not at all.

In: a path and bytes. Out: the file, replaced in one step; whatever stops the program, the old file or the new one
stands.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from .diagnostics import Report, Span


def write_whole(path: Path, data: bytes, report: Report) -> bool:
    """Write `data` to `path` through a temporary file beside it; what fails is reported and changes nothing."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".kanyin-", suffix=".part", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o666 & ~_umask())
            Path(name).replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        report.error(
            "output.write",
            f"cannot write the file: {error.strerror or error}",
            Span(path),
            "close it in other programs, or name another folder with --out",
        )
        return False
    return True


def _umask() -> int:
    """Return the process's umask, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask

"""Files that can be made again: what the store and the program keep for themselves.

In: a path and bytes. Out: the file, whole or not at all; a disk that is full or may not be written to is no fault, and
nothing is said of it. What is made for the user, `files.py` writes.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def keep(path: Path, data: bytes, mode: int = 0o777) -> bool:
    """Write the file, and its folder with this mode if there is none; return whether it could be written."""
    draft = path.with_name(f".{os.urandom(8).hex()}.part")
    try:
        path.parent.mkdir(mode=mode, exist_ok=True)
        draft.write_bytes(data)
        draft.replace(path)
    except OSError:
        with suppress(OSError):
            draft.unlink()
        return False
    return True

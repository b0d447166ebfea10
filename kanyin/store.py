"""The store: what was made in one build and may be used in the next, in the user's cache folder.

In: keys and bytes. Out: the same bytes, or nothing. It may be deleted at any time. An entry is a file of its own with
the checksum of what it holds: one that is damaged or cut short is not believed and goes away. It is written beside its
place and moved there, so that builds at the same time do not meet. When the store is full, what was used longest ago
goes first.

The folder is its user's alone (mode 0700): in one that others may look into, nothing is read or written.
"""

from __future__ import annotations

import contextlib
import math
import os
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from .keeping import keep
from .later import Later

if TYPE_CHECKING:
    import platformdirs
else:
    platformdirs = Later("platformdirs")

T = TypeVar("T")

CAPACITY: Final = 512 * 1024 * 1024
"""How many bytes a store holds: a book of 400,000 characters takes about 5 million."""

_MARK: Final = b"kanyin 1\n"


def stamp(path: Path | str) -> str:
    """Return a line that changes when the file does."""
    try:
        status = Path(path).stat()
    except OSError:
        return f"{path} -"
    return f"{path} {status.st_size} {status.st_mtime_ns}"


@cache
def program() -> str:
    """Return a digest of the program itself, which may be another one tomorrow."""
    walk = os.walk(Path(__file__).parent)  # in a third of the time that Path.rglob takes
    files = sorted(f"{folder}/{name}" for folder, _, names in walk for name in names if name.endswith(".py"))
    return sha256("\n".join(map(stamp, files)).encode("utf-8", "surrogateescape")).hexdigest()


def folder() -> Path:
    """Return the folder of the user's store; `KANYIN_CACHE` names another."""
    named = os.environ.get("KANYIN_CACHE")
    return Path(named) if named else platformdirs.user_cache_path("kanyin", appauthor=False)


class Store:
    """The entries in a folder, which is made when there is something to put into it."""

    def __init__(self, folder: Path, capacity: int = CAPACITY) -> None:
        self._folder, self._capacity = folder, capacity
        self._sizes = folder / "sizes"
        self._usable: bool | None = None
        self._grown = 0  # by so many bytes

    def get(self, key: str) -> bytes | None:
        """Return what was put there under the key, a hexadecimal digest, if it is whole."""
        path = self._path(key)
        try:
            if not self._is_ours():
                return None
            data = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        held = data[len(_MARK) + 32 :]
        if data[: len(_MARK) + 32] == _MARK + sha256(held).digest():
            return held
        self.discard(key)
        return None

    def has(self, key: str) -> bool:
        """Whether there is an entry under the key, whole or not."""
        return self._is_ours() and self._path(key).exists()

    def found(self, key: str, restored: Callable[[bytes], T]) -> T | None:
        """Return what an entry holds as `restored` makes it of its bytes; one that it refuses with a ValueError, though
        it is whole, is none of ours and goes away."""
        if (data := self.get(key)) is None:
            return None
        try:
            return restored(data)
        except ValueError:
            self.discard(key)
            return None

    def put(self, key: str, data: bytes) -> None:
        """Keep the bytes; a disk that is full or may not be written to is as if there were no store."""
        whole = _MARK + sha256(data).digest() + data
        with contextlib.suppress(OSError):  # where the store's own folder cannot be made
            if self._is_ours(make=True) and keep(self._path(key), whole, mode=0o700):
                self._grown += len(whole)

    def discard(self, key: str) -> None:
        """Forget an entry."""
        with contextlib.suppress(OSError):
            self._path(key).unlink()

    def trim(self) -> None:
        """Let go of the oldest entries until a tenth is free, if something was put in and the store is full."""
        if not self._grown or self._added_up() <= self._capacity:
            return
        entries = sorted(self._entries(), key=lambda entry: (-entry[0], entry[2]))
        held = sum(size for _, size, _ in entries)
        if held > self._capacity:
            while held > self._capacity * 0.9:
                _, size, path = entries.pop()
                held -= size
                with contextlib.suppress(OSError):
                    path.unlink()
        with contextlib.suppress(OSError):
            self._sizes.write_text(f"{held}\n", "ascii")

    def _added_up(self) -> float:
        """Return how many bytes there are at most, or infinity if nobody knows.

        They are added up in a file, a line for each build that put something in; to look at all entries takes a tenth
        of a second. Two builds at once that count anew may lose a line.
        """
        known = self._sizes.exists()
        with contextlib.suppress(OSError, ValueError):
            with self._sizes.open("a", encoding="ascii") as sizes:
                sizes.write(f"{self._grown}\n")
            self._grown = 0
            if known:
                return sum(map(int, self._sizes.read_text("ascii").split()))
        return math.inf

    def _entries(self) -> list[tuple[int, int, Path]]:
        """Return when each entry was last used (ns), how large it is (bytes) and where it lies, drafts included."""
        found = []
        with contextlib.suppress(OSError):
            for place in (entry for entry in os.scandir(self._folder) if len(entry.name) == 2):
                for entry in os.scandir(place):
                    with contextlib.suppress(OSError):
                        status = entry.stat()
                        found.append((status.st_mtime_ns, status.st_size, Path(entry.path)))
        return found

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key[2:]

    def _is_ours(self, *, make: bool = False) -> bool:
        """Whether the folder is there and nobody else may use it."""
        if self._usable is None or (make and not self._usable):
            if make:
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._usable = is_private(self._folder)
        return self._usable


def is_private(folder: Path) -> bool:
    """Whether the folder is there and its user's alone; Windows keeps the cache in the user's own profile."""
    if os.name != "posix" or not folder.is_dir():
        return folder.is_dir()
    status = folder.stat()
    return status.st_uid == os.geteuid() and not status.st_mode & 0o077

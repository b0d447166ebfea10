"""A zip archive from anywhere → its members' bytes, within bounds.

In: the bytes of a .docx or .epub. Out: members by name. Everything is read into memory and nothing is ever unpacked to
disk, so that no name can lead anywhere; an archive that tries is refused all the same, and so is one that is broken,
locked, or would swell beyond all measure. Raises `BuildFailed` through the report.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Final

from kanyin.diagnostics import Report, Span

MOST_MEMBERS: Final = 20_000
MOST_BYTES: Final = 256 * 1024 * 1024
"""Of all members read: an illustrated book of a thousand pages has less."""
MOST_OF_ONE: Final = 64 * 1024 * 1024
_SWELLING: Final = 500
"""A member that is so many times its packed size is no text and no picture; small ones are let be."""
_SMALL: Final = 16 * 1024 * 1024

_ANEW: Final = "copy the file anew from where it came"
_FAILURES: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError)


class Archive:
    """The members of an archive, found by their names in letters of either case."""

    def __init__(self, data: bytes, file: Path, report: Report) -> None:
        self._file, self._report, self._spent = file, report, 0
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            self._members = {info.filename: info for info in self._zip.infolist() if not info.is_dir()}
        except _FAILURES as error:
            report.error("import.broken-archive", f"the file is cut off or damaged: {error}", Span(file), _ANEW)
            report.stop_on_errors()
        self._folded = {name.casefold(): name for name in self._members}
        self._check()

    def names(self) -> tuple[str, ...]:
        """Return the names of the members, in the archive's order."""
        return tuple(self._members)

    def has(self, name: str) -> bool:
        """Tell whether there is a member of this name."""
        return name.casefold() in self._folded

    def read(self, name: str) -> bytes | None:
        """Return a member's bytes, None where there is none of this name."""
        info = self._members.get(self._folded.get(name.casefold(), ""))
        if info is None:
            return None
        try:
            with self._zip.open(info) as member:
                data = member.read(MOST_OF_ONE + 1)
        except _FAILURES as error:
            self._refuse("import.broken-archive", f"{name} in it is damaged: {error}", _ANEW)
            return None
        self._spent += len(data)
        if len(data) > MOST_OF_ONE or self._spent > MOST_BYTES:
            self._refuse("import.too-large", f"{name} in it swells beyond {MOST_OF_ONE >> 20} MiB", None)
        return data

    def _check(self) -> None:
        infos: Iterable[zipfile.ZipInfo] = self._members.values()
        if len(self._members) > MOST_MEMBERS:
            self._refuse("import.too-large", f"it holds {len(self._members)} files", None)
        for info in infos:
            if is_unsafe(info.filename) or stat.S_ISLNK(info.external_attr >> 16):
                name = "".join(c if c.isprintable() else "\ufffd" for c in info.filename)
                self._refuse("import.unsafe-archive", f"`{name}` in it leads out of the archive", _DISTRUST)
            if info.flag_bits & 1:
                self._refuse("import.encrypted", f"{info.filename} in it is under a password", None)
            if info.file_size > max(_SMALL, _SWELLING * info.compress_size):
                self._refuse("import.too-large", f"{info.filename} in it swells to {info.file_size:,} bytes", _DISTRUST)
        if sum(info.file_size for info in infos) > MOST_BYTES:
            self._refuse("import.too-large", f"it holds more than {MOST_BYTES >> 20} MiB", None)

    def _refuse(self, code: str, message: str, hint: str | None) -> None:
        self._report.error(code, message, Span(self._file), hint)
        self._report.stop_on_errors()


_DISTRUST: Final = "no word processor and no publisher makes such a file: do not trust it"


def is_unsafe(name: str) -> bool:
    """Tell whether a member's name leads out of the folder it would be unpacked to, on any system."""
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or "\0" in name or ":" in parts[0]

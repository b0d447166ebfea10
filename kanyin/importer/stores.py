"""What the sources of one import share: the pictures of the book to be, the names of places in it, the names taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from kanyin.importer.labels import Labels
from kanyin.importer.pictures import Pictures
from kanyin.records import dataclass


@dataclass(frozen=True, slots=True)
class Stores:
    """One for each import. `files` are those that keep their own names, by name in small letters."""

    pictures: Pictures = field(default_factory=Pictures)
    labels: Labels = field(default_factory=Labels)
    files: dict[str, bytes] = field(default_factory=lambda: {"summary.md": b"", "book.toml": b""})

    def folder_for(self, files: Mapping[str, bytes]) -> str:
        """Return the folder, with a slash, where the files can keep their names; nothing where that is the book's own.

        A picture that two chapters share under one name is one file.
        """
        number, folder = 0, ""
        while any(self.files.get(f"{folder}{name}".casefold(), data) != data for name, data in files.items()):
            number += 1
            folder = f"{number:02}/"
        self.files.update({f"{folder}{name}".casefold(): data for name, data in files.items()})
        return folder

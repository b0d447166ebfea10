"""Renumbering: the references in a forme's objects, written as the volume has them.

In: the text of objects, and where the volume has put them. Out: the same text with the volume's numbers. What the
middle number of a reference means, `forme.Reference` says. Nothing is parsed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from .forme import Reference

REFERENCE_BACKWARDS: Final = re.compile(rb"(R(?<!\wR) [0-3] [0-9]+(?!\w))")
"""A reference of a forme, as `Reference` has it, in text that is read from its end."""


class Numbers(dict[bytes, bytes]):
    """The numbers that the objects of one forme have in the volume; and each reference of its own as the volume has it.

    Texts are read backwards: half of a structure is numbers, any of which may begin a reference, and few letters are an
    R. So a book's objects are rewritten in six tenths of the time.
    """

    def __init__(self, first: int, known: Mapping[int, int], shared: Sequence[int], key: int) -> None:
        super().__init__()
        self._first, self.known, self._shared, self._key = first, known, shared, key
        self.margins: list[int] = []  # for each page

    def of(self, own: int) -> int:
        """Return the number of an object."""
        return self.known.get(own, self._first + own)

    def rewritten(self, text: bytes) -> bytes:
        """Return the text of objects with the volume's numbers in every reference."""
        pieces = REFERENCE_BACKWARDS.split(text[::-1])
        pieces[1::2] = map(self.__getitem__, pieces[1::2])
        return b"".join(pieces)[::-1]

    def __missing__(self, backwards: bytes) -> bytes:
        """Return a reference as the volume has it, both backwards."""
        own, kind = int(backwards[:3:-1]), int(backwards[2:3])  # R K N
        if kind == Reference.OBJECT:
            made = b"%d 0 R" % self.known.get(own, self._first + own)
        elif kind == Reference.PARENT_KEY:
            made = b"%d" % (self._key + own)
        else:
            made = b"%d 0 R" % (self._shared if kind == Reference.SHARED else self.margins)[own]
        self[backwards] = made = made[::-1]
        return made

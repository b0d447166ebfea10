"""A PDF file written: numbered objects in, bytes out.

In: objects as text, streams ready to be written. Out: a file of PDF 1.7 (ISO 32000-1 §7.5) whose dictionaries are
packed into object streams, with a cross-reference stream. The same objects give the same bytes; the file's ID is made
of them. It knows nothing of what the objects mean.
"""

from __future__ import annotations

import re
import sys
import zlib
from array import array
from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import repeat
from typing import Final, NamedTuple

_HEADER: Final = b"%PDF-1.7\n%\xe5\x88\x8a\xe5\x8d\xb0\n"  # the comment says 刊印, and so that the file is binary
_PACKED: Final = 4000  # objects in one object stream: a reader unpacks all of them to read one
_LEVEL: Final = 5  # of zlib: 6 takes a sixth more time for two thousandths less in size
_QUICK: Final = 1  # numbers that only count up are even smaller so
# A row of the cross-reference table, in eight bytes: what kind it is, in five where it lies or the object stream that
# holds it, and in two as which.
_LYING, _PACKING = 1 << 56, 2 << 56
_IMAGE: Final = re.compile(rb"/Subtype ?/Image")


class Pack(NamedTuple):
    """Objects in an object stream: its number, theirs in the order they lie in it, its dictionary without the length,
    and what it holds."""

    number: int
    members: tuple[int, ...]
    head: bytes
    data: bytes


class Writer:
    """A PDF in the making. Numbers are given out first, in any amount, and each is then put once."""

    def __init__(self) -> None:
        self._objects: dict[int, bytes] = {}  # that are in no object stream yet
        self._rows: dict[int, int] = {}  # of the cross-reference table, by the objects' numbers
        self._chunks, self._position = [_HEADER], len(_HEADER)
        self._digest = sha256(_HEADER)
        self.next = 1
        """The number that is given next."""

    def reserve(self, count: int = 1) -> int:
        """Return the first of so many new object numbers."""
        first, self.next = self.next, self.next + count
        return first

    def add(self, text: bytes) -> int:
        """Put an object under a new number, and return that."""
        number = self.reserve()
        self._objects[number] = text
        return number

    def put(self, objects: Iterable[tuple[int, bytes]]) -> None:
        """Put objects under numbers reserved before."""
        self._objects.update(objects)

    def put_stream(self, number: int, head: bytes, data: bytes) -> None:
        """Put a stream; `head` is its dictionary without the length."""
        self._rows[number] = _LYING | self._position << 16
        self._write(b"%d 0 obj\n%b/Length %d>>\nstream\n%b\nendstream\nendobj\n" % (number, head[:-2], len(data), data))

    def put_pack(self, pack: Pack) -> None:
        """Put objects that are packed, under the numbers they have."""
        packing = _PACKING | pack.number << 16
        self._rows.update((number, packing | index) for index, number in enumerate(pack.members))
        self.put_stream(pack.number, pack.head, pack.data)

    def pack(self) -> None:
        """Write the objects that were put so far, in object streams."""
        packs = packed(list(self._objects.items()), self.next)
        self.reserve(len(packs))
        for pack in packs:
            self.put_pack(pack)
        self._objects.clear()

    def written(self, root: int, info: int) -> bytes:
        """Return the file; `root` is the catalog's number, `info` that of the document information."""
        self.pack()
        position, digest = self._position, self._digest.hexdigest()[:32]
        own = self.reserve()
        self._rows[own] = _LYING | position << 16
        rows = array("Q", map(self._rows.get, range(self.next), repeat(0)))
        if sys.byteorder == "little":
            rows.byteswap()
        data = zlib.compress(rows.tobytes(), _QUICK)
        head = (
            f"<</Type/XRef/Size {self.next}/W[1 5 2]/Root {root} 0 R/Info {info} 0 R"
            f"/ID[<{digest}><{digest}>]/Filter/FlateDecode/Length {len(data)}>>"
        )
        self._write(b"%d 0 obj\n%b\nstream\n%b\nendstream\nendobj\n" % (own, head.encode(), data))
        self._write(b"startxref\n%d\n%%%%EOF\n" % position)
        return b"".join(self._chunks)

    def _write(self, chunk: bytes) -> None:
        self._chunks.append(chunk)
        self._position += len(chunk)
        self._digest.update(chunk)


def packed(objects: Sequence[tuple[int, bytes]], number: int) -> tuple[Pack, ...]:
    """Pack objects, given by their numbers; the object streams get those from `number` on."""
    groups = (objects[first : first + _PACKED] for first in range(0, len(objects), _PACKED))
    return tuple(_pack(group, place) for place, group in enumerate(groups, number))


def _pack(group: Sequence[tuple[int, bytes]], own: int) -> Pack:
    position, index = 0, []
    for number, text in group:
        index.append(b"%d %d" % (number, position))
        position += len(text) + 1
    first = b" ".join(index) + b"\n"
    head = b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode>>" % (len(group), len(first))
    data = deflated(first + b"\n".join([text for _, text in group]))
    return Pack(own, tuple(number for number, _ in group), head, data)


def deflated(data: bytes) -> bytes:
    """Return data compressed as `/FlateDecode` expects it."""
    return zlib.compress(data, _LEVEL)


def has_images(pdf: bytes) -> bool:
    """Tell whether there may be an image in a volume: its dictionary is a stream's, and so never compressed."""
    return _IMAGE.search(pdf) is not None


def text_string(text: str) -> bytes:
    """Return a text string (ISO 32000-1 §7.9.2): ASCII in parentheses, anything else in UTF-16."""
    if text.isascii() and text.isprintable():
        return b"(" + text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode() + b")"
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode() + b">"


def number(value: float) -> bytes:
    """Return a number as PDF has it, to a ten thousandth."""
    return f"{round(value, 4) + 0.0:.4f}".rstrip("0").rstrip(".").encode()

"""A PDF file written: numbered objects in, bytes out.

In: objects as text, streams ready to be written. Out: a file of PDF 1.7 (ISO 32000-1 §7.5) whose dictionaries are
packed into object streams, with a cross-reference stream. The same objects give the same bytes; the file's ID is made
of them. It knows nothing of what the objects mean.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Final

_HEADER: Final = b"%PDF-1.7\n%\xe5\x88\x8a\xe5\x8d\xb0\n"  # the comment says 刊印, and so that the file is binary
_PACKED: Final = 4000  # objects in one object stream: a reader unpacks all of them to read one
_LEVEL: Final = 5  # of zlib: 6 takes a sixth more time for two thousandths less in size
_QUICK: Final = 1  # numbers that only count up are even smaller so
_IMAGE: Final = re.compile(rb"/Subtype ?/Image")


class Writer:
    """A PDF in the making. Numbers are given out first, in any amount, and each is then put once."""

    def __init__(self) -> None:
        self._objects: dict[int, bytes] = {}
        self._streams: dict[int, tuple[bytes, bytes]] = {}
        self._next = 1

    def reserve(self, count: int = 1) -> int:
        """Return the first of so many new object numbers."""
        first, self._next = self._next, self._next + count
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
        self._streams[number] = head, data

    def add_stream(self, head: bytes, data: bytes) -> int:
        """Put a stream under a new number, and return that."""
        number = self.reserve()
        self._streams[number] = head, data
        return number

    def written(self, root: int, info: int) -> bytes:
        """Return the file; `root` is the catalog's number, `info` that of the document information."""
        chunks, offsets, position = [_HEADER], dict[int, int](), len(_HEADER)
        digest = sha256(_HEADER)
        packed: dict[int, tuple[int, int]] = {}
        for number, (head, data) in [*self._streams.items(), *self._pack(packed)]:
            chunk = b"%d 0 obj\n%b/Length %d>>\nstream\n%b\nendstream\nendobj\n" % (number, head[:-2], len(data), data)
            offsets[number] = position
            position += len(chunk)
            digest.update(chunk)
            chunks.append(chunk)
        chunks.append(self._cross_references((root, info), offsets, packed, position, digest.hexdigest()[:32]))
        chunks.append(b"startxref\n%d\n%%%%EOF\n" % position)
        return b"".join(chunks)

    def _pack(self, packed: dict[int, tuple[int, int]]) -> list[tuple[int, tuple[bytes, bytes]]]:
        """Return the object streams; note for each object in which it is, and as which."""
        made = []
        objects = list(self._objects.items())
        for first in range(0, len(objects), _PACKED):
            group, number = objects[first : first + _PACKED], self.reserve()
            made.append((number, _object_stream(group)))
            packed.update((inside, (number, index)) for index, (inside, _) in enumerate(group))
        return made

    def _cross_references(
        self,
        top: tuple[int, int],
        offsets: dict[int, int],
        packed: dict[int, tuple[int, int]],
        position: int,
        digest: str,
    ) -> bytes:
        own = self.reserve()
        offsets[own] = position
        size = max(3, (position.bit_length() + 7) // 8)
        packing, lying = 2 << 8 * size + 16, 1 << 8 * size + 16  # the first field of a row, the kind, in its place
        rows = [0] * self._next
        for number, (holder, index) in packed.items():
            rows[number] = packing | holder << 16 | index
        for number, offset in offsets.items():
            rows[number] = lying | offset << 16
        data = zlib.compress(b"".join([row.to_bytes(size + 3, "big") for row in rows]), _QUICK)
        head = (
            f"<</Type/XRef/Size {self._next}/W[1 {size} 2]/Root {top[0]} 0 R/Info {top[1]} 0 R"
            f"/ID[<{digest}><{digest}>]/Filter/FlateDecode/Length {len(data)}>>"
        )
        return b"%d 0 obj\n%b\nstream\n%b\nendstream\nendobj\n" % (own, head.encode(), data)


def _object_stream(group: Sequence[tuple[int, bytes]]) -> tuple[bytes, bytes]:
    position, index = 0, []
    for number, text in group:
        index.append(b"%d %d" % (number, position))
        position += len(text) + 1
    first = b" ".join(index) + b"\n"
    data = deflated(first + b"\n".join([text for _, text in group]))
    return b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode>>" % (len(group), len(first)), data


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

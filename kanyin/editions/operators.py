"""A content stream taken apart into operations, and put together again (ISO 32000-1 §7.8.2).

In: a stream's bytes. Out: `Operation`s with their place in the bytes, so that what is not changed stays as it was byte
for byte. Strings, arrays and the data of inline images are passed over whole. It knows nothing of what operators mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_SPACE: Final = rb"[\0\t\n\f\r ]"
_TOKEN: Final = re.compile(
    rb"""
    (?P<text> \( )
  | (?P<operand> /[^\0\t\n\f\r ()<>\[\]{}/%]* | [-+]?(?:\d+\.?\d*|\.\d+)(?![^\0\t\n\f\r ()<>\[\]{}/%])
      | \[[^\](%]*\] | <[0-9A-Fa-f\0\t\n\f\r ]*> )
  | (?P<other> <<|>>|[\[\]{}] | %[^\r\n]* )
  | (?P<operator> [^\0\t\n\f\r ()<>\[\]{}/%]+ )
    """,
    re.X,
)
_IN_TEXT: Final = re.compile(rb"\\.|[()]", re.S)
_END_OF_IMAGE: Final = re.compile(_SPACE + rb"EI(?=" + _SPACE + rb"|\Z)")


class Operation(NamedTuple):
    """An operator with the operands before it; `start` is where the first operand begins, `end` where it ends itself.

    Operands are names, numbers, and arrays and hexadecimal strings as they stand; literal strings and dictionaries are
    not among them.
    """

    name: bytes
    operands: tuple[bytes, ...]
    start: int
    end: int


def operations(data: bytes) -> Iterator[Operation]:
    """Yield the operations of a content stream in their order."""
    operands: list[bytes] = []
    start, place = None, 0
    while found := _TOKEN.search(data, place):
        place = found.end()
        start = found.start() if start is None else start
        match found.lastgroup:
            case "text":
                place = _end_of_text(data, place)
            case "operand":
                operands.append(found.group())
            case "operator":
                yield Operation(found.group(), tuple(operands), start, place)
                if found.group() == b"ID" and (image := _END_OF_IMAGE.search(data, place)):
                    place = image.end()
                operands, start = [], None
            case _ if data.startswith(b"%", found.start()) and not operands:
                start = None


def _end_of_text(data: bytes, place: int) -> int:
    """Return where a literal string ends whose first parenthesis is before `place`."""
    depth = 1
    while depth and (found := _IN_TEXT.search(data, place)):
        place = found.end()
        depth += {b"(": 1, b")": -1}.get(found.group(), 0)
    return place if not depth else len(data)


class Rewriting:
    """A stream in the making: pieces put in place of operations, and everything between as it was."""

    def __init__(self, data: bytes) -> None:
        self._data, self._pieces, self._place = data, list[bytes](), 0

    def replace(self, operation: Operation, text: bytes) -> None:
        """Put `text` in place of an operation; operations are replaced in their order."""
        self._pieces += (self._data[self._place : operation.start], text)
        self._place = operation.end

    @property
    def changed(self) -> bool:
        """Whether anything was replaced."""
        return bool(self._pieces)

    def joined(self) -> bytes:
        """Return the new stream."""
        return b"".join([*self._pieces, self._data[self._place :]])

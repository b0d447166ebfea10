"""Values out of a PDF that may be anything: each of the kind that is wanted, or nothing.

In: pikepdf objects of a file nobody vouches for. Out: numbers, texts, boxes, bytes. Nothing here raises for a file that
is not as it should be.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf

from ..boxes import Box

LIMIT = 64 * 1024 * 1024
"""The longest stream that is unpacked, in bytes: a longer one is an attack, or a drawing nobody prints."""

FAULTS = (pikepdf.PdfError, RuntimeError, ValueError, TypeError, AttributeError, LookupError, NotImplementedError)
"""What pikepdf raises for files that are not as they should be."""


class TooLongError(ValueError):
    """Raised for a stream that unpacks to more than `LIMIT`."""


def number(value: Any, otherwise: float = 0.0) -> float:
    """Return a number."""
    try:
        found = float(value)
    except (TypeError, ValueError, OverflowError):
        return otherwise
    return found if math.isfinite(found) else otherwise


def text(value: Any) -> str:
    """Return a text string, a number or a truth as text, a name without its `/`."""
    if value is None or isinstance(value, (pikepdf.Dictionary, pikepdf.Array, pikepdf.Stream)):
        return ""
    try:
        return str(value).removeprefix("/") if isinstance(value, pikepdf.Name) else str(value)
    except (UnicodeError, *FAULTS):
        return ""


def dictionary(value: Any) -> Any:
    """Return a dictionary, that of a stream too; an empty one for anything else."""
    return value if isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)) else pikepdf.Dictionary()


def array(value: Any) -> list[Any]:
    """Return what is in an array; a list of nothing for anything else."""
    return list(value) if isinstance(value, pikepdf.Array) else []


def box(value: Any, unit: float = 1.0) -> Box | None:
    """Return a rectangle with its corners in order, times a unit; None for what is none."""
    numbers = [number(part, math.nan) for part in array(value)]
    if len(numbers) != 4 or any(map(math.isnan, numbers)):
        return None
    (left, right), (bottom, top) = sorted(numbers[0::2]), sorted(numbers[1::2])
    return Box(left * unit, bottom * unit, right * unit, top * unit)


def data_of(stream: Any) -> bytes:
    """Return what a stream holds, unpacked. Raises `TooLongError`, and one of `FAULTS` where it cannot be."""
    if not isinstance(stream, pikepdf.Stream):
        return b""
    if stream.get("/Filter") == "/FlateDecode" and "/DecodeParms" not in stream:
        return inflated(stream.read_raw_bytes())
    if len(raw := stream.read_raw_bytes()) > LIMIT:
        raise TooLongError
    return stream.read_bytes() if "/Filter" in stream else raw


def inflated(data: bytes) -> bytes:
    """Return data unpacked; of data cut short, what there is."""
    unpacker = zlib.decompressobj()
    try:
        found = unpacker.decompress(data, LIMIT)
    except zlib.error as error:
        raise ValueError(str(error)) from None
    if unpacker.unconsumed_tail:
        raise TooLongError
    return found


def same(value: Any) -> Any:
    """Return what tells an indirect object from others; None for a direct one."""
    return value.objgen if getattr(value, "is_indirect", False) else None


def items(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield the entries of a dictionary; of one that is damaged, those that can be had."""
    found = dictionary(value)
    for key in list(found.keys()):
        try:
            yield key, found[key]
        except FAULTS:
            continue

"""ICC profiles for tests, made here: four inks by a crude formula, so that a test depends on no file of the system."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from pathlib import Path

Colour = tuple[float, ...]


def make(path: Path, kind: str = "prtr", space: str = "CMYK", name: str = "Test inks") -> Path:
    """Write a profile of this class for this space; with `CMYK` it can be printed by."""
    inks = {"CMYK": 4, "RGB ": 3, "GRAY": 1}[space]
    to_lab = _table(inks, 3, 5, lambda ink: _lab(ink if inks == 4 else (*ink, *[0.0] * (4 - inks))))
    to_ink = _table(3, inks, 9, lambda lab: _ink(lab)[:inks])
    white = struct.pack(">3i", *(round(value * 65536) for value in (0.9642, 1.0, 0.8249)))  # D50
    tags = [
        (b"desc", _description(name)), (b"cprt", b"text\0\0\0\0none\0"),
        (b"wtpt", b"XYZ \0\0\0\0" + white),
        *((tag, to_lab) for tag in (b"A2B0", b"A2B1", b"A2B2")), *((tag, to_ink) for tag in (b"B2A0", b"B2A1", b"B2A2")),
    ]  # fmt: skip
    entries, body = b"", b""
    start = 128 + 4 + 12 * len(tags)
    for tag, data in tags:
        data += b"\0" * (-len(data) % 4)
        entries += tag + struct.pack(">II", start + len(body), len(data))
        body += data
    size = start + len(body)
    head = struct.pack(">I4sI4s4s4s", size, b"test", 0x02400000, kind.encode(), space.encode(), b"Lab ")
    head = head.ljust(36, b"\0") + b"acsp"
    head = head.ljust(68, b"\0") + white
    path.write_bytes(head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + entries + body)
    return path


def _description(name: str) -> bytes:
    text = name.encode() + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + bytes(4 + 4 + 2 + 1 + 67)


def _table(inputs: int, outputs: int, grid: int, colour: Callable[[Colour], Iterable[float]]) -> bytes:
    """Return a table of bytes (`mft1`): curves that change nothing, and a colour for each point of the grid."""
    steps = [index / (grid - 1) for index in range(grid)]
    points = (round(255 * min(1, max(0, part))) for at in product(steps, repeat=inputs) for part in colour(at))
    unity = struct.pack(">9i", *(65536 * (row == column) for row in range(3) for column in range(3)))
    straight = bytes(range(256))
    return (
        b"mft1\0\0\0\0" + bytes([inputs, outputs, grid, 0]) + unity
        + straight * inputs + bytes(points) + straight * outputs
    )  # fmt: skip


def _lab(inks: Colour) -> Iterator[float]:
    """Yield L*, a*, b* as bytes have them, from 0 to 1, of inks."""
    *colours, black = inks
    red, green, blue = ((1 - ink) * (1 - black) for ink in colours)
    light = 0.3 * red + 0.59 * green + 0.11 * blue
    yield from (light, 0.5 + 0.35 * (red - green), 0.5 + 0.35 * (light - blue))


def _ink(lab: Colour) -> Colour:
    """Return inks, black of all four: what must not become of text."""
    light, a, b = lab
    red_green, blue = (a - 0.5) / 0.35, light - (b - 0.5) / 0.35
    green = (light - 0.11 * blue - 0.3 * red_green) / 0.89
    colours = [min(1.0, max(0.0, 1 - part)) for part in (green + red_green, green, blue)]
    black = max(0.0, min(colours) - 0.3)
    return (*colours, black)

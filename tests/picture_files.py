"""Image files for tests: one picture of four quarters (red, green; blue, yellow) in every kind of file."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image

SIZE = (40, 30)
QUARTERS = ((255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0))
GREYS = (76, 150, 29, 226)
"""What the quarters are in grey (ITU-R 601: 0.299 R + 0.587 G + 0.114 B)."""

# EXIF orientation: how the stored picture is to be turned, to be seen upright, undone.
_STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def picture(mode: str = "RGB") -> Any:
    """Return the picture."""
    image = Image.new("RGB", SIZE)
    for number, color in enumerate(QUARTERS):
        image.paste(color, (number % 2 * 20, number // 2 * 15, number % 2 * 20 + 20, number // 2 * 15 + 15))
    return image.convert(mode)


def saved(image: Any, kind: str, **options: Any) -> bytes:
    """Return an image as a file of a kind."""
    made = BytesIO()
    image.save(made, kind, **options)
    return made.getvalue()


def oriented(orientation: int, kind: str = "JPEG") -> bytes:
    """Return the picture stored turned, with the EXIF orientation that turns it upright."""
    exif = Image.Exif()
    exif[0x112] = orientation
    turn = _STORED[orientation]
    image = picture().resize((400, 300), Image.Resampling.NEAREST)
    return saved(image.transpose(turn) if turn is not None else image, kind, exif=exif, quality=95)


def png(color_type: int, depth: int = 8, interlaced: bool = False, size: tuple[int, int] = SIZE) -> bytes:
    """Return the picture as a PNG of grey (0) or colour (2), of 8 or 16 bits, made by hand."""
    image = picture("L" if color_type == 0 else "RGB")
    passes = _ADAM7 if interlaced else ((0, 0, 1, 1),)
    rows = b"".join(_row(image, y, x, dx, depth) for x, y, dx, dy in passes for y in range(y, SIZE[1], dy))
    header = struct.pack(">IIBBBBB", *size, depth, color_type, 0, 0, int(interlaced))
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


_ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


def _row(image: Any, y: int, start: int, step: int, depth: int) -> bytes:
    samples = b""
    for x in range(start, SIZE[0], step):
        found = image.getpixel((x, y))
        for value in found if isinstance(found, tuple) else (found,):
            samples += bytes([value]) if depth == 8 else struct.pack(">H", value * 257)
    return b"\0" + samples


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def translucent(mode: str) -> Any:
    """Return the picture half transparent."""
    image = picture(mode)
    image.putalpha(128)
    return image


def animated(kind: str) -> bytes:
    """Return a file that shows the picture, and then black."""
    return saved(picture(), kind, save_all=True, append_images=[Image.new("RGB", SIZE)], duration=100)


def photograph() -> bytes:
    """Return a JPEG with its preview as phones write it (MPO)."""
    image = picture().resize((400, 300), Image.Resampling.NEAREST)
    return saved(image, "MPO", save_all=True, append_images=[image.resize((40, 30))], quality=95)

"""Image files: what is wrong with one, and its bytes as the engine can print them. Reads files; knows no book.

In: a path. Out: `Fault`s, each with a stable code (`image.broken`, `image.truncated`, `image.too-large`,
`image.animated`), and from `printable` the file's bytes, made anew where the engine does not know their kind of pixels
(16 bits of grey, CMYK outside of JPEG). Files are looked through by their structure, so that each is decoded only once,
when it is printed; those of kinds whose structure does not tell are decoded here as well.
"""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from PIL import Image, ImageFile, UnidentifiedImageError

from .diagnostics import Severity
from .records import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a file: a diagnostic that does not know yet where the image is named."""

    code: str
    severity: Severity
    message: str
    hint: str | None = None


_ANEW = "copy the file anew from where it came"
_OTHER_KINDS = {
    ".pdf": "export the page as SVG or PNG",
    ".eps": "export it as SVG",
    ".ps": "export it as SVG",
    ".ai": "export it as SVG",
    ".psd": "export it as PNG or JPEG",
    ".heic": "export it as JPEG",
    ".heif": "export it as JPEG",
    ".wmf": "export it as SVG or PNG",
    ".emf": "export it as SVG or PNG",
}
# Pillow's own limit, from which on it holds an image for an attack: some 89 million pixels, A3 at 700 to the inch.
MOST_PIXELS = Image.MAX_IMAGE_PIXELS or 89478485
# What Pillow may take a file for. Of its other kinds some start a program (Ghostscript for EPS), and none is for print.
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "AVIF", "TIFF", "BMP", "JPEG2000", "PPM", "ICO", "TGA")
_PNG = b"\x89PNG\r\n\x1a\n"


def faults(path: Path) -> Iterator[Fault]:
    """Yield what is wrong with an image file; its name as the author wrote it is not in the messages."""
    try:
        data = path.read_bytes()
    except OSError as error:
        yield _broken(f"cannot be read: {error.strerror or error}")
        return
    yield from faults_in(data, path)


def faults_in(data: bytes, path: Path) -> Iterator[Fault]:
    """Yield what is wrong with the bytes of an image; `path` is its name, and need not be there."""
    if not data:
        yield _broken("is empty", _ANEW)
    elif _is_markup(data):
        yield from _markup_faults(data, path)
    else:
        yield from _raster_faults(data, path)


def printable(data: bytes) -> bytes:
    """Return the bytes to print: those given, or a PNG of 8 bits made of them."""
    if _is_markup(data):
        return data
    with _quietly():
        try:
            image = Image.open(BytesIO(data), formats=_FORMATS)
            if image.mode in _PRINTED or (image.mode == "CMYK" and image.format in ("JPEG", "MPO")):
                return data
            made = BytesIO()
            _in_eight_bits(image).save(made, "PNG")
        except Exception:  # the engine says that it cannot
            return data
    return made.getvalue()


# The kinds of pixels that the engine prints by itself; the others become one of these.
_PRINTED = frozenset({"1", "L", "LA", "P", "RGB", "RGBA"})


def _in_eight_bits(image: Any) -> Any:
    if image.mode.startswith("I;16"):
        return image.point(lambda value: value * (1 / 257)).convert("L")
    return image.convert("RGBA" if image.mode in ("PA", "RGBa", "La") else "L" if image.mode in ("I", "F") else "RGB")


def _is_markup(data: bytes) -> bool:
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<"


def _markup_faults(data: bytes, path: Path) -> Iterator[Fault]:
    """Look into SVG: whether it is XML, and SVG at all."""
    web_page = data.lstrip()[:200].lower().lstrip(b"\xef\xbb\xbf").startswith((b"<!doctype html", b"<html"))
    if web_page:
        yield _broken("is a web page", "open it in a browser: the picture was not what was saved")
        return
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        line, column = getattr(error, "position", (0, 0))
        where = f" in line {line}, column {column + 1}" if line else ""
        yield _broken(f"is not well-formed XML{where}", "export it anew, or mend the line")
        return
    if root.tag.rpartition("}")[2] != "svg":
        yield _broken(f"is XML, but not SVG: it begins with <{root.tag.rpartition('}')[2]}>")


def _raster_faults(data: bytes, path: Path) -> Iterator[Fault]:
    with _quietly():
        try:
            image = Image.open(BytesIO(data), formats=_FORMATS)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            yield Fault("image.too-large", Severity.ERROR, _too_large(), _SMALLER)
            return
        except Exception as error:  # what a decoder makes of bytes from anywhere can be anything
            yield _unknown(error, path)
            return
        if image.width * image.height > MOST_PIXELS:
            yield Fault("image.too-large", Severity.ERROR, _too_large(image.width, image.height), _SMALLER)
            return
        if not image.width or not image.height:
            yield _broken(f"is {image.width} × {image.height} pixels", _ANEW)
            return
        yield from _frames(image)
        if _CHECKS.get(image.format or "", _decodes)(data):
            return
        if _decodes(data, to_its_end=False):
            message = "is cut off: the rest of the picture is missing"
            yield Fault("image.truncated", Severity.WARNING, message, _ANEW)
        else:
            yield _broken("is damaged", _ANEW)


def _unknown(error: Exception, path: Path) -> Fault:
    kind = _OTHER_KINDS.get(path.suffix.lower())
    if kind:
        return _broken(f"is of a kind that is not printed ({path.suffix.lower()[1:]})", kind)
    if isinstance(error, UnidentifiedImageError):
        return _broken("is not an image", "use SVG, PNG, JPEG, WebP, GIF or AVIF")
    return _broken(f"cannot be read: {error}", _ANEW)


_SMALLER = "make it smaller: at 300 to the inch a page of A4 has 2480 × 3508 pixels"


def _too_large(width: int = 0, height: int = 0) -> str:
    size = f"has {width} × {height} pixels, " if width else "has "
    return f"{size}more than {MOST_PIXELS // 10**6} million{'' if width else ' pixels'}"


def _frames(image: Any) -> Iterator[Fault]:
    """Tell of a picture that moves; a JPEG of several pictures (MPO) is a photograph and its preview."""
    try:
        count = getattr(image, "n_frames", 1) if image.format != "MPO" else 1
    except Exception:  # its frames are what is damaged, and that is told
        return
    if count > 1:
        yield Fault("image.animated", Severity.NOTE, f"has {count} pictures: only the first is printed")


def _broken(message: str, hint: str | None = None) -> Fault:
    return Fault("image.broken", Severity.ERROR, message, hint)


def _whole_png(data: bytes) -> bool:
    """Tell whether all chunks of a PNG are there, those of its pixels unhurt (ISO/IEC 15948 §5.3)."""
    at = len(_PNG)
    while at + 12 <= len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        end = at + 8 + length
        if end + 4 > len(data):
            return False
        if kind == b"IDAT" and zlib.crc32(data[at + 4 : end]) != int.from_bytes(data[end : end + 4]):
            return False
        if kind == b"IEND":
            return True
        at = end + 4
    return False


def _whole_jpeg(data: bytes) -> bool:
    """Tell whether a JPEG ends: its end marker comes behind its first scan (ISO/IEC 10918-1 §B.1)."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xDA:
            return data.rfind(b"\xff\xd9") > at
        fill = marker == 0xFF
        alone = 0xD0 <= marker <= 0xD8 or marker == 0x01
        at += 1 if fill else 2 if alone else 2 + int.from_bytes(data[at + 2 : at + 4])
    return False


def _whole_webp(data: bytes) -> bool:
    return int.from_bytes(data[4:8], "little") + 8 <= len(data)


def _decodes(data: bytes, *, to_its_end: bool = True) -> bool:
    """Tell whether an image can be decoded: to its end, or as far as it goes."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES  # which WeasyPrint sets, for all of the process
    ImageFile.LOAD_TRUNCATED_IMAGES = not to_its_end
    try:
        Image.open(BytesIO(data), formats=_FORMATS).load()
    except Exception:  # whatever the decoder raises, the picture is not whole
        return False
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before
    return True


_CHECKS: dict[str, Callable[[bytes], bool]] = {
    "PNG": _whole_png,
    "JPEG": _whole_jpeg,
    "MPO": _whole_jpeg,
    "WEBP": _whole_webp,
}


@contextmanager
def _quietly() -> Iterator[None]:
    """Keep Pillow's warnings from the terminal: what matters of them is a fault here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield

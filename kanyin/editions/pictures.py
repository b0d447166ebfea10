"""Images of a PDF: made smaller where they are finer than paper or screen can show, and painted in another palette.

In: an image of an open PDF and how large it is shown. Out: the same object with other pixels. What was a JPEG stays
one. An image that is of a kind WeasyPrint does not write stays as it is.
"""

from __future__ import annotations

import io
from typing import Any, Final

import pikepdf
from PIL import Image, ImageChops

from . import inks
from .placed import Sizes
from .profiles import srgb

LINE_ART: Final = 1200
"""The resolution, in dots an inch, that drawings of black and white alone keep."""
_FINER: Final = 1.1  # an image is left alone that is hardly finer than it need be
_NEUTRAL: Final = 3  # steps of 255 by which the channels of a grey photograph may differ
_QUALITY: Final = 92
_MODES: Final = {"/DeviceGray": "L", "/DeviceRGB": "RGB", "/DeviceCMYK": "CMYK"}
_SPACES: Final = {mode: space for space, mode in _MODES.items()}
_INVERTED: Final = [1, 0] * 4  # how Pillow writes a JPEG of four inks, after Adobe


class Pictures:
    """Makes the images of one PDF what an edition wants; `dpi` is the finest resolution that one keeps."""

    def __init__(self, placed: Sizes, dpi: float | None = None, *, interpolate: bool = True) -> None:
        self._placed, self._dpi, self._interpolate = placed, dpi, interpolate

    def repaint(self, image: Any, palette: inks.Palette) -> None:
        """Give an image the pixels of a palette, and no more of them than are seen."""
        if not self._interpolate and "/Interpolate" in image:
            del image["/Interpolate"]
        pixels = _pixels(image)
        if pixels is not None:
            made = _painted(pixels, palette)
            self._keep(image, pixels if made is None else made, changed=made is not None)
        if "/SMask" in image:
            self.repaint(image["/SMask"], _Alone())

    def reduce(self, image: Any) -> bool:
        """Make an image as coarse as it may be; tell whether that changed it."""
        pixels = _pixels(image) if self._ratio(image) < 1 else None
        return pixels is not None and self._keep(image, pixels)

    def _ratio(self, image: Any, dpi: float | None = None) -> float:
        dpi, shown = dpi or self._dpi, self._placed.get(image.objgen)
        if dpi is None or shown is None or min(shown) <= 0:
            return 1
        # The finer of both ways counts: an image squeezed to one side keeps what its other side needs.
        ratio = max(side / 72 * dpi / count for side, count in zip(shown, _size(image), strict=True))
        return ratio if ratio * _FINER < 1 else 1

    def _keep(self, image: Any, pixels: Any, *, changed: bool = False) -> bool:
        finest = LINE_ART if self._dpi and _is_line_art(pixels) else self._dpi
        ratio = self._ratio(image, finest)
        if ratio < 1:
            size = [max(1, round(side * ratio)) for side in pixels.size]
            pixels, changed = pixels.resize(size, Image.Resampling.LANCZOS), True
            if "/SMask" in image:
                self._placed.setdefault(image["/SMask"].objgen, self._placed[image.objgen])
        if changed:
            _write(image, pixels)
        return changed


class _Alone:
    """Leaves colours as they are."""

    space, paint = "/DeviceGray", (b"g", b"G")

    def converted(self, space: str, components: Any) -> None:
        return None


def _painted(pixels: Any, palette: inks.Palette) -> Any | None:
    """Return pixels in a palette; None for those that stay."""
    if isinstance(palette, inks.Press) and pixels.mode == "RGB":
        if _is_grey(pixels):
            return pixels.convert("L")
        own = pixels.info.get("icc_profile")
        return _through(palette, own, pixels) if own else palette.transform.apply(pixels)
    if isinstance(palette, inks.Grey) and pixels.mode != "L":
        return pixels.convert("L")
    if isinstance(palette, inks.Screen) and pixels.mode == "CMYK":
        return pixels.convert("RGB")
    return None


def _through(palette: inks.Press, profile: bytes, pixels: Any) -> Any:
    """Return pixels turned by the profile they bring; one that lcms cannot use is passed over."""
    try:
        return palette.transform_from(profile).apply(pixels)
    except (OSError, ValueError):
        return palette.transform_from(srgb()).apply(pixels)


def _size(image: Any) -> tuple[int, int]:
    return int(image["/Width"]), int(image["/Height"])


def _is_grey(pixels: Any) -> bool:
    red, green, blue = pixels.split()
    differences = (ImageChops.difference(red, green), ImageChops.difference(green, blue))
    return all(not any(difference.histogram()[_NEUTRAL + 1 :]) for difference in differences)


def _is_line_art(pixels: Any) -> bool:
    return pixels.mode == "L" and not any(pixels.histogram()[1:255])


def _pixels(image: Any) -> Any | None:
    """Return an image's pixels as Pillow has them, 0 being no ink; None where they cannot be had."""
    mode = _MODES.get(str(image.get("/ColorSpace")))
    if mode is None or image.get("/ImageMask", False) or image.get("/BitsPerComponent") != 8:
        return None
    try:
        if _is_jpeg(image):
            pixels = Image.open(io.BytesIO(image.read_raw_bytes()))
            pixels.load()
            upright = "/Decode" in image or pixels.mode != "CMYK"
            made = pixels if upright else ImageChops.invert(pixels)  # Pillow takes any such JPEG for Adobe's
        else:
            made = Image.frombytes(mode, _size(image), image.read_bytes())
    except (OSError, ValueError, pikepdf.PdfError):
        return None
    return made if made.mode == mode else None


def _is_jpeg(image: Any) -> bool:
    return str(image.get("/Filter")) == "/DCTDecode"


def _write(image: Any, pixels: Any) -> None:
    jpeg = _is_jpeg(image)
    if jpeg:
        file = io.BytesIO()
        pixels.save(file, format="JPEG", quality=_QUALITY, subsampling=0)
        image.write(file.getvalue(), filter=pikepdf.Name.DCTDecode)
    else:
        image.write(pixels.tobytes())
    image["/Width"], image["/Height"] = pixels.size
    image["/ColorSpace"] = pikepdf.Name(_SPACES[pixels.mode])
    if "/Decode" in image:
        del image["/Decode"]
    if jpeg and pixels.mode == "CMYK":
        image["/Decode"] = pikepdf.Array(_INVERTED)

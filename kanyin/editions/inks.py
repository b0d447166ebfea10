"""Inks: which colours a palette has for the colours of the screen's pages.

In: components of a colour in one of PDF's spaces. Out: components in the palette's own. `Press` turns everything into
four inks: black and greys into black ink alone, the program's accents into the numbers drawn up for them, the rest
through the press's profile by lcms. `Grey` is for soft masks, which only have a lightness. `Screen` turns four inks
into red, green and blue, as CSS does it where no profile is known, and leaves the rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, Final, Protocol

from PIL import Image, ImageCms

from .profiles import Profile, srgb

Components = tuple[float, ...]

# LOOK: the accents as they are printed, by what they are on a screen. 墨灰 is black ink alone.
HOUSE: Final[Mapping[tuple[int, int, int], Components]] = {
    (156, 40, 34): (0.10, 0.95, 0.95, 0.32),
    (30, 77, 107): (0.90, 0.60, 0.35, 0.30),
    (44, 90, 74): (0.80, 0.40, 0.70, 0.38),
    (58, 58, 58): (0, 0, 0, 0.85),
}
NEUTRAL: Final = 0.004
"""By how much the components of a grey may differ: one step in 255."""


class Palette(Protocol):
    """What recolouring asks. `space` is the device space of what it makes, `paint` its operators to fill and to stroke.

    `converted` returns a colour of a device space in its own, None for one that stays as it is.
    """

    space: str
    paint: tuple[bytes, bytes]

    def converted(self, space: str, components: Sequence[float]) -> Components | None: ...


class Press:
    """Four inks by a profile."""

    space = "/DeviceCMYK"
    paint = (b"k", b"K")

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._known: dict[tuple[int, ...], Components] = {}

    def converted(self, space: str, components: Sequence[float]) -> Components | None:
        """Return a colour in four inks."""
        if space == "/DeviceCMYK":
            return tuple(components)
        if space == "/DeviceGray":
            return (0, 0, 0, round(1 - components[0], 4))
        return self._of_rgb(*components)

    def _of_rgb(self, red: float, green: float, blue: float) -> Components:
        key = (round(red * 255), round(green * 255), round(blue * 255))
        if key in HOUSE:
            return HOUSE[key]
        if max(red, green, blue) - min(red, green, blue) <= NEUTRAL:
            return (0, 0, 0, round(1 - (red + green + blue) / 3, 4))
        if key not in self._known:
            inks = self.transform.apply(Image.new("RGB", (1, 1), key)).getpixel((0, 0))
            self._known[key] = tuple(round(ink / 255, 4) for ink in inks)
        return self._known[key]

    @cached_property
    def transform(self) -> Any:
        """The transform from sRGB: relative colorimetric, with black point compensation."""
        return self.transform_from(srgb())

    def transform_from(self, profile: bytes) -> Any:
        """Return the transform from another profile of RGB."""
        return ImageCms.buildTransform(
            Profile(profile, "", "").opened(), self._profile.opened(), "RGB", "CMYK",
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC, flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )  # fmt: skip


class Grey:
    """Lightness alone, as a blending space takes it (ISO 32000-1 §11.5.3)."""

    space = "/DeviceGray"
    paint = (b"g", b"G")

    def converted(self, space: str, components: Sequence[float]) -> Components | None:
        """Return the lightness of a colour."""
        if space == "/DeviceGray":
            return None
        red, green, blue = as_rgb(components) if space == "/DeviceCMYK" else components
        return (round(0.3 * red + 0.59 * green + 0.11 * blue, 4),)


class Screen:
    """Red, green and blue in place of inks."""

    space = "/DeviceRGB"
    paint = (b"rg", b"RG")

    def converted(self, space: str, components: Sequence[float]) -> Components | None:
        """Return the colour of inks; other colours stay."""
        return as_rgb(components) if space == "/DeviceCMYK" else None


def as_rgb(inks: Sequence[float]) -> Components:
    """Return inks as a screen shows them without a profile (CSS Color 5 §10.1, as `device-cmyk()` falls back)."""
    *colours, black = inks
    return tuple(round(1 - min(1, ink * (1 - black) + black), 4) for ink in colours)

"""Lightness of colours: an accent must be dark enough to carry white type and to print as one dark grey (LOOK §3).

In: colours as `#rrggbb`. Out: CIE L* (0 black to 100 white; D65), and the same hue made dark enough. Pure functions.
"""

from __future__ import annotations

DARKEST_WHITE_TYPE = 36.0
"""The greatest L* of an accent: white type on it has a contrast of 7.7 : 1."""


def lightness(colour: str) -> float:
    """Return the L* of a colour `#rrggbb` (CIE 15, from the luminance of IEC 61966-2-1)."""
    y = _luminance(_channels(colour))
    return 903.3 * y if y <= 0.008856 else 116 * y ** (1 / 3) - 16


def darkened(colour: str, limit: float = DARKEST_WHITE_TYPE) -> str:
    """Return the colour, made darker in equal parts until its L* is at most `limit`."""
    channels = _channels(colour)
    for percent in range(100, -1, -1):
        made = "#" + "".join(f"{round(channel * percent / 100):02x}" for channel in channels)
        if lightness(made) <= limit:
            return made
    raise AssertionError("unreachable: black has no lightness")


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(channels: tuple[int, int, int]) -> float:
    red, green, blue = (_linear(channel / 255) for channel in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)

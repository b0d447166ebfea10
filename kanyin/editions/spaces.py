"""Colour spaces of a PDF, as far as pages are painted in them (ISO 32000-1 §8.6).

In: a colour space as an object of the PDF. Out: a `Space`, which tells the device space that its components mean and
turns them into it. Lab becomes sRGB by arithmetic; a space by a profile becomes the device's of as many components.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from kanyin.records import dataclass

_BY_COUNT: Final = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}
_COUNT: Final = {space: count for count, space in _BY_COUNT.items()}
_BLACK: Final = {"/DeviceGray": (0.0,), "/DeviceRGB": (0.0, 0.0, 0.0), "/DeviceCMYK": (0.0, 0.0, 0.0, 1.0)}


@dataclass(frozen=True, slots=True)
class Space:
    """A space whose colours are those of `device`; with a white point, components are L*, a* and b* first."""

    device: str
    white: tuple[float, ...] | None = None

    @property
    def initial(self) -> tuple[float, ...]:
        """The colour it begins with, in the device's components."""
        return _BLACK[self.device]

    @property
    def count(self) -> int:
        """How many components a colour has."""
        return _COUNT[self.device]

    def in_device(self, components: Sequence[float]) -> Sequence[float]:
        """Return a colour in the device's components."""
        return components if self.white is None else _from_lab(components, self.white)


GREY, RGB, CMYK = (Space(device) for device in ("/DeviceGray", "/DeviceRGB", "/DeviceCMYK"))
_NAMES: Final = {
    **{space.device: space for space in (GREY, RGB, CMYK)},
    "/G": GREY, "/RGB": RGB, "/CMYK": CMYK, "/CalGray": GREY, "/CalRGB": RGB,
}  # fmt: skip


def space_of(found: Any) -> Space | None:
    """Return the space of an object; None for those that are no plain colours: patterns, separations, indexed."""
    if found is None:
        return None
    if str(found) in _NAMES:
        return _NAMES[str(found)]
    name = str(found[0]) if getattr(found, "_type_name", "") == "array" or isinstance(found, list) else ""
    if name == "/ICCBased":
        return _NAMES.get(_BY_COUNT.get(int(found[1].get("/N", 0)), ""))
    if name == "/Lab":
        return Space("/DeviceRGB", tuple(float(part) for part in found[1]["/WhitePoint"]))
    return _NAMES.get(name)


def _from_lab(components: Sequence[float], white: Sequence[float]) -> tuple[float, ...]:
    """Return L*, a*, b* as sRGB (CIE 15; IEC 61966-2-1), the white point scaled to that of D65."""
    middle = (components[0] + 16) / 116
    steps = (middle + components[1] / 500, middle, middle - components[2] / 200)
    x, y, z = (
        part * (step**3 if step > 6 / 29 else 3 * (6 / 29) ** 2 * (step - 4 / 29))
        for part, step in zip((0.95047, 1.0, 1.08883), steps, strict=True)
    )
    linear = (
        3.2404542 * x - 1.5371385 * y - 0.4985314 * z,
        -0.9692660 * x + 1.8760108 * y + 0.0415560 * z,
        0.0556434 * x - 0.2040259 * y + 1.0572252 * z,
    )
    return tuple(_encoded(min(1.0, max(0.0, part))) for part in linear)


def _encoded(value: float) -> float:
    return 12.92 * value if value <= 0.0031308 else float(1.055 * value ** (1 / 2.4) - 0.055)

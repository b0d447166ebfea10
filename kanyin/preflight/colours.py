"""Colour spaces of a PDF (ISO 32000-1 §8.6), and what a colour means on a press.

In: a colour space as the file has it. Out: a `Colour` without components, to which an operator gives them; predicates.
"""

from __future__ import annotations

from typing import Any, Final

import pikepdf

from .model import Colour
from .objects import array, dictionary, number, text

_DEVICE: Final = {
    "DeviceGray": "Gray", "DeviceRGB": "RGB", "DeviceCMYK": "CMYK", "G": "Gray", "RGB": "RGB", "CMYK": "CMYK",
    "CalGray": "Gray", "CalRGB": "RGB", "Lab": "Lab", "Pattern": "Pattern",
}  # fmt: skip
_PROFILED: Final = {1: "Gray", 3: "RGB", 4: "CMYK"}
_INITIAL: Final = {"Gray": (0.0,), "RGB": (0.0, 0.0, 0.0), "CMYK": (0.0, 0.0, 0.0, 1.0)}
_DEPTH: Final = 4  # an indexed space of a spot colour's space


def space(value: Any, spaces: Any = None, depth: int = 0) -> Colour:
    """Return a colour of a space, as it is when the space is chosen; `spaces` are those of the resources."""
    if isinstance(value, pikepdf.Name):
        return _named(value, spaces, depth)
    parts = array(value)
    if not parts or depth > _DEPTH:
        return Colour("Pattern")
    kind = text(parts[0])
    if kind == "ICCBased" and len(parts) > 1:
        family = _PROFILED.get(int(number(dictionary(parts[1]).get("/N"))), "RGB")
        return Colour(family, _INITIAL[family], device=False)
    if kind in ("Indexed", "I") and len(parts) > 1:
        return space(parts[1], spaces, depth + 1)._replace(values=())
    if kind in ("Separation", "DeviceN") and len(parts) > 1:
        names = array(parts[1]) or [parts[1]]
        return Colour("Inks", (1.0,) * len(names), tuple(map(text, names)))
    family = _DEVICE.get(kind, "Pattern")
    return Colour(family, _INITIAL.get(family, ()), device=kind.startswith("Device"))


def _named(value: Any, spaces: Any, depth: int) -> Colour:
    name = text(value)
    if name in _DEVICE:
        family = _DEVICE[name]
        replaced = dictionary(spaces).get(f"/Default{family}") if name.startswith("Device") else None
        return Colour(family, _INITIAL.get(family, ()), device=replaced is None and family != "Pattern")
    found = dictionary(spaces).get(f"/{name}")
    return space(found, spaces, depth + 1) if found is not None and depth < _DEPTH else Colour("Pattern")


def is_white(colour: Colour) -> bool:
    """Tell whether paper shows: nothing is printed."""
    white = {"Gray": (1.0,), "RGB": (1.0, 1.0, 1.0), "CMYK": (0.0,) * 4}.get(colour.family)
    return colour.values == white or (colour.family == "Inks" and not any(colour.values))


def is_rich_black(colour: Colour) -> bool:
    """Tell whether a colour looks black and is printed with more than the black plate."""
    if colour.family == "Inks":
        return "All" in colour.inks
    if colour.family != "CMYK" or len(colour.values) != 4:
        return False
    *others, black = colour.values
    return any(ink > _TRACE for ink in others) and black + min(others) >= _DARK


_TRACE: Final = 0.02
_DARK: Final = 0.85


def told(colour: Colour) -> str:
    """Return a colour as one says it: `RGB 0 0 0.5`."""
    name = " + ".join(colour.inks) or colour.family
    return " ".join([name, *(f"{value:.3g}" for value in colour.values)])

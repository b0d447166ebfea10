"""A PDF's pages painted with another palette: every content stream, form, pattern, shading and soft mask.

In: an open PDF and a `Palette`. Out: the same PDF, changed; each stream once, however many pages show it. Images are
handed to `images`, for what is a matter of pixels is none of operators.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pikepdf

from ..pdf import number
from .inks import Components, Grey, Palette
from .operators import Operation, Rewriting, operations
from .spaces import CMYK, GREY, RGB, Space, space_of

# Operators that set a colour: the space they imply (None: the current one), and 0 to fill or 1 to stroke.
_SETTING: Final[dict[bytes, tuple[Space | None, int]]] = {
    b"g": (GREY, 0), b"rg": (RGB, 0), b"k": (CMYK, 0), b"sc": (None, 0), b"scn": (None, 0),
    b"G": (GREY, 1), b"RG": (RGB, 1), b"K": (CMYK, 1), b"SC": (None, 1), b"SCN": (None, 1),
}  # fmt: skip
_CHOOSING: Final = {b"cs": 0, b"CS": 1}

Images = Callable[[Any, Palette], None]
"""Repaints an image in a palette; the image is a stream of the PDF."""


def recolour(pdf: Any, palette: Palette, images: Images) -> None:
    """Paint all pages with a palette."""
    painter = _Painter(pdf, palette, images, set())
    for page in pdf.pages:
        contents = page.obj.get("/Contents")
        resources = page.obj.get("/Resources", pikepdf.Dictionary())
        streams = contents if isinstance(contents, pikepdf.Array) else [contents] if contents is not None else []
        for stream in streams:
            painter.paint(stream, resources)
        painter.paint_group(page.obj)


class _Painter:
    """Goes through what is drawn; `seen` are the objects that were painted."""

    def __init__(self, pdf: Any, palette: Palette, images: Images, seen: set[tuple[int, int]]) -> None:
        self._pdf, self._palette, self._images, self._seen = pdf, palette, images, seen

    def paint(self, stream: Any, resources: Any) -> None:
        """Paint a content stream, and all that its resources hold."""
        if self._is_new(stream):
            self.paint_group(stream)
            made = repainted(stream.read_bytes(), resources.get("/ColorSpace", {}), self._palette)
            if made is not None:
                stream.write(made)
        if self._is_new(resources):
            self._paint_resources(resources)

    def paint_group(self, holder: Any) -> None:
        """Give a transparency group the palette's space to blend in."""
        group = holder.get("/Group")
        space = space_of(group.get("/CS")) if group is not None else None
        if space and self._palette.converted(space.device, space.initial) is not None:
            group["/CS"] = pikepdf.Name(self._palette.space)

    def _is_new(self, found: Any) -> bool:
        if not found.is_indirect:
            return True
        known = found.objgen in self._seen
        self._seen.add(found.objgen)
        return not known

    def _paint_resources(self, resources: Any) -> None:
        for found in resources.get("/ExtGState", {}).values():  # first: masks are among the forms too
            self._paint_mask(found)
        for found in resources.get("/XObject", {}).values():
            if found.get("/Subtype") == "/Form":
                self.paint(found, found.get("/Resources", resources))
            elif found.get("/Subtype") == "/Image" and self._is_new(found):
                self._images(found, self._palette)
        for found in resources.get("/Pattern", {}).values():
            if found.get("/PatternType") == 1:
                self.paint(found, found.get("/Resources", resources))
            elif found.get("/Shading") is not None:
                self._shade(found["/Shading"])
        for found in resources.get("/Shading", {}).values():
            self._shade(found)
        for found in resources.get("/Font", {}).values():
            for drawn in found.get("/CharProcs", {}).values():
                self.paint(drawn, found.get("/Resources", resources))

    def _paint_mask(self, state: Any) -> None:
        mask = state.get("/SMask")
        if not isinstance(mask, pikepdf.Dictionary):
            return
        luminous = mask.get("/S") == "/Luminosity" and self._palette.space == "/DeviceCMYK"
        painter = _Painter(self._pdf, Grey(), self._images, self._seen) if luminous else self
        painter.paint(mask["/G"], mask["/G"].get("/Resources", pikepdf.Dictionary()))
        if luminous and "/BC" in mask:
            space = {1: GREY, 3: RGB, 4: CMYK}[len(mask["/BC"])]
            made = painter._palette.converted(space.device, [float(part) for part in mask["/BC"]])
            mask["/BC"] = pikepdf.Array(made) if made else mask["/BC"]

    def _shade(self, shading: Any) -> None:
        if not self._is_new(shading):
            return
        space = space_of(shading.get("/ColorSpace"))
        if space is None or self._palette.converted(space.device, space.initial) is None:
            return
        self._blend(shading["/Function"], space)
        shading["/ColorSpace"] = pikepdf.Name(self._palette.space)

    def _blend(self, function: Any, space: Space) -> None:
        """Turn the colours between which a function goes from one to the other; those between follow."""
        for part in function.get("/Functions", ()):
            self._blend(part, space)
        if function.get("/FunctionType") == 2 and self._is_new(function):
            for end, usual in (("/C0", 0.0), ("/C1", 1.0)):
                given = [float(value) for value in function.get(end, [usual] * space.count)]
                function[end] = pikepdf.Array(self._palette.converted(space.device, space.in_device(given)) or given)


def repainted(data: bytes, spaces: Any, palette: Palette) -> bytes | None:
    """Return a content stream in a palette's colours, None where nothing changes."""
    rewriting = Rewriting(data)
    current: list[Space | None] = [GREY, GREY]
    kept: list[list[Space | None]] = []
    for operation in operations(data):
        name = operation.name
        if name == b"q":
            kept.append(current[:])
        elif name == b"Q" and kept:
            current = kept.pop()
        elif name in _CHOOSING and operation.operands:
            which = _CHOOSING[name]
            chosen = operation.operands[-1].decode("latin-1")
            current[which] = space_of(spaces.get(chosen, chosen))
            _put(rewriting, operation, current[which], (current[which] or GREY).initial, which, palette)
        elif name in _SETTING:
            implied, which = _SETTING[name]
            space = current[which] = implied or current[which]
            _put(rewriting, operation, space, _numbers(operation, space), which, palette)
    return rewriting.joined() if rewriting.changed else None


def _numbers(operation: Operation, space: Space | None) -> Components | None:
    """Return the components of a colour in the device's terms; None where they are those of a pattern."""
    if space is None or len(operation.operands) != space.count:
        return None
    try:
        return tuple(space.in_device([float(operand) for operand in operation.operands]))
    except ValueError:
        return None


def _put(
    rewriting: Rewriting,
    operation: Operation,
    space: Space | None,
    components: Components | None,
    which: int,
    palette: Palette,
) -> None:
    if space is None or components is None:
        return
    made = palette.converted(space.device, components)
    if made is not None:
        rewriting.replace(operation, b" ".join([*map(number, made), palette.paint[which]]))

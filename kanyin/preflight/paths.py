"""Graphics state, colours and paths (ISO 32000-1 §8.4–8.6): lines and areas.

In: operands. Out: strokes and areas on the canvas, and the state that comes after.
"""

from __future__ import annotations

from typing import Final

import pikepdf

from ..boxes import Box
from ..matrices import box_of, scale, times
from . import colours
from .canvas import Canvas, clipped, matrix_of
from .model import Area, Colour, Stroke
from .objects import array, dictionary, number
from .tokens import name
from .tokens import number as value

_THIN: Final = 1.0  # pt: an area no thicker is a rule, drawn as Chinese and web programs draw it


class Paths(Canvas):
    """Operators that set the state and paint paths."""

    # ---- graphics state

    def _save(self, _: list[bytes]) -> None:
        if len(self._stack) < 10_000:
            self._stack.append(self._state)

    def _restore(self, _: list[bytes]) -> None:
        if self._stack:
            self._state = self._stack.pop()

    def _transform(self, operands: list[bytes]) -> None:
        self._change(matrix=times(matrix_of(operands), self._state.matrix))

    def _width(self, operands: list[bytes]) -> None:
        self._change(width=value(operands[-1]))

    def _dictionary(self, operands: list[bytes]) -> None:
        found = dictionary(self._resource("/ExtGState", operands[-1]))
        if "/LW" in found:
            self._change(width=number(found["/LW"], 1.0))
        if len(font := array(found.get("/Font"))) == 2:
            self._change(font=self._fonts.get(font[0]), size=number(font[1]))

    # ---- colour

    def _gray(self, operands: list[bytes]) -> None:
        self._change(fill=self._device("DeviceGray", operands))

    def _gray_stroke(self, operands: list[bytes]) -> None:
        self._change(stroke=self._device("DeviceGray", operands))

    def _rgb(self, operands: list[bytes]) -> None:
        self._change(fill=self._device("DeviceRGB", operands))

    def _rgb_stroke(self, operands: list[bytes]) -> None:
        self._change(stroke=self._device("DeviceRGB", operands))

    def _cmyk(self, operands: list[bytes]) -> None:
        self._change(fill=self._device("DeviceCMYK", operands))

    def _cmyk_stroke(self, operands: list[bytes]) -> None:
        self._change(stroke=self._device("DeviceCMYK", operands))

    def _device(self, kind: str, operands: list[bytes]) -> Colour:
        chosen = colours.space(pikepdf.Name(f"/{kind}"), self._resources.get("/ColorSpace"))
        return chosen._replace(values=tuple(map(value, operands)))

    def _space(self, operands: list[bytes]) -> None:
        self._change(fill=self._named_space(operands[-1]))

    def _space_stroke(self, operands: list[bytes]) -> None:
        self._change(stroke=self._named_space(operands[-1]))

    def _named_space(self, token: bytes) -> Colour:
        return colours.space(pikepdf.Name(name(token)), self._resources.get("/ColorSpace"))

    def _components(self, operands: list[bytes]) -> None:
        self._change(fill=_with_components(self._state.fill, operands))

    def _components_stroke(self, operands: list[bytes]) -> None:
        self._change(stroke=_with_components(self._state.stroke, operands))

    # ---- paths

    def _point(self, operands: list[bytes]) -> None:
        self._path += [(value(x), value(y)) for x, y in zip(operands[::2], operands[1::2], strict=False)]

    def _rectangle(self, operands: list[bytes]) -> None:
        x, y, width, height = map(value, operands[-4:])
        self._path += [(x, y), (x + width, y + height)]

    def _clip(self, _: list[bytes]) -> None:
        self._clipping = True

    def _box(self) -> Box | None:
        """Return the box around the path."""
        if not self._path:
            return None
        xs, ys = zip(*self._path, strict=True)
        return box_of(self._state.matrix, min(xs), min(ys), max(xs), max(ys))

    def _paint(self, *, fill: bool, stroke: bool) -> None:
        box = self._box()
        if box is not None and fill:
            self._fill(box, stroked=stroke)
        if box is not None and stroke:
            width = self._state.width * scale(self._state.matrix)
            half = width / 2
            around = Box(box.left - half, box.bottom - half, box.right + half, box.top + half)
            if seen := clipped(around, self._state.clip):
                self._add(1, Stroke(seen, width, self._state.stroke, self._mark()))
        if box is not None and self._clipping:
            self._change(clip=box.within(self._state.clip))
        self._path, self._clipping = [], False

    def _fill(self, box: Box, *, stroked: bool) -> None:
        if (seen := clipped(box, self._state.clip)) is None:
            return
        thin, long = sorted((box.width, box.height))
        if len(self._path) <= 5 and thin < _THIN < long:
            if not stroked:  # which makes it as thick as the line around it
                self._add(1, Stroke(seen, thin, self._state.fill, self._mark()))
        else:
            self._add(2, Area(seen, self._state.fill))

    def _stroked(self, _: list[bytes]) -> None:
        self._paint(fill=False, stroke=True)

    def _filled(self, _: list[bytes]) -> None:
        self._paint(fill=True, stroke=False)

    def _filled_and_stroked(self, _: list[bytes]) -> None:
        self._paint(fill=True, stroke=True)

    def _ended(self, _: list[bytes]) -> None:
        self._paint(fill=False, stroke=False)

    def _shade(self, operands: list[bytes]) -> None:
        shading = dictionary(self._resource("/Shading", operands[-1]))
        colour = colours.space(shading.get("/ColorSpace"), self._resources.get("/ColorSpace"))
        self._add(2, Area(self._state.clip, colour._replace(values=())))


def _with_components(colour: Colour, operands: list[bytes]) -> Colour:
    return colour._replace(values=tuple(value(part) for part in operands if part[:1] != b"/"))


OPERATORS: Final = (
    ("q", "_save"), ("Q", "_restore"), ("cm", "_transform"), ("w", "_width"), ("gs", "_dictionary"),
    ("g", "_gray"), ("G", "_gray_stroke"), ("rg", "_rgb"), ("RG", "_rgb_stroke"), ("k", "_cmyk"), ("K", "_cmyk_stroke"),
    ("cs", "_space"), ("CS", "_space_stroke"), ("sc", "_components"), ("scn", "_components"),
    ("SC", "_components_stroke"), ("SCN", "_components_stroke"),
    ("m", "_point"), ("l", "_point"), ("c", "_point"), ("v", "_point"), ("y", "_point"), ("re", "_rectangle"),
    ("W", "_clip"), ("W*", "_clip"), ("S", "_stroked"), ("s", "_stroked"), ("f", "_filled"), ("F", "_filled"),
    ("f*", "_filled"), ("B", "_filled_and_stroked"), ("B*", "_filled_and_stroked"), ("b", "_filled_and_stroked"),
    ("b*", "_filled_and_stroked"), ("n", "_ended"), ("sh", "_shade"),
)  # fmt: skip

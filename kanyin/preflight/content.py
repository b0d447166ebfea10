"""The interpreter: what the operators of a content stream draw (ISO 32000-1 §7.8, §8.8–8.10, §14.6).

In: a page's streams and resources. Out: `Drawn`. Graphics state, text, fonts, colours, form XObjects and images are
followed; glyphs are boxes of their advance, a clip is the box around it. Patterns, soft masks, the glyphs of Type 3
fonts and the looks of annotations are not entered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import pikepdf

from ..boxes import Box
from ..matrices import box_of, sides, times
from . import colours, paths, writing
from .canvas import ARTIFACT, UNKNOWN, Fonts, State, clipped
from .model import Colour, Drawn, Picture
from .objects import FAULTS, TooLongError, array, data_of, dictionary, number, text
from .tokens import INLINE, tokens
from .tokens import number as value
from .writing import Writing

_DEEPEST: Final = 12  # forms within forms


def drawn(
    streams: Sequence[Any], resources: Any, unit: float, media: Box, fonts: Fonts, *, texts: bool = True
) -> Drawn:
    """Return what a page's streams draw; `unit` is its /UserUnit, `media` its box in pt.

    Without `texts` what is shown as text is passed over, which takes most of the time.
    """
    state = State((unit, 0.0, 0.0, unit, 0.0, 0.0), media)
    interpreter = _Interpreter(state, fonts, _OPERATORS if texts else (*_DRAWING, *_MARKING))
    pieces = []
    for stream in streams:
        try:
            pieces.append(data_of(stream))
        except TooLongError:
            interpreter.fault = "it is too long"
        except FAULTS:
            interpreter.fault = "it is damaged"
    interpreter.run(b"\n".join(pieces), dictionary(resources))
    return interpreter.drawn()


class _Interpreter(Writing):
    """All operators."""

    def run(self, data: bytes, resources: Any) -> None:
        """Follow a stream."""
        if self._left < 0:
            return
        found = tokens(data)
        self._left -= len(found)
        if self._left < 0:
            self.fault = "it draws too much"
            return
        outer, self._resources = self._resources, resources
        operators = self._operators
        operands: list[bytes] = []
        for token in found:
            operator = operators.get(token)
            if operator:
                try:
                    operator(operands)
                except (IndexError, *FAULTS):
                    self.fault = self.fault or "it is damaged"
                operands = []
            elif token[:1].isalpha() and token not in (b"true", b"false", b"null"):
                operands = []
            else:
                operands.append(token)
        self._resources = outer

    # ---- images and forms

    def _object(self, operands: list[bytes]) -> None:
        found = self._resource("/XObject", operands[-1])
        if not isinstance(found, pikepdf.Stream):
            return
        kind = text(found.get("/Subtype"))
        if kind == "Image":
            self._image(found, self._resources.get("/ColorSpace"))
        elif kind == "Form":
            self._form(found)

    def _form(self, form: Any) -> None:
        if self._depth >= _DEEPEST:
            self.fault = "its forms are in one another without end"
            return
        outer, stack, marks = self._state, self._stack, len(self._marks)
        path, pen, line = self._path, self._pen, self._line
        self._path = []
        parts = [number(part) for part in array(form.get("/Matrix"))]
        matrix = times(tuple(parts), outer.matrix) if len(parts) == 6 else outer.matrix  # type: ignore[arg-type]
        corners = [number(part) for part in array(form.get("/BBox"))]
        clip = box_of(matrix, *corners).within(outer.clip) if len(corners) == 4 else outer.clip
        self._state, self._stack, self._depth = replace(outer, matrix=matrix, clip=clip), [], self._depth + 1
        if "/StructParents" in form:
            self._marks.append(UNKNOWN)
        resources = form.get("/Resources")
        try:
            self.run(data_of(form), self._resources if resources is None else dictionary(resources))
        except FAULTS:
            self.fault = self.fault or "a form in it is damaged"
        del self._marks[marks:]
        self._path, self._pen, self._line = path, pen, line
        self._state, self._stack, self._depth = outer, stack, self._depth - 1

    def _image(self, image: Any, spaces: Any) -> None:
        stencil = text(image.get("/ImageMask")) == "True"
        colour = self._state.fill if stencil else colours.space(image.get("/ColorSpace"), spaces)
        pixels = (int(number(image.get("/Width"))), int(number(image.get("/Height"))))
        stencil = stencil or number(image.get("/BitsPerComponent"), 8) == 1
        self._add_image(pixels, colour, stencil)

    def _inline(self, operands: list[bytes]) -> None:
        found = {_LONG.get(key, key): operand for key, operand in zip(operands[::2], operands[1::2], strict=False)}
        pixels = (int(value(found.get(b"/Width", b"0"))), int(value(found.get(b"/Height", b"0"))))
        stencil = found.get(b"/ImageMask") == b"true"
        kind = found.get(b"/ColorSpace", b"/G")
        colour = self._named_space(kind) if kind[:1] == b"/" else Colour("Pattern")
        colour = self._state.fill if stencil else colour
        self._add_image(pixels, colour, stencil or found.get(b"/BitsPerComponent") == b"1")

    def _add_image(self, pixels: tuple[int, int], colour: Colour, stencil: bool) -> None:
        matrix = self._state.matrix
        seen = clipped(box_of(matrix, 0.0, 0.0, 1.0, 1.0), self._state.clip)
        width, height = sides(matrix)
        if seen and min(pixels) > 0 and width > 0 and height > 0:
            dpi = min(pixels[0] / width, pixels[1] / height) * 72
            self._add(3, Picture(seen, pixels, dpi, colour._replace(values=()), stencil))

    # ---- marked content

    def _mark_simple(self, operands: list[bytes]) -> None:
        self._marks.append(ARTIFACT if operands and operands[-1] == b"/Artifact" else None)

    def _mark_begin(self, operands: list[bytes]) -> None:
        if operands[0] == b"/Artifact":
            self._marks.append(ARTIFACT)
        elif b"/MCID" in operands[:-1]:
            self._marks.append(int(value(operands[operands.index(b"/MCID") + 1])))
        else:
            properties = dictionary(self._resource("/Properties", operands[-1]))
            self._marks.append(int(number(properties["/MCID"])) if "/MCID" in properties else None)

    def _mark_end(self, _: list[bytes]) -> None:
        if self._marks:
            self._marks.pop()


_LONG: Final = {
    b"/W": b"/Width", b"/H": b"/Height", b"/IM": b"/ImageMask", b"/CS": b"/ColorSpace", b"/BPC": b"/BitsPerComponent",
}  # fmt: skip
_MARKING: Final = (("BMC", "_mark_simple"), ("BDC", "_mark_begin"), ("EMC", "_mark_end"))
_DRAWING: Final = (*paths.OPERATORS, ("Do", "_object"), (INLINE.decode(), "_inline"))
_OPERATORS: Final = (*_DRAWING, *writing.OPERATORS, *_MARKING)

"""The interpreter: what the operators of a content stream draw (ISO 32000-1 §8, §9).

In: a page's streams and resources. Out: `Drawn`. Graphics state, text, fonts, colours, form XObjects and images are
followed; glyphs are boxes of their advance, a clip is the box around it. Patterns, soft masks, the glyphs of Type 3
fonts and the looks of annotations are not entered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import pikepdf

from ..imposition.boxes import Box
from . import colours
from .glyphs import Glyphs, glyphs_of
from .matrices import IDENTITY, Matrix, box_of, scale, sides, times
from .model import BLACK, Area, Colour, Drawn, Picture, Stroke, Text
from .objects import FAULTS, TooLongError, array, data_of, dictionary, number, same, text
from .tokens import INLINE, name, shown, string, tokens
from .tokens import number as value

_ASCENT, _DESCENT = 0.88, -0.12  # of a Han face's em box
_THIN: Final = 1.0  # pt: an area no thicker is a rule, drawn as Chinese and web programs draw it
_MOST: Final = 3_000_000  # tokens a page
_DEEPEST: Final = 12  # forms within forms
# A closing mark at a line's end, and a blank, may stand beyond it: their ink does not.
_HANGING: Final = "\u3000 \u00a0，。、；：？！）〉》」』】〕〗］｝”’"
_ARTIFACT, _UNKNOWN = -1, -2


@dataclass(frozen=True, slots=True)
class _State:
    """The graphics state."""

    matrix: Matrix
    clip: Box
    fill: Colour = BLACK
    stroke: Colour = BLACK
    width: float = 1.0
    font: Glyphs | None = None
    size: float = 0.0
    spacing: float = 0.0
    blank: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0


@dataclass
class Fonts:
    """The fonts of a file, each looked into once."""

    known: dict[Any, Glyphs] = field(default_factory=dict)

    def get(self, font: Any) -> Glyphs:
        """Return a font."""
        key = same(font)
        if key is None:
            return glyphs_of(font)
        if key not in self.known:
            self.known[key] = glyphs_of(font)
        return self.known[key]


def drawn(
    streams: Sequence[Any], resources: Any, unit: float, media: Box, fonts: Fonts, *, texts: bool = True
) -> Drawn:
    """Return what a page's streams draw; `unit` is its /UserUnit, `media` its box in pt.

    Without `texts` what is shown as text is passed over, which takes most of the time.
    """
    state = _State((unit, 0.0, 0.0, unit, 0.0, 0.0), media)
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


class _Interpreter:
    def __init__(self, state: _State, fonts: Fonts, operators: Sequence[tuple[str, str]]) -> None:
        self._state, self._fonts = state, fonts
        self._stack: list[_State] = []
        self._path: list[tuple[float, float]] = []
        self._clipping = False
        self._pen = self._line = IDENTITY
        self._marks: list[int | None] = []
        self._depth, self._left = 0, _MOST
        self._resources: Any = None
        self._found: tuple[list[Text], list[Stroke], list[Area], list[Picture]] = ([], [], [], [])
        self._untagged = 0
        self.fault = ""
        self._operators = {code.encode(): getattr(self, method) for code, method in operators}

    def drawn(self) -> Drawn:
        texts, strokes, areas, pictures = self._found
        return Drawn(tuple(texts), tuple(strokes), tuple(areas), tuple(pictures), self._untagged, self.fault)

    def run(self, data: bytes, resources: Any) -> None:
        """Follow a stream."""
        outer, self._resources = self._resources, resources
        operators: dict[bytes, Callable[[list[bytes]], None]] = self._operators
        operands: list[bytes] = []
        found = tokens(data)
        self._left -= len(found)
        if self._left < 0:
            self.fault = "it draws too much"
            return
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

    def _resource(self, kind: str, token: bytes) -> Any:
        return dictionary(self._resources.get(kind)).get(name(token))

    # ---- graphics state

    def _change(self, **values: Any) -> None:
        self._state = replace(self._state, **values)

    def _save(self, _: list[bytes]) -> None:
        if len(self._stack) < 10_000:
            self._stack.append(self._state)

    def _restore(self, _: list[bytes]) -> None:
        if self._stack:
            self._state = self._stack.pop()

    def _transform(self, operands: list[bytes]) -> None:
        self._change(matrix=times(_matrix(operands), self._state.matrix))

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
            if seen := _seen(around, self._state.clip):
                self._add(1, Stroke(seen, width, self._state.stroke, self._mark()))
        if box is not None and self._clipping:
            self._change(clip=box.within(self._state.clip))
        self._path, self._clipping = [], False

    def _fill(self, box: Box, *, stroked: bool) -> None:
        if (seen := _seen(box, self._state.clip)) is None:
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

    # ---- text

    def _begin(self, _: list[bytes]) -> None:
        self._pen = self._line = IDENTITY

    def _font(self, operands: list[bytes]) -> None:
        font = self._resource("/Font", operands[-2])
        self._change(font=self._fonts.get(font), size=value(operands[-1]))

    def _spacing(self, operands: list[bytes]) -> None:
        self._change(spacing=value(operands[-1]))

    def _blank(self, operands: list[bytes]) -> None:
        self._change(blank=value(operands[-1]))

    def _stretch(self, operands: list[bytes]) -> None:
        self._change(stretch=value(operands[-1]) / 100)

    def _leading(self, operands: list[bytes]) -> None:
        self._change(leading=value(operands[-1]))

    def _rise(self, operands: list[bytes]) -> None:
        self._change(rise=value(operands[-1]))

    def _mode(self, operands: list[bytes]) -> None:
        self._change(mode=int(value(operands[-1])))

    def _move(self, operands: list[bytes]) -> None:
        x, y = value(operands[-2]), value(operands[-1])
        self._pen = self._line = times((1.0, 0.0, 0.0, 1.0, x, y), self._line)

    def _move_leading(self, operands: list[bytes]) -> None:
        self._change(leading=-value(operands[-1]))
        self._move(operands)

    def _set(self, operands: list[bytes]) -> None:
        self._pen = self._line = _matrix(operands)

    def _next(self, _: list[bytes]) -> None:
        self._pen = self._line = times((1.0, 0.0, 0.0, 1.0, 0.0, -self._state.leading), self._line)

    def _show(self, operands: list[bytes]) -> None:
        self._text([operands[-1]])

    def _show_array(self, operands: list[bytes]) -> None:
        self._text(shown(operands[-1]))

    def _show_next(self, operands: list[bytes]) -> None:
        self._next([])
        self._text([operands[-1]])

    def _show_spaced(self, operands: list[bytes]) -> None:
        self._change(blank=value(operands[-3]), spacing=value(operands[-2]))
        self._show_next(operands)

    def _text(self, parts: Sequence[bytes]) -> None:
        """Show strings, and move the pen by the numbers between them (ISO 32000-1 §9.4.4)."""
        state = self._state
        if (font := state.font) is None:
            return
        size, stretch = state.size / 1000, 1.0 if font.vertical else state.stretch
        pen, lost, told, end = 0.0, 0, [], 0.0
        for part in parts:
            if part[:1] not in (b"<", b"("):
                pen -= value(part) * size * stretch
                continue
            count, width, missing, characters, blanks = font.measured(string(part))
            if font.vertical:
                width = 1000.0 * count
            pen += (width * size + count * state.spacing + blanks * state.blank) * stretch
            lost += missing
            told.append(characters)
            if bare := characters.rstrip(_HANGING):
                end = pen - (len(characters) - len(bare)) * state.size * stretch
        self._set_text("".join(told), pen, end, lost)

    def _set_text(self, characters: str, advance: float, end: float, lost: int) -> None:
        state, vertical = self._state, self._state.font is not None and self._state.font.vertical
        matrix = times(self._pen, state.matrix)
        low, high = state.rise + _DESCENT * state.size, state.rise + _ASCENT * state.size
        if vertical:
            box = box_of(matrix, -state.size / 2, -advance, state.size / 2, 0.0)
        else:
            box = box_of(matrix, 0.0, low, advance, high)
        step = (0.0, -advance) if vertical else (advance, 0.0)
        self._pen = times((1.0, 0.0, 0.0, 1.0, *step), self._pen)
        if characters.strip() and _seen(box, state.clip):
            size = abs(state.size) * scale(matrix)
            upright = not vertical and abs(matrix[1]) < 1e-3 and matrix[0] > 0
            edge = matrix[0] * end + matrix[4] if upright else box.right
            artifact, mark = self._tag()
            found = Text(box, characters, size, self._inks(), lost, edge, upright, artifact, mark)
            self._add(0, found)

    def _inks(self) -> tuple[Colour, ...]:
        """Return the colours of text in this rendering mode (ISO 32000-1 §9.3.6)."""
        state = self._state
        return {0: (state.fill,), 1: (state.stroke,), 2: (state.fill, state.stroke)}.get(
            state.mode & 3 if state.mode != 7 else 3, ()
        )

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
            self._marks.append(_UNKNOWN)
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
        seen = _seen(box_of(matrix, 0.0, 0.0, 1.0, 1.0), self._state.clip)
        width, height = sides(matrix)
        if seen and min(pixels) > 0 and width > 0 and height > 0:
            dpi = min(pixels[0] / width, pixels[1] / height) * 72
            self._add(3, Picture(seen, pixels, dpi, colour._replace(values=()), stencil))

    # ---- marked content

    def _mark_simple(self, operands: list[bytes]) -> None:
        self._marks.append(_ARTIFACT if operands and operands[-1] == b"/Artifact" else None)

    def _mark_begin(self, operands: list[bytes]) -> None:
        if operands[0] == b"/Artifact":
            self._marks.append(_ARTIFACT)
        elif b"/MCID" in operands[:-1]:
            self._marks.append(int(value(operands[operands.index(b"/MCID") + 1])))
        else:
            properties = dictionary(self._resource("/Properties", operands[-1]))
            self._marks.append(int(number(properties["/MCID"])) if "/MCID" in properties else None)

    def _mark_end(self, _: list[bytes]) -> None:
        if self._marks:
            self._marks.pop()

    def _tag(self) -> tuple[bool, int | None]:
        """Return whether what is drawn is an artifact, and the number of the content it is marked as."""
        for mark in reversed(self._marks):
            if mark == _ARTIFACT:
                return True, None
            if mark is not None:
                return False, None if mark == _UNKNOWN else mark
        return False, None

    def _mark(self) -> int | None:
        return self._tag()[1]

    def _add(self, kind: int, found: Any) -> None:
        self._found[kind].append(found)
        if not any(mark is not None for mark in self._marks):
            self._untagged += 1


def _seen(box: Box, clip: Box) -> Box | None:
    """Return what of a box a clip lets be seen; a line has no thickness, and is seen all the same."""
    left, bottom, right, top = box.edges
    if left > clip.right or right < clip.left or bottom > clip.top or top < clip.bottom:
        return None
    return box.within(clip)


def _matrix(operands: list[bytes]) -> Matrix:
    a, b, c, d, e, f = map(value, operands[-6:])
    return a, b, c, d, e, f


_IS_NAME: Final = re.compile(rb"/")


def _with_components(colour: Colour, operands: list[bytes]) -> Colour:
    return colour._replace(values=tuple(value(part) for part in operands if not _IS_NAME.match(part)))


_LONG: Final = {
    b"/W": b"/Width", b"/H": b"/Height", b"/IM": b"/ImageMask", b"/CS": b"/ColorSpace", b"/BPC": b"/BitsPerComponent",
}  # fmt: skip
_DRAWING: Final = (
    ("q", "_save"), ("Q", "_restore"), ("cm", "_transform"), ("w", "_width"), ("gs", "_dictionary"),
    ("g", "_gray"), ("G", "_gray_stroke"), ("rg", "_rgb"), ("RG", "_rgb_stroke"), ("k", "_cmyk"), ("K", "_cmyk_stroke"),
    ("cs", "_space"), ("CS", "_space_stroke"), ("sc", "_components"), ("scn", "_components"),
    ("SC", "_components_stroke"), ("SCN", "_components_stroke"),
    ("m", "_point"), ("l", "_point"), ("c", "_point"), ("v", "_point"), ("y", "_point"), ("re", "_rectangle"),
    ("W", "_clip"), ("W*", "_clip"), ("S", "_stroked"), ("s", "_stroked"), ("f", "_filled"), ("F", "_filled"),
    ("f*", "_filled"), ("B", "_filled_and_stroked"), ("B*", "_filled_and_stroked"), ("b", "_filled_and_stroked"),
    ("b*", "_filled_and_stroked"), ("n", "_ended"), ("sh", "_shade"), ("Do", "_object"), (INLINE.decode(), "_inline"),
)  # fmt: skip
_WRITING: Final = (
    ("BT", "_begin"), ("Tf", "_font"), ("Tc", "_spacing"), ("Tw", "_blank"), ("Tz", "_stretch"), ("TL", "_leading"),
    ("Ts", "_rise"), ("Tr", "_mode"), ("Td", "_move"), ("TD", "_move_leading"), ("Tm", "_set"), ("T*", "_next"),
    ("Tj", "_show"), ("TJ", "_show_array"), ("'", "_show_next"), ('"', "_show_spaced"),
)  # fmt: skip
_MARKING: Final = (("BMC", "_mark_simple"), ("BDC", "_mark_begin"), ("EMC", "_mark_end"))
_OPERATORS: Final = (*_DRAWING, *_WRITING, *_MARKING)

"""Text (ISO 32000-1 §9): what is shown, how large, where it begins and ends.

In: operands. Out: texts on the canvas.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..matrices import IDENTITY, box_of, scale, times
from .canvas import clipped, matrix_of
from .model import Colour, Text
from .paths import Paths
from .tokens import number as value
from .tokens import shown, string

_ASCENT, _DESCENT = 0.88, -0.12  # of a Han face's em box
# A closing mark at a line's end, and a blank, may stand beyond it: their ink does not.
_HANGING: Final = "\u3000 \u00a0，。、；：？！）〉》」』】〕〗］｝”’"


class Writing(Paths):
    """Operators that show text."""

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
        self._pen = self._line = matrix_of(operands)

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
                hanging = len(characters) - len(bare)
                end = pen - (hanging * state.size + (hanging + 1) * state.spacing) * stretch
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
        if (characters.strip() or lost) and clipped(box, state.clip):
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


OPERATORS: Final = (
    ("BT", "_begin"), ("Tf", "_font"), ("Tc", "_spacing"), ("Tw", "_blank"), ("Tz", "_stretch"), ("TL", "_leading"),
    ("Ts", "_rise"), ("Tr", "_mode"), ("Td", "_move"), ("TD", "_move_leading"), ("Tm", "_set"), ("T*", "_next"),
    ("Tj", "_show"), ("TJ", "_show_array"), ("'", "_show_next"), ('"', "_show_spaced"),
)  # fmt: skip

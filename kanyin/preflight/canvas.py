"""The canvas of an interpreter: the graphics state, where it stands in marked content, and what it has drawn so far.

In: a first state. Out: `Canvas`, on which `paths.py`, `writing.py` and `content.py` build, each with its operators.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field, replace
from typing import Any, Final

from ..boxes import Box
from ..matrices import IDENTITY, Matrix
from ..records import dataclass
from .glyphs import Glyphs, glyphs_of
from .model import BLACK, Area, Colour, Drawn, Picture, Stroke, Text
from .objects import dictionary, same
from .tokens import name
from .tokens import number as value

MOST: Final = 3_000_000
"""So many tokens of a page are followed."""
ARTIFACT: Final = -1
UNKNOWN: Final = -2  # the content of a form that has parents of its own in the structure


@dataclass(frozen=True, slots=True)
class State:
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


class Canvas:
    """What all operators work on."""

    def __init__(self, state: State, fonts: Fonts, operators: Sequence[tuple[str, str]]) -> None:
        self._state, self._fonts = state, fonts
        self._stack: list[State] = []
        self._path: list[tuple[float, float]] = []
        self._clipping = False
        self._pen = self._line = IDENTITY
        self._marks: list[int | None] = []
        self._depth, self._left = 0, MOST
        self._resources: Any = None
        self._found: tuple[list[Text], list[Stroke], list[Area], list[Picture]] = ([], [], [], [])
        self._untagged = 0
        self.fault = ""
        self._operators: dict[bytes, Callable[[list[bytes]], None]] = {
            code.encode(): getattr(self, method) for code, method in operators
        }

    def drawn(self) -> Drawn:
        texts, strokes, areas, pictures = self._found
        return Drawn(tuple(texts), tuple(strokes), tuple(areas), tuple(pictures), self._untagged, self.fault)

    def _resource(self, kind: str, token: bytes) -> Any:
        return dictionary(self._resources.get(kind)).get(name(token))

    def _change(self, **values: Any) -> None:
        self._state = replace(self._state, **values)

    def _tag(self) -> tuple[bool, int | None]:
        """Return whether what is drawn is an artifact, and the number of the content it is marked as."""
        for mark in reversed(self._marks):
            if mark == ARTIFACT:
                return True, None
            if mark is not None:
                return False, None if mark == UNKNOWN else mark
        return False, None

    def _mark(self) -> int | None:
        return self._tag()[1]

    def _add(self, kind: int, found: Any) -> None:
        self._found[kind].append(found)
        if not any(mark is not None for mark in self._marks):
            self._untagged += 1


def clipped(box: Box, clip: Box) -> Box | None:
    """Return what of a box a clip lets be seen; a line has no thickness, and is seen all the same."""
    left, bottom, right, top = box.edges
    if left > clip.right or right < clip.left or bottom > clip.top or top < clip.bottom:
        return None
    return box.within(clip)


def matrix_of(operands: list[bytes]) -> Matrix:
    a, b, c, d, e, f = map(value, operands[-6:])
    return a, b, c, d, e, f

"""The inline content of a line box, gathered: its text in one string, and what stands at which character of it.

In: a `LineBox` of WeasyPrint's tree, before layout. Out: `Gathered`. An inline block, a picture or a leader is one
character of the text; what is out of flow stands between two. Nothing is shaped or measured here but the widths of
box edges, and of objects through the caller.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias

from weasyprint.formatting_structure import boxes
from weasyprint.layout.percent import resolve_percentages

from kanyin.engine.shaping import Face, face_of
from kanyin.records import dataclass

OBJECT: Final = "\ufffc"
Path: TypeAlias = tuple[int, ...]

_SIDES: Final = ("margin_left", "margin_right", "padding_left", "padding_right")


class RefusedError(Exception):
    """The stock engine is to set this text."""


class Segment:
    """A text box: its place in the tree, and which characters of the text it holds."""

    def __init__(self, box: Any, path: Path, start: int, end: int, face: Face) -> None:
        self.box: Final = box
        self.path: Final = path
        self.start: Final = start
        self.end: Final = end
        self.face: Final = face


class Placed:
    """Something in flow without text: an inline block or a leader at a character, an empty inline box before one."""

    def __init__(self, box: Any, path: Path, start: int) -> None:
        self.box: Final = box
        self.path: Final = path
        self.start: Final = start


@dataclass(frozen=True, slots=True)
class Outside:
    """A float, a positioned box or a running element, before the character at `at`.

    `owner` is the relatively positioned inline box around it, if there is one.
    """

    box: Any
    path: Path
    at: int
    owner: Path | None


class Gathered:
    """What a line box holds. Paths are those of the tree."""

    def __init__(self) -> None:
        self.text = ""
        self.segments: Final[dict[Path, Segment]] = {}  # in reading order
        self.objects: Final[dict[Path, Placed]] = {}  # each at an OBJECT character
        self.empties: Final[dict[Path, Placed]] = {}
        self.outside: Final[list[Outside]] = []
        self.leaves: Final[list[Segment | Placed]] = []  # segments and objects in reading order
        self.spans: Final[dict[Path, tuple[int, int]]] = {}  # of inline boxes: the characters they hold
        self.ends: Final[dict[Path, list[int]]] = {}  # of parents: where each child ends
        self.widths: Final[dict[int, float]] = {}  # of objects, by character
        self.edges: Final[dict[int, tuple[float, float]]] = {}  # of boxes, before and behind characters
        self.held: Final[list[int]] = []  # offsets before note calls and leaders: no line begins with one
        self.fixed = True  # whether no width depends on the containing block
        self.leader = False

    @property
    def has_floats(self) -> bool:
        """Whether a float stands in the text."""
        return any(other.box.is_floated() for other in self.outside)


def gather(linebox: Any, containing_block: Any, object_width: Callable[[Any], float]) -> Gathered:
    """Gather a line box. Raises `RefusedError` for what the stock engine has to set."""
    gatherer = _Gatherer(containing_block, object_width)
    gatherer.walk(linebox, (), None)
    gatherer.found.text = "".join(gatherer.parts)
    return gatherer.found


class _Gatherer:
    def __init__(self, containing_block: Any, object_width: Callable[[Any], float]) -> None:
        self.found = Gathered()
        self.parts: list[str] = []
        self._block, self._object_width = containing_block, object_width
        self._length = 0
        self._pending = 0.0  # the start edges of inline boxes whose first character is still to come

    def walk(self, parent: Any, path: Path, owner: Path | None) -> None:
        ends = self.found.ends[path] = []
        for index, child in enumerate(parent.children):
            place = (*path, index)
            if not child.is_in_normal_flow():
                self.found.outside.append(Outside(child, place, self._length, owner))
            elif isinstance(child, boxes.TextBox):
                self._text(child, place)
            elif child.is_leader:
                self._leader(child, place)
            elif isinstance(child, boxes.InlineBox):
                self._inline(child, place, owner)
            else:
                self._object(child, place, self._object_width)
            ends.append(self._length)

    def _text(self, box: Any, path: Path) -> None:
        if not box.text:
            return
        if not box.style["font_size"]:
            raise RefusedError
        start = self._length
        segment = Segment(box, path, start, start + len(box.text), face_of(box.style))
        self._append(box.text)
        self.found.segments[path] = segment
        self.found.leaves.append(segment)
        self._settle_edge(start)

    def _inline(self, box: Any, path: Path, owner: Path | None) -> None:
        self._resolve(box)
        start = self._length
        if box.footnote is not None and start:
            self.found.held.append(start)
        before = box.margin_left + box.border_left_width + box.padding_left
        after = box.margin_right + box.border_right_width + box.padding_right
        if not box.children and (before or after):
            self._object(box, path, lambda _: float(before + after))
            return
        self._pending += before
        self.walk(box, path, path if box.style["position"] == "relative" else owner)
        self.found.spans[path] = (start, self._length)
        if start == self._length:
            if before or after:
                raise RefusedError  # edges around nothing but what is out of flow
            self.found.empties[path] = Placed(box, path, start)
        elif after:
            first, more = self.found.edges.get(self._length - 1, (0.0, 0.0))
            self.found.edges[self._length - 1] = (first, more + after)

    def _leader(self, box: Any, path: Path) -> None:
        self._resolve(box)
        if len(box.children) != 1 or not isinstance(box.children[0], boxes.TextBox) or self.found.leader:
            raise RefusedError
        self.found.leader = True
        self.found.held.append(self._length)
        self._object(box, path, self._object_width)

    def _object(self, box: Any, path: Path, width: Callable[[Any], float]) -> None:
        at = self._length
        self._append(OBJECT)
        placed = Placed(box, path, at)
        self.found.objects[path] = placed
        self.found.leaves.append(placed)
        self.found.widths[at] = width(box)
        self.found.fixed = False
        self._settle_edge(at)

    def _resolve(self, box: Any) -> None:
        resolve_percentages(box, self._block)
        for side in ("margin_left", "margin_right"):
            if getattr(box, side) == "auto":
                setattr(box, side, 0)
        if any(getattr(box.style[side], "unit", "px") != "px" for side in _SIDES):
            self.found.fixed = False

    def _append(self, text: str) -> None:
        self.parts.append(text)
        self._length += len(text)

    def _settle_edge(self, at: int) -> None:
        if self._pending:
            before, after = self.found.edges.get(at, (0.0, 0.0))
            self.found.edges[at] = (before + self._pending, after)
            self._pending = 0.0

"""Lines set beside floats: the room a line has depends on what is in it, and the reverse.

In: a paragraph's `Setter`, and where a line starts. Out: the line, with what is out of flow in it laid out or handed
on: floats beside it or below it, positioned boxes at their static place. Replaces nothing: `setting.py` comes here
where there is a float or something positioned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from weasyprint.layout.absolute import AbsolutePlaceholder, absolute_layout
from weasyprint.layout.float import avoid_collisions, float_layout
from weasyprint.layout.percent import resolve_percentages
from weasyprint.layout.preferred import shrink_to_fit
from weasyprint.text.line_break import strut

from kanyin.engine.gathering import Outside, Path
from kanyin.engine.initials import is_set, raised
from kanyin.han import Line, Places

if TYPE_CHECKING:
    from kanyin.engine.setting import Setter

CLOSE: Final = 1e-4  # positions are sums of floats: what is nearer than this, in px, is the same


class Outsiders(NamedTuple):
    """What is out of flow in a line: placeholders of positioned boxes, and the boxes that may contain them, by path."""

    placeholders: dict[Path, Any]
    owners: dict[Path | None, Any]


class Beside:
    """One line set beside floats, its own among them: the room it has depends on what is in it, and the reverse."""

    def __init__(self, setter: Setter, start: int, indent: float, y: float) -> None:
        self._setter, self._start, self._indent, self._y = setter, start, indent, y
        self._context, self._block, self._box = setter.context, setter.block, setter.box
        self._composition = setter.composition
        self._shapes = self._context.excluded_shapes.copy()
        self._height = float(strut(self._box.style)[0])
        self._floats: list[Any] = []

    def set(self) -> tuple[Any, int]:
        """Return the line and the offset of the next."""
        while True:
            x, y, line, waiting = self._composed()
            outside = Outsiders(self._placeholders(line, x, y), {})
            made = self._setter.set(line, x, y, outside)
            if made.height <= self._height + CLOSE or not self._context.excluded_shapes:
                break
            self._height = made.height  # higher than supposed, so it may meet other floats: from the beginning
            self._context.excluded_shapes = self._shapes.copy()
            self._floats = []
        self._finish(made, line, outside, waiting)
        return made, line.end

    def _composed(self) -> tuple[float, float, Line, list[Any]]:
        """Compose the line in the room there is; a float in it that fits beside what stands before it takes some."""
        x, y, width = self._room()
        line = self._composition.composer.next_line(self._start, width, self._indent)
        waiting: list[Outside] = []
        for other in self._composition.outside(line.start, line.end):
            if not other.box.is_floated():
                continue
            if not waiting and self._fits(other, line, width):
                initial = is_set(self._box) and other.path == (0,)
                self._lay_out_float(other.box, y - raised(self._box) if initial else y)
                x, y, width = self._room()
                line = self._composition.composer.next_line(self._start, width, self._indent)
            else:
                waiting.append(other)
        return x, y, line, [other.box for other in waiting]

    def _room(self) -> tuple[float, float, float]:
        """Return x, y and width of the line: beside the floats, or below those that leave less than its first word."""
        box = self._box
        box.position_x, box.position_y = self._block.content_box_x(), self._y
        box.width, box.height = self._least_width(), self._height
        x, y, width = avoid_collisions(self._context, box, self._block, outer=False)
        return float(x), float(y), float(width)

    def _least_width(self) -> float:
        paragraph = self._composition.composer.paragraph
        limit = paragraph.limit(self._start)
        end = next((at for at in range(self._start + 1, limit) if paragraph.may_break(at)), limit)
        return self._composition.composer.width(self._start, end) + self._indent

    def _fits(self, other: Outside, line: Line, width: float) -> bool:
        """Whether a float goes beside what stands before it on the line."""
        if other.at == line.start:
            used = self._indent
        elif other.at < line.stop:
            used = Places(self._composition.composer.paragraph, line).cell(other.at)
        else:
            used = line.x + line.width
        return _outer_width(self._context, other.box, self._block) <= width - used + CLOSE

    def _lay_out_float(self, box: Any, y: float) -> None:
        box.position_x, box.position_y = self._block.content_box_x(), y
        made, resume_at = float_layout(
            self._context, box, self._block, self._setter.absolutes, self._setter.fixed, self._setter.bottom,
            skip_stack=None,
        )  # fmt: skip
        if resume_at:
            self._context.add_broken_out_of_flow(made, box, self._block, resume_at)
        self._floats.append(made)

    def _placeholders(self, line: Line, x: float, y: float) -> dict[Path, Any]:
        """Return what marks the static place of each positioned box of the line."""
        places, found = Places(self._composition.composer.paragraph, line), dict[Path, Any]()
        for other in self._composition.outside(line.start, line.end):
            if other.box.is_absolutely_positioned():
                other.box.position_x = x + (places.cell(other.at) if other.at < line.stop else line.x + line.width)
                other.box.position_y = y
                found[other.path] = AbsolutePlaceholder(other.box)
        return found

    def _finish(self, made: Any, line: Line, outside: Outsiders, waiting: list[Any]) -> None:
        """Hand on what is positioned or running, and place the floats that had no room beside the line."""
        for other in self._composition.outside(line.start, line.end):
            if other.box.is_running() or other.box.is_note():
                self._context.add_running_element(other.box)
            elif placeholder := outside.placeholders.get(other.path):
                self._hand_on(placeholder, made, outside.owners.get(other.owner))
        for box in waiting:
            self._lay_out_float(box, made.position_y + made.height)
        made.children = [*made.children, *self._floats]

    def _hand_on(self, placeholder: Any, made: Any, owner: Any) -> None:
        """Put a positioned box at its static place in the finished line, and lay it out if its containing block is."""
        if "inline" in placeholder.style.specified["display"]:
            placeholder.translate(0, made.position_y - placeholder.position_y)
        else:  # it would begin a line of its own
            down = made.position_y + made.height - placeholder.position_y
            placeholder.translate(made.position_x - placeholder.position_x, down)
        if placeholder.style["position"] == "fixed":
            self._setter.fixed.append(placeholder)
        elif owner is None:
            self._setter.absolutes.append(placeholder)
        else:
            absolute_layout(self._context, placeholder, owner, self._setter.fixed, self._setter.bottom, skip_stack=None)


def _outer_width(context: Any, box: Any, block: Any) -> float:
    """Return the width of a float with its margins, before it is laid out."""
    resolve_percentages(box, block)
    edges = ("margin_left", "margin_right", "padding_left", "padding_right", "border_left_width", "border_right_width")
    content = shrink_to_fit(context, box, block.width) if box.width == "auto" else box.width
    return float(content + sum(value for edge in edges if (value := getattr(box, edge)) != "auto"))

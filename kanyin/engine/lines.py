"""Lines composed by `kanyin.han` in place of WeasyPrint's, for every paragraph that has Han text.

Wraps `weasyprint.layout.inline:iter_line_boxes` (70.0), from which `layout/block.py` takes the lines of a block one by
one, and `weasyprint.layout.preferred:inline_line_widths`, which shrink-to-fit widths come from. A paragraph is shaped
and prepared once (`composition.py`); its lines are arithmetic. Beside floats, and where `compose` refuses, stock sets
the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.inline import _adjust_line_height, atomic_box, line_box_verticality
from weasyprint.layout.percent import resolve_one_percentage, resolve_percentages
from weasyprint.layout.preferred import max_content_width, min_content_width

from kanyin.engine.composition import Composition, Segment, compose
from kanyin.engine.hook import Undo, replace
from kanyin.engine.painting import Drawn
from kanyin.han import Line, origins

Lines = Iterator[tuple[Any, Any]]


def apply() -> Undo:
    """Put both hooks in."""
    with ExitStack() as undo:
        places = ["weasyprint.layout.inline:iter_line_boxes", "weasyprint.layout.block:iter_line_boxes"]
        undo.callback(replace(places, _composing))
        undo.callback(replace(["weasyprint.layout.preferred:inline_line_widths"], _measuring))
        return undo.pop_all().close
    raise AssertionError("unreachable")


def _composing(stock: Callable[..., Lines]) -> Callable[..., Lines]:
    def iter_line_boxes(
        context: Any, box: Any, position_y: float, bottom_space: float, skip_stack: Any, containing_block: Any,
        absolute_boxes: Any, fixed_boxes: Any, first_letter_style: Any, first_line_style: Any,
    ) -> Lines:  # fmt: skip
        composition = None
        if not (first_letter_style or first_line_style or context.excluded_shapes):
            composition = _composition(context, box, containing_block)
        if composition is None:
            return stock(
                context, box, position_y, bottom_space, skip_stack, containing_block, absolute_boxes, fixed_boxes,
                first_letter_style, first_line_style,
            )  # fmt: skip
        setter = _Setter(context, box, containing_block, composition, absolute_boxes, fixed_boxes)
        return setter.lines(position_y, skip_stack)

    return iter_line_boxes


def _composition(context: Any, box: Any, containing_block: Any) -> Composition | None:
    """Return the line box's composition, made when it is first asked for and kept on the box itself."""
    if "kanyin_composition" not in vars(box):
        style = containing_block.style
        if style["direction"] != "ltr" or style["text_overflow"] != "clip" or style["block_ellipsis"] != "none":
            box.kanyin_composition = None
        else:
            resolve_percentages(box, containing_block)
            box.kanyin_composition = compose(
                context, box, containing_block,
                lambda child: _atomic(context, child, 0, containing_block, [], []).margin_width(),
            )  # fmt: skip
    found: Composition | None = box.kanyin_composition
    return found if found is not None and found.is_current() else None


def _atomic(context: Any, child: Any, x: float, containing_block: Any, absolutes: Any, fixed: Any) -> Any:
    """Lay out an inline block or an image at x."""
    resolve_percentages(child, containing_block)
    child.position_x = x
    return atomic_box(context, child, x, None, containing_block, absolutes, fixed)


class _Setter:
    """Makes the boxes of one paragraph's lines."""

    def __init__(
        self, context: Any, box: Any, containing_block: Any, composition: Composition, absolutes: Any, fixed: Any
    ) -> None:
        self._context, self._box, self._block = context, box, containing_block
        self._composition, self._absolutes, self._fixed = composition, absolutes, fixed
        self._paragraph = composition.composer.paragraph

    def lines(self, position_y: float, skip_stack: Any) -> Lines:
        """Yield each line and where the next resumes, as `iter_line_boxes` does."""
        resolve_percentages(self._box, self._block)
        resolve_one_percentage(self._box, "text_indent", self._block.width)
        start = self._composition.offset(skip_stack) if skip_stack else 0
        while start < self._composition.length and self._paragraph.text[start] == " ":
            start += 1
        while start < self._composition.length:
            indent = 0.0 if skip_stack else float(self._box.text_indent)
            skip_stack = True
            line = self._composition.composer.next_line(start, float(self._block.width), indent)
            set_line = self._set(line, position_y)
            position_y = set_line.position_y + set_line.height
            start = line.end
            resume_at = self._composition.skip_stack(start) if start < self._composition.length else None
            yield set_line, resume_at

    def _set(self, line: Line, position_y: float) -> Any:
        x = float(self._block.content_box_x())
        self._box.position_x, self._box.position_y = x, position_y
        placed = _Placed(self._composition, line, x)
        children = self._children(self._box, (), line, placed)
        made = self._box.copy_with_children(children)
        made.remove_decoration(start=line.start > 0, end=line.end < self._composition.length)
        made.width = placed.before(line.stop) - x
        _adjust_line_height(made)
        bottom, top = line_box_verticality(made)
        made.baseline, made.position_y, made.height = -top, top, bottom - top
        made.margin_top = made.margin_bottom = 0
        made.translate(0, position_y - top)
        made.position_y = position_y
        return made

    def _children(self, parent: Any, path: tuple[int, ...], line: Line, placed: _Placed) -> list[Any]:
        found = []
        for index, child in enumerate(parent.children):
            child.position_y = parent.position_y
            made = self._child(child, (*path, index), line, placed)
            if made is not None:
                found.append(made)
        return found

    def _child(self, child: Any, path: tuple[int, ...], line: Line, placed: _Placed) -> Any:
        if path in self._composition.objects:
            return self._object(child, path, line, placed)
        if isinstance(child, boxes.InlineBox):
            start, end = self._composition.spans[path]
            if start < line.stop and end > line.start:
                return self._inline(child, path, start, end, line, placed)
            return None
        segment = self._composition.segments.get(path)
        if segment is None or segment.start >= line.stop or segment.end <= line.start:
            return None
        return self._text(segment, line, placed)

    def _object(self, child: Any, path: tuple[int, ...], line: Line, placed: _Placed) -> Any:
        at = self._composition.objects[path].at
        last = line.end == self._composition.length and at == line.end
        if not (line.start <= at < line.stop or (isinstance(child, boxes.InlineBox) and (last or at == line.start))):
            return None
        x = placed.before(at)
        if isinstance(child, boxes.InlineBox):
            made = child.copy_with_children([])
            made.position_x, made.width = x, 0
            _adjust_line_height(made)
            return made
        made = _atomic(self._context, child, x, self._block, self._absolutes, self._fixed)
        made.translate(dx=x + placed.edge(at) - made.position_x)
        return made

    def _inline(self, child: Any, path: tuple[int, ...], start: int, end: int, line: Line, placed: _Placed) -> Any:
        children = self._children(child, path, line, placed)
        made = child.copy_with_children(children)
        is_start, is_end = start >= line.start, end <= line.stop
        made.remove_decoration(start=not is_start, end=not is_end)
        left = placed.before(max(start, line.start))
        right = placed.before(min(end, line.stop))
        spacing = made.margin_left + made.border_left_width + made.padding_left
        after = made.margin_right + made.border_right_width + made.padding_right
        made.position_x = left
        made.width = max(0.0, right - left - spacing - after)
        _adjust_line_height(made)
        return made

    def _text(self, segment: Segment, line: Line, placed: _Placed) -> Any:
        start, end = max(segment.start, line.start), min(segment.end, line.stop)
        made = segment.box.copy_with_text(self._paragraph.text[start:end])
        face = segment.face
        left, right = placed.before(start) + placed.edge(start), placed.before(end)
        made.position_x, made.width = left, right - left - placed.edge_after(end - 1)
        made.height = face.height
        made.margin_top = made.margin_bottom = (face.line_height - face.height) / 2
        made.baseline = face.baseline + made.margin_top
        made.pango_layout = None
        shaped = self._composition.shaped
        made.kanyin_drawn = Drawn(
            tuple((placed.origin(i) - left, shaped[i].glyphs) for i in range(start, end) if i in shaped)
        )
        return made


class _Placed:
    """Where a line's characters stand, in px from the page's left edge."""

    def __init__(self, composition: Composition, line: Line, x: float) -> None:
        self._paragraph, self._edges = composition.composer.paragraph, composition.edges
        self._line, self._x = line, x
        self._origins = origins(self._paragraph, line)

    def origin(self, index: int) -> float:
        """Return where the glyph of this character stands."""
        return self._x + self._origins[index - self._line.start]

    def before(self, index: int) -> float:
        """Return where the cell of this character begins, box edges included; behind the last, where that one ends."""
        if self._line.stop == self._line.start:  # a forced break alone
            return self._x + self._line.x
        if index < self._line.stop:
            return self.origin(index) - float(self._paragraph.shifts.get(index, 0.0))
        last = self._line.stop - 1
        while last > self._line.start and not self._paragraph.advances[last]:
            last -= 1  # inside a word the whole advance stands at its first character
        return self.before(last) + float(self._paragraph.cells[last]) + sum(self._edges.get(last, (0.0, 0.0)))

    def edge(self, index: int) -> float:
        """Return the width of the box edges before this character's glyph."""
        return self._edges.get(index, (0.0, 0.0))[0]

    def edge_after(self, index: int) -> float:
        """Return the width of the box edges behind this character."""
        return self._edges.get(index, (0.0, 0.0))[1]


def _measuring(stock: Callable[..., Iterator[float]]) -> Callable[..., Iterator[float]]:
    def inline_line_widths(
        context: Any, box: Any, outer: bool, is_line_start: bool, minimum: bool, skip_stack: Any = None,
        first_line: bool = False,
    ) -> Iterator[float]:  # fmt: skip
        composition = None
        if isinstance(box, boxes.LineBox) and skip_stack is None and not first_line:
            composition = _unplaced(context, box, minimum)
        if composition is None:
            return stock(context, box, outer, is_line_start, minimum, skip_stack, first_line)
        indent = box.style["text_indent"]
        return _widths(composition, minimum, indent.value if getattr(indent, "unit", "%") == "px" else 0.0)

    return inline_line_widths


def _widths(composition: Composition, minimum: bool, indent: float) -> Iterator[float]:
    """Yield the widths of the lines between breaks, all of them or the forced ones alone, their edges trimmed."""
    composer, length = composition.composer, composition.length
    paragraph, start = composer.paragraph, 0
    for end in range(1, length + 1):
        if end == length or paragraph.kinds[end - 1] == "\n" or (minimum and paragraph.may_break(end)):
            yield composer.width(start, end) + (0.0 if start else indent)
            start = end


def _unplaced(context: Any, box: Any, minimum: bool) -> Composition | None:
    """Return a composition for measuring, outside of any containing block."""
    kept: dict[bool, Composition | None] = vars(box).setdefault("kanyin_unplaced", {})
    if minimum not in kept:
        content_width = min_content_width if minimum else max_content_width
        kept[minimum] = compose(context, box, (0, 0), lambda child: float(content_width(context, child)))
        if not (found := kept[minimum]) or not found.objects:  # then the widths are alike
            kept[not minimum] = found
    found = kept[minimum]
    return found if found is not None and found.is_current() else None

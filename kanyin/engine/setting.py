"""A composed paragraph set: each line becomes the boxes WeasyPrint would have made, so that page breaks, notes, links,
tags and painting work as ever.

In: a line box, its `Composition`, the block it stands in. Out: an iterator of (line, where the next one resumes), as
`iter_line_boxes` of WeasyPrint 70 gives. Lines with a float or something positioned in them, and lines beside floats,
are set in `beside.py`. Which end a line takes is `kanyin.han`'s business. Replaces nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from math import inf
from typing import Any, Final

from weasyprint.formatting_structure import boxes
from weasyprint.layout.inline import _adjust_line_height, line_box_verticality, split_inline_level
from weasyprint.layout.percent import resolve_one_percentage, resolve_percentages

from kanyin.engine.atoms import outer_width, set_atom
from kanyin.engine.beside import Beside, Outsiders
from kanyin.engine.composition import Composition
from kanyin.engine.drawn import Drawn
from kanyin.engine.gathering import Path, Segment
from kanyin.engine.glyphs import spacing_of
from kanyin.engine.initial import without_initial
from kanyin.engine.initials import is_set, raised
from kanyin.engine.leaders import fill, set_pattern
from kanyin.engine.pieces import Shaped
from kanyin.engine.solitary import set_metrics
from kanyin.han import Line, Places

Lines = Iterator[tuple[Any, Any]]


def atomic(context: Any, child: Any, x: float, containing_block: Any, absolutes: Any, fixed: Any) -> Any:
    """Lay out an inline block, a picture, a leader or the like at x."""
    if child.is_leader:
        return set_pattern(child, x)
    if isinstance(child, boxes.InlineBox):  # edges around nothing
        made = child.copy_with_children([])
        made.position_x, made.width = x, 0
        _adjust_line_height(made)
        return made
    if (made := set_atom(context, child, x, containing_block)) is not None:
        return made
    child.position_x = x
    made, *_ = split_inline_level(
        context, child, x, inf, -inf, None, containing_block, absolutes, fixed, [], [], [], None, None
    )
    return made


def atomic_width(context: Any, child: Any, containing_block: Any) -> float:
    """Return how wide an inline block, a picture, a leader or the like is with its margins."""
    width = outer_width(context, child, containing_block)
    if width is None:
        return float(atomic(context, child, 0, containing_block, [], []).margin_width())
    return width


class _Alike:
    """What lines that hold one text and nothing else have alike, if their styles are the same: heights and baselines.

    Kept on the text's style, from one paragraph to the next.
    """

    def __init__(self, line: Any, text: Any, top: float) -> None:
        self.line_style, self.top = line.style, top
        self.height, self.baseline = line.height, line.baseline
        self.text_y = text.position_y  # above the baseline
        self.measures = {name: getattr(text, name) for name in _MEASURES}
        self.spacing = spacing_of(text.style)


_MEASURES: Final = ("height", "baseline", "margin_top", "margin_bottom", "pango_layout")  # what `set_metrics` sets
_NOBODY: Final = Outsiders({}, {})  # in a line without anything out of flow; nothing is put in


class Setter:
    """Makes the boxes of one paragraph's lines."""

    def __init__(
        self, context: Any, box: Any, block: Any, composition: Composition, absolutes: Any, fixed: Any, bottom: float
    ) -> None:
        self.context, self.box, self.block = context, box, block
        self.composition, self.absolutes, self.fixed, self.bottom = composition, absolutes, fixed, bottom
        self._paragraph = composition.composer.paragraph
        self._segment: Segment | None = None  # the text last set as the only one of a line
        self._like: _Alike | None = None  # what its lines have alike,
        self._line_like: Any = None  # and such a line and such a text, to be copied
        self._text_like: Any = None

    def lines(self, position_y: float, skip_stack: Any) -> Lines:
        """Yield each line and where the next resumes."""
        resolve_percentages(self.box, self.block)
        resolve_one_percentage(self.box, "text_indent", self.block.width)
        indent = 0.0 if skip_stack or is_set(self.box) else float(self.box.text_indent)
        if skip_stack is None:
            position_y += raised(self.box)
        start = self.composition.seen(self.composition.offset(skip_stack) if skip_stack else 0)
        while start < self.composition.length:
            made, end = self._line(start, indent, position_y)
            position_y = made.position_y + made.height
            indent = 0.0
            resume_at = self.composition.skip_stack(end) if end < self.composition.length else None
            yield made, resume_at
            start = self.composition.seen(end)

    # ---- one line

    def _line(self, start: int, indent: float, y: float) -> tuple[Any, int]:
        """Set the line that starts here, beside whatever floats there are, and what is out of flow in it."""
        if not self.context.excluded_shapes and not self.composition.gathered.outside:
            line = self.composition.composer.next_line(start, float(self.block.width), indent)
            return self.set(line, self.block.content_box_x(), y, _NOBODY), line.end
        return Beside(self, start, indent, y).set()

    def set(self, line: Line, x: float, y: float, outside: Outsiders) -> Any:
        """Make the boxes of a line whose start edge is at x; `outside` are the placeholders that stand in it."""
        x = float(x)
        self.box.position_x, self.box.position_y = x, y
        placed = _Placed(self.composition, line, x)
        alone = None if outside.placeholders else self._alone(line)
        if alone is not None and self._finds_alike(alone):
            return self._set_alike(line, placed, x, y)
        made = self.box.copy_with_children(self._children(self.box, (), line, placed, outside))
        made.remove_decoration(start=line.start > 0, end=line.end < self.composition.length)
        made.width = placed.end - x
        _adjust_line_height(made)
        bottom, top = line_box_verticality(made)
        made.baseline, made.position_y, made.height = -top, top, bottom - top
        made.margin_top = made.margin_bottom = 0
        if alone is not None and "normal" not in (made.style["line_height"], alone.box.style["line_height"]):
            alone.box.style.kanyin_alike = _Alike(made, made.children[0], top)
        made.translate(0, y - top)
        made.position_y = y
        if self.composition.gathered.leader:
            fill(self.context, made, self.block)
        return made

    def _alone(self, line: Line) -> Segment | None:
        """Return the text that a line holds, if it holds nothing else and no box but the line's own is around it."""
        if line.hyphen or line.start == line.stop or self.composition.gathered.empties:
            return None
        segment = self._segment
        if segment is None or not segment.start <= line.start < line.stop <= segment.end:
            leaf = self.composition.leaf(line.start)
            if not isinstance(leaf, Segment) or len(leaf.path) > 1 or line.stop > leaf.end:
                return None
            segment = leaf
        return segment

    def _finds_alike(self, segment: Segment) -> bool:
        """Whether a line of this text alone was set before, here or in another paragraph; then lines are copies."""
        if segment is self._segment:
            return True
        like: _Alike | None = vars(segment.box.style).get("kanyin_alike")
        if like is None or like.line_style is not self.box.style:
            return False
        self._segment, self._like = segment, like
        self._text_like = without_initial(segment.box)
        vars(self._text_like).update(like.measures)
        if self._line_like is None:
            self._line_like = without_initial(self.box)
        return True

    def _set_alike(self, line: Line, placed: _Placed, x: float, y: float) -> Any:
        """Set a line of one text: what has been set before, in other characters and another place."""
        like = self._like
        assert like is not None
        made, text = self._line_like.copy(), self._text_like.copy()
        start, stop = line.start, line.stop
        text.text = self._paragraph.text[start:stop]
        text.position_x = left = placed.before(start) + placed.edge(start)
        text.position_y = like.text_y + (y - like.top)
        end = placed.end
        text.width = placed.before(stop) - left - placed.edge_after(stop - 1)
        text.kanyin_drawn = Drawn(
            self._paragraph.text, self.composition.row, placed.places, start, stop, left - x, line.tracking,
            like.spacing,
        )  # fmt: skip
        made.children, made.width, made.height, made.baseline = [text], end - x, like.height, like.baseline
        made.position_x, made.position_y = x, y
        return made

    def _children(self, parent: Any, path: Path, line: Line, placed: _Placed, outside: Outsiders) -> list[Any]:
        """Make the children of a parent that stand in a line; only they are looked at."""
        ends, found = self.composition.gathered.ends[path], []
        for index in range(bisect_left(ends, line.start), len(ends)):
            if index and ends[index - 1] > line.stop and ends[index - 1] > line.end:
                break
            child = parent.children[index]
            child.position_y = parent.position_y
            made = self._child(child, (*path, index), line, placed, outside)
            if made is not None:
                found.append(made)
        return found

    def _child(self, child: Any, path: Path, line: Line, placed: _Placed, outside: Outsiders) -> Any:
        gathered = self.composition.gathered
        if segment := gathered.segments.get(path):
            return self._text(segment, line, placed)
        if path in gathered.objects:
            return self._object(child, gathered.objects[path].start, line, placed)
        if path in gathered.empties:
            return self._empty(child, gathered.empties[path].start, line, placed)
        if path in gathered.spans:
            start, end = gathered.spans[path]
            seen = start < line.stop and end > line.start
            return self._inline(child, path, start, end, line, placed, outside) if seen else None
        return outside.placeholders.get(path)

    def _object(self, child: Any, at: int, line: Line, placed: _Placed) -> Any:
        if not line.start <= at < line.stop:
            return None
        x = placed.before(at)
        made = atomic(self.context, child, x, self.block, self.absolutes, self.fixed)
        made.translate(dx=x + placed.edge(at) - made.position_x)
        return made

    def _empty(self, child: Any, at: int, line: Line, placed: _Placed) -> Any:
        last = line.end == self.composition.length and at == line.end
        if not (line.start <= at < line.stop or last or at == line.start):
            return None
        made = child.copy_with_children([])
        made.position_x, made.width = placed.before(min(at, line.stop)), 0
        _adjust_line_height(made)
        return made

    def _inline(
        self, child: Any, path: Path, start: int, end: int, line: Line, placed: _Placed, outside: Outsiders
    ) -> Any:
        made = child.copy_with_children(self._children(child, path, line, placed, outside))
        made.remove_decoration(start=start < line.start, end=end > line.stop)
        left, right = placed.before(max(start, line.start)), placed.before(min(end, line.stop))
        before = made.margin_left + made.border_left_width + made.padding_left
        after = made.margin_right + made.border_right_width + made.padding_right
        made.position_x = left
        made.width = max(0.0, right - left - before - after)
        _adjust_line_height(made)
        if made.style["position"] == "relative" and outside is not _NOBODY:
            outside.owners[path] = made
        return made

    def _text(self, segment: Segment, line: Line, placed: _Placed) -> Any:
        start, end = max(segment.start, line.start), min(segment.end, line.stop)
        if start >= end:
            return None
        made, face = segment.box.copy_with_text(self._paragraph.text[start:end]), segment.face
        left = placed.before(start) + placed.edge(start)
        hyphen = self._hyphen(segment, line, end, placed.before(end) - left)
        made.position_x = left
        made.width = placed.before(end) - left - placed.edge_after(end - 1) + (hyphen[1].advance if hyphen else 0.0)
        set_metrics(made, face)
        made.kanyin_drawn = Drawn(
            self._paragraph.text, self.composition.row, placed.places, start, end, left - placed.x, line.tracking,
            spacing_of(segment.box.style), hyphen,
        )  # fmt: skip
        return made

    def _hyphen(self, segment: Segment, line: Line, end: int, x: float) -> tuple[float, Shaped] | None:
        if line.hyphen and end == line.stop and (found := self.composition.hyphens.get(end)):
            return x, found[1]
        return None


class _Placed:
    """Where a line's characters stand, in px from the page's left edge."""

    def __init__(self, composition: Composition, line: Line, x: float) -> None:
        self._paragraph, self._edges = composition.composer.paragraph, composition.gathered.edges
        self.places = Places(self._paragraph, line)
        self._line, self.x = line, x

    def before(self, index: int) -> float:
        """Return where the cell of this character begins, box edges included; behind the last, where that one ends."""
        if index < self._line.stop:
            return self.x + self.places.cell(index)
        return self.end

    @property
    def end(self) -> float:
        """Where the cell of the line's last character ends, box edges included; the line's start if it has none."""
        if self._line.stop == self._line.start:  # a forced break alone
            return self.x + self._line.x
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

"""Inline blocks of text, set without the block layout that pages need: labels, folios, the numbers of notes.

In: a box that stands in a line as one character, before layout. Out: its outer width, without laying it out; and the
box laid out at x, as `weasyprint.layout.inline:split_inline_level` (70.0) gives it. An inline block that holds text and
nothing else is as wide as its style says and as high as its lines: no margins collapse, and no page end, float or note
is in it. And one that says what another has said, in the same style and in a block of the same size, is a copy of that.
A line of contents has two of these and every note one: they were 4 % of a book's time, 15 % of one with 500 notes, and
are a tenth of that now.

Wraps `weasyprint.draw:draw_stacking_context` (70.0) for them: they paint nothing but their lines, and so need no
graphics state of their own. Fallback: whatever has more to it goes to stock.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from math import inf
from typing import Any, Final

import weasyprint.draw as stock_draw
import weasyprint.layout.block as stock_block
from weasyprint.formatting_structure import boxes
from weasyprint.layout.inline import inline_block_baseline, inline_block_width
from weasyprint.layout.percent import resolve_percentages

from kanyin.engine.hook import Undo, replace
from kanyin.engine.initial import LENGTHS

_MARGINS: Final = ("margin_left", "margin_right", "margin_top", "margin_bottom")
_ATOM: Final = "kanyin_atom"
_ATOMS: Final = "kanyin_atoms"
_MANY: Final = 2000  # of them are kept with a style
# What a style must say for a box to be no more than its lines.
_PLAIN: Final = {
    "overflow": "visible", "position": "static", "float": "none", "max_lines": "none", "continue": "auto",
    "box_decoration_break": "slice", "opacity": 1, "clip": (), "outline_style": "none",
}  # fmt: skip
# What layout gives a box, an inline one, a line or a text.
_GIVEN: Final = frozenset((
    *LENGTHS, "position_x", "position_y", "width", "height", "baseline", "text_indent", "resume_at", "pango_layout",
    "kanyin_drawn", "kanyin_composition", _ATOM,
))  # fmt: skip
_EDGES: Final = tuple(f"border_{side}_width" for side in ("top", "right", "bottom", "left"))


def apply() -> Undo:
    """Put the hook in."""
    return replace(["weasyprint.draw:draw_stacking_context"], _drawing)


def outer_width(context: Any, box: Any, block: Any) -> float | None:
    """Return how wide an inline block is with its margins, or None where only its layout tells."""
    if type(box) is not boxes.InlineBlockBox or box.is_table_wrapper:
        return None
    _measure(context, box, block)
    return float(box.margin_width())


def set_atom(context: Any, box: Any, x: float, block: Any) -> Any:
    """Return an inline block of text laid out at x, or None where stock has to do it."""
    if not _is_atom(box):
        return None
    known: dict[Hashable, Any] = vars(box.style).setdefault(_ATOMS, {})
    key, made = (block.width, block.height, *_likeness(box.children[0])), None
    if key not in known:
        if len(known) >= _MANY:
            known.clear()
        made = _set(context, box, block)
        known[key] = made if _is_whole(made, box) else None
    if (like := known[key]) is not None:
        made = _copied(like, box)
    elif made is None:
        made = _set(context, box, block)
    made.translate(dx=x)
    return made


def _set(context: Any, box: Any, block: Any) -> Any:
    """Lay a box out at 0."""
    _measure(context, box, block)
    box.position_x = box.position_y = 0
    context.create_block_formatting_context(box)
    lines, bottom = _lines(context, box)
    made = box.copy_with_children(lines)
    if made.height == "auto":
        made.height = max(0, bottom - made.content_box_y())
    context.finish_block_formatting_context(made)
    made.height = max(min(made.height, made.max_height), made.min_height)
    made.baseline = inline_block_baseline(made)
    setattr(made, _ATOM, True)
    return made


def _likeness(box: Any) -> Iterator[Hashable]:
    """Yield what boxes have in common that are laid out alike in blocks of one size: kinds, styles and texts."""
    yield id(box.style)  # which lives as long as the box that is copied
    if type(box) is boxes.TextBox:
        yield box.text
    else:
        yield len(box.children)
        for child in box.children:
            yield from _likeness(child)


def _is_whole(made: Any, box: Any) -> bool:
    """Whether what has been laid out is of the same boxes and texts as before, so on one line."""
    if type(made) is not type(box) or len(made.children) != len(box.children):
        return False
    if type(box) is boxes.TextBox:
        return bool(made.text == box.text)
    return all(map(_is_whole, made.children, box.children))


def _copied(like: Any, box: Any) -> Any:
    """Return a box as another one like it has been laid out. An element's own, such as its name, stays its own."""
    made, given = box.copy(), vars(like)
    vars(made).update({name: given[name] for name in given.keys() & _GIVEN})
    if type(box) is not boxes.TextBox:
        made.children, made.remove_decoration_sides = list(map(_copied, like.children, box.children)), set()
    return made


def _measure(context: Any, box: Any, block: Any) -> None:
    """Give the box its width; an `auto` margin of an inline block is none (CSS 2.1 §10.3.9)."""
    resolve_percentages(box, block)
    for side in _MARGINS:
        if getattr(box, side) == "auto":
            setattr(box, side, 0)
    inline_block_width(box, context, block)


def _is_atom(box: Any) -> bool:
    """Whether a box is an inline block with text and nothing else in it."""
    if type(box) is not boxes.InlineBlockBox or box.is_table_wrapper or len(box.children) != 1:
        return False
    line = box.children[0]
    if type(line) is not boxes.LineBox or not all(map(_is_text, line.children)):
        return False
    known: bool | None = vars(box.style).get(_ATOM)
    if known is None:
        known = box.style.kanyin_atom = all(box.style[name] == value for name, value in _PLAIN.items())
    return known and not box.first_line_style and not box.first_letter_style


def _is_text(box: Any) -> bool:
    """Whether a box is text, or inline and holds nothing else."""
    if type(box) is boxes.TextBox:
        return True
    plain = type(box) is boxes.InlineBox and not box.is_leader and box.footnote is None
    return plain and box.style["position"] == "static" and all(map(_is_text, box.children))


def _lines(context: Any, box: Any) -> tuple[list[Any], float]:
    """Return the lines of an inline block, and where the last one ends."""
    (line,) = box.children
    line.position_x, line.position_y = box.content_box_x(), box.content_box_y()
    bottom, made = line.position_y, []
    iterator = stock_block.iter_line_boxes(context, line, bottom, -inf, None, box, [], [], None, None)
    for each, resume_at in iterator:
        each.resume_at = resume_at
        made.append(each)
        bottom = each.position_y + each.height
    return made, bottom


def _drawing(stock: Callable[..., None]) -> Callable[..., None]:
    def draw_stacking_context(stream: Any, stacking_context: Any) -> None:
        box = stacking_context.box
        if _ATOM in vars(box) and _paints_nothing(box):
            for line in box.children:
                stock_draw.draw_inline_level(stream, stacking_context.page, line)
        else:
            stock(stream, stacking_context)

    return draw_stacking_context


def _paints_nothing(box: Any) -> bool:
    """Whether a box has neither ground nor rule."""
    edges = not any(getattr(box, edge) for edge in _EDGES)
    return edges and box.background is None and not box.transformation_matrix

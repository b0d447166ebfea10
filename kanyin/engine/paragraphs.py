"""Blocks that hold lines and nothing else, laid out without the questions that any block is asked.

Wraps `weasyprint.layout.block:block_container_layout` (70.0). Most blocks of a book are paragraphs, cells, headings and
items: a box with one line box in it, whose lines `lines.py` sets. Stock asks of each whether it has columns, floats,
positioned children, an end for `max-lines`; looks in each line for the calls of all notes that wait; and asks twice a
line where the page ends. Here the lines that fit are put one below the other. From the first that does not, and in a
paragraph that calls a note, stock's `_linebox_layout` goes on: orphans, widows and notes are its business alone. What
follows the lines is stock's own, for the case of lines. A few hundredths of the time of layout. Fallback: stock.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import Any, Final

import weasyprint.layout.block as stock_block
from weasyprint.formatting_structure import boxes
from weasyprint.layout.block import (
    avoid_page_break,
    get_clearance,
    relative_positioning,
    remove_placeholders,
)

from kanyin.engine.hook import Undo, replace

# What a style must say for a block to be its lines and their edges.
_PLAIN: Final = {"max_lines": "none", "continue": "auto", "box_decoration_break": "slice"}
_ENOUGH: Final = 1 + 1e-9  # as `LayoutContext.overflows` has it
_PLACES: Final = tuple(f"weasyprint.layout.{name}:block_container_layout" for name in ("block", "page"))


def apply() -> Undo:
    """Put the hook in, in both modules that hold the function; others import it when they need it."""
    return replace(_PLACES, _passing)


def _passing(stock: Callable[..., Any]) -> Callable[..., Any]:
    def block_container_layout(
        context: Any, box: Any, bottom_space: float, skip_stack: Any, page_is_empty: bool, absolute_boxes: Any,
        fixed_boxes: Any, adjoining_margins: Any = None, first_letter_style: Any = None, first_line_style: Any = None,
        discard: bool = False, max_lines: Any = None,
    ) -> Any:  # fmt: skip
        styled = first_letter_style or first_line_style or discard or max_lines is not None
        if styled or not _is_paragraph(box) or (skip_stack and 0 not in skip_stack):
            return stock(
                context, box, bottom_space, skip_stack, page_is_empty, absolute_boxes, fixed_boxes, adjoining_margins,
                first_letter_style, first_line_style, discard, max_lines,
            )  # fmt: skip
        margins = [] if adjoining_margins is None else adjoining_margins
        return _laid_out(
            context, box, bottom_space, skip_stack, page_is_empty, absolute_boxes, fixed_boxes, margins
        )

    return block_container_layout


def _is_paragraph(box: Any) -> bool:
    if len(box.children) != 1 or type(box.children[0]) is not boxes.LineBox:
        return False
    known: bool | None = vars(box.style).get("kanyin_paragraph")
    if known is None:
        plain = all(box.style[name] == value for name, value in _PLAIN.items())
        known = box.style.kanyin_paragraph = plain and box.style["position"] != "relative"
    return known and box.first_line_style is None and box.first_letter_style is None


def _laid_out(
    context: Any, box: Any, bottom_space: float, skip_stack: Any, page_is_empty: bool, absolute_boxes: Any,
    fixed_boxes: Any, margins: list[float],
) -> Any:  # fmt: skip
    """Do what stock does of a box with children, for one that has a line box alone."""
    own_context, is_start = box.establishes_formatting_context(), skip_stack is None
    if own_context:
        context.create_block_formatting_context(box)
    box.remove_decoration(start=not is_start, end=False)
    margins.append(box.margin_top)
    collapses = box.top_margin_collapses()
    if collapses:
        position_y = box.position_y + stock_block.collapse_margin(margins)
    else:
        box.position_y += stock_block.collapse_margin(margins) - box.margin_top
        position_y = box.content_box_y()
    (child,) = box.children
    child.position_x, child.position_y = box.content_box_x(), position_y
    lines: list[Any] = []
    abort, stop, resume_at, position_y, footnotes, _ = _lines(
        context, box, child, lines, page_is_empty, absolute_boxes, fixed_boxes, bottom_space, position_y,
        None if is_start else skip_stack[0],
    )  # fmt: skip
    if not abort and not stop:
        resume_at = None
    elif stop and box.height != "auto" and context.overflows(box.position_y + box.border_height(), position_y):
        resume_at = None  # of a fixed height, and over the page's end: what follows is forgotten
    cut = resume_at is not None or box.force_fragmentation
    unbroken = not abort and cut and not page_is_empty and avoid_page_break(box.style["break_inside"], context)
    if abort or unbroken:
        remove_placeholders(context, [*(lines if unbroken else ()), child], absolute_boxes, fixed_boxes)
        for footnote in footnotes if abort else ():
            context.unlayout_footnote(footnote)
        if own_context:
            context.finish_block_formatting_context()
        page = child.page_values()[0] if abort else None
        return None, None, {"break": "any", "page": page}, [], False, None
    if collapses:
        box.position_y += stock_block.collapse_margin(margins) - box.margin_top
    through = not lines and _collapses_through(context, box)
    made = _finished(context, box, lines, position_y, is_start, cut, own_context)
    if cut and bottom_space > -inf and not made.is_column:  # it fills what is left of the page
        rest = context.page_bottom - bottom_space - made.position_y - (made.margin_height() - made.height)
        made.height = max(made.height, rest)
    return made, resume_at, {"break": "any", "page": made.page_values()[1]}, [], through, None


def _collapses_through(context: Any, box: Any) -> bool:
    """Whether nothing is left of a block in which no line is seen."""
    edges = box.min_height, box.border_top_width, box.padding_top, box.border_bottom_width, box.padding_bottom
    clearance = get_clearance(context, box, box.style["direction"], 0)
    return box.height in ("auto", 0) and not any(edges) and clearance is None


def _lines(
    context: Any, box: Any, child: Any, placed: list[Any], page_is_empty: bool, absolute_boxes: Any, fixed_boxes: Any,
    bottom_space: float, position_y: float, skip_stack: Any,
) -> Any:  # fmt: skip
    """Put the lines that fit into `placed`; what stock then says of the rest is what it says of them all."""
    iterator = stock_block.iter_line_boxes(
        context, child, position_y, bottom_space, skip_stack, box, absolute_boxes, fixed_boxes, None, None
    )
    composition = vars(child).get("kanyin_composition")
    if composition is not None and not composition.gathered.outside and not composition.gathered.calls:
        end = (context.page_bottom - bottom_space) * _ENOUGH
        edge = box.border_bottom_width + box.padding_bottom
        for line, resume_at in iterator:
            bottom = line.position_y + line.height
            if bottom > end or (resume_at is None and bottom + edge > end):
                break
            line.resume_at = skip_stack = resume_at
            placed.append(line)
            position_y = bottom
        else:
            return False, False, None, position_y, (), None
    return stock_block._linebox_layout(
        context, box, 0, child, placed, page_is_empty, absolute_boxes, fixed_boxes, [], bottom_space, position_y,
        skip_stack, None, None, False, None,
    )  # fmt: skip


def _finished(
    context: Any, box: Any, lines: list[Any], position_y: float, is_start: bool, cut: bool, own_context: bool
) -> Any:
    """Return the box with its lines, as high as they are."""
    if cut and lines:
        lines[-1].block_ellipsis = box.style["block_ellipsis"]
    made = box.copy_with_children(lines)
    made.remove_decoration(start=not is_start, end=cut)
    if made.height == "auto":
        made.height = max(0, position_y - made.content_box_y())
    for line in lines:
        if len(line.children) != 1 or type(line.children[0]) is not boxes.TextBox:
            relative_positioning(line, (made.width, made.height))
    if own_context:
        context.finish_block_formatting_context(made)
    if not cut:
        made.height = max(min(made.height, made.max_height), made.min_height)
    return made

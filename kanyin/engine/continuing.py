"""Tables over several pages: a caption over each further part, heads kept over rows cut in two, a rule under a cut.

Wraps `weasyprint.layout.block:_in_flow_layout` and `weasyprint.layout.table:table_layout` (70.0).

* A caption with `-kanyin-caption: continued` (续表 1) stands over each part of the table but the first, and only there.
  No caption is ever left without its table.
* Stock drops the head where a row is higher than what the head leaves of a page. Here the head stays and the row is
  cut. A head that leaves no room for a line, which stock does not print at all, stands once over the rows and is cut.
* A part that another follows is closed with the rule that stands under its head.
* `margin-break` of a table is that of the box with its caption too: the white over a table vanishes at a page top.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from weasyprint.css.properties import TABLE_WRAPPER_BOX_PROPERTIES
from weasyprint.formatting_structure import boxes
from weasyprint.layout.block import block_level_layout, remove_placeholders

from kanyin.engine.hook import Undo, include, replace
from kanyin.records import dataclass


def apply() -> Undo:
    """Put both hooks in."""
    with ExitStack() as undo:
        include(undo, TABLE_WRAPPER_BOX_PROPERTIES, "margin_break")
        undo.callback(replace(["weasyprint.layout.block:_in_flow_layout"], _captioning))
        places = ["weasyprint.layout.table:table_layout", "weasyprint.layout.block:table_layout"]
        undo.callback(replace(places, _cutting))
        return undo.pop_all().close
    raise AssertionError("unreachable")


def is_continued(box: Any) -> bool:
    """Whether a box is the caption that stands over each part of a table but the first."""
    return isinstance(box, boxes.TableCaptionBox) and box.style["_kanyin_caption"] == "continued"


def _captioning(stock: Callable[..., Any]) -> Callable[..., Any]:
    def _in_flow_layout(context: Any, box: Any, index: int, child: Any, *rest: Any) -> Any:
        if box.is_table_wrapper:
            return _placed(stock, context, box, index, child, *rest)
        return stock(context, box, index, child, *rest)

    return _in_flow_layout


def _placed(
    stock: Callable[..., Any], context: Any, box: Any, index: int, child: Any, new_children: list[Any],
    page_is_empty: bool, absolute_boxes: Any, fixed_boxes: Any, adjoining_margins: Any, bottom_space: float,
    position_y: float, skip_stack: Any, first_letter_style: Any, first_line_style: Any, discard: bool, next_page: Any,
    max_lines: Any,
) -> Any:  # fmt: skip
    """Return what stock does with a table or its caption, the captions over it put where they belong."""
    if is_continued(child):
        return False, False, None, position_y, adjoining_margins, next_page, new_children, max_lines
    captions: list[Any] = []
    if isinstance(child, boxes.TableBox):
        # A page with a caption is as empty as before. Were the caption something on it, a table that is to be kept
        # together and fits no page would be put off to the next one, and leave its caption behind.
        captions, new_children = new_children, []
        if skip_stack is not None:
            captions = [*captions, *_continued(context, box, child, absolute_boxes, fixed_boxes)]
    result = stock(
        context, box, index, child, new_children, page_is_empty, absolute_boxes, fixed_boxes, adjoining_margins,
        bottom_space, position_y, skip_stack, first_letter_style, first_line_style, discard, next_page, max_lines,
    )  # fmt: skip
    if captions and result[-2]:
        result[-2][:0] = captions
    return result


def _continued(context: Any, wrapper: Any, table: Any, absolute_boxes: Any, fixed_boxes: Any) -> Iterator[Any]:
    """Lay the caption of a table's further part out where the table would begin, and move the table below it."""
    for index, child in enumerate(wrapper.children):
        if is_continued(child):
            box = child.deepcopy()
            box.position_x, box.position_y = table.position_x, table.position_y
            made = block_level_layout(context, box, 0, None, wrapper, True, absolute_boxes, fixed_boxes)[0]
            made.index = index
            table.position_y += made.margin_height()
            yield made


def _cutting(stock: Callable[..., Any]) -> Callable[..., Any]:
    def table_layout(
        context: Any, table: Any, bottom_space: float, skip_stack: Any, containing_block: Any, page_is_empty: bool,
        absolute_boxes: Any, fixed_boxes: Any,
    ) -> Any:  # fmt: skip
        arguments = bottom_space, skip_stack, containing_block, page_is_empty, absolute_boxes, fixed_boxes
        with _unbroken(_first_group(table, skip_stack) if page_is_empty else None) as style:
            result = stock(context, table, *arguments)
        made = result[0]
        for group in made.children if made is not None else ():
            if group.style is style.during:
                group.style = style.before
        if made is not None and _has_head(table) and (not _has_head(made) or _sticks_out(context, made, bottom_space)):
            remove_placeholders(context, [made], absolute_boxes, fixed_boxes)
            # The head leaves no room. If this is the table's beginning stock would print it nowhere: it becomes rows.
            table.children[0].is_header = skip_stack is not None
            result = stock(context, table, *arguments)
        if result[0] is not None and result[1] is not None:
            _shorten(result[0])
            _close(result[0])
        return result

    return table_layout


def _has_head(table: Any) -> bool:
    return bool(table.children) and table.children[0].is_header


def _sticks_out(context: Any, table: Any, bottom_space: float) -> bool:
    """Return whether a row was set below the page's foot, because a page must hold something."""
    rows = [row for group in table.children if not group.is_header and not group.is_footer for row in group.children]
    return len(rows) == 1 and context.overflows_page(bottom_space, rows[0].position_y + rows[0].height)


@dataclass(frozen=True, slots=True)
class _Style:
    before: Any = None
    during: Any = None


@contextmanager
def _unbroken(group: Any) -> Iterator[_Style]:
    """Meanwhile, forbid breaks in a group of rows: then stock counts a page as empty under the head, and cuts a row."""
    if group is None:
        yield _Style()
        return
    style = _Style(group.style, group.style.copy())
    style.during["break_inside"] = "avoid"
    group.style = style.during
    try:
        yield style
    finally:
        group.style = style.before


def _first_group(table: Any, skip_stack: Any) -> Any:
    """Return the group of rows that a part of a table begins with, where the table has a head."""
    if not _has_head(table):
        return None
    skip = next(iter(skip_stack)) if skip_stack else 0
    return next((group for group in table.children[skip:] if not group.is_header and not group.is_footer), None)


def _shorten(table: Any) -> None:
    """End a part with its last row: stock leaves room for rows that it took back to the next page."""
    groups = [group for group in table.children if group.children]
    if groups and not groups[-1].is_footer:
        group, row = groups[-1], groups[-1].children[-1]
        group.height = row.position_y + row.height - group.position_y
        table.height = row.position_y + row.height - table.content_box_y()


def _close(table: Any) -> None:
    """Draw the rule under the head once more under the last row, within the row's own white."""
    head = table.children[0] if _has_head(table) else None
    if head is None or table.style["border_collapse"] == "collapse" or table.border_bottom_width:
        return
    cells = head.children[-1].children if head.children else ()
    ruled = next((cell for cell in cells if cell.border_bottom_width), None)
    if ruled is None:
        return
    table.style = table.style.copy()
    table.style.update({f"border_bottom_{key}": ruled.style[f"border_bottom_{key}"] for key in ("style", "color")})
    table.border_bottom_width = ruled.border_bottom_width
    table.height -= ruled.border_bottom_width

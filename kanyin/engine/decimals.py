"""Numbers in a column aligned by a character, as `text-align: "."` asks (CSS Text 4, §character-alignment).

Wraps `weasyprint.layout.preferred:table_and_columns_preferred_widths` and `weasyprint.layout.table:table_wrapper_width`
(70.0). What stands before the character and what stands behind it is measured in every cell; the column is as wide as
the widest of both, and when its width is known each cell is given the white before its text that brings its character
to the column's axis. No glyph is moved and none added, so extracted text is what it was. A keyword beside the character
says where the numbers stand in a column wider than they are; without one they stand at the right.

Without the character a number ends at the axis: `12` and the 12 of `12 kg`; text without a digit (`–`) ends there too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from weasyprint.css.properties import Dimension
from weasyprint.formatting_structure import boxes
from weasyprint.layout.preferred import inline_max_content_width, margin_width

from kanyin.engine.hook import Undo, replace_all
from kanyin.engine.prefetch import shape_together
from kanyin.engine.styles import padded
from kanyin.records import dataclass

_WRAPPER_WIDTH = (
    "weasyprint.layout.table:table_wrapper_width",
    *(f"weasyprint.layout.{module}:table_wrapper_width" for module in ("block", "inline", "float", "absolute", "flex")),
)
# Where in a wider column the numbers stand: the share of the spare width that is before them.
_BEFORE = {"left": 0.0, "start": 0.0, "center": 0.5, "right": 1.0, "end": 1.0}

# What may stand between the groups of a number's digits.
_GROUPING = (",", "，", "'", " ", "\u2009", "\u202f")


@dataclass(frozen=True, slots=True)
class Axis:
    """A cell's text before and behind its axis, and the white before and behind the text that CSS asks for: px."""

    before: float
    behind: float
    padding: float
    edges: float


def apply() -> Undo:
    """Put both hooks in."""
    name = "table_and_columns_preferred_widths"
    places = [f"weasyprint.layout.preferred:{name}", f"weasyprint.layout.table:{name}"]
    return replace_all(
        (places, _widening),
        (_WRAPPER_WIDTH, _placing),
    )


def _widening(stock: Callable[..., Any]) -> Callable[..., Any]:
    def table_and_columns_preferred_widths(context: Any, box: Any, outer: bool = True) -> Any:
        table = box.get_wrapped_table()
        known = table in context.tables
        found = stock(context, box, outer)
        if known or table not in context.tables:
            return found
        columns = _columns(table)
        numbers = [(cell, *_number(cell)) for cells in columns.values() for cell in cells]
        shape_together(text for _, _, start in numbers if start is not None for text in _texts(start))
        for cell, line, start in numbers:
            cell.kanyin_axis = _axis(context, cell, line, start)
        if columns:
            context.tables[table] = {key: _widened(widths, columns) for key, widths in context.tables[table].items()}
        return context.tables[table][outer]

    return table_and_columns_preferred_widths


def _columns(table: Any) -> dict[int, list[Any]]:
    """Return the cells that are aligned by a character, by column; cells over several columns are not."""
    columns: dict[int, list[Any]] = {}
    for group in table.children:
        for row in group.children:
            for cell in row.children:
                if cell.colspan == 1 and cell.style["text_align_character"] != ("none",):
                    columns.setdefault(cell.grid_x, []).append(cell)
    return columns


def _number(cell: Any) -> tuple[Any, Any]:
    """Return the line with a cell's number, and what of it stands before the axis; None for neither."""
    line = next((box for box in cell.descendants() if isinstance(box, boxes.LineBox)), None)
    if line is None:
        return None, None
    return line, _cut(line, _offset(line, cell.style["text_align_character"][1]))


def _axis(context: Any, cell: Any, line: Any, start: Any) -> Axis:
    padding = cell.style["padding_left"]
    before = behind = 0.0
    if line is not None:
        whole = inline_max_content_width(context, line, outer=False, is_line_start=True)
        before = inline_max_content_width(context, start, outer=False, is_line_start=True) if start.children else 0.0
        behind = max(0.0, whole - before)
    return Axis(before, behind, padding.value if padding.unit == "px" else 0.0, margin_width(cell, 0))


def _offset(line: Any, character: str) -> int:
    """Return how many characters stand before the axis."""
    text = "".join(box.text for box in _texts(line))
    at = text.find(character)
    if at >= 0:
        return at
    digits = [index for index, sign in enumerate(text) if sign.isdecimal()]
    if not digits:
        return len(text)
    end = digits[0] + 1
    while text[end : end + 1].isdecimal() or (text[end : end + 1] in _GROUPING and text[end + 1 : end + 2].isdecimal()):
        end += 1
    return end


def _texts(box: Any) -> Iterator[Any]:
    return (inner for inner in box.descendants() if isinstance(inner, boxes.TextBox))


def _cut(box: Any, length: int) -> Any:
    """Return a copy of a line that holds its first `length` characters."""
    kept, left = [], length
    for child in box.children:
        if left <= 0:
            break
        if isinstance(child, boxes.TextBox):
            kept.append(child.copy_with_text(child.text[:left]))
            left -= len(child.text)
        elif isinstance(child, boxes.InlineBox):
            kept.append(_cut(child, left))
            left -= sum(len(inner.text) for inner in _texts(child))
        else:
            kept.append(child)
    copy = box.copy_with_children(kept)
    for name in ("kanyin_composition", "kanyin_unplaced"):
        vars(copy).pop(name, None)
    return copy


def _room(cells: list[Any]) -> float:
    """Return how wide a column has to be for its numbers."""
    axes: list[Axis] = [cell.kanyin_axis for cell in cells]
    return max(a.before for a in axes) + max(a.behind for a in axes) + max(a.edges for a in axes)


def _widened(widths: Any, columns: dict[int, list[Any]]) -> Any:
    """Return stock's measures of a table with room for the columns' numbers."""
    least, most, lows, highs, *rest = widths
    lows, highs = list(lows), list(highs)
    for column, cells in columns.items():
        room = _room(cells)
        more_low, more_high = max(0.0, room - lows[column]), max(0.0, room - highs[column])
        lows[column], highs[column] = lows[column] + more_low, highs[column] + more_high
        least, most = least + more_low, most + more_high
    return (least, most, lows, highs, *rest)


def _placing(stock: Callable[..., None]) -> Callable[..., None]:
    def table_wrapper_width(context: Any, wrapper: Any, containing_block: Any) -> None:
        stock(context, wrapper, containing_block)
        table, widths = wrapper.get_wrapped_table(), wrapper.get_wrapped_table().column_widths
        # A table is asked anew on every page: cells are placed once, unless its columns become other ones.
        if vars(table).get("kanyin_aligned") == widths:
            return
        table.kanyin_aligned = list(widths)
        for column, cells in _columns(table).items():
            if column < len(widths) and all("kanyin_axis" in vars(cell) for cell in cells):
                _place(cells, widths[column])

    return table_wrapper_width


def _place(cells: list[Any], width: float) -> None:
    """Give each cell the white before its text that brings it to the column's axis."""
    axis = max(cell.kanyin_axis.before for cell in cells)
    spare = max(0.0, width - _room(cells))
    # Elements of like style share one, so cells get others, but one for all like numbers: what is computed of a style
    # is kept on it. What the first number in a key is of stands beside the style.
    styles: dict[tuple[int, float], tuple[Any, Any]] = {}
    for cell in cells:
        found, (_, _, *where) = cell.kanyin_axis, cell.style["text_align_character"]
        white = found.padding + spare * _BEFORE[where[0] if where else "right"] + axis - found.before
        key = id(cell.style), white
        if key not in styles:
            styles[key] = cell.style, padded(cell.style, Dimension(white, "px"))
        cell.style = styles[key][1]

"""Lines composed by `kanyin.han` in place of WeasyPrint's.

Wraps `weasyprint.layout.inline:iter_line_boxes` (70.0), from which `layout/block.py` takes the lines of a block one by
one, and `weasyprint.layout.preferred:inline_line_widths`, which shrink-to-fit widths come from. A paragraph is shaped
and prepared once (`composition.py`); its lines are arithmetic, and become boxes in `setting.py`. Where `compose`
refuses, under `::first-line`, in right-to-left blocks and where an ellipsis may cut the text, stock sets it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any, Final

from weasyprint.formatting_structure import boxes
from weasyprint.layout.percent import resolve_percentages
from weasyprint.layout.preferred import max_content_width, min_content_width

from kanyin.engine.composition import Composition, compose
from kanyin.engine.hook import Undo, give, replace_all
from kanyin.engine.initial import INITIAL
from kanyin.engine.initials import set_initial
from kanyin.engine.setting import Lines, Setter, atomic_width
from kanyin.han import Paragraph

_FLAG: Final = "kanyin_composition"
_MEASURED: Final = "kanyin_unplaced"


def apply() -> Undo:
    """Put both hooks in, and into the classes of texts and lines what is initial for all of them."""
    places = ["weasyprint.layout.inline:iter_line_boxes", "weasyprint.layout.block:iter_line_boxes"]
    with ExitStack() as undo:
        for kind in (boxes.TextBox, boxes.LineBox):
            give(undo, kind, INITIAL)
        undo.callback(replace_all(
            (places, _composing),
            (["weasyprint.layout.preferred:inline_line_widths"], _measuring),
        ))  # fmt: skip
        close: Undo = undo.pop_all().close
        return close
    raise AssertionError("unreachable")


def _composing(stock: Callable[..., Lines]) -> Callable[..., Lines]:
    def iter_line_boxes(
        context: Any, box: Any, position_y: float, bottom_space: float, skip_stack: Any, containing_block: Any,
        absolute_boxes: Any, fixed_boxes: Any, first_letter_style: Any, first_line_style: Any,
    ) -> Lines:  # fmt: skip
        composition = None
        if not first_line_style:
            if first_letter_style or skip_stack is None:
                skip_stack = set_initial(box, skip_stack, first_letter_style, containing_block)
            composition = _composition(context, box, containing_block)
        if composition is None:
            return stock(
                context, box, position_y, bottom_space, skip_stack, containing_block, absolute_boxes, fixed_boxes,
                first_letter_style, first_line_style,
            )  # fmt: skip
        setter = Setter(context, box, containing_block, composition, absolute_boxes, fixed_boxes, bottom_space)
        return setter.lines(position_y, skip_stack)

    return iter_line_boxes


def _composition(context: Any, box: Any, containing_block: Any) -> Composition | None:
    """Return the line box's composition, made when it is first asked for and kept on the box itself."""
    known: Composition | None = vars(box).get(_FLAG)
    if _FLAG in vars(box) and (known is None or known.is_current(box)):
        return known
    box.kanyin_composition = None
    if _is_ours(containing_block.style):
        resolve_percentages(box, containing_block)
        measured: Composition | None = vars(box).get(_MEASURED, {}).get(False)
        if measured is not None and measured.gathered.fixed and measured.is_current(box):
            box.kanyin_composition = measured
        else:
            box.kanyin_composition = compose(
                context, box, containing_block,
                lambda child: atomic_width(context, child, containing_block),
            )  # fmt: skip
    made: Composition | None = box.kanyin_composition
    return made


def _is_ours(block: Any) -> bool:
    return bool(block["direction"] == "ltr" and block["text_overflow"] == "clip" and block["block_ellipsis"] == "none")


def _measuring(stock: Callable[..., Iterator[float]]) -> Callable[..., Iterator[float]]:
    def inline_line_widths(
        context: Any, box: Any, outer: bool, is_line_start: bool, minimum: bool, skip_stack: Any = None,
        first_line: bool = False,
    ) -> Iterator[float]:  # fmt: skip
        composition = None
        if isinstance(box, boxes.LineBox) and skip_stack is None and not first_line and _is_ours(box.style):
            composition = _unplaced(context, box, minimum)
        if composition is None or composition.gathered.has_floats:
            return stock(context, box, outer, is_line_start, minimum, skip_stack, first_line)
        indent = box.style["text_indent"]
        return _widths(composition, minimum, indent.value if getattr(indent, "unit", "%") == "px" else 0.0)

    return inline_line_widths


def _widths(composition: Composition, minimum: bool, indent: float) -> Iterator[float]:
    """Yield the widths of the lines between breaks, all of them or the forced ones alone, their edges trimmed."""
    composer, length = composition.composer, composition.length
    paragraph, start = composer.paragraph, 0
    for end in range(1, length + 1):
        if end == length or paragraph.kinds[end - 1] == "\n" or (minimum and _ends(paragraph, end)):
            yield composer.width(start, end) + (0.0 if start else indent)
            start = end


def _ends(paragraph: Paragraph, at: int) -> bool:
    """Whether a line of least width ends here; CSS Text 3 counts `overflow-wrap: anywhere`, and not `break-word`."""
    if paragraph.may_break(at):
        return True
    return paragraph.advances[at] > 0 and paragraph.settings_at(at).overflow_wrap == "anywhere"


def _unplaced(context: Any, box: Any, minimum: bool) -> Composition | None:
    """Return a composition for measuring, outside of any containing block."""
    placed: Composition | None = vars(box).get(_FLAG)
    if placed is not None and placed.gathered.fixed and placed.is_current(box):
        return placed
    kept: dict[bool, Composition | None] = vars(box).setdefault(_MEASURED, {})
    known = kept.get(minimum)
    if minimum not in kept or (known is not None and not known.is_current(box)):
        content_width = min_content_width if minimum else max_content_width
        known = kept[minimum] = compose(context, box, (0, 0), lambda child: float(content_width(context, child)))
        if known is None or not known.gathered.objects:  # then the widths are alike
            kept[not minimum] = known
    return known

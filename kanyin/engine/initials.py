"""First letters: `::first-letter`, and `initial-letter` with its drop and raised caps (CSS Inline 3 §6).

In: a line box before composition. Out: the same box, its first letter in a box of its own: inline for a plain
`::first-letter`, which is stock's own doing, else a float as high as its lines, so that lines beside it are
shortened as beside any float. Replaces nothing; `lines.py` calls it, because stock knows no `initial-letter`.

A Latin letter reaches from the cap height of its first line to the baseline of its last, a Han character from the head
of the one em box to the foot of the other, whatever `initial-letter-align` says of the alphabet.
"""

from __future__ import annotations

import unicodedata
from typing import Any, Final, NamedTuple

from weasyprint.css.properties import Dimension
from weasyprint.formatting_structure import boxes
from weasyprint.formatting_structure.text import get_first_letter
from weasyprint.layout.inline import first_letter_to_box
from weasyprint.layout.percent import percentage
from weasyprint.text.ffi import FROM_UNITS, ffi, pango
from weasyprint.text.line_break import Layout, strut

from kanyin.engine.emphasis import FOOT

_DONE: Final = "kanyin_initial"
# The float ends a little above its last line's end, so that rounding never shortens one line more. In px.
_CLOSE: Final = 0.01


class Initial(NamedTuple):
    """How a letter stands: its font size, its baseline below the first line's top, lines of its box, lines above."""

    size: float
    baseline: float
    lines: float
    raised: float


def set_initial(box: Any, skip_stack: Any, style: Any, block: Any) -> Any:
    """Give the line box's first letter its own box, once; return where the paragraph resumes now.

    `style` is that of `::first-letter`, a dictionary, or None. `block` is the containing block.
    """
    if _DONE in vars(box) or not box.children:
        return skip_stack
    if style:
        setattr(box, _DONE, 0.0)
        if style.get("initial_letter", "normal") != "normal" and (letter := get_first_letter(_text(box))):
            style = _as_float(box, block, style, letter)
        return first_letter_to_box(box, skip_stack, style)
    first = box.children[0]
    if skip_stack is None and isinstance(first, boxes.InlineBox) and first.style["initial_letter"] != "normal":
        setattr(box, _DONE, 0.0)
        box.children = (_floated(box, first, block), *box.children[1:])
    return skip_stack


def raised(box: Any) -> float:
    """Return how far the text of a line box is moved down by a letter that stands above it, in px."""
    return float(vars(box).get(_DONE, 0.0))


def is_set(box: Any) -> bool:
    """Whether the first letter of a line box is an initial, which takes the first line's indent."""
    return "kanyin_has_initial" in vars(box)


def _text(box: Any) -> str:
    return "".join(child.text for child in box.descendants() if isinstance(child, boxes.TextBox))


def _floated(box: Any, inline: Any, block: Any) -> Any:
    """Return the float an inline box with `initial-letter` becomes."""
    style = inline.style.copy()
    for name, value in _as_float(box, block, inline.style, _text(inline)).items():
        style[name] = value
    line = boxes.LineBox(inline.element_tag, style.anonymous_style, inline.element, inline.children)
    for child in inline.children:
        child.style = style.anonymous_style if isinstance(child, boxes.TextBox) else child.style
    return boxes.BlockBox(inline.element_tag, style, inline.element, [line])


def _as_float(box: Any, block: Any, style: Any, letter: str) -> dict[str, Any]:
    """Return what makes the letter a float of whole lines, its baseline where it belongs."""
    family = box.style.copy()
    for name in ("font_family", "font_weight", "font_style", "font_stretch"):
        if name in style:
            family[name] = style[name]
    initial = _measured(box, family, style["initial_letter"], letter)
    pitch = strut(box.style)[0]
    height = initial.lines * pitch - _CLOSE
    family["font_size"], family["line_height"] = initial.size, Dimension(height, "px")
    down = initial.baseline - strut(family)[1]
    setattr(box, _DONE, initial.raised * pitch)
    box.kanyin_has_initial = True
    indent = percentage(box.style["text_indent"], box.style, block.width)
    given = dict(style.items()) if isinstance(style, dict) else {}
    return {
        **given, "float": "left", "position": "static", "font_size": initial.size, "text_indent": Dimension(0, "px"),
        "line_height": Dimension(height, "px"), "margin_top": Dimension(down, "px"), "display": ("block", "flow"),
        "margin_bottom": Dimension(-down, "px"), "margin_left": Dimension(indent, "px"), "block_step_size": "none",
        "initial_letter": "normal", "line_snap": "none",
    }  # fmt: skip


def _measured(box: Any, family: Any, value: tuple[float, int], letter: str) -> Initial:
    """Return size and place for a letter so many lines high of which so many are beside text."""
    lines, sink = value
    pitch, baseline = strut(box.style)
    em = float(box.style["font_size"])
    above = max(0.0, lines - sink)
    last = baseline + (max(lines, sink) - 1) * pitch  # the lowest line's baseline, from the top of the letter's box
    if unicodedata.east_asian_width(letter[0]) in "FW":
        size = (lines - 1) * pitch + em
        return Initial(size, last + FOOT * (em - size), max(lines, sink), above)
    size = ((lines - 1) * pitch + _cap_height(box.style) * em) / _cap_height(family)
    return Initial(size, last, max(lines, sink), above)


def _cap_height(style: Any) -> float:
    """Return the height of a capital in em, measured on H."""
    style = style.copy()
    style["font_size"], style["letter_spacing"] = 1000, "normal"
    layout = Layout(style)
    layout.set_text("H")
    line, _ = layout.get_first_line()
    ink = ffi.new("PangoRectangle *")
    pango.pango_layout_line_get_extents(line, ink, ffi.NULL)
    return float(-ink.y * FROM_UNITS / 1000)

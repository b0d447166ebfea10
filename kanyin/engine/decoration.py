"""Lines under, over and through composed text: one line for each run of text that one element decorates.

In: a line box about to be drawn. Out: `Rules` on its text boxes, which `painting.py` draws: lines under text with the
first box of a run, lines through it with the last. Stock draws a line for each text box, in its own face; here a run
has one line, in the face of the element that decorates it (CSS Text Decoration 4, #line-decoration). Thickness and
place are stock's (`weasyprint.draw.text`, 70.0). Lines do not skip ink.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final, NamedTuple

from weasyprint.draw.border import draw_line
from weasyprint.draw.color import get_color
from weasyprint.formatting_structure import boxes
from weasyprint.layout.percent import percentage

from kanyin.engine.emphasis import FOOT
from kanyin.engine.pieces import Glyph
from kanyin.engine.shaping import face_of
from kanyin.han import Region
from kanyin.han.classes import Kind, Unsettled, kind

KINDS: Final = ("underline", "overline", "line-through")
# `text-decoration-inset: auto`, in em at each end: two neighbouring 专名号 are a sixth of an em apart.
AUTO_INSET: Final = 1 / 12
# `text-underline-position: under`, in em: between the foot of a Han glyph and the line.
UNDER_GAP: Final = 0.08
_OPENING: Final = Kind.OPEN + Unsettled.DOUBLE_OPEN + Unsettled.SINGLE_OPEN
_CLOSING: Final = Unsettled.DOUBLE_CLOSE + Unsettled.SINGLE_CLOSE


class Rule(NamedTuple):
    """A horizontal line, in px on the page."""

    start: float
    end: float
    y: float
    thickness: float
    style: str
    color: Any

    def draw(self, stream: Any) -> None:
        """Draw it."""
        draw_line(stream, self.start, self.y, self.end, self.y, self.thickness, self.style, self.color)


class Rules(NamedTuple):
    """The lines that are drawn with a text box: before its glyphs and after them."""

    before: tuple[Rule, ...] = ()
    after: tuple[Rule, ...] = ()


def decorate(line: Any) -> None:
    """Give the text boxes of a line their lines."""
    leaves = list(_leaves(line, _decorating(line, None, {})))
    for box, _ in leaves:
        if box is not None:
            box.kanyin_rules = Rules()
    for name in KINDS:
        for owner, run in _runs(leaves, name):
            rule = _rule(name, owner, run)
            if rule.start < rule.end:
                _attach(rule, name, run)


def _attach(rule: Rule, name: str, run: list[Any]) -> None:
    box = run[-1] if name == "line-through" else run[0]
    before, after = box.kanyin_rules
    box.kanyin_rules = Rules(before, (*after, rule)) if name == "line-through" else Rules((*before, rule), after)


def _runs(leaves: list[tuple[Any, dict[str, Any]]], name: str) -> Iterator[tuple[Any, list[Any]]]:
    """Yield each element that has this line, with the text boxes that stand side by side in it."""
    for owner, group in groupby(leaves, key=lambda leaf: leaf[1].get(name)):
        if owner is not None:
            yield owner, [box for box, _ in group]


def _leaves(parent: Any, decorating: dict[str, Any]) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Yield each composed text box of a line with the elements that decorate it, None for what ends a line."""
    for child in parent.children:
        if isinstance(child, boxes.InlineBox):
            yield from _leaves(child, _decorating(child, parent, decorating))
        elif isinstance(child, boxes.TextBox) and _is_drawn(child):
            yield child, decorating
        else:
            yield None, {}


def _is_drawn(box: Any) -> bool:
    drawn = vars(box).get("kanyin_drawn")
    return drawn is not None and drawn.is_seen and box.style["visibility"] == "visible"


def _decorating(box: Any, parent: Any, outer: dict[str, Any]) -> dict[str, Any]:
    """Return kind of line → the box that decorates: this one, where its parent has no such line."""
    own, inherited = _lines(box), _lines(parent) if parent is not None else ()
    return {name: outer[name] if name in inherited else box for name in KINDS if name in own}


def _lines(box: Any) -> Any:
    value = box.style["text_decoration_line"]
    return () if value == "none" else value


def _rule(name: str, owner: Any, run: list[Any]) -> Rule:
    style = owner.style
    start, end = _ends(owner, run)
    thickness = _thickness(name, style)
    y = owner.position_y + owner.baseline + _offset(name, style, thickness)
    return Rule(start, end, y, thickness, style["text_decoration_style"], get_color(style, "text_decoration_color"))


# ---- how far it reaches


def _ends(owner: Any, run: list[Any]) -> tuple[float, float]:
    """Return where the line begins and ends: the blank halves of its outermost marks have none."""
    first, last = run[0], run[-1]
    before, after = _insets(owner)
    start = first.position_x + _blank_before(first)
    x, glyphs = list(last.kanyin_drawn.pieces())[-1]
    width = min(float(last.width), x + sum(glyph.advance for glyph in glyphs) - _blank_after(last, glyphs))
    return start + before, last.position_x + width - after


def _insets(owner: Any) -> tuple[float, float]:
    """Return the inset at the start and at the end; where a line end cuts the element there is none."""
    if not isinstance(owner, boxes.InlineBox):
        return 0.0, 0.0
    value = owner.style["text_decoration_inset"]
    auto = AUTO_INSET * owner.style["font_size"]
    start, end = (auto, auto) if value == "auto" else (value[0].value, value[1].value)
    cut = owner.remove_decoration_sides
    return 0.0 if "left" in cut else start, 0.0 if "right" in cut else end


def _blank_before(box: Any) -> float:
    _, glyphs = next(box.kanyin_drawn.pieces())
    return _half(box, glyphs) if glyphs and kind(glyphs[0].text[:1] or " ") in _OPENING else 0.0


def _blank_after(box: Any, glyphs: tuple[Glyph, ...]) -> float:
    if not glyphs:
        return 0.0
    found = kind(glyphs[-1].text[:1] or " ")
    halved = Region.of(box.style["lang"] or "").conventions.halved
    return _half(box, glyphs) if found in halved or found in _CLOSING else 0.0


def _half(box: Any, glyphs: tuple[Glyph, ...]) -> float:
    size = float(box.style["font_size"])
    return size / 2 if len(glyphs) == 1 and glyphs[0].advance >= 0.98 * size else 0.0


# ---- how thick it is and how high it stands


def _thickness(name: str, style: Any) -> float:
    value = style["text_decoration_thickness"]
    if value not in ("auto", "from-font"):
        return float(percentage(value, style, style["font_size"]))
    strokes = face_of(style).strokes()
    return strokes.through_thickness if name == "line-through" else strokes.under_thickness


def _offset(name: str, style: Any, thickness: float) -> float:
    """Return how far below the baseline the middle of the line is."""
    strokes = face_of(style).strokes()
    if name == "line-through":
        return -strokes.through
    if name == "overline":
        return -strokes.ascent + thickness / 2
    value, em = style["text_underline_offset"], style["font_size"]
    if "under" in style["text_underline_position"]:
        gap = UNDER_GAP * em if value == "auto" else percentage(value, style, em)
        return float(FOOT * em + gap + thickness / 2)
    return float(-strokes.under if value == "auto" else percentage(value, style, em)) + thickness / 2

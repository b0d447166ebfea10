"""Emphasis marks (着重号) of composed text, drawn as paths: `text-emphasis-*` of CSS Text Decoration 4.

In: a text box, and its pieces with their places. Out: paths in the content stream, which no text extraction sees. The
marks stand in the leading: they add nothing to the height of a line.
Which characters have marks is decided one by one; it knows nothing of lines. Text that stock sets has no marks.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple, TypeAlias

from weasyprint.draw.color import get_color
from weasyprint.logger import LOGGER

from kanyin.engine.pieces import Glyph, Manner
from kanyin.engine.shaping import face_of

Path: TypeAlias = tuple[tuple[str, tuple[float, ...]], ...]  # a method of the stream, and its points: x, y, x, y …

# Lengths in em of the text. The box of a Han glyph reaches from HEAD above the baseline to FOOT below it.
HEAD, FOOT = 0.88, 0.12
_DOT = 0.085  # its radius
_AXIS = 0.22 - _DOT  # the centre of a mark off the glyph box: the outer edge of a dot is .22 em from it
_STRING_AXIS = 0.25  # a mark given as a string is of half the text's size, and touches the glyph box
_PEN = 0.035  # of open shapes


class Mark(NamedTuple):
    """A shape in em about its centre, y downwards: filled or drawn in outline, its axis so far off the glyph box."""

    path: Path
    filled: bool
    axis: float = _AXIS
    even_odd: bool = True


def draw_marks(stream: Any, textbox: Any, pieces: Iterable[tuple[float, tuple[Glyph, ...]]]) -> None:
    """Draw the marks of a text box; `pieces` are (x in px from the box's left edge, glyphs)."""
    style = textbox.style
    if style["text_emphasis_style"] == ("none",):
        return
    mark = _mark(style)
    em = float(style["font_size"])
    centres = [textbox.position_x + x for x in _centres(pieces, style)]
    off = FOOT + mark.axis if is_under(style) else -HEAD - mark.axis
    y = textbox.position_y + textbox.baseline + off * em
    if not centres or not mark.path:
        return
    with stream.stacked():
        stream.set_color(get_color(style, "text_emphasis_color"), stroke=not mark.filled)
        if not mark.filled:
            stream.set_line_width(_PEN * em)
        for x in centres:
            for draw, points in mark.path:
                getattr(stream, draw)(*(round((y if i % 2 else x) + point * em, 3) for i, point in enumerate(points)))
        if mark.filled:
            stream.fill(even_odd=mark.even_odd)
        else:
            stream.stroke()


def is_under(style: Any) -> bool:
    """Whether the marks stand under the text: `auto` is so for Chinese (#propdef-text-emphasis-position)."""
    position = style["text_emphasis_position"]
    return "under" in position or (position == ("auto",) and (style["lang"] or "").lower().split("-")[0] == "zh")


# ---- which characters


def _centres(pieces: Iterable[tuple[float, tuple[Glyph, ...]]], style: Any) -> Iterator[float]:
    """Yield the middle of each character that has a mark."""
    spacing = 0.0 if style["letter_spacing"] == "normal" else float(style["letter_spacing"])
    for x, glyphs in pieces:
        for glyph in glyphs:
            marked = _marked(glyph, style["text_emphasis_skip"])
            width = (glyph.advance - spacing * len(marked)) / max(1, len(marked))
            for index, has_mark in enumerate(marked):
                if has_mark:
                    yield x + (width + spacing) * index + width / 2
            x += glyph.advance


def _marked(glyph: Glyph, skip: tuple[str, ...]) -> list[bool]:
    """Return for each character of a glyph whether it has a mark; the letters of a ligature stand side by side."""
    if glyph.advance <= 0 or not glyph.text:
        return []
    side_by_side = [character for character in glyph.text if unicodedata.category(character)[0] in "LNP"]
    if len(side_by_side) > 1:
        return [not is_skipped(character, skip) for character in side_by_side]
    return [not is_skipped(glyph.text[0], skip)]


# What Unicode calls punctuation and CSS a symbol, full-width and small forms with them (#text-emphasis-skip-property).
_SYMBOLS: Final = frozenset("#%&@§¶؉؊٪‰‱⁊⁋⁓〽")


def is_skipped(character: str, skip: tuple[str, ...]) -> bool:
    """Whether a character has no mark: never one without ink, and what `text-emphasis-skip` names."""
    category = unicodedata.category(character)
    if category in ("Cc", "Cf", "Cn", "Zl", "Zp"):
        return True
    is_symbol = category[0] == "S" or unicodedata.normalize("NFKD", character)[0] in _SYMBOLS
    named = {
        "spaces": category == "Zs",
        "punctuation": category[0] == "P" and not is_symbol,
        "symbols": is_symbol,
        "narrow": unicodedata.east_asian_width(character) not in "FW",
    }
    return any(named[word] for word in skip)


# ---- the shapes


def _circle(radius: float) -> Path:
    pull = radius * 0.5523  # of a quarter circle's control points
    return (
        ("move_to", (radius, 0)),
        ("curve_to", (radius, pull, pull, radius, 0, radius)),
        ("curve_to", (-pull, radius, -radius, pull, -radius, 0)),
        ("curve_to", (-radius, -pull, -pull, -radius, 0, -radius)),
        ("curve_to", (pull, -radius, radius, -pull, radius, 0)),
        ("close", ()),
    )


_TRIANGLE: Final[Path] = (
    ("move_to", (0, -0.12)),
    ("line_to", (0.135, 0.11)),
    ("line_to", (-0.135, 0.11)),
    ("close", ()),
)
_SESAME: Final[Path] = (
    ("move_to", (-0.11, -0.11)),
    ("curve_to", (0.0, -0.1, 0.11, -0.02, 0.115, 0.065)),
    ("curve_to", (0.115, 0.125, 0.035, 0.145, 0.01, 0.085)),
    ("curve_to", (-0.015, 0.02, -0.06, -0.05, -0.11, -0.11)),
    ("close", ()),
)
_SHAPES: Final = {
    ("filled", "dot"): _circle(_DOT),
    ("open", "dot"): _circle(_DOT - _PEN / 2),
    ("filled", "circle"): _circle(0.13),
    ("open", "circle"): _circle(0.13 - _PEN / 2),
    ("filled", "double-circle"): (*_circle(0.13), *_circle(0.13 - _PEN), *_circle(0.06)),
    ("open", "double-circle"): (*_circle(0.13 - _PEN / 2), *_circle(0.05)),
    ("filled", "triangle"): _TRIANGLE,
    ("open", "triangle"): _TRIANGLE,
    ("filled", "sesame"): _SESAME,
    ("open", "sesame"): _SESAME,
}


def _mark(style: Any) -> Mark:
    kind, shape = style["text_emphasis_style"]
    if kind != "string":
        return Mark(_SHAPES[kind, shape], kind == "filled")
    marks: dict[object, Mark] = vars(style.font_config).setdefault("kanyin_marks", {})
    key = (id(face_of(style)), shape)
    if key not in marks:
        marks[key] = Mark(_string_path(style, shape), True, _STRING_AXIS, even_odd=False)
    return marks[key]


def _string_path(style: Any, text: str) -> Path:
    """Return the outline of the string's first character, at half size, about the middle of its em box."""
    first = text[:1] + "".join(c for c in text[1:2] if unicodedata.category(c)[0] == "M")
    if not first.strip():
        return ()
    face = face_of(style)
    face.shape([first])
    shaped = face.shaped[first]
    if shaped.manner > Manner.PLACED:
        LOGGER.warning("No named font has the emphasis mark '%s' (U+%04X)", first, ord(first[0]))
        return ()
    from kanyin.engine.outlines import Outline  # which loads fontTools

    size = float(style["font_size"])
    x, path = -shaped.advance / 2, []
    for glyph in shaped.glyphs:
        pen = Outline(glyph, (x + glyph.x_offset) / size, (HEAD - FOOT) / 2 + glyph.y_offset / size)
        path += pen.path
        x += glyph.advance
    return tuple(path)

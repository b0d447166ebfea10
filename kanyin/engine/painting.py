"""Composed lines drawn: each glyph where composition put it.

Wraps `weasyprint.draw.text:draw_text` (70.0). A box that a composed line made carries a `Drawn`, and a `Pen` writes its
glyphs, in a text object of its own. Pictures, such as emoji, are drawn by stock.
Wraps `weasyprint.draw:draw_inline_level` too: the lines under and through text are those of a whole line box
(`decoration.py`), and lines of nothing but text share their text object with the line before. Emphasis marks are drawn
with each text box (`emphasis.py`). Wraps `weasyprint.draw:draw_block_level`, so that a paragraph is one loop.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import weasyprint.draw as stock_draw
from weasyprint.draw import text as stock_text
from weasyprint.formatting_structure import boxes
from weasyprint.matrix import Matrix
from weasyprint.text.line_break import create_layout

from kanyin.engine.bare import is_bare, remembered
from kanyin.engine.decoration import Rules, decorate
from kanyin.engine.drawn import Drawn
from kanyin.engine.emphasis import draw_marks
from kanyin.engine.folios import note_stock
from kanyin.engine.hook import Undo, replace_all
from kanyin.engine.pen import Pen
from kanyin.engine.pieces import Shaped
from kanyin.engine.stacking import is_edgeless
from kanyin.engine.structure import PageStream, begin_mark, end_mark
from kanyin.engine.tally import note_line

_NO_RULES: Final = Rules((), ())


def apply() -> Undo:
    """Put the hooks in, `draw_text` in both modules that hold it."""
    return replace_all(
        (["weasyprint.draw.text:draw_text", "weasyprint.draw:draw_text"], _drawing),
        (["weasyprint.draw:draw_inline_level"], _decorating),
        (["weasyprint.draw:draw_block_level"], _reading),
    )


def _decorating(stock: Callable[..., None]) -> Callable[..., None]:
    def draw_inline_level(stream: Any, page: Any, box: Any, *arguments: Any, **options: Any) -> None:
        composition = None
        if isinstance(box, boxes.LineBox):
            composition = vars(box).get("kanyin_composition")
            note_line(composed=composition is not None)
        if composition is None:
            stock(stream, page, box, *arguments, **options)
        elif composition.decorated:
            decorate(box)
            draw_children(stream, page, box)
        elif is_bare(box) and isinstance(stream, PageStream):
            _close(stream, _draw_bare(stream, composition, box, None))
        else:
            draw_children(stream, page, box)

    def draw_children(stream: Any, page: Any, box: Any) -> None:
        """Draw what stands in a line, or in a box of one; lines have no background nor border, ours no ellipsis."""
        for child in box.children:
            if isinstance(child, boxes.TextBox):
                _draw_marked(stream, child)
            elif isinstance(child, boxes.InlineBox):
                if child.background is not None or not is_edgeless(child.style):
                    stock_draw.set_mask_border(stream, child)
                    stock_draw.draw_background(stream, child.background)
                    stock_draw.draw_border(stream, child)
                draw_children(stream, page, child)
            else:
                stock(stream, page, child)

    return draw_inline_level


def _reading(stock: Callable[..., None]) -> Callable[..., None]:
    def draw_block_level(page: Any, stream: Any, blocks_and_cells: dict[Any, Any]) -> None:
        for block, inside in blocks_and_cells.items():
            lines = block.children
            if not lines or type(lines[-1]) is not boxes.LineBox or not isinstance(stream, PageStream):
                stock(page, stream, {block: inside})
                continue
            count, pen = 0, None
            for line in lines:
                composition = vars(line).get("kanyin_composition")
                if composition is not None and not composition.decorated and is_bare(line):
                    count += 1
                    pen = _draw_bare(stream, composition, line, pen)
                else:
                    _close(stream, pen)
                    pen = None
                    stock_draw.draw_inline_level(stream, page, line)
            _close(stream, pen)
            note_line(composed=True, count=count)
            stock_draw.draw_block_level(page, stream, inside)

    return draw_block_level


def _draw_bare(stream: PageStream, composition: Any, line: Any, pen: Pen | None) -> Pen | None:
    """Draw a line of nothing but text; `pen` is the one whose text object is open, and so is the one returned."""
    for box in line.children:
        drawn: Drawn | None = vars(box).get("kanyin_drawn")
        if drawn is not None and drawn.is_seen and _is_plain(box.style):
            pen = _go_on(stream, composition, box, drawn, pen)
        else:
            _close(stream, pen)
            pen = None
            _draw_marked(stream, box)
    return pen


def _draw_marked(stream: Any, box: Any) -> None:
    begin_mark(stream, box, "Span")
    stock_draw.draw_text(stream, box, 0, "clip", "none")
    end_mark(stream)


@remembered("kanyin_plain")
def _is_plain(style: Any) -> bool:
    """Whether text of a style is visible and has no emphasis marks."""
    return bool(style["visibility"] == "visible" and style["text_emphasis_style"] == ("none",))


def _go_on(stream: PageStream, composition: Any, box: Any, drawn: Drawn, pen: Pen | None) -> Pen | None:
    """Draw a text box of a line that has nothing else, in the text object before it if that ends where this begins.

    What stands of a plain paragraph on a page is then one marked content, and whoever reads it aloud meets no break
    that only the measure made. Where a line end has taken a space, another begins, so that no words run together.
    """
    if pen is None or not pen.follows(composition, drawn.start):
        _close(stream, pen)
        pen = _opened(stream, composition, box, drawn)
    if pen.color is not (color := box.style["color"]):
        _set_color(stream, color)
        pen.color = color
    pen.draw(stream, box, drawn)
    pen.stay(composition, drawn.stop)
    if not pen.pictures:
        return pen
    stream.end_text()
    for x, shaped in pen.pictures:
        _draw_picture(stream, box, x, shaped)
    end_mark(stream)
    stream.kanyin_pen = None
    return None


def _opened(stream: PageStream, composition: Any, box: Any, drawn: Drawn) -> Pen:
    """Return a pen in an open text object: the last one, where the stream ends with it, or another."""
    pen: Pen | None = stream.kanyin_pen
    if pen is not None and pen.ends == len(stream.stream) and pen.follows(composition, drawn.start):
        del stream.stream[-1 if stream._tags is None else -2 :]  # `ET` and `EMC`
        return pen
    begin_mark(stream, box, "Span")
    stream.begin_text()
    stream.kanyin_pen = pen = Pen()
    return pen


def _close(stream: PageStream, pen: Pen | None) -> None:
    """Close the text object of a pen, if one is open."""
    if pen is not None:
        stream.end_text()
        end_mark(stream)
        pen.ends = len(stream.stream)


def _drawing(stock: Callable[..., None]) -> Callable[..., None]:
    def draw_text(stream: Any, textbox: Any, offset_x: float, text_overflow: str, block_ellipsis: Any = "none") -> None:
        drawn: Drawn | None = vars(textbox).get("kanyin_drawn")
        if drawn is None:
            note_stock(textbox)
            stock(stream, textbox, offset_x, text_overflow, block_ellipsis)
        elif _is_visible(textbox, drawn):
            rules: Rules = vars(textbox).get("kanyin_rules", _NO_RULES)
            for rule in rules.before:
                rule.draw(stream)
            _set_color(stream, textbox.style["color"])
            pen = Pen()
            stream.begin_text()
            pen.draw(stream, textbox, drawn)
            stream.end_text()
            for x, shaped in pen.pictures:
                _draw_picture(stream, textbox, x, shaped)
            draw_marks(stream, textbox, drawn.pieces())
            for rule in rules.after:
                rule.draw(stream)

    return draw_text


def _is_visible(box: Any, drawn: Drawn) -> bool:
    return drawn.is_seen and bool(box.style["visibility"] == "visible")


def _set_color(stream: Any, color: Any) -> None:
    """Set the color of glyphs, unless nothing has set another since: nearly all text of a page is of one."""
    mine, channels, alpha = vars(stream).get("kanyin_color", (None, None, None))
    if mine is not color or channels is not stream._current_color or alpha is not stream._current_alpha:
        stream.set_color(color)
        stream.kanyin_color = color, stream._current_color, stream._current_alpha


def _draw_picture(stream: Any, textbox: Any, x: float, shaped: Shaped) -> None:
    """Draw emoji with stock's own function, from a layout of their own."""
    text = "".join(glyph.text for glyph in shaped.glyphs)
    picture = textbox.copy_with_text(text)
    picture.pango_layout = create_layout(text, textbox.style, None, None, 0)
    left, baseline = textbox.position_x + x, textbox.position_y + textbox.baseline
    stream.begin_text()
    emojis = stock_text.draw_first_line(stream, picture, "clip", "none", Matrix(d=-1, e=left, f=baseline))
    stream.end_text()
    stock_text.draw_emojis(stream, textbox.style, left, baseline, emojis)

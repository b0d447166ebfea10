"""Glyphs as Pango sets them: pieces of text shaped side by side in one line.

In: pieces, a computed style. Out: for each a `Shaped`: its advance, its glyphs, and how they are to be drawn. What
Pango says of a line is read in whole arrays, and told apart by `runs.py`. Replaces nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from weasyprint.text.ffi import FROM_UNITS, ffi, harfbuzz, pango, unicode_to_char_p
from weasyprint.text.fonts import get_pango_font_hb_face
from weasyprint.text.line_break import Layout

from kanyin.engine.faces import is_named
from kanyin.engine.pieces import Manner, Shaped
from kanyin.engine.runs import Run, Setting

# Bytes of a PangoGlyphInfo: the glyph, its width and two offsets, and what it is in its cluster.
_OF_A_GLYPH: Final = ffi.sizeof("PangoGlyphInfo")
_NOTDEF: Final = 0


def spacing_of(style: Any) -> float:
    """Return the letter-spacing of a style in px."""
    return 0.0 if style["letter_spacing"] == "normal" else float(style["letter_spacing"])


def shape(texts: Sequence[str], style: Any, own: Any, context: str) -> tuple[list[Shaped], Any]:
    """Shape the pieces side by side; return them, and the layout that keeps their fonts. `own` is the style's font.

    Marks have forms that depend on the script around them, so `context`, a letter of it, stands between each two;
    nothing need stand between ideographs, if it is "".
    """
    between = f" {context} " if context else " "
    layout = Layout(style)
    char_p, text = unicode_to_char_p(between[1:] + between.join(texts))
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    pango.pango_layout_set_text(layout.layout, char_p, -1)
    line, _ = layout.get_first_line()
    runs = list(_runs(line, style, own))
    setting = Setting(runs, text, spacing_of(style), float(style["font_size"]), _width_of_box)
    gap = len(between.encode())
    return setting.pieces(texts, gap - 1, gap), layout


def _runs(line: Any, style: Any, own: Any) -> Iterator[Run]:
    named = {name.casefold() for name in style["font_family"]}
    run = line.runs[0]
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        run = run.next
        count, font = glyphs.num_glyphs, item.analysis.font
        numbers = memoryview(ffi.buffer(glyphs.glyphs, count * _OF_A_GLYPH)).cast("I")
        lengths = memoryview(numbers).cast("B").cast("i")
        stride = _OF_A_GLYPH // 4
        clusters = [item.offset + at for at in ffi.unpack(glyphs.log_clusters, count)]
        yield Run(
            font, _manner(font, named, style.font_config), font == own, numbers[::stride].tolist(),
            lengths[1::stride].tolist(), lengths[2::stride].tolist(), lengths[3::stride].tolist(), clusters,
            item.offset + item.length,
        )  # fmt: skip


def _width_of_box(font: Any) -> float:
    """Return how wide, in px, the box is that a font draws for a glyph it has not; Pango leaves room for digits."""
    logical = ffi.new("PangoRectangle *")
    pango.pango_font_get_glyph_extents(font, _NOTDEF, ffi.NULL, logical)
    return float(logical.width * FROM_UNITS)


def _manner(font: Any, named: set[str], font_config: Any) -> Manner:
    if _has_pictures(font):
        return Manner.PICTURE
    return Manner.PLACED if is_named(font, named, font_config) else Manner.FOREIGN


def _has_pictures(font: Any) -> bool:
    """Whether glyphs of the font are pictures, such as emoji, which only stock draws."""
    face = get_pango_font_hb_face(font)
    tests = (harfbuzz.hb_ot_color_has_png, harfbuzz.hb_ot_color_has_svg, harfbuzz.hb_ot_color_has_layers)
    return any(test(face) for test in tests)

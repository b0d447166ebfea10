"""The outline of a glyph, as paths of a content stream.

In: a glyph of Pango's and a place. Out: its path. It loads fontTools, 0.01 s, which nothing else needs that is drawn.
"""

from __future__ import annotations

from io import BytesIO

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont, TTLibError
from weasyprint.text.ffi import harfbuzz
from weasyprint.text.fonts import get_hb_object_data, get_pango_font_hb_face

from kanyin.engine.pieces import Glyph


class Outline(BasePen):  # type: ignore[misc]
    """A glyph's outline in half ems, moved by (x, y) in em before it is halved: `path`."""

    def __init__(self, glyph: Glyph, x: float, y: float) -> None:
        face = get_pango_font_hb_face(glyph.font)
        index = harfbuzz.hb_face_get_index(face)
        self.path: list[tuple[str, tuple[float, ...]]] = []
        try:
            font = TTFont(BytesIO(get_hb_object_data(face)), fontNumber=index & 0xFFFF, lazy=True)
            glyphs = font.getGlyphSet()
        except (TTLibError, KeyError):  # pictures for glyphs
            return
        super().__init__(glyphs)
        self._em, self._x, self._y = 2 * font["head"].unitsPerEm, x / 2, y / 2
        glyphs[font.getGlyphName(glyph.id)].draw(self)

    def _add(self, draw: str, *points: tuple[float, float]) -> None:
        self.path.append((draw, tuple(v for x, y in points for v in (self._x + x / self._em, self._y - y / self._em))))

    def _moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 -- the names are BasePen's
        self._add("move_to", point)

    def _lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._add("line_to", point)

    def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("curve_to", *points)

    def _closePath(self) -> None:  # noqa: N802
        self._add("close")

"""Advances and glyphs of pieces of text, shaped once for each font setting of a document.

In: a computed style and pieces (a Han character, a Latin word, a space). Out: `Shaped`: its advance and its glyphs.
Pieces not met before are shaped together in one Pango line, a space between each two, so that a document costs a few
shaping calls instead of one for each line. Replaces nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from weasyprint.text.ffi import FROM_UNITS, ffi, pango, unicode_to_char_p
from weasyprint.text.line_break import Layout, line_size, strut

# Where the Latin face sets a mark, a font whose marks are full-width has the narrow ones under this feature.
PROPORTIONAL = {"pwid": 1}

_FONT_PROPERTIES = (
    "font_family", "font_size", "font_style", "font_weight", "font_stretch", "font_kerning", "font_variant_ligatures",
    "font_variant_position", "font_variant_caps", "font_variant_numeric", "font_variant_alternates",
    "font_variant_east_asian", "font_feature_settings", "font_variation_settings",
    "font_language_override", "lang",
)  # fmt: skip


class Glyph(NamedTuple):
    """A glyph as Pango placed it: `advance` and offsets are in px, `text` is what it stands for."""

    font: Any
    id: int
    advance: float
    x_offset: float
    y_offset: float
    text: str


class Shaped(NamedTuple):
    """A piece: its advance in px, its glyphs; `sound` is False if a glyph is missing or of a family nobody named."""

    advance: float
    glyphs: tuple[Glyph, ...]
    sound: bool


@dataclass(slots=True)
class Face:
    """One font setting: what was shaped in it so far, and the height and baseline of a line of it, in px."""

    style: Any
    height: float
    baseline: float
    line_height: float
    shaped: dict[str, Shaped] = field(default_factory=dict)
    _layouts: list[Any] = field(default_factory=list)  # they keep the fonts of the glyphs alive
    _proportional: Face | None = None

    def shape(self, pieces: Iterable[str]) -> None:
        """Shape the pieces that are new, all in one call."""
        new = sorted({piece for piece in pieces if piece not in self.shaped})
        if new:
            shaped, layout = _shape(new, self.style)
            self.shaped.update(zip(new, shaped, strict=True))
            self._layouts.append(layout)

    def proportional(self) -> Face:
        """Return the same setting with the narrow forms of quotes and dashes."""
        if self._proportional is None:
            style = self.style.copy()
            settings = style["font_feature_settings"]
            style["font_feature_settings"] = (*(settings if settings != "normal" else ()), *PROPORTIONAL.items())
            self._proportional = _make(style)
        return self._proportional


def face_of(style: Any) -> Face:
    """Return the face of a style; faces live as long as the document's fonts."""
    faces: dict[tuple[object, ...], Face] = vars(style.font_config).setdefault("kanyin_faces", {})
    key = (*tuple(_hashable(style[name]) for name in _FONT_PROPERTIES), _hashable(style["line_height"]))
    if key not in faces:
        faces[key] = _make(style)
    return faces[key]


def _hashable(value: Any) -> object:
    return tuple(value.items()) if isinstance(value, dict) else value


def _make(style: Any) -> Face:
    layout = Layout(style)
    layout.set_text("国x")
    line, _ = layout.get_first_line()
    _, height = line_size(line, style)
    baseline = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
    return Face(style, height, baseline, strut(style)[0])


def _shape(pieces: list[str], style: Any) -> tuple[list[Shaped], Any]:
    """Shape the pieces side by side, a space between each two; return them, and the layout that keeps their fonts."""
    layout = Layout(style)
    char_p, text = unicode_to_char_p(" ".join(pieces))
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    pango.pango_layout_set_text(layout.layout, char_p, -1)
    line, _ = layout.get_first_line()
    found: dict[int, list[tuple[Glyph, bool]]] = {}
    for offset, glyph, sound in _glyphs(line, text, style):
        found.setdefault(offset, []).append((glyph, sound))
    shaped, start = [], 0
    for piece in pieces:
        end = start + len(piece.encode())
        placed = [pair for byte in range(start, end) for pair in found.get(byte, ())]
        advance = sum(glyph.advance for glyph, _ in placed)
        shaped.append(Shaped(advance, tuple(glyph for glyph, _ in placed), all(sound for _, sound in placed)))
        start = end + 1
    return shaped, layout


def _glyphs(line: Any, text: bytes, style: Any) -> Iterator[tuple[int, Glyph, bool]]:
    """Yield (byte offset, glyph, whether it is sound) of each glyph of a line, from left to right."""
    named = {name.casefold() for name in style["font_family"]}
    run = line.runs[0]
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        run = run.next
        font = item.analysis.font
        known = not item.analysis.level % 2 and _family(font).casefold() in named
        clusters = [*glyphs.log_clusters[0 : glyphs.num_glyphs], item.length]
        for i in range(glyphs.num_glyphs):
            info, start, end = glyphs.glyphs[i], clusters[i], next(c for c in clusters[i + 1 :] if c > clusters[i])
            sound = known and not info.glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG
            covered = text[item.offset + start : item.offset + end].decode(errors="ignore")
            yield item.offset + start, _glyph(font, info, covered), sound


def _glyph(font: Any, info: Any, text: str) -> Glyph:
    width, x, y = (v * FROM_UNITS for v in (info.geometry.width, info.geometry.x_offset, info.geometry.y_offset))
    return Glyph(font, info.glyph, width, x, y, text)


def _family(font: Any) -> str:
    description = ffi.gc(pango.pango_font_describe_with_absolute_size(font), pango.pango_font_description_free)
    name: bytes = ffi.string(pango.pango_font_description_get_family(description))
    return name.decode()

"""Advances and glyphs of pieces of text, shaped once for each font setting of a document.

In: a computed style and pieces (a Han character, a Latin word, a space). Out: `Shaped`: its advance and its glyphs.
Pieces not met before are shaped together in one Pango line, a space between each two, so that a document costs a few
shaping calls instead of one for each line. Replaces nothing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, NamedTuple

from fontTools.ttLib import TTLibError
from weasyprint.text.ffi import FROM_UNITS, ffi, harfbuzz, pango, unicode_to_char_p
from weasyprint.text.fonts import get_hb_object_data, get_pango_font_hb_face
from weasyprint.text.line_break import Layout, line_size, strut

from kanyin.engine.faces import family_names

# Where the Latin face sets a mark, a font whose marks are full-width has the narrow ones under this feature.
PROPORTIONAL = {"pwid": 1}

_FONT_PROPERTIES = (
    "font_family", "font_size", "font_style", "font_weight", "font_stretch", "font_kerning", "font_variant_ligatures",
    "font_variant_position", "font_variant_caps", "font_variant_numeric", "font_variant_alternates",
    "font_variant_east_asian", "font_feature_settings", "font_variation_settings",
    "font_language_override", "lang", "letter_spacing",
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
    """A piece: its advance in px, its glyphs; not `sound` if one is missing, a picture, of a family nobody named."""

    advance: float
    glyphs: tuple[Glyph, ...]
    sound: bool


class Strokes(NamedTuple):
    """What a font says of lines, in px: above the baseline where it is a place, and how thick they are."""

    ascent: float
    under: float
    under_thickness: float
    through: float
    through_thickness: float


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
    _rest: Face | None = None
    _strokes: Strokes | None = None

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

    def full_width(self, mark: str) -> Shaped:
        """Return a mark as the first family of the stack that sets it an em wide (楷 has narrow quotes) has it."""
        own = self.shaped[mark]
        if self._is_full_width(mark, own) or len(self.style["font_family"]) < 2:
            return own
        if self._rest is None:
            style = self.style.copy()
            style["font_family"] = style["font_family"][1:]
            self._rest = _make(style)
        self._rest.shape([mark])
        other = self._rest.full_width(mark)
        return other if other.sound and self._is_full_width(mark, other) else own

    def _is_full_width(self, mark: str, shaped: Shaped) -> bool:
        em = float(self.style["font_size"])
        return abs(shaped.advance - len(mark) * (em + spacing_of(self.style))) <= 0.02 * em * len(mark)

    def strokes(self) -> Strokes:
        """Return what the first font says of lines."""
        if self._strokes is None:
            style = self.style.copy()
            style["text_decoration_line"] = {"underline"}  # stock reads the metrics where there is a line
            layout = Layout(style)
            self._strokes = Strokes(
                layout.ascent, layout.underline_position, layout.underline_thickness,
                layout.strikethrough_position, layout.strikethrough_thickness,
            )  # fmt: skip
        return self._strokes


def spacing_of(style: Any) -> float:
    """Return the letter-spacing of a style in px."""
    return 0.0 if style["letter_spacing"] == "normal" else float(style["letter_spacing"])


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
    spacing = spacing_of(style)
    run = line.runs[0]
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        run = run.next
        font = item.analysis.font
        known = not item.analysis.level % 2 and _is_named(font, named, style.font_config) and not _has_pictures(font)
        clusters = glyphs.log_clusters[0 : glyphs.num_glyphs]
        groups = [(start, list(group)) for start, group in groupby(range(len(clusters)), key=clusters.__getitem__)]
        ends = [start for start, _ in groups[1:]] + [item.length]
        for (start, group), end in zip(groups, ends, strict=True):
            covered = text[item.offset + start : item.offset + end].decode(errors="ignore")
            for index, part in zip(group, _shared(covered, len(group)), strict=True):
                info = glyphs.glyphs[index]
                sound = known and not info.glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG
                yield item.offset + start, _glyph(font, info, part, spacing if index == group[-1] else 0.0), sound


def _shared(covered: str, count: int) -> Iterable[str]:
    """Say what each glyph of a cluster stands for: a letter and its accents one each, else the first for them all."""
    if len(covered) == count:
        return covered
    return (covered, *[""] * (count - 1))


def _glyph(font: Any, info: Any, text: str, spacing: float) -> Glyph:
    width, x, y = (v * FROM_UNITS for v in (info.geometry.width, info.geometry.x_offset, info.geometry.y_offset))
    if spacing:  # of each character: a ligature has several, an accent at a letter's end none of its own
        width += spacing * max(1, sum(unicodedata.category(character)[0] not in "MC" for character in text))
    return Glyph(font, info.glyph, width, x, y, text)


def _is_named(font: Any, named: set[str], font_config: Any) -> bool:
    """Whether the stack names the font's family, as Pango calls it or by another of its names (宋体-简, Songti SC)."""
    description = ffi.gc(pango.pango_font_describe_with_absolute_size(font), pango.pango_font_description_free)
    family: str = ffi.string(pango.pango_font_description_get_family(description)).decode()
    if family.casefold() in named:
        return True
    found: dict[str, frozenset[str]] = vars(font_config).setdefault("kanyin_names", {})
    if family not in found:
        face = get_pango_font_hb_face(font)
        try:
            found[family] = family_names(get_hb_object_data(face), harfbuzz.hb_face_get_index(face) & 0xFFFF)
        except (TTLibError, KeyError):  # a font without such a table
            found[family] = frozenset()
    return not named.isdisjoint(found[family])


def _has_pictures(font: Any) -> bool:
    """Whether glyphs of the font are pictures, such as emoji, which only stock draws."""
    face = get_pango_font_hb_face(font)
    tests = (harfbuzz.hb_ot_color_has_png, harfbuzz.hb_ot_color_has_svg, harfbuzz.hb_ot_color_has_layers)
    return any(test(face) for test in tests)

"""Advances and glyphs of pieces of text, shaped once for each font setting of a document.

In: a computed style and text with its classes. Out: for each character a `Shaped` — its advance and its glyphs — or
None inside a piece (`joins.py`: a Latin word, a character with its combining marks) whose first character has the
whole. Pieces not met before are shaped together in one Pango line, so that a document costs a few shaping calls instead
of one for each line. Replaces nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import field
from math import inf
from typing import Any, Final, NamedTuple

from weasyprint.css import AnonymousStyle
from weasyprint.text.line_break import Layout, line_size, strut

from kanyin.engine.glyphs import shape, spacing_of
from kanyin.engine.joins import LONG_CLASS, cut, shared_out, without_long, words_in
from kanyin.engine.pieces import Case, Manner, Row, Shaped
from kanyin.han import Kind, Settings
from kanyin.han.breaks import LATIN
from kanyin.han.classes import Unsettled, kind
from kanyin.records import dataclass

# Where the Latin face sets a mark, a font whose marks are full-width has the narrow ones under this feature.
PROPORTIONAL: Final = {"pwid": 1}

_FONT_PROPERTIES: Final = (
    "font_family", "font_size", "font_style", "font_weight", "font_stretch", "font_kerning", "font_variant_ligatures",
    "font_variant_position", "font_variant_caps", "font_variant_numeric", "font_variant_alternates",
    "font_variant_east_asian", "font_feature_settings", "font_variation_settings",
    "font_language_override", "lang", "letter_spacing",
)  # fmt: skip

# Marks that are an em wide in Han text, and that a face may have narrow. `·` is not: it is half an em.
_FULL_WIDTH: Final = "".join((
    Kind.OPEN, Kind.CLOSE, Kind.STOP, Kind.COMMA, Kind.COLON, Kind.ASK, Kind.ASKED, Kind.DASH, Kind.LONG, Kind.REST,
    Kind.PAIR,
))  # fmt: skip
_WIDE: Final = frozenset((
    *_FULL_WIDTH, Unsettled.DOUBLE_OPEN, Unsettled.SINGLE_OPEN, Unsettled.DOUBLE_CLOSE, Unsettled.SINGLE_CLOSE,
    Unsettled.EM_DASH, Unsettled.ELLIPSIS,
))  # fmt: skip
# Of these the text around them tells whether they are; in a number of full-width digits stops are too.
_CHANGING: Final = re.compile("[“”‘’—―…⋯‥]")
_CHANGING_BESIDE_DIGITS: Final = re.compile(f"{_CHANGING.pattern}|[．，：]")
# Characters that Chinese and Latin text share and set differently.
_SHARED: Final = re.compile("[“”‘’…—·]")
_UNSHAPED: Final = frozenset("\n\t")


class Strokes(NamedTuple):
    """What a font says of lines, in px: above the baseline where it is a place, and how thick they are."""

    ascent: float
    under: float
    under_thickness: float
    through: float
    through_thickness: float


@dataclass(slots=True)
class Face:
    """One font setting: what was shaped in it so far, and the measures of a line of it, in px."""

    style: Any
    font: Any  # the first font of the stack, as Pango found it
    height: float  # of the text
    baseline: float  # from the top of the line
    line_height: float
    context: str = "国"  # of the script that its marks are set for
    shaped: dict[str, Shaped] = field(default_factory=dict)
    _cut: dict[tuple[str, tuple[int, ...], float], Row] = field(default_factory=dict)  # words, by where they are cut
    _typed: Case = field(default_factory=Case)  # of `shaped` the characters
    _in_han: Case = field(default_factory=Case)  # characters as Han text has them: its marks full-width
    _wide: dict[str, Shaped] = field(default_factory=dict)
    _layouts: list[Any] = field(default_factory=list)  # they keep the fonts of the glyphs alive
    _proportional: Face | None = None
    _rest: Face | None = None
    _strokes: Strokes | None = None

    def row(
        self, text: str, kinds: str, settings: Settings, cuts: Collection[int] = (), longest: float = inf
    ) -> Row:
        """Return the text shaped: for each character what stands there, None inside a piece and for a forced break.

        `kinds` are its classes. No piece reaches over the offsets in `cuts`, and none of several glyphs is longer than
        `longest`, unless it is one ligature.
        """
        words = list(words_in(text, kinds, settings))
        case = self._typed if settings.as_typed else self._in_han
        row, whole = case.row(text)
        unknown = {text[start:end] for start, end in words}.difference(self.shaped)
        if unknown or not whole:
            self._meet(case.lacking(text), unknown, settings)
            row, _ = case.row(text)
        if settings.as_typed:
            words, narrow = [(start, end) for start, end in words if kinds[start] not in LONG_CLASS], None
        else:
            narrow = _Narrow(self, text, kinds, words) if _SHARED.search(text) else None
            for match in (_CHANGING_BESIDE_DIGITS if Kind.NUMBER in kinds else _CHANGING).finditer(text):
                if kinds[match.start()] not in _FULL_WIDTH:
                    row[match.start()] = self.shaped[match[0]]
        if narrow is not None:
            narrow.put(row)
        for start, end in words:
            if kinds[start] in LONG_CLASS:
                row[start:end] = shared_out(self.full_width(text[start:end]), end - start)
            else:
                face = narrow.face if narrow is not None and start in narrow.words else self
                inside = tuple(at - start for at in range(start + 1, end) if at in cuts) if cuts else ()
                row[start:end] = face._pieces(text[start:end], inside, longest)
        return row

    def _meet(self, characters: set[str], words: set[str], settings: Settings) -> None:
        """Shape what is new of these."""
        self.shape(words | characters)
        if not settings.as_typed:
            for character in characters.difference(_UNSHAPED):
                is_wide = kind(character) in _WIDE
                self._in_han.lay(character, self.full_width(character) if is_wide else self.shaped[character])

    def _pieces(self, word: str, cuts: tuple[int, ...], longest: float) -> Row:
        """Return a word's pieces, one for each of its characters or None."""
        key = word, cuts, longest
        if key not in self._cut:
            parts: Row = [self.shaped[word], *[None] * (len(word) - 1)]
            if cuts:
                parts = cut(self.shaped[word], len(word), cuts)
            self._cut[key] = without_long(parts, longest)
        return self._cut[key]

    def shape(self, texts: Iterable[str]) -> None:
        """Shape the pieces that are new, all in one call."""
        new = sorted({*texts}.difference(self.shaped, _UNSHAPED))
        if new and (numbers := [text for text in new if len(text) > 1 and text.isascii() and text.isdigit()]):
            self._put_numbers_together(numbers)
            new = [text for text in new if text not in self.shaped]
        kinds = [_neighbour(text, self.context) for text in new]
        for context in dict.fromkeys(kinds):
            group = [text for text, kind in zip(new, kinds, strict=True) if kind == context]
            shaped, layout = shape(group, self.style, self.font, context)
            self.shaped.update(zip(group, shaped, strict=True))
            for piece, made in zip(group, shaped, strict=True):
                if len(piece) == 1:
                    self._typed.lay(piece, made)
            self._layouts.append(layout)

    def lacking(self, text: str) -> set[str]:
        """Return the characters of a text that were not shaped yet."""
        return self._typed.lacking(text)

    def _put_numbers_together(self, numbers: Iterable[str]) -> None:
        """Make numbers of digits: there are as many as pages. Digits of one width are not kerned."""
        digits = self.digits()
        if len({round(digit.advance, 3) for digit in digits}) != 1:
            return
        for number in numbers:
            parts = [digits[int(digit)] for digit in number]
            glyphs = tuple(part.glyphs[0] for part in parts)
            manner = max(Manner.PLACED, *(part.manner for part in parts))
            self.shaped[number] = Shaped(sum(part.advance for part in parts), glyphs, manner)

    def digits(self) -> list[Shaped]:
        """Return the digits 0 to 9 where each is a glyph of one and the same font, else nothing."""
        self.shape("0123456789")
        digits = [self.shaped[digit] for digit in "0123456789"]
        same = all(len(digit.glyphs) == 1 and digit.manner <= Manner.PLACED for digit in digits)
        return digits if same and len({digit.glyphs[0].font for digit in digits}) == 1 else []

    def proportional(self) -> Face:
        """Return the same setting with the narrow forms of quotes and dashes."""
        if self._proportional is None:
            style = self.style.copy()
            settings = style["font_feature_settings"]
            style["font_feature_settings"] = (*(settings if settings != "normal" else ()), *PROPORTIONAL.items())
            self._proportional = _make(style)
            self._proportional.context = "x"
        return self._proportional

    def full_width(self, mark: str) -> Shaped:
        """Return a mark as the first family of the stack that sets it an em wide (楷 has narrow quotes) has it."""
        if mark not in self._wide:
            self._wide[mark] = self._find_full_width(mark)
        return self._wide[mark]

    def _find_full_width(self, mark: str) -> Shaped:
        self.shape([mark])
        own = self.shaped[mark]
        if self._is_full_width(mark, own) or len(self.style["font_family"]) < 2:
            return own
        if self._rest is None:
            style = self.style.copy()
            style["font_family"] = style["font_family"][1:]
            self._rest = _make(style)
        other = self._rest.full_width(mark)
        if other.manner > Manner.PLACED or not self._is_full_width(mark, other):
            return own
        return Shaped(other.advance, other.glyphs)  # from another font, so not plain here

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


def _neighbour(text: str, context: str) -> str:
    """Return beside what a piece is shaped: an ideograph alone, a space in the first face, whatever its script is."""
    if len(text) == 1 and "\u4e00" <= text <= "\u9fff":
        return ""
    return "x" if text.isspace() else context


class _Narrow:
    """The characters and words of a text that the Latin face sets with the narrow forms of quotes and dashes."""

    def __init__(self, face: Face, text: str, kinds: str, words: list[tuple[int, int]]) -> None:
        self.face = face.proportional()
        self.words = {start for start, end in words if kinds[start] in LATIN and _SHARED.search(text, start, end)}
        self._single = [match.start() for match in _SHARED.finditer(text) if kinds[match.start()] in LATIN]
        self._text = text
        self.face.shape(text[start:end] for start, end in words if start in self.words)
        self.face.shape(map(text.__getitem__, self._single))

    def put(self, row: Row) -> None:
        """Put the single characters into a row."""
        for index in self._single:
            other = self.face.shaped[self._text[index]]
            row[index] = Shaped(other.advance, other.glyphs, max(other.manner, Manner.PLACED))


def face_of(style: Any) -> Face:
    """Return the face of a style; faces live as long as the document's fonts."""
    known: Face | None = vars(style).get("kanyin_face")
    if known is not None:
        return known
    if says_nothing_of(style, _FACE_KEYS):
        known = style.kanyin_face = face_of(style.parent_style)
        return known
    faces: dict[tuple[object, ...], Face] = vars(style.font_config).setdefault("kanyin_faces", {})
    key = (*(_hashable(style[name]) for name in _FONT_PROPERTIES), _hashable(style["line_height"]))
    if key not in faces:
        faces[key] = _make(style)
    style.kanyin_face = faces[key]
    return faces[key]


_FACE_KEYS: Final = frozenset((*_FONT_PROPERTIES, "line_height"))


def says_nothing_of(style: Any, keys: frozenset[str]) -> bool:
    """Whether a style has all of these inherited properties from its parent: none is cascaded, nor set by layout."""
    parent = style.parent_style
    if parent is None or not (isinstance(style, AnonymousStyle) or keys.isdisjoint(style.cascaded)):
        return False
    return all(style[key] == parent[key] for key in style.keys() & keys)


def _hashable(value: Any) -> object:
    return tuple(value.items()) if isinstance(value, dict) else value


def _make(style: Any) -> Face:
    """Make a face. The baseline of its lines is that of the first available font, as CSS Inline 3 has it."""
    layout = Layout(style)
    layout.set_text("国x")
    line, _ = layout.get_first_line()
    _, height = line_size(line, style)
    line_height, baseline = strut(style)
    face = Face(style, line.runs[0].data.item.analysis.font, height, baseline, line_height)
    face._layouts.append(layout)
    return face

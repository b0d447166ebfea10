"""Pieces of shaped text: what is measured, set and drawn as one, a character or a word.

In: nothing. Out: plain data, which `glyphs.py` makes and composition, setting and drawing read. A book has one for each
different character of each face, and asks them a million times, so they stand in a module by themselves, which can be
compiled: `glyphs.py` holds memory of C's, and cannot.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any, Final, NamedTuple


class Manner(IntEnum):
    """How a piece is drawn, the simplest first."""

    PLAIN = 0  # one glyph of the face's own font, where the pen is
    PLACED = 1  # glyphs with places of their own
    FOREIGN = 2  # from a family the stylesheet does not name, or missing
    PICTURE = 3  # glyphs that are pictures, such as emoji: stock draws them


class Glyph(NamedTuple):
    """A glyph as Pango placed it: `advance` and offsets are in px, `text` is what it stands for."""

    font: Any
    id: int
    advance: float
    x_offset: float
    y_offset: float
    text: str


class Shaped:
    """A piece: its advance in px and its glyphs. `code` is a plain glyph as a content stream writes it.

    `width` is what a PDF viewer adds to its pen for a plain glyph, in px, without letter-spacing, and `units` the same
    in thousandths of an em; `glyph` is its number in the font, and `text` what it stands for. `mark` is that of the
    document's font that got to know it last; `cell` is the advance too, as an object that lists of advances share.
    """

    def __init__(
        self, advance: float, glyphs: tuple[Glyph, ...], manner: Manner = Manner.PLACED, code: str = "",
        width: float = 0.0, units: int = 0, glyph: int = 0, text: str = "",
    ) -> None:  # fmt: skip
        self.advance, self.glyphs, self.manner = advance, glyphs, manner
        self.code, self.width, self.units, self.glyph, self.text = code, width, units, glyph, text
        self.mark: object = None
        self.cell: Any = advance


Row = list[Shaped | None]
"""A text shaped: for each character the piece that stands there, None inside one and for a forced break."""


class Case:
    """A type case: the pieces of single characters, found by code point in blocks of 256.

    A dictionary would take a string of its own for each character that it is asked for: six times as long.
    """

    def __init__(self) -> None:
        self._blocks: list[Row] = [_EMPTY] * (_PLANE >> _BITS)
        self._beyond: dict[int, Shaped] = {}  # the Basic Multilingual Plane

    def lay(self, character: str, piece: Shaped) -> None:
        """Put the piece of a character into it."""
        code = ord(character)
        if code >= _PLANE:
            self._beyond[code] = piece
            return
        if self._blocks[code >> _BITS] is _EMPTY:
            self._blocks[code >> _BITS] = _EMPTY.copy()
        self._blocks[code >> _BITS][code & _REST] = piece

    def row(self, text: str) -> tuple[Row, bool]:
        """Return the pieces of a text's characters, and whether all of them are there."""
        row: Row = []
        whole = True
        for index in range(len(text)):
            code = ord(text[index])
            piece = self._blocks[code >> _BITS][code & _REST] if code < _PLANE else self._beyond.get(code)
            if piece is None:
                whole = False
            row.append(piece)
        return row, whole

    def lacking(self, text: str) -> set[str]:
        """Return the characters of a text that are not there."""
        found: set[str] = set()
        for index in range(len(text)):
            code = ord(text[index])
            if code >= _PLANE:
                if code not in self._beyond:
                    found.add(text[index])
            elif self._blocks[code >> _BITS][code & _REST] is None:
                found.add(text[index])
        return found


_PLANE: Final = 0x10000
_BITS: Final = 8  # of a code point that tell which character of its block it is
_REST: Final = 0xFF
_EMPTY: Final[Row] = [None] * 256  # shared by all cases, and never written to

"""What is shaped as one: a Latin word, a long dash, a letter with its accents; and such pieces taken apart again.

In: the text of a paragraph and its classes. Out: where pieces of several characters begin and end; and of a piece that
was shaped, its parts. Nothing is shaped here. Replaces nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Final

from kanyin.engine.pieces import Glyph, Manner, Row, Shaped
from kanyin.han import Kind, Settings, pieces
from kanyin.han.breaks import LATIN

# What may be shaped as one, in classes: a Latin word; —— and ……, whose glyphs join; a character and what is put on it.
_LATIN_CLASS: Final = re.escape("".join(sorted(LATIN)))
LONG_CLASS: Final = Kind.LONG + Kind.REST + Kind.PAIR
_JOINED: Final = re.compile(
    f"[{_LATIN_CLASS}{LONG_CLASS}](?:(?<=[{_LATIN_CLASS}])[{_LATIN_CLASS}]+|(?<=[{LONG_CLASS}])[{LONG_CLASS}]+)"
)  # which begins with a set, so that what is in none is passed over in no time
_MARKED: Final = re.compile(f"{_JOINED.pattern}|[^\\n]\\{Kind.MARK}+")
_SEQUENCE: Final = re.compile(f"[^\\n]\\{Kind.MARK}*(?:{Kind.JOINER}[^\\n]\\{Kind.MARK}*)+|{_MARKED.pattern}")
_ZERO_WIDTH_JOINER: Final = "\u200d"


def words_in(text: str, kinds: str, settings: Settings) -> Iterator[tuple[int, int]]:
    """Yield what is shaped as one, where that is more than one character."""
    joined = _SEQUENCE if _ZERO_WIDTH_JOINER in text else _MARKED if Kind.MARK in kinds else _JOINED
    for match in joined.finditer(kinds):
        start, end = match.span()
        if kinds[start] not in LATIN:
            yield start, end
            continue
        for first, last in _parts(kinds[start:end], settings):
            yield start + first, start + last


@lru_cache(maxsize=1 << 12)
def _parts(kinds: str, settings: Settings) -> list[tuple[int, int]]:
    """Return the pieces of more than one character in a Latin word; by their classes most words are alike."""
    return [(start, end) for start, end in pieces(kinds, settings) if end - start > 1]


def cut(shaped: Shaped, length: int, cuts: Collection[int]) -> Row:
    """Return a piece in parts, one beginning at each of `cuts` that no ligature reaches over."""
    starts, parts, at = [0], [list[Glyph]()], 0
    for glyph in shaped.glyphs:
        if at in cuts and at != starts[-1] and glyph.text:
            starts.append(at)
            parts.append([])
        parts[-1].append(glyph)
        at += len(glyph.text)
    row: Row = [None] * length
    for start, part in zip(starts, parts, strict=True):
        row[start] = Shaped(sum(glyph.advance for glyph in part), tuple(part), max(shaped.manner, Manner.PLACED))
    return row


def without_long(row: Row, longest: float) -> Row:
    """Take long pieces apart, so that a line may end inside them."""
    whole = row.copy()
    for index, piece in enumerate(whole):
        if piece is not None and piece.advance > longest and len(piece.glyphs) > 1:
            following = (at for at in range(index + 1, len(whole)) if whole[at] is not None)
            length = next(following, len(whole)) - index
            row[index : index + length] = cut(piece, length, range(1, length))
    return row


def shared_out(piece: Shaped, length: int) -> Row:
    """Share a run's glyphs out again, one to a character; a ligature's advance is shared out evenly."""
    manner = max(piece.manner, Manner.PLACED)
    if len(piece.glyphs) != length:
        share = piece.advance / length
        return [Shaped(share, piece.glyphs if i == 0 else (), manner) for i in range(length)]
    return [Shaped(glyph.advance, (glyph,), manner) for glyph in piece.glyphs]

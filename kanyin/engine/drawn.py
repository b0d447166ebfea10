"""What a composed line's text box has to draw: the glyphs of a part of a paragraph, and where they stand.

In: the shaped pieces of a paragraph and the places of a line. Out: `Drawn`, which the box carries from `setting.py` to
`painting.py`. It draws nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kanyin.engine.pieces import Glyph, Row, Shaped
from kanyin.han import Places


class Drawn:
    """The glyphs of a text box: text[start:stop] of a paragraph, in px; `left` is where the box begins on its line.

    `spacing` is the letter-spacing that the advances hold. `hyphen` stands at the line's end, at x from the box.
    """

    def __init__(
        self, text: str, row: Row, places: Places, start: int, stop: int, left: float, tracking: float = 0.0,
        spacing: float = 0.0, hyphen: tuple[float, Shaped] | None = None,
    ) -> None:  # fmt: skip
        self.text: Final = text
        self.row: Final = row
        self.places: Final = places
        self.start: Final = start
        self.stop: Final = stop
        self.left: Final = left
        self.tracking: Final = tracking
        self.spacing: Final = spacing
        self.hyphen: Final = hyphen

    def pieces(self) -> Iterator[tuple[float, tuple[Glyph, ...]]]:
        """Yield each piece: its x from the box's left edge, and its glyphs."""
        for index in range(self.start, self.stop):
            shaped = self.row[index]
            if shaped is not None:
                yield self.x(index), shaped.glyphs
        if self.hyphen is not None:
            yield self.hyphen[0], self.hyphen[1].glyphs

    def x(self, index: int) -> float:
        """Return where a character's glyph stands, from the box's left edge."""
        return self.places.origin(index) - self.left

    @property
    def is_seen(self) -> bool:
        """Whether there is anything to draw."""
        return self.hyphen is not None or any(self.row[self.start : self.stop])

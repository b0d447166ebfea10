"""The character grid of a page, and what becomes of it on other paper, with other type, or beside a column for notes.

In: a theme's `Grid`. Out: another `Grid`. A type area is always whole characters wide and whole lines high; what the
paper leaves over goes to the margins in the theme's own proportions. Pure arithmetic: no CSS, no files.
"""

from __future__ import annotations

from dataclasses import replace

from .records import dataclass

POINTS = 72 / 25.4
"""Points in a millimetre."""

LONGEST = 36
"""The longest comfortable line, in characters (LOOK §6): wider paper gets wider margins instead."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A page: `trim` and the margins `head` and `inner` in mm; body `size` and `pitch` in pt; characters a line, lines
    a page; `scale` is how many times larger than on A5 the cover's measures are."""

    trim: tuple[float, float]
    head: float
    inner: float
    size: float
    pitch: float
    characters: int
    lines: int
    scale: float = 1

    @property
    def measure(self) -> float:
        """The width of the type area in mm."""
        return self.characters * self.size / POINTS

    @property
    def depth(self) -> float:
        """The height of the type area in mm."""
        return self.lines * self.pitch / POINTS

    @property
    def outer(self) -> float:
        """The margin at the fore-edge in mm."""
        return self.trim[0] - self.inner - self.measure

    @property
    def foot(self) -> float:
        """The margin at the foot in mm."""
        return self.trim[1] - self.head - self.depth


def fitted(grid: Grid, trim: tuple[float, float], size: float, pitch: float) -> Grid:
    """Return the grid on paper of this trim with type of this size: its share of the paper stays what it was, to the
    nearest whole character and line, and so does the proportion of each margin to the one across."""
    width, height = trim
    characters = _nearest(grid.measure / grid.trim[0] * width * POINTS / size)
    characters = min(characters, max(LONGEST, grid.characters))
    lines = _nearest(grid.depth / grid.trim[1] * height * POINTS / pitch)
    across, down = width - characters * size / POINTS, height - lines * pitch / POINTS
    return replace(
        grid,
        trim=trim,
        size=size,
        pitch=pitch,
        characters=characters,
        lines=lines,
        inner=round(across * grid.inner / (grid.inner + grid.outer), 2),
        head=round(down * grid.head / (grid.head + grid.foot), 2),
        scale=round(grid.scale * min(width / grid.trim[0], height / grid.trim[1]), 3),
    )


def scaled(length: float, factor: float) -> float:
    """Return a size of type in pt enlarged by `factor`, to the nearest half point."""
    return round(length * factor * 2) / 2


def _nearest(value: float) -> int:
    return max(1, int(value + 0.5))

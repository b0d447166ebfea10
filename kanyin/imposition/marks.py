"""Marks: where to cut, fold, stitch, and in which order signatures lie.

In: a sheet, its geometry, what shows of its pages. Out: lines and bars in pt. Crop and fold marks stand outside what is
trimmed, and are left out where there is no room for them. Stitch and collation marks stand on the fold itself, where a
staple, the thread or the cover hides them. Pure: `sheets.py` draws them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from kanyin.grid import POINTS

from ..boxes import Box
from ..records import dataclass
from .layout import Cell, Sheet
from .placing import Geometry, Placement

WEIGHT = 0.25
"""How thick a mark's line is, in pt."""
AWAY, LENGTH, SHORTEST = 2 * POINTS, 5 * POINTS, 1.5 * POINTS
"""How far a mark stays away from the trim (further where a bleed shows), its length, and the shortest that is drawn."""
STAPLE = 12 * POINTS
"""How long a staple's crown is."""
KETTLE, STATION = 12 * POINTS, 1 * POINTS
"""How far the first sewing hole is from head and foot; half the length of the tick across the fold at each hole."""
BAR = (2 * POINTS, 6 * POINTS)
"""Width and height of a collation mark, which is also how much lower each signature has it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line between two points, and what it is for."""

    start: tuple[float, float]
    end: tuple[float, float]
    use: Literal["crop", "fold", "stitch"] = "crop"


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a sheet to be marked: its cells, how far creep moves them, and the pages that stand on it."""

    cells: Sequence[Cell]
    creep: float
    placed: Sequence[Placement | None]


def cutting(side: Side, geometry: Geometry) -> tuple[Line, ...]:
    """Return the crop marks at the corners of every page, and at head and foot of the fold its fold marks."""
    lines = dict.fromkeys(line for field in _fields(side, geometry) for line in _corners(*field))
    if geometry.folded:
        lines |= dict.fromkeys(_fold(side, geometry))
    return tuple(lines)


def stitching(sheet: Sheet, innermost: int, geometry: Geometry, *, stapled: bool, front: bool) -> tuple[Line, ...]:
    """Return a booklet's two staples, on the outside of its outermost sheet, or a signature's holes, on the inside of
    its innermost, where the needle begins."""
    middle, page = geometry.width / 2, geometry.target(0, 0)
    if stapled and front and sheet.depth == 0:
        heights = (page.bottom + page.height * part for part in (0.25, 0.75))
        return tuple(Line((middle, y - STAPLE / 2), (middle, y + STAPLE / 2), "stitch") for y in heights)
    if not stapled and not front and sheet.depth == innermost:
        return tuple(Line((middle - STATION, y), (middle + STATION, y), "stitch") for y in _stations(page))
    return ()


def collating(sheet: Sheet, geometry: Geometry) -> tuple[Box, ...]:
    """Return the bar on the back of a signature: each stands lower than the one before, so that in the gathered book
    they make a stair, and one out of place is seen. After the foot the stair begins again at the head."""
    if sheet.depth:
        return ()
    page, (width, height) = geometry.target(0, 0), BAR
    steps = max(1, int((page.height - 2 * KETTLE) / height))
    top = page.top - KETTLE - (sheet.signature % steps) * height
    return (Box(geometry.width / 2 - width / 2, top - height, geometry.width / 2 + width / 2, top),)


def _fields(side: Side, geometry: Geometry) -> Iterator[tuple[Box, Box, Box]]:
    """Yield what is trimmed as one, with what shows of it and how far marks may reach: a page, or a folded spread."""
    found = []
    for cell, placed in zip(side.cells, side.placed, strict=True):
        trim = geometry.target(cell.row, cell.column, side.creep)
        found.append((trim, placed.clip if placed else trim, geometry.territory(cell.row, cell.column)))
    if geometry.folded:
        yield tuple(map(_around, zip(*found, strict=True)))  # type: ignore[misc]
    else:
        yield from found


def _around(boxes: Sequence[Box]) -> Box:
    return Box(
        min(box.left for box in boxes),
        min(box.bottom for box in boxes),
        max(box.right for box in boxes),
        max(box.top for box in boxes),
    )


def _corners(trim: Box, shown: Box, room: Box) -> Iterator[Line]:
    """Yield the eight lines at the corners of what is trimmed, as far as there is room for them."""
    for x, edge, bleed, sign in (
        (trim.left, room.left, trim.left - shown.left, -1),
        (trim.right, room.right, shown.right - trim.right, 1),
    ):
        if span := _span(x, edge, bleed, sign):
            yield from (Line((span[0], y), (span[1], y)) for y in (trim.bottom, trim.top))
    for y, edge, bleed, sign in (
        (trim.bottom, room.bottom, trim.bottom - shown.bottom, -1),
        (trim.top, room.top, shown.top - trim.top, 1),
    ):
        if span := _span(y, edge, bleed, sign):
            yield from (Line((x, span[0]), (x, span[1])) for x in (trim.left, trim.right))


def _span(trim: float, edge: float, bleed: float, sign: int) -> tuple[float, float] | None:
    """Return from where to where a mark reaches between the trim and the edge of its room; None where it is short."""
    start = max(AWAY, bleed)
    end = min(start + LENGTH, (edge - trim) * sign)
    return (round(trim + sign * start, 4), round(trim + sign * end, 4)) if end - start >= SHORTEST else None


def _fold(side: Side, geometry: Geometry) -> Iterator[Line]:
    ((trim, shown, room),) = _fields(side, geometry)
    middle = geometry.width / 2
    for y, edge, bleed, sign in (
        (trim.bottom, room.bottom, trim.bottom - shown.bottom, -1),
        (trim.top, room.top, shown.top - trim.top, 1),
    ):
        if span := _span(y, edge, bleed, sign):
            yield Line((middle, span[0]), (middle, span[1]), "fold")


def _stations(page: Box) -> Iterator[float]:
    """Yield the heights of the sewing holes: near head and foot, and two pairs' worth evenly between."""
    low, high = page.bottom + KETTLE, page.top - KETTLE
    yield from (low + (high - low) * number / 5 for number in range(6))

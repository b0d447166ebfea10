"""Sides to be printed: what a layout's cells become once it is known where pages stand and which marks are wanted.

In: sheets, and a `Setting`. Out: `PrintedSide`s, front and back of each sheet in turn. Pure: `sheets.py` writes them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from kanyin.grid import POINTS

from ..boxes import Box, PageBox
from ..records import dataclass
from . import marks
from .layout import Cell, Sheet
from .marks import Line
from .placing import Geometry, Placement, place
from .plan import Plan


@dataclass(frozen=True, slots=True)
class Setting:
    """All that decides where things stand: `pages` are the pages of the file, from 0, that are imposed; `shifts` say by
    depth how far creep moves pages, in mm."""

    plan: Plan
    geometry: Geometry
    pages: tuple[int, ...]
    boxes: Mapping[int, PageBox]
    shifts: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class PrintedSide:
    """A side to be written: its `label`, what stands on it, and its marks."""

    label: str
    placements: tuple[Placement, ...]
    lines: tuple[Line, ...] = ()
    bars: tuple[Box, ...] = ()


def printed_sides(sheets: Sequence[Sheet], setting: Setting) -> Iterator[PrintedSide]:
    """Yield the sides that are printed, as they follow one another in the PDF."""
    of_signature = Counter(sheet.signature for sheet in sheets)
    for number, sheet in enumerate(sheets, 1):
        innermost = of_signature[sheet.signature] - 1
        for name, cells in (("front", sheet.front), ("back", sheet.back)):
            if cells:
                placed = [_placed(cell, sheet, setting) for cell in cells]
                lines, bars = (
                    _marks(sheet, name == "front", innermost, placed, setting) if setting.plan.marks else ((), ())
                )
                yield PrintedSide(f"{number} {name}", tuple(filter(None, placed)), lines, bars)


def _placed(cell: Cell, sheet: Sheet, setting: Setting) -> Placement | None:
    if cell.page is None:
        return None
    page = setting.pages[cell.page]
    return place(cell, page, setting.boxes[page], setting.geometry, setting.shifts[sheet.depth] * POINTS)


def _marks(
    sheet: Sheet, front: bool, innermost: int, placed: Sequence[Placement | None], setting: Setting
) -> tuple[tuple[Line, ...], tuple[Box, ...]]:
    geometry, layout = setting.geometry, setting.plan.layout
    side = marks.Side(sheet.front if front else sheet.back, setting.shifts[sheet.depth] * POINTS, placed)
    lines = marks.cutting(side, geometry)
    if not layout.folded:
        return lines, ()
    lines += marks.stitching(sheet, innermost, geometry, stapled=layout.stapled, front=front)
    return lines, () if layout.stapled or not front else marks.collating(sheet, geometry)

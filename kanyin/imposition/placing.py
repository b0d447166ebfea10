"""Where pages stand on a sheet: from a plan and the size of its pages to matrices and clipping rectangles.

In: a `Plan`, the pages' boxes, cells. Out: `Geometry`, one for all sheets, and a `Placement` a page; everything in pt
from a side's bottom left, y upwards. Pure: no PDF is touched.

Fronts and backs register because every place is symmetrical: what stands so far left of the middle on one side stands
so far right of it on the other.
"""

from __future__ import annotations

from math import inf

from kanyin.grid import POINTS

from .. import paper
from ..boxes import Box, PageBox
from ..matrices import Matrix, box_of
from ..records import dataclass
from .layout import Cell
from .plan import Plan, Scale

TOLERANCE = 0.5 * POINTS
"""A page that is larger than its place by no more than this is not made smaller for it."""
SAME = 1 * POINTS
"""Pages whose sides differ by no more than this are of one size."""
MARGIN_FOR_MARKS = 7
"""The white in mm that marks take on each side of what they stand around."""

# The sheets an office has, then larger ones of the same series; the first that holds a spread is taken.
_USUAL = ("A4", "Letter", "A3", "Tabloid", "A2", "A1", "A0")
# Cosine and sine of a clockwise turn.
_TURNS = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}


@dataclass(frozen=True, slots=True)
class Geometry:
    """A side of a sheet: its size, how it is divided, and the page it is made for, `page`, its trimmed size in pt."""

    width: float
    height: float
    rows: int
    columns: int
    gutter: float
    folded: bool
    page: tuple[float, float]
    wish: Scale

    @property
    def scale(self) -> float:
        """By how much pages of the usual size are enlarged."""
        largest = self.largest(*self.page)
        return {"none": 1.0, "shrink": min(1.0, largest), "fit": largest}[self.wish]

    def largest(self, width: float, height: float) -> float:
        """Return by how much a page may be enlarged and still have room in a cell."""
        cell = self.cell(0, 0)
        most = min(cell.width / width, cell.height / height)
        nearly = width <= cell.width + TOLERANCE and height <= cell.height + TOLERANCE
        return max(1.0, most) if nearly else most

    def cell(self, row: int, column: int) -> Box:
        """Return the room there is for a page: half a sheet to be folded, a field of a handout."""
        around = 0 if self.folded else self.gutter
        width = (self.width - 2 * around - (self.columns - 1) * self.gutter) / self.columns
        height = (self.height - 2 * around - (self.rows - 1) * self.gutter) / self.rows
        left, top = around + column * (width + self.gutter), self.height - around - row * (height + self.gutter)
        return Box(left, top - height, left + width, top)

    def territory(self, row: int, column: int) -> Box:
        """Return how far a page's bleed may reach: to the middle of the white between two, outside to the edge."""
        cell, half = self.cell(row, column), self.gutter / 2
        return Box(
            cell.left - half if column else 0,
            cell.bottom - half if row < self.rows - 1 else 0,
            cell.right + half if column < self.columns - 1 else self.width,
            cell.top + half if row else self.height,
        )

    def target(self, row: int, column: int, creep: float = 0) -> Box:
        """Return where a page of the usual size is to stand: with its back to the fold, or in the middle of its cell.

        `creep` in pt moves it towards the fold.
        """
        cell, width, height = self.cell(row, column), self.page[0] * self.scale, self.page[1] * self.scale
        if not self.folded:
            return Box.around(cell.centre, width, height)
        inwards = -1 if column else 1
        back = cell.left if column else cell.right
        return Box.around((back - inwards * (width / 2 - creep), cell.centre[1]), width, height)


def fitted(plan: Plan, page: tuple[float, float]) -> Geometry:
    """Return the geometry for pages of a size in pt: the sheet lies, and is divided, so that they are largest."""
    short, long = (side * POINTS for side in plan.sheet or usual_sheet(plan, page))
    grids = (plan.grid,) if plan.grid else plan.layout.grids
    made = [
        Geometry(width, height, rows, columns, plan.gutter * POINTS, plan.layout.folded, page, plan.scale)
        for width, height in ((long, short), (short, long))
        for rows, columns in grids
    ]
    return max(made, key=lambda geometry: round(geometry.largest(*page), 6))


def usual_sheet(plan: Plan, page: tuple[float, float]) -> paper.Size:
    """Return the sheet for a plan that names none: the smallest usual one that holds a spread; for a handout, A4."""
    width, height = page[0] / POINTS, page[1] / POINTS
    if not plan.layout.folded:
        return paper.SHEETS["Letter" if paper.name_of((width, height)) == "Letter" else "A4"]
    around = 2 * MARGIN_FOR_MARKS if plan.marks else 0
    short, long = sorted((2 * width + plan.gutter + around, height + around))
    slack = TOLERANCE / POINTS
    for size in (paper.SHEETS[name] for name in _USUAL):
        if short <= size[0] + slack and long <= size[1] + slack:
            return size
    return min(short, paper.LARGEST), min(long, paper.LARGEST)


@dataclass(frozen=True, slots=True)
class Placement:
    """A page on a side: the matrix from its own units, its trim there, and what of it shows (its bleed, where there is
    room). `aside`: it was turned by a quarter to stand larger. `cut`: not all of its trim has room."""

    page: int
    matrix: Matrix
    trim: Box
    clip: Box
    scale: float
    aside: bool = False
    cut: bool = False


def place(cell: Cell, page: int, box: PageBox, geometry: Geometry, creep: float = 0) -> Placement:
    """Return where a page stands in a cell; one of another size than the usual stands in its middle, and, if that lets
    it be larger, on its side, head to the left."""
    scale, aside = _scale(box, geometry)
    turn = (box.turn + cell.turn + (270 if aside else 0)) % 360
    width, height = (side * scale for side in (reversed(box.size) if aside else box.size))
    target, territory = geometry.target(cell.row, cell.column), geometry.territory(cell.row, cell.column)
    trim = _kept_in(Box.around(target.centre, width, height), geometry.cell(cell.row, cell.column))
    shift = geometry.target(cell.row, cell.column, creep).left - target.left
    matrix = _matrix(turn, scale * box.unit, box.trim.centre, trim.moved(shift).centre)
    bleed = box.bleed
    shown = box_of(matrix, bleed.left, bleed.bottom, bleed.right, bleed.top).within(territory)
    lost = trim.within(territory)
    cut = trim.width - lost.width > TOLERANCE or trim.height - lost.height > TOLERANCE
    return Placement(page, matrix, trim.moved(shift), shown, scale, aside, cut)


def is_usual(box: PageBox, geometry: Geometry) -> bool:
    """Tell whether a page has the size the sheet is made for."""
    return all(abs(side - usual) <= SAME for side, usual in zip(box.size, geometry.page, strict=True))


def _scale(box: PageBox, geometry: Geometry) -> tuple[float, bool]:
    """Return by how much a page is enlarged, and whether it is turned by a quarter."""
    if is_usual(box, geometry):
        return geometry.scale, False
    limit = inf if geometry.wish == "fit" else geometry.scale
    upright = min(limit, geometry.largest(*box.size))
    aside = min(limit, geometry.largest(*reversed(box.size)))
    turns = aside > upright * 1.001
    return (1.0 if geometry.wish == "none" else max(upright, aside)), turns


def _kept_in(box: Box, room: Box) -> Box:
    """Return a rectangle moved into a room by the shortest way; one that is larger stays where it is."""

    def move(low: float, high: float, least: float, most: float) -> float:
        return 0 if high - low > most - least else max(least - low, 0) + min(most - high, 0)

    across = move(box.left, box.right, room.left, room.right)
    return box.moved(across, move(box.bottom, box.top, room.bottom, room.top))


def _matrix(turn: int, scale: float, middle: tuple[float, float], target: tuple[float, float]) -> Matrix:
    """Return the matrix that turns clockwise about a point, enlarges, and brings the point to its target."""
    cosine, sine = (scale * part for part in _TURNS[turn])
    x, y = middle
    return cosine, -sine, sine, cosine, target[0] - cosine * x - sine * y, target[1] + sine * x - cosine * y

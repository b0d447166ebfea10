"""A printer and a bookbinder: sides printed on both faces of paper, turned over, cut, folded, nested, and read.

A face of paper is what stands on it, each thing by its page, the middle of it, and where its head points. Coordinates are
those of the front, seen from the front; the back is seen through the paper, as it were, until somebody reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from kanyin.imposition.layout import Cell


@dataclass(frozen=True, slots=True)
class Thing:
    """A page on paper: its number, or None, its middle, and the direction its head points in."""

    page: int | None
    x: float
    y: float
    up: tuple[float, float] = (0, 1)


@dataclass(frozen=True, slots=True)
class Paper:
    """A printed sheet: what is on its two faces, both in the coordinates of the front."""

    width: float
    height: float
    front: tuple[Thing, ...]
    back: tuple[Thing, ...]


def printed(front: Iterable[Thing], back: Iterable[Thing], size: tuple[float, float], duplex: str) -> Paper:
    """Print two sides as a printer does that turns the paper about its long or its short edge."""
    width, height = size
    long_is_upright = height >= width
    about_upright_axis = (duplex == "long-edge") == long_is_upright
    return Paper(width, height, tuple(front), tuple(_through(thing, size, about_upright_axis) for thing in back))


def _through(thing: Thing, size: tuple[float, float], about_upright_axis: bool) -> Thing:
    if about_upright_axis:
        return replace(thing, x=size[0] - thing.x, up=(-thing.up[0], thing.up[1]))
    return replace(thing, y=size[1] - thing.y, up=(thing.up[0], -thing.up[1]))


def read_folded(papers: Sequence[Paper], *, to_left: bool) -> list[Thing]:
    """Fold each sheet down its middle, front outside, lay the next ones into it, and read the booklet leaf by leaf."""
    leading = [_leaf(paper, right=not to_left) for paper in papers]
    following = [tuple(reversed(_leaf(paper, right=to_left))) for paper in reversed(papers)]
    return list(chain.from_iterable((*leading, *following)))


def _leaf(paper: Paper, *, right: bool) -> tuple[Thing, Thing]:
    """Return what is on the two faces of a half sheet, the outer one first."""
    (outer,), (inner,) = (
        [thing for thing in face if (thing.x > paper.width / 2) == right] for face in (paper.front, paper.back)
    )
    return outer, inner


def read_flat(paper: Paper, *, to_left: bool) -> list[Thing]:
    """Read a sheet that is not folded, row by row, then its back, turned over like the leaf of a book."""
    back = [replace(thing, x=paper.width - thing.x) for thing in paper.back]
    sign = -1 if to_left else 1
    return [
        thing
        for face in (paper.front, back)
        for thing in sorted(face, key=lambda thing: (-round(thing.y, 1), sign * thing.x))
    ]


def things(cells: Iterable[Cell], rows: int, columns: int) -> list[Thing]:
    """Return what a layout puts on a side that is as many units wide and high as it has columns and rows."""
    ups = {0: (0, 1), 180: (0, -1)}
    return [Thing(cell.page, cell.column + 0.5, rows - cell.row - 0.5, ups[cell.turn]) for cell in cells]

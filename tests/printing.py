"""Measures what is drawn on a page, lines and grounds, from the page as printed: a border or a rule is several things in
a PDF, but one on paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

from PIL.Image import Image, Transpose

from .reading import Reading

DOTS = 4
"""Pixels a point: a length is true to a quarter of a point."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of ink along a line: where it begins and ends, in pt, and how light it is at its middle (0 black, 255)."""

    start: float
    end: float
    grey: int

    @property
    def length(self) -> float:
        """How long it is, in pt."""
        return self.end - self.start


def down(reading: Reading, page: int, x: float) -> list[Run]:
    """Return the runs of ink on the page from top to bottom along the vertical line at `x` pt."""
    image = reading.print(page, DOTS).convert("L")
    return list(_runs(image.crop((round(x * DOTS), 0, round(x * DOTS) + 1, image.height)).tobytes()))


def across(reading: Reading, page: int, y: float) -> list[Run]:
    """Return the runs of ink on the page from left to right along the horizontal line at `y` pt."""
    image = reading.print(page, DOTS).convert("L")
    return list(_runs(image.crop((0, round(y * DOTS), image.width, round(y * DOTS) + 1)).tobytes()))


def top_of_ink(reading: Reading, page: int, below: float) -> float:
    """Return where the first ink is on the page, lower than `below`, in pt from there; infinite where there is none."""
    image = reading.print(page, DOTS).convert("L")
    start = round(below * DOTS) * image.width
    found = re.compile(rb"[\x00-\xf8]").search(image.tobytes(), start)
    return (found.start() // image.width) / DOTS - below if found else inf


def _runs(line: bytes) -> Iterator[Run]:
    for found in re.finditer(rb"[\x00-\xf8]+", line):
        darkest = min(found[0]) if len(found[0]) < 12 else found[0][len(found[0]) // 2]
        yield Run(found.start() / DOTS, found.end() / DOTS, darkest)


def thinnest_rule(reading: Reading, page: int, length: float = 40) -> float:
    """Return how thick, in pt, the thinnest line is that is at least `length` pt long; infinite where there is none."""
    image = reading.print(page, DOTS).convert("L")
    long = re.compile(rb"[\x00-\x80]{%d,}" % round(length * DOTS))
    return min(_thicknesses(image, long) + _thicknesses(image.transpose(Transpose.ROTATE_90), long), default=inf)


def has_tint(reading: Reading, page: int) -> bool:
    """Tell whether there is a ground of grey on the page, 10 pt wide and 3 pt high or more."""
    image = reading.print(page, DOTS).convert("L")
    return max(_thicknesses(image, re.compile(rb"[\x30-\xfa]{%d,}" % (10 * DOTS))), default=0) >= 3


def is_grey(reading: Reading, page: int) -> bool:
    """Tell whether every pixel of the page is black, white, or between."""
    red, green, blue = reading.print(page, 1).convert("RGB").split()
    return red.tobytes() == green.tobytes() == blue.tobytes()


def _thicknesses(image: Image, wanted: re.Pattern[bytes]) -> list[float]:
    """Return how thick each thing is that shows as one wanted run below another, in pt."""
    data, width = image.tobytes(), image.width
    found: list[float] = []
    going: list[tuple[int, int, int]] = []  # left, right, first row
    for row in range(image.height + 1):
        runs = [match.span() for match in wanted.finditer(data[row * width : (row + 1) * width])]
        ended = [one for one in going if not any(_meet(one, run) for run in runs)]
        found += [(row - first) / DOTS for _, _, first in ended]
        going = [(*run, next((one[2] for one in going if _meet(one, run)), row)) for run in runs]
    return found


def _meet(one: tuple[int, int, int], run: tuple[int, int]) -> bool:
    return one[0] < run[1] and run[0] < one[1]

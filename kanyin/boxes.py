"""Boxes: rectangles, and what is known of a page's. Pure; `source.py` reads them from a PDF."""

from __future__ import annotations

from kanyin.records import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pt, y upwards."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Its width in pt."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Its height in pt."""
        return self.top - self.bottom

    @property
    def edges(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top, as a PDF writes a rectangle."""
        return self.left, self.bottom, self.right, self.top

    @property
    def centre(self) -> tuple[float, float]:
        """Its middle."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    def within(self, other: Box) -> Box:
        """Return the part of it that lies in another; it has no width or height where there is none."""
        left, bottom = max(self.left, other.left), max(self.bottom, other.bottom)
        return Box(left, bottom, max(left, min(self.right, other.right)), max(bottom, min(self.top, other.top)))

    def moved(self, x: float, y: float = 0) -> Box:
        """Return it moved by so many points."""
        return Box(self.left + x, self.bottom + y, self.right + x, self.top + y)

    @classmethod
    def around(cls, centre: tuple[float, float], width: float, height: float) -> Box:
        """Return the rectangle of a size about its middle."""
        x, y = centre
        return cls(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


@dataclass(frozen=True, slots=True)
class PageBox:
    """A page as it is to be seen: `trim` and `bleed` in its own units, /Rotate as `turn`, /UserUnit as `unit`."""

    trim: Box
    bleed: Box
    turn: int = 0
    unit: float = 1

    @property
    def size(self) -> tuple[float, float]:
        """The trimmed page's width and height in pt, as it is seen."""
        size = (self.trim.width * self.unit, self.trim.height * self.unit)
        return size if self.turn % 180 == 0 else (size[1], size[0])

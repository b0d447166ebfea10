"""Matrices of PDF's coordinate systems (ISO 32000-1 §8.3): six numbers, pure functions."""

from __future__ import annotations

from math import hypot, sqrt

from .boxes import Box

Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def times(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that does one and then the other."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def box_of(matrix: Matrix, left: float, bottom: float, right: float, top: float) -> Box:
    """Return the box around a rectangle that a matrix has moved."""
    a, b, c, d, e, f = matrix
    xs = (a * left + c * bottom, a * right + c * bottom, a * left + c * top, a * right + c * top)
    ys = (b * left + d * bottom, b * right + d * bottom, b * left + d * top, b * right + d * top)
    return Box(min(xs) + e, min(ys) + f, max(xs) + e, max(ys) + f)


def scale(matrix: Matrix) -> float:
    """Return by how much a matrix enlarges, as one number for both ways."""
    a, b, c, d, _, _ = matrix
    return sqrt(abs(a * d - b * c))


def sides(matrix: Matrix) -> tuple[float, float]:
    """Return how long the sides of the unit square are: what an image measures."""
    a, b, c, d, _, _ = matrix
    return hypot(a, b), hypot(c, d)

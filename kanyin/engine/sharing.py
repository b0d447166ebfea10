"""How much of a width each column of a table gets: pure arithmetic, knows no WeasyPrint.

In: what each column needs at least, what it can use at most, how much text it holds. Out: widths that fill the whole.
A column gets in proportion to the square root of its text, which makes the fewest lines when columns are set side by
side, but never more than it can use: so short columns keep their width, and long ones share the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from kanyin.records import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """What a column asks for: `low` and `high` are the least and the greatest width, `text` the length of its text.

    All in one unit, whichever it is; `low` is not above `high`.
    """

    low: float
    high: float
    text: float


def share(width: float, columns: Sequence[Column]) -> list[float]:
    """Return the columns' widths, which sum up to `width`.

    A width below the sum of `low` gives each its part of it; one above the sum of `high` is not shared out.
    """
    least = sum(column.low for column in columns)
    if width <= least:
        return [column.low * width / least for column in columns]
    weights = [sqrt(max(column.text, 1.0)) for column in columns]
    below, above = 0.0, max(column.high / weight for column, weight in zip(columns, weights, strict=True))
    for _ in range(60):  # halving: the factor is then exact to the last digit
        factor = (below + above) / 2
        if sum(_widths(columns, weights, factor)) < width:
            below = factor
        else:
            above = factor
    return _widths(columns, weights, above)


def _widths(columns: Sequence[Column], weights: Sequence[float], factor: float) -> list[float]:
    return [min(column.high, max(column.low, weight * factor)) for column, weight in zip(columns, weights, strict=True)]

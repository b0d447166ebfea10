"""The saddle-stitched booklet: all sheets nested in one another, folded once, stapled on the fold."""

from __future__ import annotations

from .layout import Layout, Order, Sheet, nested, padded


def arrange(pages: int, order: Order) -> tuple[Sheet, ...]:
    """Return the sheets of one booklet, from the outermost to the innermost."""
    return nested(padded(pages, 4, back_cover=order.back_cover), to_left=order.to_left)


SADDLE = Layout(
    "saddle",
    arrange,
    ((1, 2),),
    "keep the sheets in order, fold the stack once down the middle with page {first} outside, staple it on the fold",
    folded=True,
    stapled=True,
)

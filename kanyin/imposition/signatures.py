"""Signatures: groups of a few nested sheets, folded group by group and laid one on the other, to be sewn or glued."""

from __future__ import annotations

from itertools import chain

from .layout import Layout, Order, Sheet, nested, padded


def arrange(pages: int, order: Order) -> tuple[Sheet, ...]:
    """Return the sheets, signature after signature, each from its outermost sheet to its innermost."""
    all_pages = padded(pages, 4, back_cover=order.back_cover)
    groups, start = [], 0
    for number, sheets in enumerate(sizes(len(all_pages) // 4, order.signature)):
        end = start + 4 * sheets
        groups.append(nested(all_pages[start:end], to_left=order.to_left, signature=number))
        start = end
    return tuple(chain.from_iterable(groups))


def sizes(sheets: int, most: int) -> tuple[int, ...]:
    """Return how many sheets each signature has, none more than `most`.

    They differ by one at the most: a last signature of a single sheet would tear from its thread, and swell the spine
    less than its neighbours.
    """
    count = -(-sheets // most)
    return tuple(sheets // count + (number < sheets % count) for number in range(count)) if count else ()


SIGNATURES = Layout(
    "signatures",
    arrange,
    ((1, 2),),
    "fold each signature by itself ({sheets}), its first page outside, lay the signatures on one another in order, and "
    "sew or glue them at the folds",
    folded=True,
)

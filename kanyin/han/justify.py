"""A line made exactly as wide as its measure: which glue gives and takes, in CLREQ's order.

In: a paragraph, the ends of a line, and how much it is too wide or too narrow. Out: what to add at which boundary, and
an even amount for every boundary that takes one. What happens to the marks at the line's edges has been settled.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from kanyin.han.breaks import SPACES
from kanyin.han.classes import Kind
from kanyin.han.paragraph import Paragraph, between
from kanyin.han.spacing import Glue, Order

# Up to this much tracking, in em, the gaps that have stretched all they may are spared more of it.
_SPARED: Final = 1.0

Glues: TypeAlias = Sequence[tuple[int, Glue]]

# CLREQ #line_adjustment, after the mark at the line's end.
SHRINK_ORDER: Final = (Order.WORD_SPACE, Order.BRACKET, Order.COMMA, Order.GAP, Order.STOP)
STRETCH_ORDER: Final = (Order.WORD_SPACE, Order.GAP)


class Adjustment:
    """Amounts to add before characters, the even amount for each open boundary besides, and that at either edge."""

    def __init__(self, moves: tuple[tuple[int, float], ...] = (), tracking: float = 0.0, edge: float = 0.0) -> None:
        self.moves: Final = moves
        self.tracking: Final = tracking
        self.edge: Final = edge


def adjust(paragraph: Paragraph, start: int, stop: int, slack: float) -> Adjustment:
    """Take up the slack of the line text[start:stop]; a negative one is to be squeezed out."""
    glues = [(i, paragraph.glue[i]) for i in between(paragraph.glued, start, stop)]
    if slack < 0:
        return Adjustment(tuple(_shrink(glues, -slack)))
    method = paragraph.settings.justify[0]
    if method == "inter-word":
        return _spread(paragraph, glues, slack)
    if method == "ruby":
        return _spread_around(paragraph, start, stop, slack)
    moves, rest = ([], slack) if method == "inter-character" else _stretch(glues, slack)
    places = paragraph.stretchable(start, stop)
    if not places or not rest:
        return Adjustment(tuple(moves), 0.0)
    full = [i for i, _ in moves if paragraph.is_open(i)]
    if len(full) < places and rest / (places - len(full)) <= _SPARED * paragraph.largest:
        tracking, spared = rest / (places - len(full)), frozenset(full)
        return Adjustment(tuple((i, amount - tracking if i in spared else amount) for i, amount in moves), tracking)
    return Adjustment(tuple(moves), rest / places)


def _shrink(glues: Glues, excess: float) -> Iterator[tuple[int, float]]:
    """Shrink one order after the other, all glue of an order by the same share of what it can give."""
    for order in SHRINK_ORDER:
        able = [(i, glue.shrink) for i, glue in glues if glue.order == order and glue.shrink]
        total = sum(shrink for _, shrink in able)
        if not total:
            continue
        share = min(1.0, excess / total)
        yield from ((i, -shrink * share) for i, shrink in able)
        if (excess := excess - total) <= 0:
            return


def _stretch(glues: Glues, slack: float) -> tuple[list[tuple[int, float]], float]:
    """Stretch spaces and gaps as far as they go; return that, and what is left for the even stretch."""
    moves: list[tuple[int, float]] = []
    for order in STRETCH_ORDER:
        able = [(i, glue.stretch) for i, glue in glues if glue.order == order and glue.stretch]
        total = sum(stretch for _, stretch in able)
        if not total or not slack:
            continue
        share = min(1.0, slack / total)
        moves += ((i, stretch * share) for i, stretch in able)
        slack = max(0.0, slack - total)
    return moves, slack


def _spread_around(paragraph: Paragraph, start: int, stop: int, slack: float) -> Adjustment:
    """CSS Text 4, `text-justify: ruby`: evenly between characters, and half of that at either end of the line."""
    tracking = slack / (paragraph.stretchable(start, stop) + 1)
    return Adjustment((), tracking, tracking / 2)


def _spread(paragraph: Paragraph, glues: Glues, slack: float) -> Adjustment:
    """CSS Text 4, `text-justify: inter-word`: the spaces between words take everything."""
    separators = SPACES | {Kind.NO_BREAK_SPACE}
    spaces = [i for i, _ in glues if paragraph.kinds[i - 1] in separators]
    return Adjustment(tuple((i, slack / len(spaces)) for i in spaces))

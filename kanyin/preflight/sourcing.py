"""From a place on a page back to the line of the manuscript.

In: the sections of a volume as they were laid. Out: `Lines`, which tells of a page and a box where it was written.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..boxes import Box
from ..diagnostics import Span
from ..forme import Block
from ..trees import span_of
from ..typeset import LaidSection


class Lines:
    """Knows the lines of these sections, whose files lie below `root`."""

    def __init__(self, laid: Sequence[LaidSection], root: Path) -> None:
        self._root = root
        self._placed: dict[int, list[Block]] = {}
        self.pages = 0
        for part in laid:
            self.pages += part.blank_before
            for block in part.forme.blocks:
                self._placed.setdefault(self.pages + block.page, []).append(block)
            self.pages += len(part.forme.pages)

    def line(self, page: int, box: Box) -> Span | None:
        """Return where a box was written."""
        return span_of(_innermost(self._placed.get(page, ()), box), self._root)


def _innermost(blocks: Sequence[Block], box: Box) -> str:
    """Return where the smallest block was written that holds the middle of a box, or else the box's left edge.

    Of blocks as large as one another it is the innermost, which comes last.
    """
    x, y = box.centre
    for place in (x, box.left + 1):
        holding = [block for block in blocks if block.left <= place <= block.right and block.bottom <= y <= block.top]
        if holding:
            return min(reversed(holding), key=_area).source
    return ""


def _area(block: Block) -> float:
    return (block.right - block.left) * (block.top - block.bottom)

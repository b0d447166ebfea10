"""Where on a page the blocks of a manuscript stand. Replaces nothing.

In: a laid-out page, and where each element was written. Out: a `Block` for each box whose element was written elsewhere
than what it stands in. Lines are not entered: their blocks say enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from kanyin.engine.bare import holds_text_alone
from kanyin.forme import Block

_TENTHS: Final = 7.5  # of a pt for a px


def blocks(page: Any, index: int, sources: Mapping[Any, str]) -> Iterator[Block]:
    """Yield the blocks of a page, those around others first; places are in pt from its lower left corner."""
    stack = [(page._page_box, "")]
    while stack:
        box, outer = stack.pop()
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if isinstance(box, (boxes.MarginBox, boxes.TextBox)):
            continue
        source = sources.get(box.element, "") or outer
        if source != outer:
            left, top = box.border_box_x(), box.border_box_y()
            right, bottom = left + box.border_width(), top + box.border_height()
            edges = [round(edge * _TENTHS) / 10 for edge in (left, page.height - bottom, right, page.height - top)]
            yield Block(index, edges[0], edges[1], edges[2], edges[3], source)
        if not holds_text_alone(box):
            stack += [(child, source) for child in reversed(box.children) if type(child) is not boxes.LineBox]

"""Areas for notes that hold none, laid out once and not on every page.

Wraps `weasyprint.layout.page:block_level_layout` (70.0), through which every page lays out its footnote area and its
area for `note()`; most pages have nothing in either, and leave out what is empty in the end. What is the same for all
of them is asked of the first. A fiftieth of the time of layout. Fallback: stock.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint.formatting_structure import boxes

from kanyin.engine.hook import Undo, replace


def apply() -> Undo:
    """Put the hook in."""
    return replace(["weasyprint.layout.page:block_level_layout"], _passing_empty)


def _passing_empty(stock: Callable[..., Any]) -> Callable[..., Any]:
    def block_level_layout(context: Any, box: Any, *arguments: Any, **options: Any) -> Any:
        is_area = isinstance(box, boxes.FootnoteAreaBox) or box.element_tag == "@note-area"
        if not is_area or box.children:
            return stock(context, box, *arguments, **options)
        known: dict[str | None, Any] = vars(context).setdefault("kanyin_areas", {})
        if box.element_tag not in known:
            known[box.element_tag] = stock(context, box, *arguments, **options)
        laid, *rest = known[box.element_tag]
        return (laid.copy(), *rest)

    return block_level_layout

"""Blocks at the foot of a page, where `-kanyin-place: page-foot` says so: a page's last block goes down to its foot.

Wraps `weasyprint.layout.page:make_page` (70.0), which lays out one page. When a page is made whose last block in flow
has the property, that block is moved down by what the page has left, notes at the foot apart. So it takes its own room
in the flow, is never over the text, and goes to the next page as any block does. Fallback: it stands below the text.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kanyin.engine.hook import Undo, replace


def apply() -> Undo:
    """Put the hook in."""
    return replace(["weasyprint.layout.page:make_page"], _footing)


def _footing(make_page: Callable[..., Any]) -> Callable[..., Any]:
    def footed_page(context: Any, *arguments: Any, **options: Any) -> Any:
        made = make_page(context, *arguments, **options)
        page = made[0]
        box = page.children[0]
        while (box := _last_in_flow(box)) is not None:
            if box.style["_kanyin_place"] == "page-foot":
                _lower(box, page)
                break
        return made

    return footed_page


def _lower(box: Any, page: Any) -> None:
    """Move the box down to the foot of the page's area, or to the notes that stand there."""
    notes = page.children[1]
    foot = notes.position_y if notes.children else page.content_box_y() + page.height
    left = foot - box.position_y - box.margin_height()
    if left > 0:
        box.translate(0, left)


def _last_in_flow(box: Any) -> Any:
    return next((child for child in reversed(getattr(box, "children", ())) if child.is_in_normal_flow()), None)

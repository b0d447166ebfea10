"""Boxes without links, anchors and bookmarks passed over when a page is searched for them.

Wraps `weasyprint.anchors:gather_anchors` (70.0), which asks every box of a page, down to its text, for ten things, nine
of which only a style or an element can say. Here that is asked once a style, and paragraphs of nothing but text are not
entered: a hundredth of a book's time. Fallback: stock, for whatever has one of these things, or is in a link.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint import anchors

from kanyin.engine.bare import holds_text_alone, is_bare, remembered
from kanyin.engine.hook import Undo, replace


def apply() -> Undo:
    """Put the hook in."""
    return replace(["weasyprint.anchors:gather_anchors", "weasyprint.document:gather_anchors"], _gathering)


def _gathering(stock: Callable[..., None]) -> Callable[..., None]:
    def gather_anchors(
        box: Any, names: Any, links: Any, bookmarks: Any, forms: Any,
        parent_matrix: Any = None, parent_form: Any = None, parent_link: Any = None,
    ) -> None:  # fmt: skip
        if is_bare(box):
            return
        if parent_link or box.link or box.style["anchor"] or not _says_nothing(box.style) or box.is_form():
            stock(box, names, links, bookmarks, forms, parent_matrix, parent_form, parent_link)
        elif not holds_text_alone(box):
            for child in box.all_children():
                anchors.gather_anchors(child, names, links, bookmarks, forms, parent_matrix, parent_form)

    return gather_anchors


@remembered("kanyin_unmarked")
def _says_nothing(style: Any) -> bool:
    """Whether a style makes of its boxes no bookmark and no field, and turns none; names differ among those alike."""
    return not style["transform"] and style["bookmark_level"] == "none" and style["appearance"] != "auto"

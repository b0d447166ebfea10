"""References to pages, made once: stock makes the whole list anew for each structure element that names its page.

Replaces the property `pydyf:PDF.page_references` (0.12), which WeasyPrint 70 asks for every tagged element and every
link: time quadratic in the pages, 6 % of the build of a book of 190. Fallback: stock, which is only slower.
"""

from __future__ import annotations

from typing import Any

from kanyin.engine.hook import Undo, replace


def apply() -> Undo:
    """Put the hook in."""
    return replace(["pydyf:PDF.page_references"], _remembering)


def _remembering(stock: Any) -> property:
    def page_references(pdf: Any) -> tuple[bytes, ...]:
        count = len(pdf.pages["Kids"])
        known: tuple[int, tuple[bytes, ...]] | None = vars(pdf).get("kanyin_page_references")
        if known is None or known[0] != count:
            known = (count, stock.fget(pdf))
            pdf.kanyin_page_references = known
        return known[1]

    return property(page_references)

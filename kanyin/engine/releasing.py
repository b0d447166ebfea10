"""What a section is made of, gone when the section is drawn, because nothing keeps itself.

Wraps `weasyprint.layout:layout_document` and `weasyprint.css:_resolve_calc_sum` (70.0). Three things there lead back to
themselves: the layout's context, through its way of getting images, which an SVG asks when it is drawn; a page, through
the area of its notes; and the error that says a sum needs a font's size, through the function that has kept it, and
with it all that called that function. What hangs on them would lie about until garbage is collected: that took a tenth
of the CPU time of a book.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from weasyprint.css.tokens import RelativeLengthInMath

from kanyin.engine.hook import Undo, replace_all

_LAYOUT: Final = ("weasyprint.layout:layout_document", "weasyprint.document:layout_document")
_OF_LAYOUT: Final = frozenset((
    "style_for", "target_collector", "page_maker", "tables", "string_set", "running_elements", "broken_out_of_flow",
    "footnotes", "page_footnotes", "current_page_footnotes", "reported_footnotes", "rendered_notes",
    "current_footnote_area", "_excluded_shapes", "_excluded_shapes_root_boxes",
))  # fmt: skip


def apply() -> Undo:
    """Put the hook in, `layout_document` in both modules that hold it."""
    return replace_all((_LAYOUT, _releasing), (["weasyprint.css:_resolve_calc_sum"], _raising))


def _releasing(stock: Callable[..., Any]) -> Callable[..., Any]:
    def layout_document(html: Any, root_box: Any, context: Any, *arguments: Any, **options: Any) -> Iterator[Any]:
        pages = []
        for page in stock(html, root_box, context, *arguments, **options):
            pages.append(page)
            yield page
        for name in [name for name in vars(context) if name in _OF_LAYOUT or name.startswith("kanyin_")]:
            delattr(context, name)
        for page in pages:
            for area in page.children:
                vars(area).pop("page", None)

    return layout_document


def _raising(stock: Callable[..., Any]) -> Callable[..., Any]:
    def _resolve_calc_sum(*arguments: Any) -> Any:
        try:
            return stock(*arguments)
        except RelativeLengthInMath as error:
            raise error.with_traceback(None) from None

    return _resolve_calc_sum

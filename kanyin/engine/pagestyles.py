"""Page styles made once for all pages that the same rules match, and pseudo-elements' once for all that are alike.

Wraps `weasyprint.layout.page:set_page_type_computed_styles` (70.0): stock makes the styles of a page and of its sixteen
margin boxes anew for every page, because the number of the page is part of its type, and looks through those of all
pages before. Here pages that the same `@page` selectors match share one set.
Wraps `weasyprint.css:StyleFor.set_computed_styles` too: the user agent's sheet alone gives every element five
pseudo-elements; those with equal parents and equal declarations share a style, as elements do in stock.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from kanyin.engine.hook import Undo, replace


def apply() -> Undo:
    """Put both hooks in."""
    with ExitStack() as undo:
        undo.callback(replace(["weasyprint.layout.page:set_page_type_computed_styles"], _page_styles))
        undo.callback(replace(["weasyprint.css:StyleFor.set_computed_styles"], _sharing))
        return undo.pop_all().close
    raise AssertionError("unreachable")


def _page_styles(stock: Callable[..., None]) -> Callable[..., None]:
    def set_page_type_computed_styles(page_type: Any, html: Any, style_for: Any) -> None:
        styles = style_for.get_computed_styles()
        if (page_type, None) in styles:  # of the same page, laid out again
            return
        known: dict[tuple[bool, ...], dict[Any, Any]] = vars(style_for).setdefault("kanyin_page_styles", {})
        matched = tuple(
            style_for._page_type_match(selector, page_type)
            for sheet, _, _ in style_for._sheets
            for _, selectors, _ in sheet.page_rules
            for _, _, selector in selectors
        )
        if matched not in known:
            style_for.get_cascaded_styles().clear()
            stock(page_type, html, style_for)
            known[matched] = {pseudo: style for (of, pseudo), style in styles.items() if of == page_type}
        styles.update(((page_type, pseudo), style) for pseudo, style in known[matched].items())

    return set_page_type_computed_styles


def _sharing(stock: Callable[..., None]) -> Callable[..., None]:
    def set_computed_styles(
        style_for: Any, element: Any, parent: Any, root: Any = None, pseudo_type: str | None = None,
        base_url: Any = None, target_collector: Any = None,
    ) -> None:  # fmt: skip
        if not pseudo_type or target_collector is None:  # of a page, where these are shared above
            stock(style_for, element, parent, root, pseudo_type, base_url, target_collector)
            return
        styles = style_for.get_computed_styles()
        cascaded = style_for.get_cascaded_styles().get((element, pseudo_type), {})
        known: dict[Any, tuple[Any, Any]] = vars(style_for).setdefault("kanyin_pseudo_styles", {})
        key = (id(styles[parent, None]), pseudo_type, *((name, id(value)) for name, (value, _) in cascaded.items()))
        if key not in known:
            stock(style_for, element, parent, root, pseudo_type, base_url, target_collector)
            known[key] = styles[element, pseudo_type], cascaded  # what the ids are of is kept alive with them
        styles[element, pseudo_type] = known[key][0]

    return set_computed_styles

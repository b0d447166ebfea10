"""Computed styles made once for all that are alike: elements, pseudo-elements and pages, of all documents of one font
configuration.

Wraps `weasyprint.css:StyleFor.set_computed_styles` (70.0). Stock shares a style between elements that the same
selectors match under one parent, in one document; a book is a document a section, and the user agent's sheet alone
gives every element five pseudo-elements. Here a style is found by its parent's style and what is declared for it, its
name (`id`) apart. A `vw` is of the page of the document that first asked.
Wraps `weasyprint.layout.page:set_page_type_computed_styles` too: stock cascades the styles of a page and of its sixteen
margin boxes anew for every page, because its number is part of its type, and looks through those of all pages before.
Pages that the same `@page` selectors match share one set.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from itertools import islice
from typing import Any, Final

import tinycss2
from weasyprint.css import ComputedStyle
from weasyprint.layout.page import PageType

from kanyin.engine.cascade import LOGICAL
from kanyin.engine.hook import Undo, replace_all

_COUNTERS: Final = frozenset(("counter_increment", "counter_reset", "counter_set"))


def apply() -> Undo:
    """Put both hooks in."""
    return replace_all(
        (["weasyprint.layout.page:set_page_type_computed_styles"], _page_styles),
        (["weasyprint.css:StyleFor.set_computed_styles"], _sharing),
    )


def _page_styles(stock: Callable[..., None]) -> Callable[..., None]:
    def set_page_type_computed_styles(page_type: Any, html: Any, style_for: Any) -> None:
        styles = style_for.get_computed_styles()
        if (page_type, None) in styles:  # of the same page, laid out again
            return
        pages: _Pages | None = vars(style_for).get("kanyin_pages")
        if pages is None:
            pages = style_for.kanyin_pages = _Pages(style_for)
        key = pages.key(page_type)
        if key not in pages.known:
            kind = pages.kind(page_type, styles[html.etree_element, None])
            if kind not in pages.kinds:
                style_for.get_cascaded_styles().clear()
                before = len(styles)
                stock(page_type, html, style_for)
                made = [(pseudo, style) for (_, pseudo), style in islice(styles.items(), before, None)]
                pages.kinds[kind] = made, style_for._sheets  # what the numbers in a kind are of is kept alive with it
            pages.known[key], _ = pages.kinds[kind]
        for pseudo, style in pages.known[key]:
            styles[page_type, pseudo] = style

    return set_page_type_computed_styles


class _Pages:
    """The styles of a document's pages.

    They are `known` by what tells pages apart, and, in all documents of a font configuration, by the rules that match
    (`kinds`): what a document says of its first page leaves those of the others alike.
    """

    def __init__(self, style_for: Any) -> None:
        self._match = style_for._page_type_match
        self._rules = [
            (selector, id(declarations))
            for sheet, _, _ in style_for._sheets
            for _, selectors, declarations in sheet.page_rules
            for _, _, selector in selectors
        ]
        self._counts = any(selector.index is not None for selector, _ in self._rules)  # `:nth()`
        self.known: dict[Hashable, list[tuple[Any, Any]]] = {}
        self.kinds: dict[Hashable, tuple[list[tuple[Any, Any]], Any]]
        self.kinds = vars(style_for.font_config).setdefault("kanyin_page_styles", {})

    def key(self, page_type: Any) -> Hashable:
        """Return what no two pages of different styles have in common."""
        if self._counts:
            return self._matches(page_type)
        return page_type.side, page_type.blank, page_type.name, page_type.index == 0

    def kind(self, page_type: Any, root: Any) -> Hashable:
        """Return what pages of one style have in common in all documents."""
        return id(unnamed(root)), self._matches(page_type)

    def _matches(self, page_type: Any) -> tuple[int, ...]:
        return tuple(declarations for selector, declarations in self._rules if self._match(selector, page_type))


def _sharing(stock: Callable[..., None]) -> Callable[..., None]:
    def set_computed_styles(
        style_for: Any, element: Any, parent: Any, root: Any = None, pseudo_type: str | None = None,
        base_url: Any = None, target_collector: Any = None,
    ) -> None:  # fmt: skip
        declared = style_for.get_cascaded_styles()
        cascaded = declared.get((element, pseudo_type), {})
        if "overflow" in cascaded and (parent is None or getattr(element, "tag", None) == "body"):
            # The viewport takes it over from there, and leaves the style changed.
            stock(style_for, element, parent, root, pseudo_type, base_url, target_collector)
            return
        anchor = cascaded.pop("anchor", None)
        styles = style_for.get_computed_styles()
        of = None if parent is None else id(bearing(unnamed(styles[parent, None])))
        key = (of, pseudo_type, base_url, *values_of(cascaded))
        # What the numbers in a key are of is kept alive with it.
        known: dict[Hashable, tuple[Any, Any]] = vars(style_for.font_config).setdefault("kanyin_styles", {})
        if key not in known:
            stock(style_for, element, parent, root, pseudo_type, base_url, None)
            known[key] = styles[element, pseudo_type], cascaded
            if isinstance(element, PageType) and pseudo_type is None:
                _note_page(known, styles[element, None], of, base_url, cascaded)
        style = known[key][0]
        styles[element, pseudo_type] = style if anchor is None else named(style, anchor[0])
        if target_collector and anchor is not None:
            target_collector.collect_anchor(styles[element, pseudo_type]["anchor"])

    return set_computed_styles


def _note_page(known: dict[Hashable, tuple[Any, Any]], style: Any, *of: Any) -> None:
    """Note with the style of a page the first one that differs from it in counters alone: what stands in its margins
    has nothing of those from it, and a section's first page has its number in them."""
    parent, base_url, cascaded = of
    shared = {name: value for name, value in cascaded.items() if name not in _COUNTERS}
    key = ("page", parent, base_url, *values_of(shared))
    style.kanyin_bearing, _ = known.setdefault(key, (style, cascaded))


def bearing(style: Any) -> Any:
    """Return the style that what inherits from this one is found by."""
    return vars(style).get("kanyin_bearing", style)


class _Like(ComputedStyle):  # type: ignore[misc]
    """A style that is another one but for a few values: all else is asked of that one, and computed there once."""

    def __init__(self, like: Any, **values: Any) -> None:
        _ = like.anonymous_style  # made once, for the lines and texts of them all
        self.__dict__.update(vars(like))
        self.kanyin_like = like
        self.update(values)

    def __missing__(self, key: str) -> Any:
        value = self[key] = self.kanyin_like[key]
        return value


def named(style: Any, anchor: Any) -> Any:
    """Return a style that differs in the name of its element alone, which no two elements share."""
    made: Any = _Like(style, anchor=anchor)
    made.kanyin_nameless = style
    return made


def padded(style: Any, left: Any) -> Any:
    """Return a style that differs in its left padding alone, on which no other property depends."""
    made: Any = _Like(style, padding_left=left)
    for name in ("kanyin_used", "kanyin_nameless"):
        vars(made).pop(name, None)
    return made


def unnamed(style: Any) -> Any:
    """Return the style without the name it may have."""
    return vars(style).get("kanyin_nameless", style)


def values_of(cascaded: dict[str, tuple[Any, Any]]) -> Iterator[Hashable]:
    """Yield what is declared, in a form that is equal where it is; weights matter where logical properties stand."""
    logical = not LOGICAL.isdisjoint(cascaded)
    for name, (value, weight) in cascaded.items():
        yield name
        yield tinycss2.serialize(value) if name.startswith("__") and isinstance(value, tuple) else _hashable(value)
        if logical:
            yield repr(weight)


def _hashable(value: Any) -> Hashable:
    """Return the value, or its identity where it cannot be hashed: lists of a stylesheet's own declarations."""
    try:
        hash(value)
    except TypeError:
        return id(value)
    return value  # type: ignore[no-any-return]

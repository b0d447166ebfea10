"""Elements styled by their kind, in all documents of one font configuration.

Replaces `weasyprint.css:StyleFor.__init__` (70.0), which merges the declarations of all rules that match an element,
some eleven a paragraph, six of them for pseudo-elements, before it looks whether there was such an element before; and
begins anew with every document, while a book is a document a section. Here an element is found by the style of its
parent, the rules that match it and what its attributes declare; only the first of a kind is cascaded. A name (`id`) is
set apart, for no two elements share one. Six tenths of the time of styling, a twentieth of layout. Fallback: stock.

Wraps `weasyprint.css:find_stylesheets` and `weasyprint.html:get_html_metadata` too: both ask cssselect2 for elements of
two or three names, which makes an object of each element of the document to test it; here the names are looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from math import inf
from types import SimpleNamespace
from typing import Any, TypeAlias

from weasyprint.css import declaration_precedence, find_style_attributes, preprocess_declarations
from weasyprint.logger import PROGRESS_LOGGER

from kanyin.engine.hook import Undo, replace_all
from kanyin.engine.places import Match, Places, Rules
from kanyin.engine.styles import named, unnamed, values_of

Declared: TypeAlias = dict[str | None, dict[str, tuple[Any, Any]]]
"""What is declared for an element and for its pseudo-elements: by property, its value and the weight of that."""


def apply() -> Undo:
    """Put the hooks in."""
    metadata = ["weasyprint.html:get_html_metadata", "weasyprint.document:get_html_metadata"]
    return replace_all(
        (["weasyprint.css:StyleFor.__init__"], _by_kind),
        (["weasyprint.css:find_stylesheets"], _finding),
        (metadata, _describing),
    )


class _ByName:
    """What the elements of a document are asked of by their names."""

    def __init__(self, root: Any) -> None:
        self._root = root

    def query_all(self, *names: str) -> Iterator[Any]:
        """Yield the elements of these names in the order of the document."""
        return (SimpleNamespace(etree_element=element) for element in self._root.iter() if element.tag in names)


def _finding(stock: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    def find_stylesheets(wrapper_element: Any, *arguments: Any, **options: Any) -> Iterator[Any]:
        return stock(_ByName(wrapper_element.etree_element), *arguments, **options)

    return find_stylesheets


def _describing(stock: Callable[[Any], dict[str, Any]]) -> Callable[[Any], dict[str, Any]]:
    def get_html_metadata(html: Any) -> dict[str, Any]:
        root = html.etree_element
        return stock(SimpleNamespace(
            etree_element=root, wrapper_element=_ByName(root), base_url=html.base_url, url_fetcher=html.url_fetcher,
        ))  # fmt: skip

    return get_html_metadata


def _has_rules(sheet: Any) -> bool:
    return any(value for name, value in vars(sheet.matcher).items() if name.endswith("selectors"))


def _by_kind(stock: Callable[..., None]) -> Callable[..., None]:
    def __init__(  # noqa: N807 -- it is put in under that name
        style_for: Any, html: Any, sheets: Any, presentational_hints: bool, font_config: Any, target_collector: Any
    ) -> None:
        PROGRESS_LOGGER.info("Step 3 - Applying CSS")
        style_for._cascaded_styles, style_for._computed_styles = {}, {}
        style_for.initial_page_sizes = {"box": None, "area": None}
        style_for._sheets, style_for.font_config = sheets, font_config
        _Styling(style_for, html, presentational_hints, target_collector).style()

    return __init__


class _Styling:
    """One document being styled."""

    def __init__(self, style_for: Any, html: Any, presentational_hints: bool, target_collector: Any) -> None:
        self._style_for, self._html, self._targets = style_for, html, target_collector
        self._styles = style_for.get_computed_styles()
        self._own: dict[Any, list[tuple[str, Any, Any]]] = {}
        for specificity, element, declarations, base_url in find_style_attributes(
            html.etree_element, presentational_hints, html.base_url
        ):
            own = self._own.setdefault(element, [])
            for name, values, importance in preprocess_declarations(base_url, declarations):
                own.append((name, values, (declaration_precedence("author", importance), inf, specificity)))
        sheets = [sheet for sheet in style_for._sheets if _has_rules(sheet[0])]  # others are of pages
        # Sheets of the document itself are read anew with each; between origins the order of rules is of no account.
        self._authored = Rules([sheet for sheet in sheets if sheet[1] == "author"])
        others = [sheet for sheet in sheets if sheet[1] != "author"]
        places: dict[Hashable, Places] = vars(style_for.font_config).setdefault("kanyin_places", {})
        known = tuple((id(sheet), origin, own) for sheet, origin, own in others)
        if known not in places:
            places[known] = Places(others)  # which keeps them alive
        self._places = places[known]
        self._kinds: dict[Hashable, tuple[list[tuple[str | None, Any]], Any, Any]]
        self._kinds = vars(style_for.font_config).setdefault("kanyin_kinds", {})

    def style(self) -> None:
        """Give every element and pseudo-element its style; parents come before their children."""
        for element in self._html.wrapper_element.iter_subtree():
            parent = element.parent.etree_element if element.parent else None
            authored = [match for test, match in self._authored.candidates(element) if test(element)]
            self._style(element.etree_element, parent, self._places.matching(element), authored)

    def _style(self, node: Any, parent: Any, found: tuple[Match, ...], authored: list[Match]) -> None:
        """Give an element the styles of its kind, and its name."""
        own = self._own.get(node, [])
        anchor = own[-1] if own and own[-1][0] == "anchor" else None
        others = own[:-1] if anchor else own
        above = None if parent is None else unnamed(self._styles[parent, None])
        key = id(above), self._html.base_url, id(found), *map(id, authored), *_values_and_weights(others)
        if key not in self._kinds:
            matches = *found, *authored
            declared = _declared(others, matches)
            if _is_singular(node, declared):
                self._compute(node, parent, _declared(own, matches), self._targets)
                return
            self._compute(node, parent, declared, None)
            # What the numbers in the key are of is kept alive with it.
            self._kinds[key] = [(pseudo, self._styles[node, pseudo]) for pseudo in declared], above, (found, matches)
        for pseudo, style in self._kinds[key][0]:
            self._styles[node, pseudo] = style
        if anchor is not None:
            self._styles[node, None] = named(self._styles[node, None], anchor[1])
            if self._targets:
                self._targets.collect_anchor(self._styles[node, None]["anchor"])

    def _compute(self, node: Any, parent: Any, declared: Declared, targets: Any) -> None:
        """Compute the styles of an element and its pseudo-elements."""
        cascaded = self._style_for.get_cascaded_styles()
        for pseudo, properties in declared.items():
            cascaded[node, pseudo] = properties
            self._style_for.set_computed_styles(
                node, parent if pseudo is None else node, self._html.etree_element, pseudo, self._html.base_url, targets
            )
        cascaded.clear()


def _values_and_weights(own: Sequence[tuple[str, Any, Any]]) -> Iterator[Hashable]:
    """Yield what an element declares itself: it may declare a property twice, and what wins depends on weights."""
    for name, value, weight in own:
        yield from values_of({name: (value, weight)})
        yield weight


def _is_singular(node: Any, declared: Declared) -> bool:
    """Whether no other element is to have these styles: rules name it, or the viewport takes what is its."""
    if any("anchor" in properties for properties in declared.values()):
        return True
    return "overflow" in declared[None] and node.tag in ("html", "body")


def _declared(own: Iterable[tuple[str, Any, Any]], matches: Iterable[Match]) -> Declared:
    """Return what is declared for an element and its pseudo-elements, by itself and by rules."""
    declared: Declared = {None: {}}
    for name, values, weight in own:
        _declare(declared[None], name, values, weight)
    for origin, specificity, order, pseudo, declarations in matches:
        properties = declared.setdefault(pseudo, {})
        for name, values, importance in declarations:
            _declare(properties, name, values, (declaration_precedence(origin, importance), order, specificity))
    return declared


def _declare(properties: dict[str, tuple[Any, Any]], name: str, values: Any, weight: Any) -> None:
    if name not in properties or properties[name][1] <= weight:
        properties[name] = values, weight

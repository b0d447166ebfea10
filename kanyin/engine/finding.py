"""A document's title, what it says of itself and its stylesheets, found by the names of their elements.

Wraps `weasyprint.css:find_stylesheets` and `weasyprint.html:get_html_metadata` (70.0). Both ask cssselect2 for elements
of two or three names, and it makes an object of each element of the document to test it; here the names alone are
looked at. A hundredth of the time of a book.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

from kanyin.engine.hook import Undo, replace_all


def apply() -> Undo:
    """Put both hooks in."""
    metadata = ["weasyprint.html:get_html_metadata", "weasyprint.document:get_html_metadata"]
    return replace_all((["weasyprint.css:find_stylesheets"], _finding), (metadata, _describing))


class _ByName:
    """What both ask the document's elements of."""

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

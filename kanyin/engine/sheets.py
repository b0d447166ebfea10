"""A document for WeasyPrint made from a tree that is already parsed: `weasyprint.HTML` takes only text.

Replaces nothing: it fills the attributes `weasyprint.HTML.__init__` (70.0) would have filled after parsing.
"""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

import cssselect2
import weasyprint


def html_from_tree(root: Element, base_url: str, fetcher: Any) -> Any:
    """Return a `weasyprint.HTML` over `root`, an `html` element in no namespace; the tree is not copied."""
    html = object.__new__(weasyprint.HTML)
    html.base_url = base_url
    html.url_fetcher = fetcher
    html.media_type = "print"
    html.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
    html.etree_element = html.wrapper_element.etree_element
    return html

"""The key to the exercises: a heading marked `{.answers}` and all that stands under it, which a book may leave out.

In: a chapter's tree. Out: the tree without its keys, changed in place. Only headings directly in the chapter count.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from .trees import has_class

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def drop_answers(tree: Element) -> bool:
    """Take out every section whose heading is marked; tell whether anything is left of the chapter."""
    dropping: str | None = None
    for child in list(tree):
        if child.tag in _HEADINGS and (dropping is None or child.tag <= dropping):
            dropping = child.tag if has_class(child, "answers") else None
        if dropping:
            tree.remove(child)
    return len(tree) > 0

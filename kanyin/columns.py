"""Text in columns: a chapter's blocks in runs, and between the runs what goes across all columns or begins a page.

In: a chapter's tree. Out: the tree with each run in a `<div class="columns">`, changed in place. How many columns there
are is the stylesheet's. CSS has `column-span` and breaks inside columns; the engine knows neither for tables and pages.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from .trees import has_class

_ACROSS = ("wide", "points", "answers", "pagebreak")


def set_in_columns(tree: Element) -> None:
    """Put the blocks of the chapter into runs."""
    pieces: list[Element] = []
    run: Element | None = None
    for child in tree:
        if any(has_class(child, name) for name in _ACROSS):
            pieces.append(child)
            run = None
            continue
        if run is None:
            run = Element("div", {"class": "columns", "data-src": child.get("data-src", "")})
            pieces.append(run)
        run.append(child)
    tree[:] = pieces

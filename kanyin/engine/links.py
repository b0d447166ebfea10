"""Links to long addresses, the address written once.

In: the links of a page, as `weasyprint.pdf.anchors:add_links` (70.0) takes them. Out: their annotations. An address
that turns over has an annotation a line, each with the whole of it twice: one of 96,000 characters has 2,100 lines, so
it made 400 MB of them, and took 32 s. Here what is longer than a few lines is an object of its own, which they all
point to. Shorter ones are written as stock writes them. Replaces nothing: `drawing.py` calls it.
"""

from __future__ import annotations

from typing import Any, Final

from weasyprint.pdf import anchors

_LONG: Final = 200  # characters; shared objects would make short ones longer


def add_links(links_and_anchors: Any, matrix: Any, pdf: Any, page: Any, names: Any, tags: Any) -> None:
    """Add the annotations of a page's links to it, and its anchors to the names."""
    anchors.add_links(links_and_anchors, matrix, pdf, page, names, tags)
    for kind, target, _, box in links_and_anchors[0]:
        if kind == "external" and len(target) > _LONG:
            _share(pdf, target, box.link_annotation)


def _share(pdf: Any, target: str, annotation: Any) -> None:
    """Let an annotation point to its address and its action, made when they are first needed."""
    known: dict[str, dict[str, Any]] = vars(pdf).setdefault("kanyin_addresses", {})
    made = known.setdefault(target, {})
    for name in ("A", "Contents"):
        if name in annotation:
            if name not in made:
                made[name] = annotation[name]
                pdf.add_object(made[name])
            annotation[name] = made[name].reference

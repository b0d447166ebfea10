"""Links of a page: one annotation for each place that is to be clicked, and long addresses written once.

In: the links of a page, as `weasyprint.pdf.anchors:add_links` (70.0) takes them. Out: their annotations. `link` is
inherited, so that stock makes an annotation for each box within a link too, six for each line of a table of contents;
here what lies within the area of the link around it has none.

An address that turns over has an annotation a line, each with the whole of it twice: one of 96,000 characters has 2,100
lines, so it made 400 MB of them, and took 32 s. Here what is longer than a few lines is an object of its own, which
they all point to. Shorter ones are written as stock writes them. Replaces nothing: `drawing.py` calls it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from weasyprint.pdf import anchors

_LONG: Final = 200  # characters; shared objects would make short ones longer
_CLOSE: Final = 0.01  # px: places are sums
_SLIVER: Final = 0.25  # of a link's height: text of another size in it stands a little higher or lower


def outermost(links: Iterable[Any]) -> list[Any]:
    """Return the links without those that lie within one to the same target; what is in a link follows upon it."""
    kept: list[Any] = []
    around: Any = None, None, (0.0, 0.0, 0.0, 0.0)
    for link in links:
        kind, target, area, _ = link
        if (kind, target) != around[:2] or not _is_within(area, around[2]):
            kept.append(link)
            around = kind, target, area
    return kept


def _is_within(area: tuple[float, ...], outer: tuple[float, ...]) -> bool:
    """Whether a rectangle (left, top, right, bottom) lies in another, but for a sliver of it over or under."""
    spare = _SLIVER * (outer[3] - outer[1])
    high = outer[1] - spare <= area[1] and area[3] <= outer[3] + spare
    return high and outer[0] - _CLOSE <= area[0] and area[2] <= outer[2] + _CLOSE


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

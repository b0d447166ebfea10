"""Annotations on paper: what they look like is kept, what they do is not.

In: a page. Out: the appearances to draw, and a count of what could not come along. Links have no look of their own;
pop-ups, hidden ones, and those that are not marked to be printed are left out, as a viewer leaves them out in print.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import field
from typing import Any

import pikepdf

from ..qpdf import inherited
from ..records import dataclass

# ISO 32000-1 §12.5.3: bits 2 hidden, 3 print.
_HIDDEN, _PRINT = 2, 4


@dataclass(frozen=True, slots=True)
class Appearance:
    """How an annotation looks: a form, the content that draws it, in the page's own units, under the name `/A`, and the
    layer (optional content) it is on, if any."""

    form: Any
    content: bytes
    layer: Any = None


@dataclass(frozen=True, slots=True)
class Annotations:
    """A page's: what is drawn, and counts of those that are not: `links`, `unprinted` by their own wish, `unseen` for
    want of a look."""

    drawn: tuple[Appearance, ...] = ()
    counts: Counter[str] = field(default_factory=Counter)


def of_page(page: pikepdf.Page, turn: int) -> Annotations:
    """Return the annotations of a page that is turned so many degrees when it is seen."""
    listed: Any = page.obj.get("/Annots")
    drawn, counts = [], Counter[str]()
    for annotation in listed if isinstance(listed, pikepdf.Array) else ():
        if not isinstance(annotation, pikepdf.Dictionary):
            continue
        found = _appearance(annotation, turn)
        if isinstance(found, Appearance):
            drawn.append(found)
        elif found:
            counts[found] += 1
    return Annotations(tuple(drawn), counts)


def _appearance(annotation: Any, turn: int) -> Appearance | str | None:
    kind, flags = annotation.get("/Subtype"), annotation.get("/F", 0)
    flags = flags if isinstance(flags, int) else 0
    if kind == "/Link":
        return "links"
    if kind == "/Popup" or flags & _HIDDEN:
        return None
    form = _normal(annotation)
    if form is None and not _is_to_be_seen(annotation):
        return None
    if not flags & _PRINT:
        return "unprinted"
    if form is None:
        return "unseen"
    content = pikepdf.Annotation(annotation).get_page_content_for_appearance(pikepdf.Name.A, turn)
    return Appearance(form, content, annotation.get("/OC")) if content else None


def _normal(annotation: Any) -> Any:
    """Return the stream of the annotation's normal appearance, in the state it is in."""
    looks = annotation.get("/AP")
    normal = looks.get("/N") if isinstance(looks, pikepdf.Dictionary) else None
    if isinstance(normal, pikepdf.Dictionary) and not isinstance(normal, pikepdf.Stream):
        normal = normal.get(annotation.get("/AS", pikepdf.Name.Off))
    return normal if isinstance(normal, pikepdf.Stream) else None


def _is_to_be_seen(annotation: Any) -> bool:
    """Tell whether a viewer would have drawn something by itself: a field that is filled in, a note, a shape."""
    if annotation.get("/Subtype") != "/Widget":
        return True
    looks = annotation.get("/AP")
    states = isinstance(looks, pikepdf.Dictionary) and "/N" in looks
    value = inherited(annotation, "/V")
    return not states and value is not None and str(value) not in ("", "/Off")

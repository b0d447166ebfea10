"""The structure of a tagged PDF (ISO 32000-1 §14.7), read as a tree of `Element`s.

In: the open file. Out: its root element. Elements that are in one another in a ring are met once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pikepdf

from .model import Element
from .objects import FAULTS, array, box, dictionary, items, same, text

STANDARD: Final = frozenset(
    {
        "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct",
        "Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD",
        "THead", "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby",
        "RB", "RT", "RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form",
    }
)  # fmt: skip
"""The standard types of ISO 32000-1 §14.8.4."""

_DEEPEST: Final = 200


class _Reader:
    def __init__(self, root: Any, pages: Mapping[Any, int]) -> None:
        self._pages, self._met = pages, set[Any]()
        self._roles = {key.removeprefix("/"): text(role) for key, role in items(root.get("/RoleMap"))}

    def element(self, value: Any, page: int | None, depth: int) -> Element | None:
        """Return the element of a dictionary; None for what is none, or was met before."""
        if not isinstance(value, pikepdf.Dictionary) or "/S" not in value or depth > _DEEPEST:
            return None
        key = same(value)
        if key is not None and key in self._met:
            return None
        self._met.add(key)
        own = self._page(value.get("/Pg"), page)
        kids, marks, annotations = self._kids(value, own, depth)
        named = text(value.get("/S"))
        scope, place = _attributes(value)
        first = own if own is not None else next((kid.page for kid in kids if kid.page is not None), None)
        if marks:
            first = marks[0][0]
        alternative = text(value.get("/Alt")) or text(value.get("/ActualText"))
        return Element(
            self._standard(named), named, first, alternative.strip(), text(value.get("/ID")), scope, place,
            tuple(kids), tuple(marks), annotations,
        )  # fmt: skip

    def _kids(self, value: Any, page: int | None, depth: int) -> tuple[list[Element], list[tuple[int, int]], int]:
        kids: list[Element] = []
        marks: list[tuple[int, int]] = []
        annotations = 0
        held = value.get("/K")
        for kid in held if isinstance(held, pikepdf.Array) else [held]:
            if isinstance(kid, int):
                marks += [(page, kid)] if page is not None else []
            elif isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid:
                where = self._page(kid.get("/Pg"), page)
                marks += [(where, int(kid["/MCID"]))] if where is not None else []
            elif isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid and "/S" not in kid:
                annotations += 1
            elif found := self.element(kid, page, depth + 1):
                kids.append(found)
        return kids, marks, annotations

    def _page(self, value: Any, otherwise: int | None) -> int | None:
        return otherwise if value is None else self._pages.get(same(value), otherwise)

    def _standard(self, name: str) -> str:
        met = set[str]()
        while name not in STANDARD and name in self._roles and name not in met:
            met.add(name)
            name = self._roles[name]
        return name if name in STANDARD else ""


def _attributes(value: Any) -> tuple[str, Any]:
    """Return the scope of a head of a table, and the box of a figure."""
    scope, place = "", None
    held = value.get("/A")
    for part in array(held) or [held]:
        found = dictionary(part)
        if "/Headers" in found:
            scope = scope or "headers"
        scope = text(found.get("/Scope")) or scope
        place = box(found.get("/BBox")) or place
    return scope, place


def structure_of(pdf: pikepdf.Pdf, pages: Mapping[Any, int]) -> Element | None:
    """Return the structure of the file; `pages` are the numbers of its pages by `objects.same`."""
    root = dictionary(pdf.Root).get("/StructTreeRoot")
    if not isinstance(root, pikepdf.Dictionary):
        return None
    reader, held = _Reader(root, pages), root.get("/K")
    kids = []
    for value in array(held) or [held]:
        try:
            found = reader.element(value, None, 0)
        except (RecursionError, *FAULTS):
            continue
        kids += [found] if found else []
    return Element("", "StructTreeRoot", None, kids=tuple(kids))

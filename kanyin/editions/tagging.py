"""What an archive asks of a tagged PDF beyond what every edition has (ISO 14289-1, PDF/UA-1).

In: an open PDF with its structure. Out: the same PDF, changed: headings whose levels leave none out, notes each with an
identifier of its own and a tree of them, links that tell where they lead, nothing but links among the annotations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import pikepdf

from ..words import words_for

_HEADING: Final = re.compile(r"/H([1-6])")
_PRINTED: Final = 4  # the flag of an annotation that is printed (ISO 32000-1 §12.5.3)


def elements(pdf: Any) -> Iterator[Any]:
    """Yield the elements of the structure in reading order."""
    waiting = _kids(pdf.Root["/StructTreeRoot"])[::-1]
    while waiting:
        element = waiting.pop()
        yield element
        waiting += _kids(element)[::-1]


def _kids(element: Any) -> list[Any]:
    """Return the elements that an element holds."""
    kids = element.get("/K", [])
    kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    return [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def settle_headings(pdf: Any) -> None:
    """Give headings levels of which none is left out (§7.4.2): below an H1 an author's H3 is read as H2."""
    path: list[int] = []
    for element in elements(pdf):
        if found := _HEADING.fullmatch(str(element["/S"])):
            level = int(found[1])
            while path and path[-1] >= level:
                path.pop()
            path.append(level)
            element["/S"] = pikepdf.Name(f"/H{len(path)}")


def name_notes(pdf: Any) -> None:
    """Give every note an identifier (§7.9), and the structure a tree of them (ISO 32000-1 §14.7.2)."""
    notes = [element for element in elements(pdf) if element["/S"] == "/Note"]
    width = len(str(len(notes)))
    names = pikepdf.Array()
    for index, note in enumerate(notes, 1):
        note["/ID"] = pikepdf.String(f"note-{index:0{width}}")  # in the tree they stand in the order of their bytes
        names.extend([note["/ID"], note])
    if notes:
        pdf.Root["/StructTreeRoot"]["/IDTree"] = pdf.make_indirect(pikepdf.Dictionary(Names=names))


def describe_links(pdf: Any, language: str) -> None:
    """Say of every link where it leads (§7.18.5), and that it prints; take other annotations away."""
    places, words = _Places(pdf), words_for(language)
    gone = set[tuple[int, int]]()
    for page in pdf.pages:
        kept = pikepdf.Array()
        for annotation in page.obj.get("/Annots", ()):
            if annotation.get("/Subtype") != "/Link":
                gone.add(annotation.objgen)
                continue
            annotation["/F"] = _PRINTED
            annotation["/Contents"] = pikepdf.String(places.told(annotation, words.page))
            kept.append(annotation)
        if "/Annots" in page.obj:
            page.obj["/Annots"] = kept
    if gone:
        _forget(pdf, gone)


class _Places:
    """Where links lead."""

    def __init__(self, pdf: Any) -> None:
        self._numbers = {page.objgen: page.label for page in pdf.pages}
        tree = pdf.Root.get("/Names", {}).get("/Dests")
        self._names = dict(pikepdf.NameTree(tree)) if tree is not None else {}

    def told(self, annotation: Any, page: str) -> str:
        """Return where a link leads: an address, or a page as it is labelled; `page` is a phrase with its place."""
        action = annotation.get("/A", {})
        if "/URI" in action:
            return str(action["/URI"])
        place = action.get("/D", annotation.get("/Dest"))
        if isinstance(place, pikepdf.String):
            place = self._names.get(str(place))
        if isinstance(place, pikepdf.Dictionary):
            place = place.get("/D")
        label = self._numbers.get(place[0].objgen, "") if isinstance(place, pikepdf.Array) else ""
        return page.format(label).strip()


def _forget(pdf: Any, gone: set[tuple[int, int]]) -> None:
    """Take annotations out of the structure."""
    for element in elements(pdf):
        kids = element.get("/K", [])
        if isinstance(kids, pikepdf.Array):
            element["/K"] = pikepdf.Array([kid for kid in kids if not _is_of(kid, gone)])


def _is_of(kid: Any, gone: set[tuple[int, int]]) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid and kid["/Obj"].objgen in gone

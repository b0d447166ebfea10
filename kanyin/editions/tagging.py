"""What an archive asks of a tagged PDF beyond what every edition has (ISO 14289-1, PDF/UA-1).

In: an open PDF with its structure. Out: the same PDF, changed: headings whose levels leave none out, notes each with an
identifier of its own and a tree of them, links that tell where they lead, nothing but links among the annotations;
what is tagged within a form is found there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import pikepdf

from ..words import words_for
from .operators import operations

_HEADING: Final = re.compile(r"/H([1-6])")
_NUMBER: Final = re.compile(rb"/MCID (\d+)")
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


# ---- what is tagged within a form


def reach_into_forms(pdf: Any) -> None:
    """Let elements find what of theirs is drawn in a form, as under CSS's `opacity` (ISO 32000-1 §14.7.4.3).

    The engine numbers it with the page's own content, which leaves the form without a way to its elements.
    """
    forms = {found.objgen for found in pdf.objects if _is_form(found) and b"/MCID" in found.read_bytes()}
    if not forms:
        return
    root = pdf.Root["/StructTreeRoot"]
    parents = pikepdf.NumberTree(root["/ParentTree"])
    for page in pdf.pages:
        owners = parents[int(page.obj["/StructParents"])]
        for form in _shown(page.obj, forms):
            key = int(root["/ParentTreeNextKey"])
            root["/ParentTreeNextKey"], form["/StructParents"] = key + 1, key
            parents[key] = _handed_over(form, owners, page.obj)


def _is_form(found: Any) -> bool:
    return isinstance(found, pikepdf.Stream) and found.get("/Subtype") == "/Form"


def _shown(holder: Any, forms: set[tuple[int, int]]) -> Iterator[Any]:
    """Yield those of the forms that a page, or a form of it, shows."""
    named = holder.get("/Resources", {}).get("/XObject", {})
    contents = [holder] if isinstance(holder, pikepdf.Stream) else holder["/Contents"]
    for stream in contents:
        for operation in operations(stream.read_bytes()):
            form = named.get(operation.operands[-1].decode("latin-1")) if operation.name == b"Do" else None
            if form is not None and form.objgen in forms:
                yield form
                yield from _shown(form, forms)


def _handed_over(form: Any, owners: Any, page: Any) -> Any:
    """Return the elements of a form's marked content by its numbers, each told that it is there."""
    numbers = [int(number) for number in _NUMBER.findall(form.read_bytes())]
    made = pikepdf.Array([None] * (max(numbers) + 1))
    for number in numbers:
        element = made[number] = owners[number]
        if isinstance(element, pikepdf.Dictionary):
            kids = element["/K"] if isinstance(element["/K"], pikepdf.Array) else [element["/K"]]
            element["/K"] = pikepdf.Array([_within(kid, number, form, page, element) for kid in kids])
    return made


def _within(kid: Any, number: int, form: Any, page: Any, element: Any) -> Any:
    if isinstance(kid, pikepdf.Dictionary):
        own = kid.get("/MCID") == number and kid["/Pg"].objgen == page.objgen and "/Stm" not in kid
    else:
        own = int(kid) == number and element["/Pg"].objgen == page.objgen
    return pikepdf.Dictionary(Type=pikepdf.Name.MCR, Pg=page, Stm=form, MCID=number) if own else kid

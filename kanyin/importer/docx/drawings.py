"""Drawings in a Word document → pictures, and the text in their boxes.

In: a `w:drawing`, `w:pict` or `w:object`. Out: `Drawn`. What is no picture and no text (charts, diagrams, shapes,
linked pictures) is told. Not done: drawing.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from kanyin.importer.docx.package import Relation
from kanyin.importer.docx.parts import Shared
from kanyin.importer.model import Block, Image, Quote
from kanyin.records import dataclass

UNDERSTOOD: Final = frozenset({"a:blip", "w:txbxContent", "wp:inline", "wp:anchor"})
_KINDS: Final = {"chart": "a chart", "diagram": "a diagram (SmartArt)"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a drawing holds: its pictures, and the elements that hold the text of its boxes."""

    images: tuple[Image, ...]
    boxes: tuple[Element, ...]


def read(element: Element, shared: Shared, relations: Mapping[str, Relation], place: str) -> Drawn:
    """Return what the drawing holds."""
    boxes = tuple(_boxes(element))
    ids = list(_pictures(element))
    images = [image for name in ids if (image := _image(name, element, shared, relations, place))]
    if not boxes and not ids:
        _tell(element, shared, place)
    return Drawn(tuple(images), boxes)


def boxed(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks of a text box set apart from the text; a picture in a box needs no setting apart."""
    return [Quote(tuple(blocks))] if blocks else []


def _boxes(element: Element) -> Iterator[Element]:
    """Yield the outermost boxes, each once: a shape and its stand-in hold the same text."""
    for child in element:
        if child.tag == "w:txbxContent":
            yield child
        elif child.tag == "mc:AlternateContent":
            chosen = child.find("mc:Choice")
            yield from _boxes(chosen if chosen is not None else child)
        else:
            yield from _boxes(child)


def _pictures(element: Element) -> Iterator[str]:
    """Yield the ids of the pictures' relations, each once, those in text boxes aside."""
    seen: set[str] = set()
    for child in _outside_boxes(element):
        name = ""
        if child.tag == "a:blip":
            name = child.get("r:embed") or child.get("r:link") or ""
        elif child.tag == "v:imagedata":
            name = child.get("r:id") or child.get("o:relid") or ""
        if name and name not in seen:
            seen.add(name)
            yield name


def _outside_boxes(element: Element) -> Iterator[Element]:
    yield element
    for child in element:
        if child.tag not in ("w:txbxContent", "mc:Fallback"):
            yield from _outside_boxes(child)


def _image(name: str, element: Element, shared: Shared, relations: Mapping[str, Relation], place: str) -> Image | None:
    relation = relations.get(name)
    if relation is None:
        shared.losses.warning("import.image-left-out", "a picture is not in the file: left out", place)
        return None
    if relation.external:
        address = urlsplit(relation.target)._replace(query="").geturl()
        message = f"the picture {address} is not in the file, only its address: left out"
        shared.losses.warning("import.image-remote", message, place, "embed it in the document, and import that")
        return None
    data = shared.package.archive.read(relation.target)
    if data is None:
        shared.losses.warning("import.image-left-out", f"{relation.target} is not in the file: left out", place)
        return None
    path = shared.stores.pictures.add(data, posixpath.basename(relation.target), shared.losses, place)
    return Image(path, _alt(element), _width(element, shared.measure)) if path else None


def _alt(element: Element) -> str:
    """Return the text that stands for the picture; a name that Word or a camera gave is none."""
    for properties in element.iter("wp:docPr"):
        return " ".join((properties.get("descr") or "").split())
    for shape in element.iter("v:shape"):
        return " ".join((shape.get("alt") or "").split())
    return ""


def _width(element: Element, measure: float) -> int | None:
    """Return the picture's width in per cent of the text's, None for one that fills it."""
    for extent in element.iter("wp:extent"):
        width = extent.get("cx", "")
        share = round(100 * int(width) / measure) if width.isdecimal() else 100
        return max(1, share) if share < 96 else None
    return None


def _tell(element: Element, shared: Shared, place: str) -> None:
    """Tell of a drawing that is no picture; a line or a frame without text is nothing to miss."""
    for data in element.iter("a:graphicData"):
        kind = next((what for key, what in _KINDS.items() if key in data.get("uri", "")), None)
        if kind:
            shared.losses.warning(
                "import.drawing", f"{kind} is left out", place, "save it as a picture, and put that in"
            )
            return
    if any(child.tag == "o:OLEObject" for child in element.iter()):
        shared.losses.warning("import.drawing", "an embedded object is left out", place, "save it as a picture")
    else:
        shared.losses.note("import.shape", "shapes without text are left out", place, summed=True)

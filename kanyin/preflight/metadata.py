"""What a PDF says of itself in XMP (ISO 16684-1), and what it claims to be.

In: the metadata stream, or the information dictionary. Out: `Claims` and properties by name. Pure but for `xmp_of`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from xml.etree import ElementTree

import pikepdf

from .model import Claims
from .objects import FAULTS, data_of, dictionary, text

_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_SPACES: Final = {
    "http://www.aiim.org/pdfa/ns/id/": "pdfaid", "http://www.aiim.org/pdfua/ns/id/": "pdfuaid",
    "http://www.npes.org/pdfx/ns/id/": "pdfxid", "http://ns.adobe.com/pdfx/1.3/": "pdfx",
    "http://purl.org/dc/elements/1.1/": "dc", "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/pdf/1.3/": "pdf",
}  # fmt: skip


def xmp_of(pdf: pikepdf.Pdf) -> Mapping[str, str] | None:
    """Return the properties of the file's XMP as `dc:title`; None where it has none, or none that can be read."""
    try:
        data = data_of(dictionary(pdf.Root).get("/Metadata"))
        return properties(data) if data.strip() else None
    except (ElementTree.ParseError, *FAULTS):
        return None


def properties(data: bytes) -> Mapping[str, str]:
    """Return the properties of a packet of XMP; of a list, its items. Raises `ParseError`."""
    if b"<!ENTITY" in data:  # XMP has none; whoever declares one means to blow up the reader
        raise ElementTree.ParseError("it declares entities")
    found: dict[str, str] = {}
    for described in ElementTree.fromstring(data.strip(b"\x00\r\n\t ")).iter(f"{_RDF}Description"):
        found.update((name, value) for key, value in described.items() if (name := _name(key)))
        for child in described:
            if name := _name(child.tag):
                found[name] = "、".join("".join(child.itertext()).split("\n")).strip(" 、\t\r\n")
    return found


def _name(tag: str) -> str | None:
    space, _, local = tag.removeprefix("{").partition("}")
    return f"{_SPACES[space]}:{local}" if space in _SPACES else None


def claims(xmp: Mapping[str, str], info: Any) -> Claims:
    """Return what the file claims to be."""
    said = text(dictionary(info).get("/GTS_PDFXVersion"))
    version = xmp.get("pdfxid:GTS_PDFXVersion") or said or xmp.get("pdfx:GTS_PDFXVersion", "")
    part = xmp.get("pdfaid:part", "")
    return Claims(version, part + xmp.get("pdfaid:conformance", "") if part else "", xmp.get("pdfuaid:part", ""))

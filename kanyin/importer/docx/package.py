"""The parts of a Word document, found by their relations.

In: a .docx. Out: parts as trees whose tags are `w:p`, `a:blip` and so on, in the transitional and the strict dialect
alike, and the targets of relations. Not done: knowing what is in the parts.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Final
from xml.etree.ElementTree import Element

from kanyin.diagnostics import Report, Span
from kanyin.importer import xml
from kanyin.importer.archive import Archive
from kanyin.importer.reading import Source
from kanyin.records import dataclass

_TRANSITIONAL: Final = "http://schemas.openxmlformats.org/"
_STRICT: Final = "http://purl.oclc.org/ooxml/"
_MICROSOFT: Final = "http://schemas.microsoft.com/office/word/"
PREFIXES: Final = MappingProxyType(
    {
        f"{_TRANSITIONAL}wordprocessingml/2006/main": "w",
        f"{_STRICT}wordprocessingml/main": "w",
        f"{_TRANSITIONAL}officeDocument/2006/relationships": "r",
        f"{_STRICT}officeDocument/relationships": "r",
        f"{_TRANSITIONAL}officeDocument/2006/math": "m",
        f"{_STRICT}officeDocument/math": "m",
        f"{_TRANSITIONAL}drawingml/2006/main": "a",
        f"{_STRICT}drawingml/main": "a",
        f"{_TRANSITIONAL}drawingml/2006/wordprocessingDrawing": "wp",
        f"{_STRICT}drawingml/wordprocessingDrawing": "wp",
        f"{_TRANSITIONAL}markup-compatibility/2006": "mc",
        f"{_MICROSOFT}2010/wordprocessingShape": "wps",
        f"{_MICROSOFT}2010/wordml": "w14",
        "urn:schemas-microsoft-com:vml": "v",
        "urn:schemas-microsoft-com:office:office": "o",
        f"{_TRANSITIONAL}package/2006/relationships": "rel",
        "http://purl.org/dc/elements/1.1/": "dc",
    }
)
_NOT_WORD: Final = "open it in a word processor and save it as a Word document (.docx)"


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a relation leads: the name of a part, or an address outside."""

    kind: str
    target: str
    external: bool


class Package:
    """A Word document's parts."""

    def __init__(self, source: Source, report: Report) -> None:
        self._file, self._report = source.path, report
        self.archive = Archive(source.data, source.path, report)

    @cached_property
    def main(self) -> str:
        """The name of the part that holds the text."""
        name = self.related("", "officeDocument") or "word/document.xml"
        if not self.archive.has(name):
            message = "there is no document in this file"
            self._report.error("import.broken-archive", message, Span(self._file), _NOT_WORD)
            self._report.stop_on_errors()
        return name

    def part(self, name: str | None) -> Element | None:
        """Return a part as a tree, None where there is none; one that is no XML is an error."""
        data = self.archive.read(name) if name else None
        if data is None:
            return None
        try:
            return xml.parse(data, PREFIXES)
        except xml.BadXmlError as bad:
            code = "import.hostile-xml" if bad.hostile else "import.broken-archive"
            self._report.error(code, f"{name} in it {bad}", Span(self._file), None if bad.hostile else _NOT_WORD)
            self._report.stop_on_errors()
        return None

    def related(self, part: str, kind: str) -> str | None:
        """Return the name of the first part that `part` is related to in this way (`styles`, `footnotes`)."""
        return next((r.target for r in self.relations(part).values() if r.kind == kind and not r.external), None)

    def relations(self, part: str) -> Mapping[str, Relation]:
        """Return the relations of a part by their ids; those of the package itself where `part` is empty."""
        folder, name = posixpath.split(part)
        root = self.part(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = root.iter("rel:Relationship") if root is not None else ()
        return {item.get("Id", ""): _relation(item, folder) for item in found}


def _relation(item: Element, folder: str) -> Relation:
    kind = item.get("Type", "").rpartition("/")[2]
    external, target = item.get("TargetMode") == "External", item.get("Target", "")
    if not external:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relation(kind, target, external)

"""XML from anywhere → a tree, within bounds.

In: the bytes of a part, and the prefixes by which namespaces are to be known. Out: an ElementTree element whose tags
are `prefix:name`, or plain `name` for a namespace that is not listed. Entities of a document's own are refused, whether
they are in the file (a billion laughs) or out of it: nothing outside is ever read. Of HTML's entities all are known.
"""

from __future__ import annotations

import html.entities
from collections.abc import Mapping
from typing import Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

MOST_DEEP: Final = 200
"""Elements within elements: Word's own files stay under sixty."""
_SEPARATOR: Final = "\x1f"


class BadXmlError(Exception):
    """Raised for a part that cannot be read; its text says why. `hostile` where no program writes such a thing."""

    def __init__(self, message: str, *, hostile: bool = False) -> None:
        super().__init__(message)
        self.hostile = hostile


def parse(data: bytes | str, prefixes: Mapping[str, str]) -> Element:
    """Return the root of the document; raises `BadXmlError`."""
    reader = _Reader(prefixes)
    try:
        return reader.parse(data)
    except expat.ExpatError as error:
        line, column = error.lineno, error.offset + 1
        raise BadXmlError(
            f"is not well-formed in line {line}, column {column}: {expat.ErrorString(error.code)}"
        ) from None
    except (LookupError, ValueError, UnicodeError) as error:
        raise BadXmlError(f"cannot be decoded: {error}") from None


class _Reader:
    """Builds the tree while expat reads."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes, self._depth, self._builder = prefixes, 0, TreeBuilder()
        self._names: dict[str, str] = {}

    def parse(self, data: bytes | str) -> Element:
        parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
        parser.buffer_text = True
        # Makes an entity that the document does not declare one to ask about, not an error.
        parser.UseForeignDTD(True)
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._builder.data
        parser.EntityDeclHandler = self._refuse_entity
        parser.SkippedEntityHandler = self._entity
        parser.Parse(data, True)
        return self._builder.close()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MOST_DEEP:
            raise BadXmlError(f"nests deeper than {MOST_DEEP} elements", hostile=True)
        self._builder.start(self._known(name), {self._known(key): value for key, value in attributes.items()})

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._builder.end(self._known(name))

    def _known(self, name: str) -> str:
        known = self._names.get(name)
        if known is None:
            space, _, local = name.rpartition(_SEPARATOR)
            prefix = self._prefixes.get(space, "")
            known = self._names[name] = f"{prefix}:{local}" if prefix else local
        return known

    def _entity(self, name: str, is_parameter: bool) -> None:
        if not is_parameter:
            self._builder.data(html.entities.html5.get(f"{name};", f"&{name};"))

    def _refuse_entity(self, name: str, *_: object) -> None:
        raise BadXmlError(f"declares an entity of its own, `{name}`", hostile=True)

"""Stereotypes: formes cast into bytes, and formes made from them again.

In: a `Forme`, a font of a volume, a chapter's tree. Out: bytes that hold the same, for the store. Nothing in them is
ever run, as a pickle would be: they are a head of JSON, which counts and measures, and after it all the pieces it
measures; of a tree, JSON alone.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from .diagnostics import Diagnostic, Severity, Span
from .forme import Anchor, Block, Bookmark, Content, EmbeddedFont, FontUse, Foreign, Forme, Page, Slot, Stream
from .trees import preorder


class DamagedError(ValueError):
    """Raised for bytes that no cast has made."""


def cast(forme: Forme) -> bytes:
    """Return the forme as bytes."""
    moulds = _Moulds()
    head = {
        "pages": forme.pages,
        **moulds.objects(forme),
        "images": forme.images,
        "margins": [moulds.content(content) for content in forme.margins],
        "anchors": forme.anchors,
        "bookmarks": forme.bookmarks,
        "links": forme.links,
        "fonts": [moulds.use(use) for use in forme.fonts],
        "kids": [moulds.add(text) for text in forme.kids],
        "parents": [moulds.add(text) for text in forme.parents],
        "fields": [moulds.add(text) for text in forme.fields],
        "foreign": forme.foreign,
        "blocks": forme.blocks,
        "flags": (forme.numbered, forme.exact, forme.lines, forme.stock_lines, forme.first, forme.bleed),
        "said": [_said(found) for found in forme.said],
        "read": forme.read,
    }
    return moulds.together(head)


def forme(data: bytes) -> Forme:
    """Return the forme that was cast. Raises `DamagedError`."""
    made: Forme = _restored(data, _forme)
    return made


def cast_font(font: EmbeddedFont) -> bytes:
    """Return a font as bytes."""
    moulds = _Moulds()
    return moulds.together({"font": (font.key, font.number), **moulds.objects(font)})


def font(data: bytes) -> EmbeddedFont:
    """Return the font that was cast. Raises `DamagedError`."""
    made: EmbeddedFont = _restored(data, _embedded)
    return made


def cast_tree(root: Element, said: Iterable[Diagnostic]) -> bytes:
    """Return a chapter's tree and what was said of it as bytes: elements in preorder, each with its count of kids."""
    written = json.dumps({"tree": preorder(root), "said": [_said(found) for found in said]}, ensure_ascii=False)
    return written.encode("utf-8", "surrogatepass")


def tree(data: bytes) -> tuple[Element, tuple[Diagnostic, ...]]:
    """Return the tree that was cast, and what was said of it. Raises `DamagedError`."""
    try:
        held = json.loads(data.decode("utf-8", "surrogatepass"))
        root = _grown(held["tree"])
        return root, tuple(_diagnostic(*found) for found in held["said"])
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise DamagedError(str(error)) from error


def _grown(rows: Iterable[Any]) -> Element:
    shell = Element("x")
    due = [shell]  # the parents of what comes, each as often as it waits for a kid, the nearest last
    for tag, attributes, text, tail, kids in rows:
        element = SubElement(due.pop(), tag, attributes)
        element.text, element.tail = text, tail
        due += [element] * kids
    if due:
        raise DamagedError("an element is missing")
    return shell[0]


def cast_use(use: FontUse) -> bytes:
    """Return the use of a font as bytes: equal uses give equal bytes."""
    moulds = _Moulds()
    return moulds.together({"use": moulds.use(use)})


class _Moulds:
    """Pieces of bytes, laid down one after another."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def add(self, piece: bytes) -> int:
        """Lay down a piece and return its length."""
        self._pieces.append(piece)
        return len(piece)

    def objects(self, part: Forme | EmbeddedFont) -> dict[str, list[tuple[Any, ...]]]:
        """Lay down objects, then streams."""
        objects = [(number, self.add(text)) for number, text in part.objects]
        return {"objects": objects, "streams": [(number, *self.stream(stream)) for number, stream in part.streams]}

    def stream(self, stream: Stream) -> tuple[Any, ...]:
        data = None if stream.data is None else self.add(stream.data)
        return self.add(stream.head), data, self.content(stream.content)

    def use(self, use: FontUse) -> tuple[Any, ...]:
        """Lay down what there is of each glyph as columns; no text holds a NUL."""
        columns = [self.add(column.tobytes()) for column in (*use.widths, use.texts[0])]
        texts = self.add("\0".join(use.texts[1]).encode("utf-8", "surrogatepass"))
        return (use.key, use.name, use.file, use.identity, use.facts, use.in_forms, use.has_missing, *columns, texts)

    def content(self, content: Content) -> list[Any]:
        return [self.add(piece) if isinstance(piece, bytes) else piece for piece in content]

    def together(self, head: dict[str, Any]) -> bytes:
        """Return everything, the head first."""
        written = json.dumps(head, ensure_ascii=True, separators=(",", ":")).encode()
        return b"".join([len(written).to_bytes(8, "big"), written, *self._pieces])


Take = Callable[[int], bytes]
"""Returns the next piece, of that length."""


def _restored(data: bytes, make: Callable[[Any, Take], Any]) -> Any:
    try:
        end = 8 + int.from_bytes(data[:8], "big")
        head, place = json.loads(data[8:end]), end

        def take(length: int) -> bytes:
            nonlocal place
            place += length
            return data[place - length : place]

        made = make(head, take)
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise DamagedError(str(error)) from error
    if place != len(data):
        raise DamagedError("its pieces are not as long as the whole")
    return made


def _forme(head: Any, take: Take) -> Forme:
    objects, streams = _objects(head, take)
    numbered, exact, lines, stock_lines, first, bleed = head["flags"]
    return Forme(
        pages=tuple(Page(number, _tuples(margins)) for number, margins in head["pages"]),
        objects=objects,
        streams=streams,
        images=_tuples(head["images"]),
        margins=tuple(_content(content, take) for content in head["margins"]),
        anchors=tuple(Anchor(*anchor) for anchor in head["anchors"]),
        bookmarks=tuple(Bookmark(*mark) for mark in head["bookmarks"]),
        links=tuple(head["links"]),
        fonts=tuple(_use(take, *use) for use in head["fonts"]),
        kids=tuple(map(take, head["kids"])),
        parents=tuple(map(take, head["parents"])),
        fields=tuple(map(take, head["fields"])),
        foreign=tuple(Foreign(*found) for found in head["foreign"]),
        blocks=tuple(Block(*block) for block in head["blocks"]),
        numbered=numbered,
        exact=exact,
        lines=lines,
        stock_lines=stock_lines,
        first=first,
        bleed=bleed,
        said=tuple(_diagnostic(*found) for found in head["said"]),
        read=_tuples(head["read"]),
    )


def _embedded(head: Any, take: Take) -> EmbeddedFont:
    key, number = head["font"]
    return EmbeddedFont(key, number, *_objects(head, take))


def _objects(head: Any, take: Take) -> tuple[Any, Any]:
    """Return objects and streams, which are laid down in this order: a stream's data before its dictionary."""
    objects = tuple((number, take(length)) for number, length in head["objects"])
    return objects, tuple((number, _stream(take, *lengths)) for number, *lengths in head["streams"])


def _stream(take: Take, length: int, data: int | None, content: Iterable[Any]) -> Stream:
    held = None if data is None else take(data)
    return Stream(take(length), held, _content(content, take))


def _content(pieces: Iterable[Any], take: Take) -> Content:
    return tuple(take(piece) if isinstance(piece, int) else _slot(*piece) for piece in pieces)


def _slot(target: str, length: int, codes: Any, widths: Any, *room: float) -> Slot:
    return Slot(target, length, tuple(codes), tuple(widths), *room)


def _use(take: Take, *values: Any) -> FontUse:
    key, name, file, identity, facts, in_forms, has_missing, *columns, length = values
    wide, widths, glyphs = (_numbers(take(column)) for column in columns)
    written = take(length).decode("utf-8", "surrogatepass")
    texts = tuple(written.split("\0")) if glyphs else ()
    if len(wide) != len(widths) or len(glyphs) != len(texts):
        raise DamagedError("a column is longer than the other")
    return FontUse(key, name, file, identity, _tuples(facts), (wide, widths), (glyphs, texts), in_forms, has_missing)


def _numbers(data: bytes) -> array[int]:
    made = array("q")
    made.frombytes(data)
    return made


def _said(found: Diagnostic) -> tuple[Any, ...]:
    place = (str(found.span.file), found.span.line, found.span.column, found.span.length) if found.span else None
    return found.code, found.severity, found.message, place, found.hint


def _diagnostic(code: str, severity: str, message: str, place: Any, hint: str | None) -> Diagnostic:
    span = Span(Path(place[0]), *place[1:]) if place else None
    return Diagnostic(code, Severity(severity), message, span, hint)


def _tuples(lists: Iterable[Iterable[Any]]) -> tuple[Any, ...]:
    return tuple(map(tuple, lists))

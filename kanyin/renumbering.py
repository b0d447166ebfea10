"""Renumbering: the references in a forme's objects, written as the volume has them.

In: a forme or a font, and where the volume has put it. Out: its objects with the volume's numbers in their text. What
the middle number of a reference means, `forme.Reference` says. Nothing is parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from .forme import EmbeddedFont, Forme, Reference, Shared, Stream
from .pdf import Pack, deflated, packed
from .records import dataclass

REFERENCE_BACKWARDS: Final = re.compile(rb"(R(?<!\wR) [0-3] [0-9]+(?!\w))")
"""A reference of a forme, as `Reference` has it, in text that is read from its end."""


SHARED: Final = tuple(range(1, len(Shared) + 1))
"""The numbers of what a volume has one of, in that order: it gives them first."""


class Start(NamedTuple):
    """Where a forme begins in a volume: the number of its first object, its first page's, its first key in the parent
    tree; and the numbers of those of its objects that the volume has already, each with its own one."""

    object: int
    page: int
    key: int
    known: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Numbered:
    """A forme, or a font, with the volume's numbers.

    It takes the numbers from its start on to `end`, which is another's. `packs` hold its objects. `streams` have their
    heads rewritten and wait for folios where they have slots; `margins` are streams too, complete. `pages` are the
    numbers of its pages.
    """

    end: int
    packs: tuple[Pack, ...]
    streams: tuple[tuple[int, Stream], ...]
    margins: tuple[tuple[int, bytes], ...] = ()
    pages: tuple[int, ...] = ()
    kids: tuple[bytes, ...] = ()
    fields: tuple[bytes, ...] = ()
    parents: tuple[bytes, ...] = ()
    images: tuple[tuple[str, int], ...] = ()


def numbered(forme: Forme, start: Start) -> Numbered:
    """Return a forme as the volume has it."""
    first = start.object + _count(forme)  # of what follows its own objects
    numbers = Numbers(start.object, dict(start.known), start.key)
    margins = _margins(forme, start)
    given = iter([number for number, _ in margins])
    numbers.margins = [next(given) if page.margins else 0 for page in forme.pages]
    packs = packed(_objects(forme, numbers), first + len(margins))
    return Numbered(
        first + len(margins) + len(packs),
        packs,
        tuple(_streams(forme, numbers)),
        margins,
        tuple(numbers.of(page.object) for page in forme.pages),
        tuple(map(numbers.rewritten, forme.kids)),
        tuple(map(numbers.rewritten, forme.fields)),
        tuple(_each(forme.parents, numbers)),
        tuple((name, numbers.of(own)) for own, name in forme.images),
    )


def on_other_pages(part: Numbered, forme: Forme, start: Start) -> Numbered:
    """Return a forme that was numbered from this start, but for its first page: only its margins show the number."""
    return replace(part, margins=_margins(forme, start))


def _margins(forme: Forme, start: Start) -> tuple[tuple[int, bytes], ...]:
    """Return what stands in the margins of the pages that have any; it comes behind the forme's own objects."""
    first = start.object + _count(forme)
    pages = ((page.margins, number) for number, page in enumerate(forme.pages, start.page) if page.margins)
    return tuple((first + place, deflated(_margin(forme, *page))) for place, page in enumerate(pages))


def numbered_font(font: EmbeddedFont, first: int) -> Numbered:
    """Return a font as the volume has it."""
    numbers = Numbers(first, {}, 0)
    packs = packed(_objects(font, numbers), first + _count(font))
    return Numbered(first + _count(font) + len(packs), packs, tuple(_streams(font, numbers)))


def _count(part: Forme | EmbeddedFont) -> int:
    """Return how many numbers the part's own objects take."""
    return 1 + max(own for own, _ in (*part.objects[-1:], *part.streams[-1:]))


def _objects(part: Forme | EmbeddedFont, numbers: Numbers) -> list[tuple[int, bytes]]:
    texts = _each([text for _, text in part.objects], numbers)
    return [(numbers.of(own), text) for (own, _), text in zip(part.objects, texts, strict=True)]


def _streams(part: Forme | EmbeddedFont, numbers: Numbers) -> Iterator[tuple[int, Stream]]:
    """Yield those that the volume has not yet."""
    for own, stream in part.streams:
        if own not in numbers.known:
            yield numbers.of(own), stream._replace(head=numbers.rewritten(stream.head))


def _margin(forme: Forme, margins: Sequence[tuple[int, int]], number: int) -> bytes:
    """Return what stands in the margins of a page of this number."""
    made = dict(margins)  # by the count of digits: the right one, unless `layout.unsettled`
    content = forme.margins[made[min(made, key=lambda count: abs(count - len(str(number))))]]
    return b"".join(piece if isinstance(piece, bytes) else piece.filled(number) for piece in content)


def _each(texts: Sequence[bytes], numbers: Numbers) -> list[bytes]:
    """Rewrite many texts at once; none of them holds a NUL."""
    return numbers.rewritten(b"\0".join(texts)).split(b"\0") if texts else []


class Numbers(dict[bytes, bytes]):
    """The numbers that the objects of one forme have in the volume; and each reference of its own as the volume has it.

    Texts are read backwards: half of a structure is numbers, any of which may begin a reference, and few letters are an
    R. So a book's objects are rewritten in six tenths of the time.
    """

    def __init__(self, first: int, known: Mapping[int, int], key: int) -> None:
        super().__init__()
        self._first, self.known, self._key = first, known, key
        self.margins: list[int] = []  # for each page

    def of(self, own: int) -> int:
        """Return the number of an object."""
        return self.known.get(own, self._first + own)

    def rewritten(self, text: bytes) -> bytes:
        """Return the text of objects with the volume's numbers in every reference."""
        pieces = REFERENCE_BACKWARDS.split(text[::-1])
        pieces[1::2] = map(self.__getitem__, pieces[1::2])
        return b"".join(pieces)[::-1]

    def __missing__(self, backwards: bytes) -> bytes:
        """Return a reference as the volume has it, both backwards."""
        own, kind = int(backwards[:3:-1]), int(backwards[2:3])  # R K N
        if kind == Reference.OBJECT:
            made = b"%d 0 R" % self.known.get(own, self._first + own)
        elif kind == Reference.PARENT_KEY:
            made = b"%d" % (self._key + own)
        else:
            made = b"%d 0 R" % (SHARED if kind == Reference.SHARED else self.margins)[own]
        self[backwards] = made = made[::-1]
        return made

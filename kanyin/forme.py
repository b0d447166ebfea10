"""A forme: a section set and drawn, its pages as pieces of a PDF that lack nothing but their place in the volume.

In: nothing; `engine/drawing.py` makes formes, `bind.py` binds them. Out: plain data, which crosses from a worker to
the builder and from one build to the next (`stored` and `restored`), the same bytes wherever it was made.

An object of a forme has a number of its own. In its text a reference is `N 0 R` as ever; `N 1 R`, `N 2 R` and `N 3 R`
are places that the binder fills in (`Reference`). Folios are `Slot`s in the content.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import IntEnum
from typing import Any, Final, NamedTuple, TypeAlias, TypeVar

from kanyin.diagnostics import Diagnostic
from kanyin.records import dataclass

T = TypeVar("T")


class Reference(IntEnum):
    """What the middle number of a reference in a forme means."""

    OBJECT = 0  # an object of the forme
    PARENT_KEY = 1  # a key of the volume's parent tree: an integer
    SHARED = 2  # an object of the volume: see `Shared`
    MARGINS = 3  # what is drawn in the margins of the forme's page of that index


class Shared(IntEnum):
    """Objects that a volume has one of."""

    PAGES = 0
    FONTS = 1
    DOCUMENT = 2  # the root element of the structure


class Slot(NamedTuple):
    """Digits to be filled in, in the middle of a string that a TJ operator shows.

    `target` is the anchor whose page they number, `""` the page that the slot stands on; `length` is how many they are.
    `codes` are the ten digits as a content stream writes them, `widths` what each takes, in thousandths of an em. So
    much as `reserved` was left; of what remains the share `align` stands before the digits (1: they are flush right).
    """

    target: str
    length: int
    codes: tuple[str, ...]
    widths: tuple[float, ...]
    reserved: float
    align: float

    def filled(self, number: int | str) -> bytes:
        """Return what goes into the string for a number."""
        digits = [int(digit) for digit in str(number)]
        rest = self.reserved - sum(self.widths[digit] for digit in digits)
        shown = "".join(self.codes[digit] for digit in digits)
        if not rest:
            return shown.encode()
        before = round(rest * self.align, 1)
        return f">{-before:g}<{shown}>{round(before - rest, 1):g}<".encode()


OWN_PAGE: Final = ""

Content: TypeAlias = tuple[bytes | Slot, ...]


class Stream(NamedTuple):
    """A stream object: its dictionary without length and filter, and what it holds.

    `data` is as it will stand in the file, `content` has slots and is deflated when they are filled.
    """

    head: bytes
    data: bytes | None
    content: Content


class Page(NamedTuple):
    """A page: its object, and which of the forme's margins it has for a number of so many digits."""

    object: int
    margins: tuple[tuple[int, int], ...]


class Anchor(NamedTuple):
    """A place that may be linked to; x and y are in pt from the lower left corner of the page of that index."""

    name: str
    page: int
    x: float
    y: float


class Bookmark(NamedTuple):
    """An entry of the outline."""

    page: int
    level: int
    label: str
    x: float
    y: float
    state: str


Widths: TypeAlias = tuple["array[int]", "array[int]"]
Texts: TypeAlias = tuple["array[int]", tuple[str, ...]]


class FontUse(NamedTuple):
    """What a forme uses of a font, and all that is needed to embed it.

    `widths` and `texts` are columns: the glyphs, and the width of each in thousandths of an em; the glyphs, and what
    each stands for. A book has a hundred thousand of them in its sections, and columns are put together five times as
    fast as pairs.
    """

    key: str  # its name in resources
    name: str  # its name as an embedded font
    file: str  # the path of its program
    identity: str  # of the program in that file
    facts: tuple[tuple[str, Any], ...]
    widths: Widths
    texts: Texts
    in_forms: bool
    has_missing: bool  # shows characters that the font does not have


class EmbeddedFont(NamedTuple):
    """A font of a volume; `number` is that of its dictionary, `key` its name in resources."""

    key: str
    number: int
    objects: tuple[tuple[int, bytes], ...]
    streams: tuple[tuple[int, Stream], ...]


def widths_of(widths: Mapping[int, int]) -> Widths:
    """Return widths by glyph as columns."""
    return array("q", list(widths)), array("q", list(widths.values()))  # of a list it is made in half the time


def texts_of(texts: Mapping[int, str]) -> Texts:
    """Return texts by glyph as columns."""
    return array("q", list(texts)), tuple(texts.values())


def together(uses: Iterable[FontUse]) -> list[FontUse]:
    """Return one use for each font, in the order of keys; where a glyph stands for two texts, the first one stays."""
    uses, made = list(uses), Union()
    made.add(uses)
    return made.of(uses)


class Union:
    """Uses of fonts put together as they come, in any order: most have nothing that the others have not."""

    def __init__(self) -> None:
        self._uses: dict[int, FontUse] = {}  # by identity
        self._glyphs: dict[str, _Glyphs] = {}

    def add(self, uses: Iterable[FontUse]) -> None:
        """Take in those of these that are new."""
        for use in uses:
            if id(use) not in self._uses:
                self._uses[id(use)] = use
                self._glyphs.setdefault(use.key, _Glyphs()).add(use)

    def of(self, uses: Sequence[FontUse]) -> list[FontUse]:
        """Return what `together` does of these, which were added all, and no others; if that is not so, of these."""
        if self._uses.keys() != {*map(id, uses)}:
            return together(uses)
        fonts: dict[str, list[FontUse]] = {}
        for use in uses:
            fonts.setdefault(use.key, []).append(use)
        return [self._glyphs[key].of(each) for key, each in sorted(fonts.items())]


class _Glyphs:
    """What is used of one font."""

    def __init__(self) -> None:
        self._widths: _Column[int] = _Column()
        self._texts: _Column[str] = _Column()

    def add(self, use: FontUse) -> None:
        """Take a use in."""
        self._widths.add(*use.widths)
        self._texts.add(*use.texts)

    def of(self, uses: Sequence[FontUse]) -> FontUse:
        """Return them as one use; these are all, in their order."""
        return uses[0]._replace(
            widths=widths_of(self._widths.settled([use.widths for use in uses], lambda width: True)),
            texts=texts_of(self._texts.settled([use.texts for use in uses], bool)),
            in_forms=any(use.in_forms for use in uses),
            has_missing=any(use.has_missing for use in uses),
        )


class _Column(dict[int, T]):
    """What is said of glyphs: a value for each, and of which glyphs two things were said."""

    def __init__(self) -> None:
        super().__init__()
        self._doubtful: set[int] = set()

    def add(self, glyphs: Sequence[int], values: Sequence[T]) -> None:
        """Take in what is said of some glyphs; most has been said before."""
        known = tuple(map(self.get, glyphs))
        if known == (own := tuple(values)):
            return
        for glyph, before, value in zip(glyphs, known, own, strict=True):
            if before is None:
                self[glyph] = value
            elif before != value:
                self._doubtful.add(glyph)

    def settled(
        self, columns: Sequence[tuple[Sequence[int], Sequence[T]]], counts: Callable[[T], bool]
    ) -> dict[int, T]:
        """Return a value for each glyph, in their order: of several, the first in the columns that `counts`."""
        for glyph in self._doubtful:
            said = [values[glyphs.index(glyph)] for glyphs, values in columns if glyph in glyphs]
            self[glyph] = next(filter(counts, said), said[0])
        return dict(sorted(self.items()))


class Foreign(NamedTuple):
    """A character set in a family that the styles do not name (None: in no font), and the `data-src` it stands in."""

    character: str
    family: str | None
    source: str


class Block(NamedTuple):
    """A block on the page of that index, its edges in pt from the page's lower left corner, and its `data-src`."""

    page: int
    left: float
    bottom: float
    right: float
    top: float
    source: str


@dataclass(frozen=True, slots=True)
class Forme:
    """A section drawn.

    `objects` and `streams` go by number; `kids` are references to its top elements in the structure, `fields` to those
    of interactive forms.

    `parents` are the values of the parent tree, in the order of their keys. `numbered` says that the pages show their
    numbers elsewhere than in slots; `exact`, that page references could not be left blank. Of its `lines` the engine's
    own way set `stock_lines`. `first` is the number that the first page was set with, `said` what was found wrong
    meanwhile, `read` every URL that was read, with its digest. `bleed` is how far beyond the trim pages are
    drawn, in pt.
    """

    pages: tuple[Page, ...]
    objects: tuple[tuple[int, bytes], ...]
    streams: tuple[tuple[int, Stream], ...]
    images: tuple[tuple[int, str], ...]  # objects that other formes may have too, and what they are known by
    margins: tuple[Content, ...]
    anchors: tuple[Anchor, ...]
    bookmarks: tuple[Bookmark, ...]
    links: tuple[str, ...]
    fonts: tuple[FontUse, ...]
    kids: tuple[bytes, ...]
    parents: tuple[bytes, ...]
    fields: tuple[bytes, ...]
    foreign: tuple[Foreign, ...]
    blocks: tuple[Block, ...]
    numbered: bool
    exact: bool
    lines: int
    stock_lines: int
    first: int = 1
    bleed: float = 0.0
    said: tuple[Diagnostic, ...] = ()
    read: tuple[tuple[str, str], ...] = ()

    def fits(self, first: int) -> bool:
        """Whether it can be bound so that its first page has this number."""
        if self.numbered:
            return first == self.first
        counts = (len(str(number)) for number in range(first, first + len(self.pages)))
        return all(
            not page.margins or any(count == made for made, _ in page.margins)
            for page, count in zip(self.pages, counts, strict=True)
        )

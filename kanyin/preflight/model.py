"""A PDF as preflight sees it: plain data, which rules look at and nothing changes.

In: nothing; `reading.py` makes it. Out: the records below. Lengths are in pt on paper, places in a page's own user
space times its /UserUnit, y upwards; colours have components of 0 to 1. Nothing here knows pikepdf.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from ..boxes import Box
from ..records import dataclass

Kind = Literal["screen", "print", "pdfa", "pdfua"]
"""What rules a file is held to: to be read on a screen, PDF/X-4, PDF/A-2a, PDF/UA-1."""


@dataclass(frozen=True, slots=True)
class Claims:
    """The standards a file says it follows; nothing where it does not."""

    pdfx: str = ""  # as it says it: PDF/X-4
    pdfa: str = ""  # part and level: 2A
    pdfua: str = ""  # part: 1

    @property
    def kinds(self) -> frozenset[Kind]:
        """The rules that follow from it."""
        claimed = (("print", self.pdfx), ("pdfa", self.pdfa), ("pdfua", self.pdfua))
        found: frozenset[Kind] = frozenset(kind for kind, claim in claimed if claim)  # type: ignore[misc]
        return found or frozenset({"screen"})


class Colour(NamedTuple):
    """A colour: the family of its space (`Gray`, `RGB`, `CMYK`, `Lab`, `Inks`, `Pattern`), and its components.

    `inks` are the names of spot colours. `device` says that no profile tells what the components mean.
    """

    family: str
    values: tuple[float, ...] = ()
    inks: tuple[str, ...] = ()
    device: bool = True


BLACK = Colour("Gray", (0.0,))


@dataclass(frozen=True, slots=True)
class Font:
    """A font of the file; `name` is without the tag of a subset. `odd` says what is wrong with how it is encoded."""

    name: str
    kind: str
    embedded: bool
    unicode: bool  # what its glyphs stand for is told
    pages: tuple[int, ...] = ()
    odd: str = ""


class Text(NamedTuple):
    """What one operator shows, in one font, size and colour; `missing` of its glyphs are none. `end` is where the pen
    is after the last glyph that is neither blank nor a closing mark, whose white may stand beyond a line's end."""

    box: Box
    text: str
    size: float
    colours: tuple[Colour, ...]  # of the inside, of the outline: whichever is painted; none for what is not seen
    missing: int
    end: float
    upright: bool
    artifact: bool
    mark: int | None  # the number of the marked content that it belongs to


class Stroke(NamedTuple):
    """A line that is drawn, so wide; a rectangle filled that is as thin as a line is one too."""

    box: Box
    width: float
    colour: Colour
    mark: int | None = None


class Area(NamedTuple):
    """What is filled with a colour."""

    box: Box
    colour: Colour


class Picture(NamedTuple):
    """An image; `box` is what of it is seen, `dpi` how many of its pixels stand on an inch, the fewer of both ways."""

    box: Box
    pixels: tuple[int, int]
    dpi: float
    colour: Colour
    stencil: bool  # one bit a pixel, as of scanned writing


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn on a page. `untagged` counts what is neither in the structure nor an artifact."""

    texts: tuple[Text, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    areas: tuple[Area, ...] = ()
    pictures: tuple[Picture, ...] = ()
    untagged: int = 0
    fault: str = ""  # why not all of it could be read

    @property
    def colours(self) -> Iterator[tuple[Box, Colour, str]]:
        """Yield each colour that is used, where, and of what."""
        yield from ((text.box, colour, "text") for text in self.texts for colour in text.colours)
        yield from ((line.box, line.colour, "a line") for line in self.strokes)
        yield from ((area.box, area.colour, "an area") for area in self.areas)
        yield from ((picture.box, picture.colour, "an image") for picture in self.pictures if not picture.stencil)


class Annotation(NamedTuple):
    """A link or another annotation; `target` is the name or the address it leads to, `dead` that it leads nowhere."""

    kind: str
    box: Box
    flags: int
    target: str
    dead: bool
    contents: str
    drawn: bool  # its look is in the file
    tagged: bool  # it knows its place in the structure
    action: str  # /GoTo, /URI, /JavaScript


@dataclass(frozen=True, slots=True)
class Page:
    """A page: the number from 0, its label, the boxes it gives itself (`media` always), and what is drawn on it.

    `drawn` is None where it was not read. `tabs` is the order of its annotations.
    """

    index: int
    label: str
    media: Box
    crop: Box | None = None
    bleed: Box | None = None
    trim: Box | None = None
    art: Box | None = None
    turn: int = 0
    annotations: tuple[Annotation, ...] = ()
    tabs: str = ""
    drawn: Drawn | None = None

    @property
    def shown(self) -> Box:
        """What a viewer shows."""
        return self.crop.within(self.media) if self.crop else self.media

    @property
    def paper(self) -> Box:
        """The page when it has been cut."""
        return self.trim or self.art or self.shown

    @property
    def printed(self) -> Box:
        """The page with its bleed."""
        return self.bleed or self.paper


@dataclass(frozen=True, slots=True)
class Element:
    """An element of the structure. `kind` is the standard type it comes to, `""` where it comes to none."""

    kind: str
    named: str
    page: int | None
    alternative: str = ""
    id: str = ""
    scope: str = ""  # of a head of a table; "headers" where its cells name it
    box: Box | None = None
    kids: tuple[Element, ...] = ()
    marks: tuple[tuple[int, int], ...] = ()  # page and number of its own content
    annotations: int = 0

    def walk(self) -> Iterator[Element]:
        """Yield it and everything below it, in reading order."""
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack += reversed(element.kids)

    @property
    def content(self) -> Iterator[tuple[int, int]]:
        """Yield page and number of all marked content below it."""
        for element in self.walk():
            yield from element.marks


@dataclass(frozen=True, slots=True)
class Intent:
    """An output intent: its kind (`GTS_PDFX`), the class of its profile (`prtr`; none without one), and its colours."""

    kind: str
    profile: str
    colours: str  # the profile's data colour space: `CMYK`


class Bookmark(NamedTuple):
    """An entry of the outline."""

    title: str
    dead: bool


class Oddity(NamedTuple):
    """Something in the file that a standard may forbid: what, by the names of `reading.py`, and how often."""

    what: str
    times: int


@dataclass(frozen=True, slots=True)
class Document:
    """A PDF. `structure` is None where it has none, or was not read (`complete` is false then)."""

    pages: tuple[Page, ...]
    claims: Claims = Claims()
    complete: bool = True
    fonts: tuple[Font, ...] = ()
    title: str = ""
    language: str = ""
    shows_title: bool = False
    marked: bool = False
    suspects: bool = False
    encrypted: bool = False
    has_id: bool = True
    trapped: str = ""
    dates: tuple[str, ...] = ()  # those of creation and change that XMP gives, by name
    xmp: bool = True  # there is metadata in XMP, and it can be read
    xmp_title: str = ""
    intents: tuple[Intent, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    structured: bool = False  # whether it has a structure, read or not
    structure: Element | None = None
    oddities: tuple[Oddity, ...] = ()

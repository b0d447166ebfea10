"""The plan of a volume: which sections it has, in which order, where each starts and how its pages are numbered.

In: a book, its manuscript and a `Shape`. Out: `Section`s, each laid out as a document of its own. No HTML, no pages.

A handout (a theme of the form `sheets`) is one section: its foot counts all pages, "2 / 3". So is an official document
(`document`): red head, text, what closes it, attachments, imprint.
"""

from __future__ import annotations

from typing import Literal

from .book import Book
from .manuscript import Chapter, Manuscript, Part
from .official.document import is_attachment
from .records import dataclass
from .theme import Form

SHORT = 24
"""Under so many pages a booklet is short: no title page, one inside cover, chapters that run on."""
RECTO = 48
"""Over so many pages chapters start on a right-hand page."""

Folios = Literal["cover", "roman", "arabic", "back"]


@dataclass(frozen=True, slots=True)
class Shape:
    """The two decisions that depend on the length of the finished book."""

    short: bool
    recto: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """One template of a section, with the chapter or part it shows."""

    template: str
    chapter: Chapter | None = None
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """What is laid out in one go. `folios` names the range of page labels its pages belong to."""

    name: str
    kind: Literal["cover", "front", "inside", "body", "back", "blank"]
    pieces: tuple[Piece, ...]
    starts: Literal["recto", "verso", "next"]
    folios: Folios
    run_on: bool = False

    @property
    def lists_contents(self) -> bool:
        """Whether a table of contents is in it."""
        return any(piece.template in ("contents.html", "inside.html") for piece in self.pieces)


def plan(book: Book, manuscript: Manuscript, shape: Shape, form: Form = "booklet") -> tuple[Section, ...]:
    """Return the sections of the volume in binding order; `form` is the theme's."""
    if form != "booklet":
        return (_sheets(book, manuscript, shape) if form == "sheets" else _document(book, manuscript),)
    covered = book.settings.cover != "none"
    sections = [Section("cover", "cover", (Piece("cover.html"),), "recto", "cover")] if covered else []
    listed = bool(manuscript.listed_headings(book.settings.listed_depth))
    if shape.short:
        if covered:
            inside = Piece("inside.html" if listed else "colophon.html")
            sections.append(Section("inside", "inside", (inside,), "next", "cover"))
        elif bare := [*(["contents"] if listed else []), *(["colophon"] if book.settings.colophon else [])]:
            sections.append(Section("front", "front", tuple(Piece(f"{name}.html") for name in bare), "next", "roman"))
        sections.append(_run_on(manuscript))
    else:
        sections += _front(listed, shape)
        sections += _body(manuscript, shape)
    if covered and book.settings.back_cover:
        # The back cover is the outside of the last leaf; a short booklet leaves the fillers to imposition.
        sections.append(
            Section("back-cover", "back", (Piece("back-cover.html"),), "next" if shape.short else "verso", "back")
        )
    return tuple(sections)


def _front(listed: bool, shape: Shape) -> list[Section]:
    """Return the front matter; the colophon is a section of its own, because its count of characters changes with any
    edit, and so are the contents, which cost more to set than all the rest."""
    names = [*(["half-title"] if shape.recto else []), "title-page"]
    sections = [
        Section("front", "front", tuple(Piece(f"{name}.html") for name in names), "recto", "roman"),
        Section("colophon", "front", (Piece("colophon.html"),), "next", "roman"),
    ]
    if listed:
        sections.append(Section("contents", "front", (Piece("contents.html"),), "recto", "roman"))
    return sections


def _sheets(book: Book, manuscript: Manuscript, shape: Shape) -> Section:
    """Return the one section of a handout; only a long one, whose chapters begin new pages, lists its contents."""
    listed = not shape.short and bool(manuscript.listed_headings(book.settings.listed_depth))
    before = [Piece("masthead.html"), *([Piece("contents.html")] if listed else [])]
    after = [Piece("colophon.html")] if book.settings.colophon else []
    pieces = (*before, *_running(manuscript), *after)
    return Section("body", "body", pieces, "next", "arabic", run_on=shape.short)


def _document(book: Book, manuscript: Manuscript) -> Section:
    """Return the one section of an official document; without its keys it is a title and a text."""
    text = _running(manuscript)
    if book.settings.official:
        attached = [piece for piece in text if piece.chapter and is_attachment(piece.chapter)]
        text = [piece for piece in text if piece not in attached]
        text += [Piece("closing.html"), *(Piece("attachment.html", chapter=piece.chapter) for piece in attached)]
        text.append(Piece("imprint.html"))
    return Section("body", "body", (Piece("masthead.html"), *text), "recto", "arabic", run_on=True)


def _run_on(manuscript: Manuscript) -> Section:
    return Section("body", "body", tuple(_running(manuscript)), "next", "arabic", run_on=True)


def _running(manuscript: Manuscript) -> list[Piece]:
    """Return the text's pieces where one follows another: a part is a line."""
    pieces: list[Piece] = []
    for entry in manuscript.outline:
        if isinstance(entry, Chapter):
            pieces.append(Piece("chapter.html", chapter=entry))
        elif isinstance(entry, Part):
            pieces.append(Piece("part-inline.html", part=entry))
    return pieces


def _body(manuscript: Manuscript, shape: Shape) -> list[Section]:
    """Return a section a chapter and one a part; the first of them starts on a right-hand page."""
    sections: list[Section] = []
    for entry in manuscript.outline:
        start: Literal["recto", "next"] = "recto" if shape.recto or not sections else "next"
        if isinstance(entry, Part):
            sections.append(Section(entry.id, "body", (Piece("part.html", part=entry),), "recto", "arabic"))
        elif isinstance(entry, Chapter):
            if sections and sections[-1].pieces[0].part:
                start = "recto"  # the verso of a part's opener stays blank
            name = f"chapter-{len(sections) + 1}"
            sections.append(Section(name, "body", (Piece("chapter.html", chapter=entry),), start, "arabic"))
    return sections

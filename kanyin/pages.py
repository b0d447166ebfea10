"""Pages: the templates filled, one document a section.

In: a `Section`, where it will stand, and the folios known so far. Out: a `Sheet`: an HTML tree for the layout engine,
and the key it depends on. Templates decide nothing: every choice and number is made here or before. Chapter bodies stay
trees; the template leaves a slot for each and the tree is set into it, so that no text is serialised and parsed again.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from xml.etree.ElementTree import Element

import tinyhtml5
from markupsafe import Markup

from . import covers
from .access import book_url
from .book import Book
from .contents import Contents, contents
from .diagnostics import Report
from .imprint import Colophon, colophon
from .manuscript import Chapter, Manuscript
from .masthead import imprint_line, masthead
from .numbering import Forms, forms_for
from .official import document as official
from .plan import Piece, Section
from .sandbox import environment, place_of
from .theme import Theme
from .words import words_for


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a section stands: the side of its first page and that page's number in its range of folios."""

    side: Literal["recto", "verso"]
    number: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A section as HTML: the document's root and what the layout depends on (equal keys give equal pages)."""

    root: Element
    key: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class TitlePage:
    """The title page's lines; `long` sets them a size smaller."""

    lines: tuple[str, ...]
    long: bool


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover: its ground, its slip, the byline, the picture's URL if there is one."""

    ground: Literal["colour", "plain"]
    slip: covers.Slip
    byline: str
    picture: str | None


class Pages:
    """Fills the templates of one book; a book's own `templates/` come before the program's.

    The program's are always there as `kanyin/NAME`, for `{% extends %}`.
    """

    def __init__(self, book: Book, manuscript: Manuscript, theme: Theme, report: Report) -> None:
        self._book, self._manuscript, self._theme, self._report = book, manuscript, theme, report
        self._forms: Forms = forms_for(book.language)
        self._environment = environment(book.templates, theme.templates)
        self._document = official.document(book, manuscript) if theme.form == "document" else None
        if theme.form == "document":
            official.check(book, manuscript, report)
        self._fixed = self._fixed_context()

    def sheet(self, section: Section, placement: Placement, folios: Mapping[str, str]) -> Sheet:
        """Return the section's document; raises `BuildFailed` when a template is faulty."""
        chapters = [piece.chapter for piece in section.pieces if piece.chapter]
        skeleton = self._render(section, placement, folios)
        references = tuple(folios.get(target, "") for chapter in chapters for target in chapter.page_references)
        root = tinyhtml5.parse(skeleton, namespace_html_elements=False)
        bodies = [self._body(chapter, folios) for chapter in chapters]
        _fill_slots(root, bodies)
        return Sheet(root, (section.name, skeleton, references, placement))

    def blank(self, side: Literal["recto", "verso"]) -> Sheet:
        """Return the document of an empty page."""
        section = Section("blank", "blank", (Piece("blank.html"),), "next", "cover")
        return self.sheet(section, Placement(side, 1), {})

    def _render(self, section: Section, placement: Placement, folios: Mapping[str, str]) -> str:
        slots = iter(range(len(section.pieces)))
        parts = [self._part(piece, slots) for piece in section.pieces]
        context = {
            **self._fixed,
            "section": {
                "name": section.kind,
                "run_on": section.run_on,
                "style": _style(section, placement),
                "class": self._class(),
                "parts": parts,
            },
            "contents": self._contents(section, folios),
            "place": official.place(folios, self._official_form()),
        }
        try:
            # One template at a time, so that a part's `part`, block and macro names never meet another's.
            bodies = [
                Markup(self._environment.get_template(p["template"]).render({**context, "part": p})) for p in parts
            ]
            return self._environment.get_template("section.html").render({**context, "bodies": bodies})
        except Exception as error:  # a template can raise anything: it divides by zero, it includes itself
            self._fail(error)
            raise

    def _part(self, piece: Piece, slots: Iterator[int]) -> dict[str, Any]:
        part: dict[str, Any] = {"template": piece.template}
        if piece.chapter:
            part |= {"chapter": piece.chapter, "body": Markup(f'<div data-slot="{next(slots)}"></div>')}
            part["article"] = self._manuscript.is_article
            part["opens"] = self._opens(piece.chapter)
            part["attachment"] = self._attachment(piece.chapter)
            part["running"] = covers.shortened(piece.chapter.opener.text, 20) if piece.chapter.opener else ""
        if piece.part:
            part |= {"id": piece.part.id, "label": piece.part.label, "bookmark": piece.part.bookmark}
            part["slip"] = covers.part_slip(piece.part.title)
        return part

    def _opens(self, chapter: Chapter) -> bool:
        """Tell whether a chapter has a heading that is not the book's title once more."""
        return chapter.opener is not None and not official.alike(chapter.opener.text, self._book.title)

    def _attachment(self, chapter: Chapter) -> official.Attachment | None:
        """Return what an official document announces of the chapter, where it is an attachment."""
        announced = self._document.attachments if self._document else ()
        identifier = chapter.opener.id if chapter.opener else None
        return next((found for found in announced if found.id and found.id == identifier), None)

    def _official_form(self) -> str:
        return self._document.given.form if self._document else ""

    def _class(self) -> str:
        """Return the classes of the document's root: the theme, and the form of an official document."""
        form = self._official_form() if self._theme.form == "document" else ""
        return " ".join([f"theme-{self._book.settings.theme}", *([f"form-{form}"] if form else [])])

    def _contents(self, section: Section, folios: Mapping[str, str]) -> Contents | None:
        if not any(piece.template in ("contents.html", "inside.html") for piece in section.pieces):
            return None
        inside, depth = section.kind == "inside", self._book.settings.contents_depth
        grid = (self._theme.characters, self._theme.lines)
        made = contents(self._manuscript, depth or 2, folios, inside=inside, grid=grid)
        # The inside cover is one page: without the author's word, chapters alone are listed where more does not fit.
        return (
            contents(self._manuscript, 1, folios, inside=True, grid=grid)
            if inside and not depth and not made.shares_page
            else made
        )

    def _fixed_context(self) -> dict[str, Any]:
        book, settings = self._book, self._book.settings
        words = words_for(book.language)
        # Only a title written for the cover marks its line breaks with bars; in any other a bar is a bar.
        title = settings.cover_title or book.title.replace("|", "｜")
        imprint: Colophon = colophon(book, self._theme.trim, self._manuscript.characters, words)
        return {
            "book": book,
            "running_title": covers.shortened(book.title, 20),
            "foot": covers.shortened(imprint_line(book), 30),
            "words": words,
            "cover": Cover(
                "plain" if "plain" in (settings.cover, self._theme.cover) else "colour",
                covers.slip(title),
                covers.byline(book.authors, settings.author_role, words.et_al),
                book_url(book.root, settings.cover_image) if settings.cover_image else None,
            ),
            "masthead": masthead(book, words),
            "official": self._document,
            "headline": official.title(book) if self._theme.form == "document" else (),
            "title_page": TitlePage(*covers.title_page(title)),
            "colophon": imprint,
            "barcode": covers.barcode(imprint.isbn, imprint.price),
        }

    def _body(self, chapter: Chapter, folios: Mapping[str, str]) -> Element:
        """Return the chapter's tree with the folios its page references print."""
        if not chapter.page_references:
            return chapter.tree
        tree = copy.deepcopy(chapter.tree)
        for reference in tree.iter("a"):
            if target := reference.get("data-page-of"):
                reference.text = self._forms.page.format(folios.get(target, "0"))
        return tree

    def _fail(self, error: Exception) -> None:
        """Report a template's fault at its line; the program's own templates are tested, so it is the book's."""
        place = place_of(error, self._book.templates)
        hint = "templates/README.md lists what each template is given"
        self._report.error("template.fault", str(error) or type(error).__name__, place, hint)
        self._report.stop_on_errors()


def _style(section: Section, placement: Placement) -> str:
    """Return the few rules that are this section's alone: its first side, its first number, its numerals."""
    side = "right" if placement.side == "recto" else "left"
    numerals = ":root { --numerals: lower-roman }" if section.folios == "roman" else ""
    first = f"@page :first {{ counter-reset: page {placement.number} footnote }}"
    return f"html {{ break-before: {side} }} {first} {numerals}"


def _fill_slots(root: Element, bodies: list[Element]) -> None:
    slots = {str(number): body for number, body in enumerate(bodies)}
    for parent in list(root.iter()):
        for place, child in enumerate(list(parent)):
            if (wanted := slots.get(child.get("data-slot", ""))) is not None:
                body = copy.copy(wanted)
                body.tail = child.tail
                parent[place] = body

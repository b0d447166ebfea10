"""Typesetting: sections laid out until every folio that is printed is the folio that is true.

In: a book, its manuscript, its theme. Out: `LaidSection`s in binding order. A section is laid out by itself; its first
page's side and number are inputs. A pass lays out the sections in order, taking the folios of the pass before for
contents and page references; what did not change is not laid out again, and when a pass changes no folio the volume
stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import weasyprint
from weasyprint.text.fonts import FontConfiguration

from . import choices, faces, tables
from .access import Access, Fetcher
from .book import Book
from .diagnostics import Report
from .engine.families import has_family
from .engine.fitting import listening
from .engine.messages import heard
from .engine.sheets import html_from_tree
from .labels import folio_text
from .manuscript import GUESSED, Manuscript
from .official.document import check_opening
from .pages import Pages, Placement, Sheet
from .plan import RECTO, SHORT, Section, Shape, plan
from .theme import Theme
from .words import words_for

_PASSES = 8


@dataclass(frozen=True, slots=True)
class LaidSection:
    """A section with its pages.

    `anchors` maps an id to the index of its page in the section; `blank_before` says that an empty page must come
    before it to put its first page on the right side. `document` holds the live pages; the binder alone looks into it.
    """

    section: Section
    placement: Placement
    blank_before: bool
    pages: int
    anchors: Mapping[str, int]
    sheet: Sheet
    document: Any

    def folio(self, page: int) -> str:
        """Return the folio of the section's page of that index, as printed."""
        return folio_text(self.section.folios, self.placement.number + page)


class Typesetter:
    """Lays out one book: holds the parsed stylesheets, the fonts, and every section laid out so far."""

    def __init__(self, book: Book, manuscript: Manuscript, theme: Theme, access: Access, report: Report) -> None:
        self._book, self._manuscript, self._theme, self._report = book, manuscript, theme, report
        self._pages = Pages(book, manuscript, theme, report)
        self._fonts, self._counters = FontConfiguration(), weasyprint.css.counters.CounterStyle()
        self._laid: dict[tuple[object, ...], Any] = {}
        self._images: dict[str, Any] = {}  # the engine's, for all sections and passes: each image is decoded once
        self._rare = faces.rare(theme, book.settings, book.language, partial(has_family, self._fonts), report)
        self._fetcher = Fetcher(access.also(*self._rare.files), report)
        self._sheets = self._stylesheets()
        self._check_faces()

    def volume(self) -> tuple[LaidSection, ...]:
        """Return the whole volume, in the shape its own length asks for."""
        self._report.stop_on_errors()
        laid = self._shaped()
        if self._theme.form == "document":
            check_opening(_folios(laid), self._book, self._report)
        self._report.stop_on_errors()
        return laid

    def _shaped(self) -> tuple[LaidSection, ...]:
        """Lay the book out in the likeliest shape first; its true length then says whether another is due."""
        wanted, tried = self._book.settings.short, False
        if wanted is True or (wanted == "auto" and self._lines() < SHORT * self._theme.lines):
            laid, tried = self._settled(Shape(short=True, recto=False)), True
            if wanted is True or _pages(laid) < SHORT:
                return laid
        laid = self._settled(Shape(short=False, recto=True))
        if _pages(laid, fillers=False) <= RECTO:
            laid = self._settled(Shape(short=False, recto=False))
        # Chapters that run on save up to a page each.
        if wanted == "auto" and not tried and _pages(laid) - len(laid) < SHORT:
            short = self._settled(Shape(short=True, recto=False))
            return short if _pages(short) < SHORT else laid
        return laid

    def _lines(self) -> float:
        """Return about how many lines the text takes in this theme."""
        return self._manuscript.lines * GUESSED / self._theme.characters

    def _settled(self, shape: Shape) -> tuple[LaidSection, ...]:
        """Lay out the volume in this shape, again and again until no folio moves."""
        sections = plan(self._book, self._manuscript, shape, self._theme.form)
        folios: Mapping[str, str] = {}
        for _ in range(_PASSES):
            laid = self._pass(sections, folios)
            found = _folios(laid)
            if found == folios:
                return laid
            folios = found
        self._report.warning(
            "layout.unsettled",
            f"page numbers still moved after {_PASSES} passes",
            hint="a page reference changes the length of its own line; reword it",
        )
        return laid

    def _pass(self, sections: Sequence[Section], folios: Mapping[str, str]) -> tuple[LaidSection, ...]:
        laid: list[LaidSection] = []
        side: Literal["recto", "verso"] = "recto"
        numbers: dict[str, int] = {}
        for section in sections:
            blank = section.starts not in ("next", side)
            if blank:
                side = _other(side)
                numbers[laid[-1].section.folios] += 1
            placement = Placement(side, numbers.get(section.folios, 1))
            part = self._section(section, placement, blank, folios)
            laid.append(part)
            numbers[section.folios] = placement.number + part.pages
            side = side if part.pages % 2 == 0 else _other(side)
        return tuple(laid)

    def _section(self, section: Section, placement: Placement, blank: bool, folios: Mapping[str, str]) -> LaidSection:
        sheet = self._pages.sheet(section, placement, folios)
        if sheet.key not in self._laid:
            self._laid[sheet.key] = self._lay_out(sheet)
        document = self._laid[sheet.key]
        anchors = {name: index for index, page in enumerate(document.pages) for name in page.anchors}
        return LaidSection(section, placement, blank, len(document.pages), anchors, sheet, document)

    def _lay_out(self, sheet: Sheet) -> Any:
        with heard(self._report), listening(tables.listener(self._book.root, self._report)):
            return html_from_tree(sheet.root, self._book.root.as_uri() + "/", self._fetcher).render(
                font_config=self._fonts, counter_style=self._counters, stylesheets=self._sheets, pdf_tags=True,
                cache=self._images,
            )  # fmt: skip

    def blank(self, side: Literal["recto", "verso"]) -> Any:
        """Return the document of one empty page of that side: a filler, without head and folio."""
        return self._lay_out(self._pages.blank(side))

    def _check_faces(self) -> None:
        """Report a face the book chose of which no family is there; the stylesheets' own may be among them."""
        for role, face in self._book.settings.fonts.items():
            if not any(has_family(self._fonts, family) for family in face.families):
                wanted = "” or “".join(face.families)
                message = f"no font of this system is called “{wanted}”: the theme's {role} stands in"
                hint = "`fc-list :lang=zh family` lists what there is; a file in the book's folder needs an @font-face"
                self._report.warning("font.absent", message, face.span, hint)

    def _stylesheets(self) -> list[Any]:
        """Parse the theme's stylesheets, the book's choices, and last the book's own sheets; those may import only what
        they may read."""
        words = words_for(self._book.language)
        chosen = self._rare.rules + choices.stylesheet(self._theme, self._book.settings, words, self._rare.tokens)
        files = [*({"filename": str(sheet)} for sheet in self._theme.sheets), {"string": chosen}]
        files += [{"filename": str(sheet)} for sheet in self._book.styles]
        make: Callable[..., Any] = weasyprint.CSS
        fixed = {"font_config": self._fonts, "counter_style": self._counters, "url_fetcher": self._fetcher}
        with heard(self._report):
            return [make(**file, **fixed) for file in files]


def _folios(laid: Sequence[LaidSection]) -> dict[str, str]:
    """Return the folio of every anchor."""
    return {name: part.folio(page) for part in laid for name, page in part.anchors.items()}


def _pages(laid: Sequence[LaidSection], *, fillers: bool = True) -> int:
    return sum(part.pages + (part.blank_before and fillers) for part in laid)


def _other(side: Literal["recto", "verso"]) -> Literal["recto", "verso"]:
    return "verso" if side == "recto" else "recto"

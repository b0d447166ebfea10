"""Typesetting: sections placed one after another until every folio that is printed is the folio that is true.

In: a book, its manuscript, its theme, and a workshop that makes formes of sheets. Out: `LaidSection`s in binding order.
A section is set by itself; the side of its first page is an input, and the folios it prints are left blank, so that it
depends on how many digits they have and not on which. What is not known yet, how many pages the sections before have
and where an anchor stands, is guessed, and what was guessed wrong is set again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from .book import Book
from .diagnostics import Report
from .forme import Forme
from .labels import folio_text
from .manuscript import GUESSED, Manuscript
from .official.document import check_opening
from .pages import Pages, Side
from .plan import RECTO, SHORT, Folios, Section, Shape, plan
from .records import dataclass
from .sheet import Order
from .theme import Theme

_TIMES = 8  # that a section is set
_MANY = 12  # sections that begin on a side of their own: half of them are likely to have an empty page before them


class Workshop(Protocol):
    """Whoever makes formes."""

    def made(self, orders: Sequence[Order]) -> Sequence[Forme]:
        """Return the formes of the orders, in their order."""


@dataclass(frozen=True, slots=True)
class LaidSection:
    """A section with its forme, and where it stands.

    `number` is that of its first page in its range of folios; `blank_before` says that an empty page must come before
    it to put its first page on the right side.
    """

    section: Section
    forme: Forme
    side: Side
    number: int
    blank_before: bool

    def folios(self) -> Iterator[tuple[str, str]]:
        """Yield each anchor of the section with its folio."""
        for anchor in self.forme.anchors:
            yield anchor.name, folio_text(self.section.folios, self.number + anchor.page)


@dataclass(slots=True)
class _Place:
    """Where a section will stand as far as is known: on an unknown side `side` is None."""

    side: Side | None
    first: int
    last: int
    blank_before: bool


class Typesetter:
    """Places the sections of one book."""

    def __init__(self, book: Book, manuscript: Manuscript, theme: Theme, workshop: Workshop, report: Report) -> None:
        self._book, self._manuscript, self._theme, self._report = book, manuscript, theme, report
        self._pages = Pages(book, manuscript, theme, report)
        self._workshop = workshop
        self._formes: dict[str, Forme] = {}  # by the digest of the sheet
        self._exact: set[str] = set()  # sections in which folios cannot be left blank
        self._blanks: dict[Side, Forme] = {}

    def volume(self) -> tuple[LaidSection, ...]:
        """Return the whole volume, in the shape its own length asks for."""
        self._report.stop_on_errors()
        laid = self._shaped()
        for part in laid:
            for found in part.forme.said:
                self._report.add(found)
        if self._theme.form == "document":
            check_opening(_folios(laid), self._book, self._report)
        self._report.stop_on_errors()
        return laid

    def blank(self, side: Side) -> Forme:
        """Return an empty page of that side: a filler, without head and folio."""
        if side not in self._blanks:
            (self._blanks[side],) = self._workshop.made([self._blank(side)])
        return self._blanks[side]

    def _blank(self, side: Side) -> Order:
        return Order(self._pages.blank(side), 1, 1)

    def _shaped(self) -> tuple[LaidSection, ...]:
        """Lay the book out in the likeliest shape first; its true length then says whether another is due."""
        wanted, tried = self._book.settings.short, False
        if wanted is True or (wanted == "auto" and self._guessed(self._manuscript.lines) < SHORT):
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

    def _guessed(self, lines: float) -> float:
        """Return about how many pages so many guessed lines take in this theme."""
        return lines * GUESSED / self._theme.characters / self._theme.lines

    def _settled(self, shape: Shape) -> tuple[LaidSection, ...]:
        """Set the volume in this shape, and what was guessed wrong again, until nothing moves."""
        sections = plan(self._book, self._manuscript, shape, self._theme.form)
        formes: list[Forme | None] = [None] * len(sections)
        guess, times = self._first_guess(sections), Counter[int]()
        while True:
            places, before = self._places(sections, formes), tuple(formes)
            folios = {**guess, **_folios(_laid(sections, formes, places))}
            orders = self._orders(sections, formes, places, folios)
            late = max(times.values(), default=0) > _TIMES
            # A forme of an earlier pass may stand here again: then what comes after it has not been looked at yet.
            moved = {index for index, forme in enumerate(formes) if forme is not before[index]}
            times.update(orders.keys() | moved)
            if not (orders or moved):
                return tuple(_laid(sections, formes, places))
            if late and None not in formes:
                break
            self._set(sections, formes, orders)
        self._report.warning(
            "layout.unsettled",
            f"page numbers still moved after {_TIMES} passes",
            hint="a page reference changes the length of its own line; reword it",
        )
        return tuple(_laid(sections, formes, self._places(sections, formes)))

    def _orders(
        self,
        sections: Sequence[Section],
        formes: list[Forme | None],
        places: Sequence[_Place],
        folios: Mapping[str, str],
    ) -> dict[int, Order]:
        """Return what is to be set, by its place in the volume; `formes` keeps what stands."""
        orders: dict[int, Order] = {}
        for index, (section, place) in enumerate(zip(sections, places, strict=True)):
            if place.side is None:
                continue
            sheet = self._pages.sheet(section, place.side, folios, exact=section.name in self._exact)
            forme = self._formes.get(sheet.digest)
            if forme is not None and (place.first != place.last or forme.fits(place.first)):
                formes[index] = forme
            else:
                orders[index] = Order(sheet, place.first, place.last)
        return orders

    def _set(self, sections: Sequence[Section], formes: list[Forme | None], orders: Mapping[int, Order]) -> None:
        """Have the orders set; and with many of them, while workers are busy anyway, the empty pages between them."""
        many = sum(section.starts != "next" for section in sections) >= _MANY
        sides: Sequence[Side] = ("recto", "verso") if many and orders and not self._blanks else ()
        made = self._workshop.made([*orders.values(), *map(self._blank, sides)]) if orders else ()
        self._blanks.update(zip(sides, made[len(orders) :], strict=True))
        for (index, order), forme in zip(orders.items(), made[: len(orders)], strict=True):
            if forme.exact:
                self._exact.add(sections[index].name)
            self._formes[order.sheet.digest] = formes[index] = forme

    # ---- where sections stand

    def _places(self, sections: Sequence[Section], formes: Sequence[Forme | None]) -> list[_Place]:
        """Return the place of each section, from the pages that those before it have, or may have."""
        places: list[_Place] = []
        side: Side | None = "recto"
        numbers: dict[Folios, tuple[int, int]] = {}
        previous: Section | None = None
        for section, forme in zip(sections, formes, strict=True):
            blank = side is not None and section.starts not in ("next", side)
            if blank and previous is not None:
                first, last = numbers[previous.folios]
                numbers[previous.folios] = first + 1, last + 1
            side = side if section.starts == "next" else section.starts
            first, last = numbers.get(section.folios, (1, 1))
            places.append(_Place(side, first, last, blank))
            least, most = self._lengths(section, forme)
            numbers[section.folios] = first + least, last + most
            side = None if least != most or side is None else side if least % 2 == 0 else _other(side)
            previous = section
        return places

    def _lengths(self, section: Section, forme: Forme | None) -> tuple[int, int]:
        """Return the least and the greatest number of pages that a section is likely to have, a filler with them."""
        if forme is not None:
            return len(forme.pages), len(forme.pages)
        chapters = [piece.chapter for piece in section.pieces if piece.chapter]
        if not chapters and not section.lists_contents:  # a page each; behind a half title one stays blank
            pages = sum(2 if piece.template == "half-title.html" else 1 for piece in section.pieces)
            return pages, pages
        guessed = self._guessed(sum(chapter.lines for chapter in chapters)) + len(section.pieces)
        return max(1, int(guessed * 0.7) - 1), int(guessed * 1.4) + 2

    def _first_guess(self, sections: Sequence[Section]) -> dict[str, str]:
        """Return a folio for every anchor that is referred to: of as many digits as its own will most likely have."""
        guess: dict[str, str] = {}
        places = self._places(sections, [None] * len(sections))
        wanted = {target for chapter in self._manuscript.chapters for target in chapter.page_references}
        for section, place in zip(sections, places, strict=True):
            folio = folio_text(section.folios, (place.first + place.last) // 2)
            for piece in section.pieces:
                if piece.part:
                    guess[piece.part.id] = folio
                for heading in piece.chapter.all_headings if piece.chapter else ():
                    guess[heading.id] = folio
                if wanted and piece.chapter:
                    names = {name for element in piece.chapter.tree.iter() if (name := element.get("id"))}
                    guess.update(dict.fromkeys(names & wanted, folio))
        return guess


def _folios(laid: Iterable[LaidSection]) -> dict[str, str]:
    """Return the folio of each anchor in the sections that are set, as far as their numbers are known."""
    return {name: folio for part in laid for name, folio in part.folios()}


def _laid(
    sections: Sequence[Section], formes: Sequence[Forme | None], places: Sequence[_Place]
) -> Iterator[LaidSection]:
    for section, forme, place in zip(sections, formes, places, strict=True):
        if forme is not None and place.side is not None:
            number = (place.first + place.last) // 2
            yield LaidSection(section, forme, place.side, number, place.blank_before)


def _pages(laid: Sequence[LaidSection], *, fillers: bool = True) -> int:
    return sum(len(part.forme.pages) + (part.blank_before and fillers) for part in laid)


def _other(side: Side) -> Side:
    return "verso" if side == "recto" else "recto"

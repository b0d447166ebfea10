"""The manuscript: every chapter of a book as a tree, its headings numbered, its references resolved.

In: a `Book`. Out: a `Manuscript`: chapters in reading order with their headings, the labels that cross-references
print, and the page references that wait for a folio. It reads no file (`book.load` did) and knows nothing of pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal
from xml.etree.ElementTree import Element

from markupsafe import Markup

from . import book as books
from . import chapters as parsing
from .access import Access
from .answers import drop_answers
from .columns import set_in_columns
from .diagnostics import Report
from .headings import Draught, HeadingDraught, Listed, compose, number_headings, without_number
from .marks import mark
from .numbering import forms_for, split_part
from .records import dataclass
from .references import Label, collect_labels, name_anchors, resolve
from .store import Store
from .trees import add_class, bare_html, has_class, inner_html


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading.

    `level` is its rank in the book (1 = chapter) and `outline_level` in the PDF's outline, where parts come first;
    `number` is printed apart (第一章, 一, 1.2); `inline` is an opener's content with its notes, `title` the same
    without notes and links, for the contents, and `text` without any mark-up.
    """

    id: str
    level: int
    outline_level: int
    number: str | None
    inline: Markup
    title: Markup
    text: str
    src: str

    @property
    def bookmark(self) -> str:
        """Number and title in one line, for the outline and the contents' plain forms."""
        return f"{self.number} {self.text}" if self.number else self.text


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter ready for the templates.

    `opener` is the heading it opens with (None in an article, whose one H1 is the book's title); `headings` are those
    below it; `tree` is its body; `page_references` the anchors whose folios it prints; `lines` guesses how many lines
    of `GUESSED` characters the body takes.
    """

    kind: Literal["prefix", "numbered", "suffix"]
    opener: Heading | None
    headings: tuple[Heading, ...]
    tree: Element
    page_references: tuple[str, ...]
    lines: int

    @property
    def all_headings(self) -> tuple[Heading, ...]:
        """The opener, where there is one, and the headings below it."""
        return (self.opener, *self.headings) if self.opener else self.headings


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the book (上编): its label, if the title names one, and its title."""

    id: str
    label: str | None
    title: str

    @property
    def bookmark(self) -> str:
        """Label and title in one line."""
        return f"{self.label}　{self.title}" if self.label else self.title


@dataclass(frozen=True, slots=True)
class Draft:
    """A chapter announced but not written: listed in the contents without a folio."""

    level: int
    title: str


@dataclass(frozen=True, slots=True)
class Break:
    """A separator in the contents."""


Entry = Chapter | Part | Draft | Break


@dataclass(frozen=True, slots=True)
class Manuscript:
    """The whole text.

    `outline` is in reading order; `labels` by anchor; `characters` is the count a colophon gives (字数).
    """

    outline: tuple[Entry, ...]
    labels: Mapping[str, Label]
    characters: int

    @property
    def lines(self) -> int:
        """A guess at how many lines of `GUESSED` characters the text takes."""
        return sum(chapter.lines for chapter in self.chapters)

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """The chapters in reading order."""
        return tuple(entry for entry in self.outline if isinstance(entry, Chapter))

    def listed_headings(self, depth: int) -> tuple[Heading, ...]:
        """The headings a contents of `depth` levels lists; in an article the sections stand for chapters."""
        lowest = depth + 1 if self.is_article else depth
        return tuple(
            heading for chapter in self.chapters for heading in chapter.all_headings if heading.level <= lowest
        )

    @property
    def is_article(self) -> bool:
        """Whether the text is one chapter without an opening of its own: its H1 became the book's title."""
        return len(self.chapters) == 1 and self.chapters[0].opener is None


def read(
    book: books.Book, access: Access, report: Report, *, official: bool = False, store: Store | None = None,
    note: parsing.Note = lambda *_: None,
) -> Manuscript:  # fmt: skip
    """Parse and number the whole book, as an `official` document if it is to be one; `store` keeps parsed chapters, and
    `note` is told of those that are not in it.

    Raises `BuildFailed` with every problem of every chapter.
    """
    forms = forms_for(book.language, official=official)
    draughts = compose(book, [*_parsed(book, report, store, note)])
    chapters = [draught for draught in draughts if isinstance(draught, Draught)]
    number_headings(chapters, book.settings.numbering, forms)
    anchors = name_anchors(chapters, report, book.root)
    labels = collect_labels(chapters, forms, anchors)
    for chapter in chapters:
        resolve(chapter, anchors, labels, book.root, access, report)
        mark(chapter.tree)
        if book.settings.columns > 1:
            set_in_columns(chapter.tree)
    report.stop_on_errors()
    depth = 2 if any(isinstance(draught, books.Part) for draught in draughts) else 1
    outline = tuple(_entry(draught, place, depth) for place, draught in enumerate(draughts, 1))
    return Manuscript(outline, labels, sum(_characters(chapter.tree) for chapter in chapters))


def _parsed(
    book: books.Book, report: Report, store: Store | None, note: parsing.Note
) -> Iterator[tuple[books.Entry, Element | None]]:
    """Yield each entry with its tree; without the key to the exercises, and what then is empty, where that is asked."""
    for entry in book.outline:
        tree = parsing.parsed(entry, report, store, note) if isinstance(entry, books.Chapter) else None
        filled = tree is not None and len(tree) > 0
        if tree is None or book.settings.answers or drop_answers(tree) or not filled:
            yield entry, tree


def _entry(draught: Draught | Listed, place: int, depth: int) -> Entry:
    """Freeze one entry; `place` makes a part's anchor, `depth` is the outline level of a chapter."""
    if isinstance(draught, books.Part):
        label, title = split_part(draught.title)
        return Part(f"part.{place}", label, title)  # no heading's id has a stop in it
    if isinstance(draught, books.Draft):
        return Draft(draught.depth + 1, draught.title)
    if isinstance(draught, books.Break):
        return Break()
    below = 0 if draught.article else depth  # an article's sections stand for chapters
    headings = tuple(_heading(heading, below) for heading in draught.headings)
    for heading, frozen in zip(draught.headings, headings, strict=True):
        _mark_for_outline(heading.element, frozen)
    return Chapter(
        draught.kind,
        _heading(draught.opener, depth) if draught.opener else None,
        headings,
        draught.tree,
        tuple(identifier for a in draught.tree.iter("a") if (identifier := a.get("data-page-of"))),
        _guessed_lines(draught.tree),
    )


def _heading(heading: HeadingDraught, depth: int) -> Heading:
    element = heading.element
    return Heading(
        id=element.get("id", ""),
        level=heading.level,
        outline_level=heading.level + depth - 1,
        number=heading.number,
        inline=inner_html(element) if heading.level == 1 else Markup(),
        title=bare_html(without_number(element)),
        text=heading.text,
        src=element.get("data-src", ""),
    )


def _mark_for_outline(element: Element, heading: Heading) -> None:
    """Tell the stylesheet which outline level the heading takes and what the outline says."""
    if heading.level <= 3:
        add_class(element, f"bookmark-{heading.outline_level}")
        element.set("data-bookmark", heading.bookmark)


def _characters(tree: Element) -> int:
    """Return the count of characters as Chinese publishing counts: every Han character and mark, every Latin word."""
    text = "".join(tree.itertext())
    words = _WORD.findall(text)
    return len("".join(text.split())) - sum(map(len, words)) + len(words)


GUESSED = 27
"""The characters of a line that `Manuscript.lines` is counted in."""

# What a block takes besides its text, in lines: blank lines around it, an opening, the height of a picture.
_EXTRA_LINES = {"h2": 2, "h3": 1, "figure": 8, "table": 2, "pre": 2, "blockquote": 2, "aside": 2, "hr": 3}


def _guessed_lines(tree: Element) -> int:
    """Return about how many lines of `GUESSED` characters the tree takes."""
    extra = sum(_EXTRA_LINES.get(element.tag, 0) + (has_class(element, "line")) for element in tree.iter())
    texts = ("".join(element.itertext()) for element in tree.iter() if element.tag in ("p", "li", "tr", "dt", "dd"))
    return extra + sum(1 + len(text) // GUESSED for text in texts)


_WORD = re.compile(r"[A-Za-z0-9À-ɏ][A-Za-z0-9À-ɏ]*(?:['’.-][A-Za-z0-9À-ɏ]+)*")

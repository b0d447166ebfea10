"""The masthead of a handout: its title in lines, what stands over it, and the line of particulars below.

In: a book and the words of its language. Out: `Masthead` for the template. Nothing is invented: a book that names no
particulars shows its authors and its date, if it has them.
"""

from __future__ import annotations

import re

from .book import Book
from .records import dataclass
from .words import Words

_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_BLANK = re.compile(r"[_＿]{2,}")


@dataclass(frozen=True, slots=True)
class Particular:
    """A name and what it says; `blank` is the width in em of a line left to be filled in by hand, 0 for none."""

    name: str
    value: str
    blank: int = 0


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the first page of a handout opens with; `lines` are the title's, as its author broke it."""

    series: str | None
    lesson: str | None
    lines: tuple[str, ...]
    particulars: tuple[Particular, ...]


def masthead(book: Book, words: Words) -> Masthead:
    """Return the book's masthead."""
    broken = (book.settings.cover_title or "").split("|")
    lines = tuple(line.strip() for line in broken if line.strip()) or (book.title,)
    return Masthead(book.series, book.settings.lesson, lines, _particulars(book, words))


def imprint_line(book: Book) -> str:
    """Return what stands at the left of each foot: publisher and series."""
    return "　".join(filter(None, (book.publisher, book.series)))


def _particulars(book: Book, words: Words) -> tuple[Particular, ...]:
    if book.settings.meta:
        return tuple(_particular(name, value) for name, value in book.settings.meta.items())
    by = words.written_by if book.settings.author_role == "著" else book.settings.author_role
    given = ((by, "、".join(book.authors)), (words.date, _full_date(book.date, words)))
    return tuple(Particular(name, value) for name, value in given if value)


def _particular(name: str, value: str) -> Particular:
    """Return one particular; a value of underlines alone, an em each, is a line to be filled in."""
    return Particular(name, "", len(value)) if _BLANK.fullmatch(value) else Particular(name, value)


def _full_date(date: str | None, words: Words) -> str:
    """Return a date written out; one that is not a whole date stays as the book gives it."""
    found = _DATE.fullmatch(date or "")
    return words.full_date.format(*map(int, found.groups())) if found else date or ""

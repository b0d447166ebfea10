"""The colophon (版权页): its fields in their usual order, empty ones gone. Nothing is invented but what can be counted.

In: a book and its count of characters. Out: `Colophon` for the template.
"""

from __future__ import annotations

from .book import Book
from .records import dataclass
from .settings import COLOPHON, label_colophon
from .words import Words


@dataclass(frozen=True, slots=True)
class Colophon:
    """Fields as (name, value), the lines of the CIP block, the rights line; ISBN and price for the back cover."""

    fields: tuple[tuple[str, str], ...]
    cip: tuple[str, ...]
    rights: str | None
    isbn: str | None
    price: str | None


def colophon(book: Book, trim: tuple[float, float], characters: int, words: Words) -> Colophon:
    """Return the book's colophon; title, authors, format and length are filled in where the book does not give them."""
    given = dict(book.settings.colophon)
    cip, rights = given.pop("cip", ""), given.pop("rights", None)
    labels = dict(zip(COLOPHON, label_colophon(dict.fromkeys(COLOPHON, ""), book.language), strict=True))
    counted = {
        "publisher": (labels["publisher"], book.publisher or ""),
        "format": (words.format, words.millimetres.format(*(f"{side:g}" for side in trim))),
        "words": (words.characters, length(characters, words)),
    }
    for key, (name, value) in counted.items():
        if labels[key] not in given:
            given.setdefault(name, value)
    full_title = f"{book.title}：{book.subtitle}" if book.subtitle else book.title
    head = [(words.title, full_title), (words.authors, "　".join(book.authors))]
    known = [(name, given.pop(name)) for name in labels.values() if name in given]
    fields = tuple((name, value) for name, value in [*head, *known, *given.items()] if value)
    found = dict(fields)
    return Colophon(
        fields,
        tuple(line for line in cip.splitlines() if line.strip()),
        rights,
        found.get(labels["isbn"]),
        found.get(labels["price"]),
    )


def length(characters: int, words: Words) -> str:
    """Return the count of characters as a colophon prints it: in thousands from a thousand on."""
    if characters < 1000:
        return words.count.format(characters)
    return words.thousands.format(round(characters / 1000))

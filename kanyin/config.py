"""What a book says of itself: the tables of book.toml, or of a front matter, that speak of the whole book.

In: a folder, or a front matter. Out: `Config`: the table of the book and that of its settings, in which every key is
known, and the language they and the text come to. The values are read by `book.py` and `settings.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from kanyin import language as languages
from kanyin import sources
from kanyin.diagnostics import Report, Span
from kanyin.fields import Document, Fields
from kanyin.outline import Chapter
from kanyin.records import dataclass
from kanyin.settings import KEYS
from kanyin.toml_spans import parse_toml

BOOK_KEYS = (
    "title", "subtitle", "author", "authors", "description", "language", "lang", "keywords", "subject", "series",
    "publisher", "date", "src", "chapters",
)  # fmt: skip
_MDBOOK_KEYS = ("multilingual", "text_direction")
_KANYIN = "[output.kanyin]"


@dataclass(frozen=True, slots=True)
class Config:
    """The tables that speak of the book; `elsewhere` names the place of keys that do not belong in `kanyin`."""

    book: Fields
    kanyin: Fields
    elsewhere: Mapping[str, str]


def read_toml(root: Path, report: Report) -> Config | None:
    """Return the tables of `root`'s book.toml, with every unknown key reported; None where there is no book.toml.

    mdBook's other tables, those of its plugins and its past keys are none of our business.
    """
    file = root / "book.toml"
    if not sources.is_file(file):
        return None
    top = Fields(_document(file, root, report), (), "book.toml", report)
    # Before it had tables, mdBook read title and authors from the top of the file.
    book = top.sub("book", "[book]") if "book" in top.values else top
    if book is not top:
        book.check_keys((*BOOK_KEYS, *_MDBOOK_KEYS), dict.fromkeys((*KEYS, "kanyin"), _KANYIN))
    if "kanyin" in top.values:
        report.error("book.unknown-key", "book.toml has no table [kanyin]", top.key_span("kanyin"), f"write {_KANYIN}")
    kanyin = top.sub("output", "[output]").sub("kanyin", _KANYIN)
    return Config(book, kanyin, dict.fromkeys(BOOK_KEYS, "[book]"))


def read_front(front: Document, report: Report) -> Config:
    """Return the tables of a front matter; other tools' keys in it (layout, tags, …) are none of our business."""
    top = Fields(front, (), "the front matter", report)
    elsewhere = dict.fromkeys(BOOK_KEYS, "the front matter, not under `kanyin`")
    return Config(top, top.sub("kanyin", "`kanyin`"), elsewhere)


def language_of(fields: Fields, chapters: Sequence[Chapter], report: Report) -> str:
    """Return the book's language as a BCP 47 tag: the given one, unless there is none or it cannot be true."""
    given = fields.text("language", "lang")
    tag = languages.canonical(given) if given else None
    span = fields.value_span("language", "lang")
    if given and tag is None:
        meant = languages.meant(given)
        hint = f"write {meant}" if meant else "write a BCP 47 tag: zh-Hans, zh-Hant, ja, ko, en"
        report.error("book.language", f"“{given}” is not a language", span, hint)
    decided = languages.decide(tag, [chapter.text for chapter in chapters])
    if tag and decided != tag:
        message = f"the language is given as {given}, and the text is {decided}: it is set as {decided}"
        report.note("book.language-from-text", message, span, f"give the language as {decided}")
    return decided


def _document(file: Path, root: Path, report: Report) -> Document:
    """Return the parsed file, or an empty document where it cannot be read: its chapters may still be looked at."""
    if not sources.allowed(file, root, report, Span(file), file.name):
        return Document(file)
    text = sources.read(file, report)
    return (parse_toml(text, file, report) if text is not None else None) or Document(file)

"""What every importer makes of its source: works of blocks, whatever form they came in.

In: nothing. Out: frozen types. An importer knows its format and not Markdown; `writing/` knows Markdown and no format.
Text in a `Run` is as it prints: no entities, no escapes, white space single.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from pathlib import Path
from typing import Literal

from kanyin.records import dataclass


class Mark(StrEnum):
    """What distinguishes a stretch of text. In this order they nest, the outermost first."""

    STRONG = "strong"
    EM = "em"
    DEL = "del"
    HIGHLIGHT = "mark"
    UNDERLINE = "u"
    DOTS = "dots"
    SUP = "sup"
    SUB = "sub"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text under one set of marks; `href` where it is a link."""

    text: str
    marks: frozenset[Mark] = frozenset()
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a line inside a paragraph."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture; `name` is its path in the book, `width` a share of the measure in per cent where one is known."""

    name: str
    alt: str = ""
    width: int | None = None
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A note at the place of its call."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that links lead to."""

    id: str


@dataclass(frozen=True, slots=True)
class Ruby:
    """A word and its reading above it."""

    base: str
    reading: str


Inline = Run | Break | Image | Note | Anchor | Ruby


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. Level 0 is a part's title, 1 a chapter's; in a work that is not divided the levels begin at 2."""

    level: int
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of text."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class List:
    """A list; `start` is the number of its first item, None under bullets."""

    items: tuple[tuple[Block, ...], ...]
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Definitions:
    """Terms, each with what is said of it."""

    entries: tuple[tuple[tuple[Inline, ...], tuple[Block, ...]], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation, or what else stands apart from the text around it."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Text whose spaces and line ends count."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, over `columns` and `rows` of its grid."""

    blocks: tuple[Block, ...]
    columns: int = 1
    rows: int = 1
    align: Literal["", "left", "center", "right"] = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first `heads` rows are its head."""

    rows: tuple[tuple[Cell, ...], ...]
    heads: int = 0
    caption: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture by itself, with its caption."""

    image: Image
    caption: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A break in the text."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A line that is kept and not printed."""

    text: str


@dataclass(frozen=True, slots=True)
class Titled:
    """A paragraph that the source marks as the title, subtitle or author of all of it; `structure.py` settles it."""

    role: Literal["title", "subtitle", "author"]
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Captioned:
    """A paragraph that the source marks as a caption; `structure.py` gives it to its table or figure."""

    content: tuple[Inline, ...]


Block = Heading | Paragraph | List | Definitions | Quote | Code | Table | Figure | Rule | Comment | Titled | Captioned


@dataclass(frozen=True, slots=True)
class Picture:
    """A file of the book to be, other than its text: its path in the book, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Work:
    """What one source holds.

    `divided`: its headings of levels 0 and 1 part it into chapters; otherwise it is one text. `facts` are keys of
    `[book]`. `verbatim` are chapter files that are Markdown already: such a work has no blocks. `kind` is what the
    command says it has read; `numbered`, that the program may number its headings.
    """

    source: Path
    title: str
    kind: str
    authors: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    divided: bool = False
    language: str | None = None
    numbered: bool = False
    facts: Mapping[str, str] = field(default_factory=dict)
    pictures: tuple[Picture, ...] = ()
    verbatim: tuple[tuple[str, str], ...] = ()
    cover: str | None = None


def text_of(content: tuple[Inline, ...]) -> str:
    """Return the text of a paragraph or heading without its notes, on one line."""
    parts = (
        item.text if isinstance(item, Run) else item.base if isinstance(item, Ruby) else " " if item == Break() else ""
        for item in content
    )
    return re.sub(r"[ \t\r\n]+", " ", "".join(parts)).strip()


def run(text: str) -> tuple[Inline, ...]:
    """Return plain text as the content of a paragraph or heading."""
    return (Run(text),) if text else ()

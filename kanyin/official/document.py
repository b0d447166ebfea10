"""What the templates of an official document print: red head, title, announcement of attachments, signature, imprint.

In: a book, its manuscript, and where things stood in the pass before. Out: `Document`, `Attachment`, `Place`. Sizes are
in pt, widths in em of the body; positions that follow from the grid alone are the stylesheet's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from kanyin.book import Book
from kanyin.covers import ems
from kanyin.diagnostics import Report
from kanyin.manuscript import Chapter, Manuscript
from kanyin.numbering import parse_numeral
from kanyin.official import headline
from kanyin.official.schema import Official, Seal
from kanyin.records import dataclass
from kanyin.trees import span_of

TEXT, TEXT_END, IMPRINT = "text.start", "text.end", "imprint.start"
"""Anchors: where the text begins, where all but the imprint ends, and the imprint. No heading's id has a stop in it."""

_ATTACHMENT = re.compile(r"附\s*件(?:\s*([0-9]+|[一二三四五六七八九十]+)\s*[:：、.．]?\s*|\s*[:：]\s*|\s+)")
_LARGEST, _SMALLEST = 36, 16  # of the red head, in pt
_MEASURE = 156 / 25.4 * 72
_HALF_MEASURE = 13  # in em of the body, less the white between two offices
_JOINT_HEIGHT = 150  # of the names of a joint document, in pt: its first page must show text


@dataclass(frozen=True, slots=True)
class Head:
    """The red head: the names, what stands beside the names of a joint document (文件), their size in pt, and the white
    between letters in em of it.

    `width` is that of the column of names, in em of `size`. `over` says that there is a line between office and rule,
    `apart` that its number stands at the left, for there is something at the right: those who sign, or the `date`.
    """

    template: Literal["red-head.html", "letter-head.html"]
    names: tuple[str, ...]
    suffix: str
    size: float
    tracking: float
    width: float
    over: bool
    apart: bool
    date: str | None

    @property
    def joint(self) -> bool:
        """Whether the document is of several offices, each on its line."""
        return len(self.names) > 1


@dataclass(frozen=True, slots=True)
class Attachment:
    """One attachment: its number, empty for the only one, and its name; `id` is its anchor where it is in the book."""

    number: str
    name: str
    id: str | None

    @property
    def lines(self) -> tuple[str, ...]:
        """Its name as a title, in lines."""
        return headline.lines(self.name.replace("|", "｜"))


@dataclass(frozen=True, slots=True)
class Signature:
    """Offices above a date.

    `last` are those that stand close to it, all of them where no seals need room; `rows` those before, two abreast
    where they are short, each with room for its seal. `wide` is where the longer of office and date is not the one
    that the form reckons with.
    """

    kind: Seal
    rows: tuple[tuple[str, ...], ...]
    last: tuple[str, ...]
    date: str
    wide: bool


@dataclass(frozen=True, slots=True)
class Roll:
    """Names behind a label: who was present (出席), who gets a copy (抄送)."""

    label: str
    names: str


@dataclass(frozen=True, slots=True)
class Document:
    """All that is printed of an official document besides its text; `given` is what its author said."""

    given: Official
    head: Head
    addressees: str | None
    signers: tuple[tuple[str, ...], ...]
    attachments: tuple[Attachment, ...]
    signature: Signature | None
    rolls: tuple[Roll, ...]
    copies: tuple[Roll, ...]

    @property
    def imprint(self) -> bool:
        """Whether there is a 版记."""
        return bool(self.copies or self.given.printer)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the imprint stands: `verso` begins a left-hand page for it; there is no `folio` on a page of its own that a
    blank one precedes (7.5)."""

    verso: bool
    folio: bool


def document(book: Book, manuscript: Manuscript) -> Document | None:
    """Return what is printed; None for a book that says nothing of itself as an official document."""
    given = book.settings.official
    if given is None:
        return None
    below = given.to_below or given.form == "minutes"
    return Document(
        given=given,
        head=_head(given),
        addressees=None if below else given.to,
        signers=tuple(given.signers[at : at + 2] for at in range(0, len(given.signers), 2)),
        attachments=_announced(given, attachments(manuscript)),
        signature=_signature(given),
        rolls=_rolls(("出席", given.present), ("请假", given.absent), ("列席", given.observers)),
        copies=_rolls(("主送", given.to if below else None), ("抄送", given.cc)),
    )


def _rolls(*given: tuple[str, str | None]) -> tuple[Roll, ...]:
    return tuple(Roll(label, names) for label, names in given if names)


def title(book: Book) -> tuple[str, ...]:
    """Return the lines of the title; none where the red head is the title: in an order, and in minutes called so."""
    text, given = book.settings.cover_title or book.title.replace("|", "｜"), book.settings.official
    if given and (given.form == "order" or alike(text, "".join(given.issuers) + given.suffix)):
        return ()
    return headline.lines(text)


def alike(one: str, other: str) -> bool:
    """Tell whether two titles are the same but for marks and spaces."""
    return _letters(one) == _letters(other)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _head(given: Official) -> Head:
    names = given.issuers[:1] if given.form == "letter" else given.issuers
    joint = len(names) > 1
    shown = names if joint else tuple(name + given.suffix for name in names)
    size, tracking = _joint_size(names, given.suffix) if joint else _size("".join(shown))
    date = given.date if given.form == "minutes" else None
    return Head(
        template="letter-head.html" if given.form == "letter" else "red-head.html",
        names=shown,
        suffix=given.suffix if joint else "",
        size=size,
        tracking=tracking,
        width=max(map(ems, shown), default=1),
        over=bool(given.number or given.signers or date),
        apart=bool(given.upward or date),
        date=date,
    )


def _size(name: str) -> tuple[float, float]:
    """Return the size and the tracking of one name: as large as fits on a line, up to 36 pt; a short one is spread out
    to four fifths of the measure, but by no more than three tenths of an em."""
    width = max(1.0, ems(name))
    size = _half(min(_LARGEST, _MEASURE / width))
    return size, round(max(0.0, min(0.3, 0.8 * _MEASURE / size / width - 1)), 3)


def _joint_size(names: Sequence[str], suffix: str) -> tuple[float, float]:
    """Return the size of names above each other: small enough for what stands beside them and for their count."""
    width = max(map(ems, names)) + (ems(suffix) + 0.6 if suffix else 0)
    return _half(min(_LARGEST, _MEASURE / width, max(_SMALLEST, _JOINT_HEIGHT / (1.3 * len(names))))), 0.0


def _half(size: float) -> float:
    return int(size * 2) / 2


def attachments(manuscript: Manuscript) -> tuple[Chapter, ...]:
    """Return the chapters that are attachments: their headings begin with 附件."""
    return tuple(chapter for chapter in manuscript.chapters if is_attachment(chapter))


def is_attachment(chapter: Chapter) -> bool:
    """Tell whether the chapter is an attachment."""
    return chapter.opener is not None and bool(_ATTACHMENT.match(chapter.opener.text))


def name_of(chapter: Chapter) -> str:
    """Return the name of an attachment: its heading without 附件 and number."""
    assert chapter.opener is not None
    return _ATTACHMENT.sub("", chapter.opener.text, count=1)


def _announced(given: Official, chapters: Sequence[Chapter]) -> tuple[Attachment, ...]:
    """Return the attachments in the order announced: those the author names, else those in the book."""
    inside = {_letters(name_of(chapter)): chapter for chapter in chapters}
    names = given.attachments or tuple(map(name_of, chapters))
    found = []
    for number, name in enumerate(names, 1):
        chapter = inside.get(_letters(name))
        anchor = chapter.opener.id if chapter and chapter.opener else None
        found.append(Attachment(str(number) if len(names) > 1 else "", name, anchor))
    return tuple(found)


def check(book: Book, manuscript: Manuscript, report: Report) -> None:
    """Report what the keys and the text do not agree on, and where there are no keys."""
    if book.settings.official:
        _check_attachments(book, book.settings.official, manuscript, report)
    else:
        message = "without the table `official` there is no red head and no imprint: a title and the text are set"
        report.note("official.no-keys", message, None, "docs/themes.md and the sample of `kanyin new` have its keys")


def _check_attachments(book: Book, given: Official, manuscript: Manuscript, report: Report) -> None:
    """Report attachments that the text has and the list has not, and numbers that are not the order's (7.3.7)."""
    chapters = attachments(manuscript)
    announced = {_letters(found.name): found for found in _announced(given, chapters)}
    for chapter in chapters:
        assert chapter.opener is not None
        name, span = name_of(chapter), span_of(chapter.opener.src, book.root)
        found = announced.get(_letters(name))
        if found is None:
            hint = f"the list of attachments has: {'、'.join(given.attachments)}"
            report.error("official.attachment", f"“{name}” is not among the attachments announced", span, hint)
        elif (typed := _typed_number(chapter)) and typed != (found.number or "1"):
            hint = f"write 附件{found.number}, or no number: it is counted"
            report.error("official.attachment", f"this is attachment {found.number or 1}, not {typed}", span, hint)


def _typed_number(chapter: Chapter) -> str:
    assert chapter.opener is not None
    match = _ATTACHMENT.match(chapter.opener.text)
    number = parse_numeral(match[1]) if match and match[1] else None
    return str(number) if number is not None else ""


def _signature(given: Official) -> Signature | None:
    """Return the signature; minutes have none, and so has what has no date."""
    if given.form == "minutes" or not given.date or not given.signatures:
        return None
    if given.seal == "none":
        # 7.3.5.2: the date two characters to the right of the office, or two from the edge where it is the longer.
        widest = max(map(ems, given.signatures))
        return Signature("none", (), given.signatures, given.date, wide=ems(given.date) > widest)
    # 7.3.5.1: the office centred on the date, four characters from the edge; one that would stick out is flush right.
    *others, last = given.signatures
    abreast = 2 if max(map(ems, given.signatures)) <= _HALF_MEASURE else 1
    rows = tuple(tuple(others[at : at + abreast]) for at in range(0, len(others), abreast))
    return Signature(given.seal, rows, (last,), given.date, wide=ems(last) > ems(given.date) + 8)


def place(folios: Mapping[str, str], form: str) -> Place:
    """Return where the imprint stands, from where it stood: at the foot of the last page, which is a left-hand one.

    Without a page of its own it must be on the text's last page, and that even. A letter's only has to be last (10.1).
    """
    end, here = folios.get(TEXT_END), folios.get(IMPRINT)
    if form == "letter" or not (end and here):
        return Place(verso=False, folio=True)
    pages = int(here) - int(end)
    return Place(verso=pages > 0 or int(here) % 2 == 1, folio=pages < 2)


def check_opening(folios: Mapping[str, str], book: Book, report: Report) -> None:
    """Report a first page that shows no text (7.3.3)."""
    given = book.settings.official
    if given and folios.get(TEXT, "1") != "1":
        names = "to_below = true moves 主送机关 into 版记; " if given.to and not given.to_below else ""
        report.warning(
            "official.no-text-on-first-page",
            "the first page shows nothing of the text (GB/T 9704-2012, 7.3.3)",
            given.spans.get("to", given.spans.get("issuer")),
            f"{names}a shorter title or fewer names leave room",
        )

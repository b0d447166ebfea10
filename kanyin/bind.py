"""Binding: formes into one volume, the only writer of what belongs to the PDF as a whole.

In: `LaidSection`s in order, and who makes blank pages and fonts. Out: the bytes of a PDF with its metadata, outline,
links, page labels, structure tree and one subset a face. Here the objects of a forme get their numbers and its blanks
their folios; nothing is set or drawn any more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache

from . import __version__, dates, outlines
from .ahead import Ahead
from .book import Book
from .diagnostics import Report
from .forme import EmbeddedFont, FontUse, Foreign, Forme, Shared, Slot, Stream
from .pages import Side
from .pdf import Writer, deflated, number, text_string
from .plan import Folios
from .records import dataclass
from .renumbering import SHARED, Numbered, Start, numbered, numbered_font
from .trees import span_of
from .typeset import LaidSection
from .words import words_for


@dataclass(frozen=True, slots=True)
class Volume:
    """A bound book: the PDF's bytes and its count of pages.

    `date` is when it says it was made, if anything says so; `bleed` is how far beyond their trim pages are drawn, in
    pt; `closed` tells whether its last page is a back cover. `fonts` are those in it, `adrift` the names that
    links lead to and nothing has.
    """

    pdf: bytes
    pages: int
    date: datetime | None = None
    bleed: float = 0.0
    closed: bool = False
    fonts: tuple[EmbeddedFont, ...] = ()
    adrift: tuple[str, ...] = ()


Fonts = Callable[[Iterable[FontUse]], Callable[[], Sequence[EmbeddedFont]]]
Blank = Callable[[Side], Forme]


def bind(
    book: Book, laid: Sequence[LaidSection], blank: Blank, fonts: Fonts, report: Report, *, sides: int = 2,
    ahead: Ahead | None = None,
) -> Volume:  # fmt: skip
    """Return the volume; `blank` makes an empty page for a side, `fonts` the fonts; `sides` of a leaf are printed, and
    `ahead` may have numbered formes before.

    Faults of fonts are reported here, each character once in the book, and links that lead nowhere: those of templates,
    since those of the text were looked after when it was read.
    """
    fillers = _fillers(laid, cache(blank))
    fonts_made = fonts(use for part in laid for use in part.forme.fonts)
    binder = _Binder({name: folio for part in reversed(laid) for name, folio in part.folios()}, ahead or Ahead())
    for part, filler in zip(laid, fillers, strict=True):
        if filler:
            binder.add(filler, 1)
        binder.label(part)
        binder.add(part.forme, part.number, part.section.name)
    _tell_of_faces((found for part in laid for found in part.forme.foreign), book, report)
    targets = dict.fromkeys(target for part in laid for target in part.forme.links)
    adrift = tuple(target for target in targets if not binder.has_anchor(target))
    for target in adrift:
        hint = "a template links to it: label the target with {#name}, or mend the template"
        report.warning("link.no-target", f"nothing is labelled `#{target}`", hint=hint)
    date = dates.moment(book.date, report)
    bleed = max((part.forme.bleed for part in laid), default=0.0)
    closed = bool(laid) and laid[-1].section.folios == "back"
    binder.complete(book, sides, date)
    embedded = tuple(fonts_made())  # whoever makes them has had time until now
    pdf = binder.written(embedded)
    return Volume(pdf, len(binder.pages), date, bleed, closed, embedded, adrift)


def _fillers(laid: Sequence[LaidSection], blank: Blank) -> list[Forme | None]:
    """Return the empty page that comes before each section, or None."""
    fillers: list[Forme | None] = []
    pages = 0
    for part in laid:
        filler = blank("verso" if pages % 2 else "recto") if part.blank_before else None
        fillers.append(filler)
        pages += len(part.forme.pages) + (len(filler.pages) if filler else 0)
    return fillers


class _Binder:
    """The volume in the making."""

    def __init__(self, folios: Mapping[str, str], ahead: Ahead) -> None:
        self._folios, self._ahead, self._writer = folios, ahead, Writer()
        self._writer.reserve(len(SHARED))
        self._images: dict[str, int] = {}
        self._kids: list[bytes] = []
        self._fields: list[bytes] = []
        self._parents: list[tuple[int, bytes]] = []  # of the parent tree, by their keys
        self._key = 0  # the next one
        self._room = 1, 1  # numbers of objects and keys: of how many the next section's first is a multiple
        self._anchors: dict[str, bytes] = {}
        self._entries: list[outlines.Entry] = []
        self._ranges: list[tuple[int, Folios]] = []
        self._top = (0, 0)  # the catalog, and the document information
        self.pages: list[int] = []

    # ---- formes

    def label(self, part: LaidSection) -> None:
        """Note where a range of folios begins."""
        if not self._ranges or self._ranges[-1][1] != part.section.folios:
            self._ranges.append((len(self.pages), part.section.folios))

    def add(self, forme: Forme, first: int, section: str | None = None) -> None:
        """Put the forme of a section, or an empty page, into the PDF; the number of its first page is `first`.

        Before a section some numbers stay free, so that those behind one that has become a page longer keep theirs: all
        are written in the text of a forme, and most formes come from the store (`ahead.py`). There are fewer of them
        than of those before: readers take a file for damaged whose numbers are far higher than its objects are many.
        """
        if section:
            self._writer.reserve(-self._writer.next % self._room[0])
            self._key += -self._key % self._room[1]
        known = tuple((own, self._images[image]) for own, image in forme.images if image in self._images)
        start = Start(self._writer.next, first, self._key, known)
        part = self._ahead.numbered(section, forme, start) if section else numbered(forme, start)
        self._writer.reserve(part.end - start.object)
        if section:
            self._room = _power(part.end - start.object), 2 * _power(len(part.parents))
        self._images.update(part.images)
        for own, data in part.margins:
            self._writer.put_stream(own, b"<</Filter/FlateDecode>>", data)
        self._put(part)
        self._kids += part.kids
        self._fields += part.fields
        self._parents += enumerate(part.parents, self._key)
        self._key += len(part.parents)
        self.pages += part.pages
        for anchor in forme.anchors:
            self._anchors.setdefault(anchor.name, _place(part.pages[anchor.page], anchor.x, anchor.y))
        for mark in forme.bookmarks:
            place = _place(part.pages[mark.page], mark.x, mark.y)
            self._entries.append(outlines.Entry(mark.level, mark.label, place, mark.state != "closed"))

    def _put(self, part: Numbered) -> None:
        for pack in part.packs:
            self._writer.put_pack(pack)
        for own, stream in part.streams:
            self._put_stream(own, stream)

    def _put_stream(self, own: int, stream: Stream) -> None:
        if stream.data is not None:
            self._writer.put_stream(own, stream.head, stream.data)
        else:
            content = b"".join(piece if isinstance(piece, bytes) else self._filled(piece) for piece in stream.content)
            self._writer.put_stream(own, stream.head[:-2] + b"/Filter/FlateDecode>>", deflated(content))

    def _filled(self, slot: Slot) -> bytes:
        # Of another length than was left only where `layout.unsettled` was told.
        return slot.filled(self._folios.get(slot.target, ""))

    # ---- the volume

    def has_anchor(self, name: str) -> bool:
        """Whether a link to this name leads somewhere."""
        return name in self._anchors

    def complete(self, book: Book, sides: int, date: datetime | None) -> None:
        """Put what belongs to the volume as a whole, but for its fonts."""
        add, kids = self._writer.add, b" ".join(b"%d 0 R" % page for page in self.pages)
        pages = b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, len(self.pages))
        self._writer.put([(SHARED[Shared.PAGES], pages)])
        entries = {
            "Type": b"/Catalog",
            "Pages": b"%d 0 R" % SHARED[Shared.PAGES],
            "Lang": text_string(book.language),
            "StructTreeRoot": b"%d 0 R" % self._put_structure(),
            "MarkInfo": b"<</Marked true>>",
            "ViewerPreferences": b"<</DisplayDocTitle true>>",
            "PageLabels": _page_labels(self._ranges, book.language),
            "PageLayout": b"/TwoPageRight" if sides == 2 else b"/OneColumn",
        }
        if self._anchors:
            entries["Names"] = b"<</Dests %d 0 R>>" % add(_names(self._anchors))
        if (outline := outlines.write(self._entries, self._writer)) is not None:
            entries["Outlines"] = b"%d 0 R" % outline
        if self._fields:
            fonts = b"<</Font %d 0 R>>" % SHARED[Shared.FONTS]
            entries["AcroForm"] = b"<</Fields[%b]/DR%b/NeedAppearances true>>" % (b" ".join(self._fields), fonts)
        self._top = add(_dictionary(entries)), add(_dictionary(_information(book, date)))
        self._writer.pack()

    def written(self, fonts: Iterable[EmbeddedFont]) -> bytes:
        """Return the file, with these fonts."""
        self._put_fonts(fonts)
        return self._writer.written(*self._top)

    def _put_fonts(self, fonts: Iterable[EmbeddedFont]) -> None:
        names: list[bytes] = []
        for font in fonts:
            start = self._writer.next
            part = numbered_font(font, start)
            self._writer.reserve(part.end - start)
            self._put(part)
            names.append(b"/%b %d 0 R" % (font.key.encode(), start + font.number))
        self._writer.put([(SHARED[Shared.FONTS], b"<<%b>>" % b"".join(names))])

    def _put_structure(self) -> int:
        """Put the document element, with the top elements of all formes, and the root; return the root's number."""
        keys = b" ".join(b"%d %b" % pair for pair in self._parents)
        tree = self._writer.add(b"<</Nums[%b]>>" % keys)
        document, root = SHARED[Shared.DOCUMENT], self._writer.reserve()
        kids = b" ".join(self._kids)
        self._writer.put([
            (document, b"<</Type/StructElem/S/Document/P %d 0 R/K[%b]>>" % (root, kids)),
            (root, b"<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d>>"
             % (document, tree, self._key)),
        ])  # fmt: skip
        return root


def _power(number: int) -> int:
    """Return the greatest power of two that is no greater, and 1 at least."""
    return 1 << max(1, number).bit_length() - 1


def _place(page: int, x: float, y: float) -> bytes:
    return b"[%d 0 R/XYZ %b %b 0]" % (page, number(x), number(y))


def _dictionary(entries: Mapping[str, bytes]) -> bytes:
    return b"<<" + b"".join(b"/%b %b" % (key.encode(), value) for key, value in entries.items()) + b">>"


def _names(anchors: Mapping[str, bytes]) -> bytes:
    """Return the name tree of all anchors, in the order of their bytes (ISO 32000-1 §7.9.6)."""
    written = sorted((_sorting(name), text_string(name), place) for name, place in anchors.items())
    return b"<</Names[%b]>>" % b" ".join(b"%b%b" % (name, place) for _, name, place in written)


def _sorting(name: str) -> bytes:
    return name.encode() if text_string(name)[:1] == b"(" else b"\xfe\xff" + name.encode("utf-16-be")


def _page_labels(ranges: Iterable[tuple[int, Folios]], language: str) -> bytes:
    """Return how pages are called (ISO 32000-1 §12.4.2)."""
    words, entries = words_for(language), []
    for page, folios in ranges:
        style = {"roman": b"/S/r", "arabic": b"/S/D"}.get(folios)
        label = style or b"/P " + text_string(words.cover if folios == "cover" else words.back_cover)
        entries.append(b"%d<<%b>>" % (page, label))
    return b"<</Nums[%b]>>" % b" ".join(entries)


def _information(book: Book, date: datetime | None) -> dict[str, bytes]:
    """Return the document information."""
    maker = text_string(f"Kanyin {__version__}")
    found = {
        "Title": text_string(book.title),
        "Author": text_string(", ".join(book.authors)) if book.authors else None,
        "Subject": text_string(subject) if (subject := book.subject or book.description) else None,
        "Keywords": text_string(", ".join(book.keywords)) if book.keywords else None,
        "Creator": maker,
        "Producer": maker,
        "CreationDate": text_string(dates.in_pdf(date)) if date else None,
    }
    return {key: value for key, value in found.items() if value is not None}


def _tell_of_faces(foreign: Iterable[Foreign], book: Book, report: Report) -> None:
    """Report each character in a face nobody chose, once for each face, where it stands first."""
    told: set[tuple[str, str | None]] = set()
    for found in foreign:
        if (found.character, found.family) in told:
            continue
        told.add((found.character, found.family))
        shown = f"`{found.character}` (U+{ord(found.character):04X})"
        span = span_of(found.source, book.root)
        if found.family is None:
            report.warning(
                "font.missing-glyph",
                f"no font on this system has {shown}",
                span,
                "it prints as an empty box; install a font that has it, or write it otherwise",
            )
        else:
            report.warning(
                "font.foreign",
                f"{shown} was set in {found.family}, which the styles do not name",
                span,
                "install the fonts of the README, or name this one in the book's styles",
            )

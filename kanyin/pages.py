"""Pages: the templates filled, one document a section.

In: a `Section`, the side it begins on, and the folios known so far. Out: a `Sheet`: an HTML tree for the layout engine,
and a digest of all of it. Templates decide nothing: every choice and number is made here or before. Chapter bodies stay
trees; the template leaves a slot for each and the tree is set into it, so that no text is serialised and parsed again.

A page reference prints `0` for every digit of its folio and names its anchor in `data-page-of`: the binder fills in the
digits, and so a sheet changes when a folio gets another length, not when it gets another number. Contents do not even
change then.
"""

from __future__ import annotations

import copy
import marshal
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any, Literal
from xml.etree.ElementTree import Element

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
from .records import dataclass
from .sandbox import environment, place_of
from .sheet import Sheet
from .theme import Theme
from .trees import preorder
from .words import words_for

Side = Literal["recto", "verso"]

_LISTED = 4  # digits that a folio has room for in contents


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
        self._digests: dict[int, tuple[bytes, int]] = {}
        self._sheets: dict[tuple[object, ...], tuple[Section, Sheet]] = {}

    def sheet(self, section: Section, side: Side, folios: Mapping[str, str], *, exact: bool = False) -> Sheet:
        """Return the section's document; raises `BuildFailed` when a template is faulty.

        `exact`: page references print their folios as they are.
        """
        shown = _Folios(folios, exact)
        key = (id(section), side, exact, self._place(shown), *self._printed(section, shown))
        if key not in self._sheets:
            self._sheets[key] = section, self._sheet(section, side, shown)
        return self._sheets[key][1]

    def _printed(self, section: Section, shown: _Folios) -> Iterator[str]:
        """Yield what the section prints of folios."""
        if section.lists_contents:
            every = (heading.id for chapter in self._manuscript.chapters for heading in chapter.all_headings)
            yield from map(shown.listed, every)
        for piece in section.pieces:
            yield from map(shown.text, piece.chapter.page_references if piece.chapter else ())

    def _sheet(self, section: Section, side: Side, shown: _Folios) -> Sheet:
        chapters = [piece.chapter for piece in section.pieces if piece.chapter]
        skeleton = self._render(section, side, shown)
        bodies = tuple(self._body(chapter, shown) for chapter in chapters)
        digest, weight = sha256(skeleton.encode()), len(skeleton)
        for chapter in chapters:
            own, length = self._digest(chapter)
            digest.update(own + "\0".join(map(shown.text, chapter.page_references)).encode())
            weight += length
        return Sheet(section.name, skeleton, bodies, digest.hexdigest(), weight)

    def blank(self, side: Side) -> Sheet:
        """Return the document of an empty page."""
        return self.sheet(Section("blank", "blank", (Piece("blank.html"),), "next", "cover"), side, {})

    def _digest(self, chapter: Chapter) -> tuple[bytes, int]:
        """Return the digest of a chapter's tree, and its length in bytes."""
        if id(chapter) not in self._digests:
            # In version 2 equal values are written alike; json takes twice as long, `tostring` six times.
            written = marshal.dumps(preorder(chapter.tree), 2)
            self._digests[id(chapter)] = sha256(written).digest(), len(written)
        return self._digests[id(chapter)]

    def _render(self, section: Section, side: Side, folios: _Folios) -> str:
        slots = iter(range(len(section.pieces)))
        parts = [self._part(piece, slots) for piece in section.pieces]
        context = {
            **self._fixed,
            "section": {
                "name": section.kind,
                "run_on": section.run_on,
                "style": _style(section, side),
                "class": self._class(),
                "parts": parts,
            },
            "contents": self._contents(section, folios),
            "place": self._place(folios),
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

    def _place(self, folios: _Folios) -> official.Place:
        """Return where an official document's imprint goes, from where it stood when it was set before."""
        return official.place(folios.known, self._official_form())

    def _class(self) -> str:
        """Return the classes of the document's root: the theme, and the form of an official document."""
        form = self._official_form() if self._theme.form == "document" else ""
        return " ".join([f"theme-{self._book.settings.theme}", *([f"form-{form}"] if form else [])])

    def _contents(self, section: Section, folios: _Folios) -> Contents | None:
        if not section.lists_contents:
            return None
        inside, settings = section.kind == "inside", self._book.settings
        grid = (self._theme.characters, self._theme.lines)
        made = contents(self._manuscript, settings.listed_depth, folios.marked, inside=inside, grid=grid)
        # The inside cover is one page: without the author's word, chapters alone are listed where more does not fit.
        return (
            contents(self._manuscript, 1, folios.marked, inside=True, grid=grid)
            if inside and not settings.contents_depth and not made.shares_page
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

    def _body(self, chapter: Chapter, folios: _Folios) -> Element:
        """Return the chapter's tree with the folios its page references print."""
        if not chapter.page_references:
            return chapter.tree
        tree = copy.deepcopy(chapter.tree)
        for reference in tree.iter("a"):
            if target := reference.get("data-page-of"):
                reference.text = self._forms.page.format(folios.text(target) or "0")
                if not folios.is_blank(target):
                    del reference.attrib["data-page-of"]
        return tree

    def _fail(self, error: Exception) -> None:
        """Report a template's fault at its line; the program's own templates are tested, so it is the book's."""
        place = place_of(error, self._book.templates)
        hint = "templates/README.md lists what each template is given"
        self._report.error("template.fault", str(error) or type(error).__name__, place, hint)
        self._report.stop_on_errors()


class _Folios:
    """Folios as a sheet has them."""

    def __init__(self, folios: Mapping[str, str], exact: bool) -> None:
        self.known, self._exact = folios, exact

    def text(self, target: str) -> str:
        """Return what stands for the folio of an anchor."""
        folio = self.known.get(target, "")
        return "0" * len(folio) if self.is_blank(target) else folio

    def is_blank(self, target: str) -> bool:
        """Whether the digits are filled in later."""
        return not self._exact and self.known.get(target, "").isdecimal()

    def listed(self, target: str) -> str:
        """Return what stands for it in contents: their column has room for any, and digits stand flush right in it."""
        return "0" * _LISTED if self.is_blank(target) else self.text(target)

    def marked(self, target: str) -> Markup:
        """Return the same as HTML, which says whose folio it is."""
        text = Markup.escape(self.listed(target))
        if not self.is_blank(target):
            return text
        return Markup('<span data-page-of="{}" data-page-at="end">{}</span>').format(target, text)


def _style(section: Section, side: Side) -> str:
    """Return the few rules that are this section's alone: its first side, its numerals."""
    numerals = ":root { --numerals: lower-roman }" if section.folios == "roman" else ""
    return f"html {{ break-before: {'right' if side == 'recto' else 'left'} }} {numerals}"

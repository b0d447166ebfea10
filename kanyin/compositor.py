"""The compositor: sheets set and drawn as formes.

In: a book, its theme, what may be read; then `Sheet`s. Out: `Forme`s, and the fonts of a volume. It holds what is made
once for all sections: parsed stylesheets, fonts, decoded images. This is all that a worker needs, and what a build that
finds every forme in the store never makes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from typing import Any, Final

import weasyprint
from weasyprint.text.fonts import FontConfiguration

from . import choices, collector, faces, rehearsal, tables
from .access import CHANGING, Access
from .book import Book
from .diagnostics import Report
from .engine.deferring import ours
from .engine.drawing import draw
from .engine.families import has_family
from .engine.fitting import listening
from .engine.margins import apart
from .engine.messages import heard
from .engine.sheets import html_from_tree
from .fetcher import Fetcher
from .forme import Forme
from .frames import roomy
from .sheet import Sheet
from .theme import Theme
from .trees import with_sources
from .words import words_for


class Compositor:
    """Sets the sections of one book, one after another."""

    def __init__(self, book: Book, theme: Theme, access: Access) -> None:
        self._book, self._theme, self._access = book, theme, access
        report = Report()
        self._fetcher = Fetcher(access, report)
        self._read = self._fetcher.begin(report)  # by the stylesheets: every section depends on it
        self._fonts, self._counters = FontConfiguration(), weasyprint.css.counters.CounterStyle()
        self._images = _Images()
        rare = faces.rare(theme, book.settings, book.language, partial(has_family, self._fonts), report)
        with heard(report):
            self._sheets = self._stylesheets(rare)
        self._check_faces(report)
        self._said = tuple(report)
        collector.settle()

    @roomy
    def set(self, sheet: Sheet, first: int, last: int) -> Forme:
        """Return the section's forme; the number of its first page will be one from `first` to `last`."""
        report = Report()
        read = self._fetcher.begin(report)
        self._images.used.clear()
        root = sheet.root(first)
        document = self._laid_out(root, first, last, report)
        with heard(report):
            forme = draw(document, dict(with_sources(root)))
        del document
        collector.sweep()
        found = {**self._read, **self._images.read_for(read), **read}
        said = dict.fromkeys((*self._said, *report))
        return replace(forme, first=first, said=tuple(said), read=tuple(sorted(found.items())))

    def rehearse(self, has_time: Callable[[], bool]) -> None:
        """Set pages that nobody sees while there is time, so that what comes first is as quick as what comes later."""
        for page in rehearsal.pages(self._book.language, self._theme.name):
            if has_time():
                with suppress(Exception):  # what goes wrong here goes wrong again, where it is told
                    self.set(Sheet("rehearsal", page, (), "", 0), 1, 1)

    def is_current(self) -> bool:
        """Whether the files its stylesheets were made of are the same still; of the network nobody knows."""
        known = self._read.items()
        return all(digest != CHANGING and self._access.digest_of(url) == digest for url, digest in known)

    def forget_images(self) -> None:
        """Let go of images, whose files may have changed."""
        self._images = _Images()

    @property
    def font_config(self) -> Any:
        """The engine's fonts, those of the stylesheets among them."""
        return self._fonts

    def _laid_out(self, root: Any, first: int, last: int, report: Report) -> Any:
        html = html_from_tree(root, self._book.root.as_uri() + "/", self._fetcher)
        with heard(report), listening(tables.listener(self._book.root, report)), apart(first, last):
            return html.render(
                font_config=self._fonts, counter_style=self._counters, stylesheets=self._sheets, pdf_tags=True,
                cache=self._images,
            )  # fmt: skip

    def _check_faces(self, report: Report) -> None:
        """Report a face the book chose of which no family is there; the stylesheets' own may be among them."""
        for role, face in self._book.settings.fonts.items():
            if not any(has_family(self._fonts, family) for family in face.families):
                wanted = "” or “".join(face.families)
                message = f"no font of this system is called “{wanted}”: the theme's {role} stands in"
                hint = "`fc-list :lang=zh family` lists what there is; a file in the book's folder needs an @font-face"
                report.warning("font.absent", message, face.span, hint)

    def _stylesheets(self, rare: faces.Chosen) -> list[Any]:
        """Parse the theme's stylesheets, the book's choices, and last the book's own sheets; those may import only what
        they may read."""
        words = words_for(self._book.language)
        chosen = rare.rules + choices.stylesheet(self._theme, self._book.settings, words, rare.tokens)
        make: Callable[..., Any] = partial(
            weasyprint.CSS, font_config=self._fonts, counter_style=self._counters, url_fetcher=self._fetcher
        )
        with ours():
            themed = [make(filename=str(sheet)) for sheet in self._theme.sheets]
        return [*themed, make(string=chosen), *(make(filename=str(sheet)) for sheet in self._book.styles)]


_ENOUGH: Final = 100
"""For how many builds a compositor serves: what is known of styles grows with each."""

_kept: dict[str, tuple[Compositor, int]] = {}
"""The compositor of the last build in this process, by what it depends on, and how many it has served."""


@contextmanager
def kept(key: Callable[[], str], make: Callable[[], Compositor]) -> Iterator[Compositor]:
    """Give the compositor of the last build if it depends on the same, by `key`, else another; keep it for the next.

    A book that is watched is built again at every edit: parsed stylesheets, opened fonts and shaped characters are a
    third of the time of that. One whose build was broken off is not kept, and no two builds at once have the same.
    """
    compositor, served = _kept.pop(key(), (None, 0)) if _kept else (None, 0)
    if compositor is None or served >= _ENOUGH or not compositor.is_current():
        compositor, served = make(), 0
    compositor.forget_images()
    yield compositor
    _kept.clear()
    _kept[key()] = compositor, served + 1


class _Images(dict[str, Any]):
    """The engine's images, decoded once for all sections; it notes which of them a section asks for.

    One that could not be read is not kept, so that each section says so that has it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.used: set[str] = set()
        self._read: dict[str, str] = {}

    def __contains__(self, key: object) -> bool:
        self.used.add(str(key))
        return super().__contains__(key)

    def __setitem__(self, key: str, value: Any) -> None:
        if value is not None:
            super().__setitem__(key, value)

    def read_for(self, read: dict[str, str]) -> dict[str, str]:
        """Return what the section's images are made of, `read` for it or for one before it.

        An SVG may hold others, which it asked for when it was first drawn: with one, everything counts.
        """
        self._read.update(read)
        drawings = any(url.lower().endswith(".svg") for url in self.used)
        return {url: digest for url, digest in self._read.items() if drawings or url in self.used}

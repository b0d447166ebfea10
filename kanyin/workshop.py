"""The workshop: who makes the formes of a build.

In: orders. Out: their formes, in the same order, wherever each comes from: the store, where an earlier build left it;
a worker; or this process. Which of them it was is not to be seen in the volume.

A forme in the store is found by everything it was made of: its sheet, the styles, the libraries, the fonts. The files
that were read for it are noted in it, and it holds only while they are what they were.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import cached_property, partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, TypeVar

from . import __version__, chapters, choices, engine, stereotype
from .access import CHANGING, Access
from .ahead import Ahead, cast, restored
from .book import Book
from .diagnostics import Severity
from .engine.surroundings import looks_for_fonts_aside, surroundings
from .forme import EmbeddedFont, FontUse, Forme
from .pipes import giving_way
from .sheet import Order, Sheet
from .store import Store, program
from .theme import Theme
from .words import words_for
from .workers import Work, Workers, can_fork, stand_down, standing_by

if TYPE_CHECKING:
    from .compositor import Compositor

T = TypeVar("T")

_WORTH: Final = 60_000
"""How much the sections beside the longest must weigh for workers to be worth their start: a third of a second."""

_LONG: Final = 60_000
"""How many characters a book has at least for which a worker gets ready before it is read."""

_has_built = False
"""Whether there was a build in this process."""


class Workshop:
    """Makes the formes of one book, with so many workers at most; `store` is None where nothing is kept.

    `meanwhile` is done here while workers set pages. To be used in a `with` block, at the end of which the workers end.
    """

    def __init__(
        self,
        book: Book,
        theme: Theme,
        access: Access,
        *,
        jobs: int = 1,
        store: Store | None = None,
        meanwhile: Callable[[], object] = lambda: None,
    ) -> None:
        self._book, self._theme, self._access = book, theme, access
        self._jobs, self._store, self._meanwhile = jobs, store, meanwhile
        self._workers: Workers | None = None
        self._used = ExitStack()  # the compositor, given back at the end, and the workers
        self._digests: dict[str, str] = {}  # of files that formes in the store depend on
        self.seconds: dict[str, float] = {}
        """The seconds spent on setting, by the names of the sections that were set."""

    def __enter__(self) -> Workshop:
        return self

    def __exit__(self, *raised: Any) -> None:
        global _has_built
        _has_built = True
        self._used.__exit__(*raised)
        if self._store:
            if self.ahead.starts not in ({}, self.ahead.last):
                self._store.put(self._starts_key, cast(self.ahead.starts))
            self._store.trim()

    def prepare(self) -> None:
        """Have a worker get ready while the book is read, if it is long and pages are to be set, as far as is known.

        If one stands by, it is told what book it is for, however short. A process that builds again has a compositor of
        its own, or will have one.
        """
        if self._jobs == 1 or _has_built:
            return
        if self._is_known():
            stand_down()  # nobody is needed, and what loads the engine would be in the way
        else:
            self._hire(self._is_long())

    def made(self, orders: Sequence[Order]) -> list[Forme]:
        """Return the formes of the orders. Workers begin with what is missing before the rest is fetched."""
        absent = [index for index, order in enumerate(orders) if not self._may_be_kept(order)]
        made = self._set(orders, absent)
        formes = {}
        for index, order in enumerate(orders):
            if index not in absent and (forme := self._kept(order)):
                formes[index] = forme
        if absent and self._workers:
            self.ahead.advance(orders, formes)
        formes |= made()
        refused = [index for index in range(len(orders)) if index not in formes]
        formes |= self._set(orders, refused)()
        return [formes[index] for index in range(len(orders))]

    def fonts(self, uses: Iterable[FontUse]) -> Callable[[], list[EmbeddedFont]]:
        """Have the fonts of the volume made, each with all the glyphs that are used of it, and return what gives them.

        Workers begin at once, while the caller does something else; they are not needed any more then.
        """
        wanted = self.ahead.together(list(uses))
        keys = {use.key: self._font_key(use) for use in wanted} if self._store else {}
        fonts = {name: font for name, key in keys.items() if (font := self._found(key, stereotype.font))}
        missing = [use for use in wanted if use.key not in fonts]
        made = self._begun(missing, [len(use.widths[0]) for use in missing])

        def all_of_them() -> list[EmbeddedFont]:
            for use, font in zip(missing, made(), strict=True):
                fonts[use.key] = font
                if self._store:
                    self._store.put(keys[use.key], stereotype.cast_font(font))
            self._dismiss()
            return [fonts[use.key] for use in wanted]

        return all_of_them

    # ---- setting

    def _set(self, orders: Sequence[Order], places: Sequence[int]) -> Callable[[], dict[int, Forme]]:
        """Have the orders in those places set, and return what gives their formes."""
        wanted = [orders[place] for place in places]
        weights = [order.sheet.weight for order in wanted]
        if self._workers is None and self._jobs > 1 and wanted:
            self._hire(sum(sorted(weights)[:-1]) > _WORTH)
        results = self._begun(wanted, weights)

        def made() -> dict[int, Forme]:
            if self._workers:
                with giving_way():
                    self._meanwhile()
            for order, (forme, seconds) in zip(wanted, done := results(self._come), strict=True):
                name = order.sheet.section
                self.seconds[name] = self.seconds.get(name, 0.0) + seconds
                self._keep(order, forme)
            return {place: forme for place, (forme, _) in zip(places, done, strict=True)}

        return made

    def _come(self, result: tuple[Forme, float]) -> None:
        """Do what can be done with a forme as it comes from a worker."""
        self.ahead.take(result[0])

    def _begun(self, tasks: Sequence[Any], weights: Sequence[int]) -> Callable[..., list[Any]]:
        """Have workers begin with the tasks, if there are any, and return what gives the results of all of them.

        It takes a function, or none, that is called with each result as it comes from a worker.
        """
        doing = self._workers.begin(tasks, weights) if self._workers and tasks else None

        def results(come: Callable[[Any], object] | None = None) -> list[Any]:
            done = doing.results(come) if doing else {}
            return [done[place] if place in done else self._do(task) for place, task in enumerate(tasks)]

        return results

    def _do(self, task: Order | FontUse) -> Any:
        """Do a task here."""
        return _done(lambda: self._compositor, task)

    @cached_property
    def _compositor(self) -> Compositor:
        load_engine()  # a build that finds all its pages in the store does without, and without WeasyPrint
        from . import compositor

        def make() -> Compositor:
            return compositor.Compositor(self._book, self._theme, self._access)

        if self._store is None:  # then there is no key either
            return make()
        return self._used.enter_context(compositor.kept(lambda: self._base, make))

    @cached_property
    def ahead(self) -> Ahead:
        """What does of binding what can be done while workers set what is missing."""
        return Ahead(self._found(self._starts_key, restored) if self._store else None)

    @cached_property
    def _starts_key(self) -> str:
        """The key of where the sections began in the last volume."""
        return sha256(f"{self._base} starts".encode()).hexdigest()

    # ---- workers

    def _is_long(self) -> bool:
        return sum(len(chapter.text) for chapter in self._book.chapters) >= _LONG

    def _is_known(self) -> bool:
        """Whether the book has no chapter that no build has read."""
        return all(self._store and chapters.is_kept(chapter, self._store) for chapter in self._book.chapters)

    def _hire(self, worth: bool) -> None:
        """Employ workers that stand by, or if it is `worth` their start, others."""
        found = standing_by(self._jobs)
        if found is None and worth and can_fork():
            found = Workers(self._jobs, load_engine, alone=looks_for_fonts_aside())
        if found:
            bare = replace(self._book, outline=())  # which is sent to them; they set sheets, and see no text before
            found.employ(partial(_employed, bare, self._theme, self._access), self._jobs)
            self._workers = found
            self._used.callback(found.end)

    def _dismiss(self) -> None:
        if self._workers:
            self._workers.dismiss()
            self._workers = None

    # ---- keeping

    def _may_be_kept(self, order: Order) -> bool:
        """Whether the store has something for this order."""
        return self._store is not None and any(map(self._store.has, self._keys(order)))

    def _kept(self, order: Order) -> Forme | None:
        """Return the forme that an earlier build made of this very order."""
        known = order.first == order.last
        for key in self._keys(order):
            forme = self._found(key, stereotype.forme)
            if forme and (forme.numbered or not known or forme.fits(order.first)):
                return forme if all(self._is_still(url, digest) for url, digest in forme.read) else None
        return None

    def _keys(self, order: Order) -> tuple[str, str]:
        """Return the keys under which an order's forme may be: that of one which fits any numbers comes first."""
        return self._key(order.sheet), self._key(order.sheet, order.first)

    def _found(self, key: str, restored: Callable[[bytes], T]) -> T | None:
        return self._store.found(key, restored) if self._store else None

    def _keep(self, order: Order, forme: Forme) -> None:
        """Keep a forme that is without fault; what came from the network may be another thing tomorrow."""
        faulty = any(found.severity is Severity.ERROR for found in forme.said)
        if self._store and not faulty and CHANGING not in dict(forme.read).values():
            key = self._key(order.sheet, order.first if forme.numbered else None)
            self._store.put(key, stereotype.cast(forme))

    def _font_key(self, use: FontUse) -> str:
        """Return the key of a font with just these glyphs; a book that is built again seldom has new characters."""
        return sha256(self._base.encode() + stereotype.cast_use(use)).hexdigest()

    def _is_still(self, url: str, digest: str) -> bool:
        if url not in self._digests:
            self._digests[url] = self._access.digest_of(url)
        return self._digests[url] == digest

    def _key(self, sheet: Sheet, first: int | None = None) -> str:
        """Return the key of a sheet's forme; of one that shows the numbers of its pages `first` is a part."""
        return sha256(f"{self._base} {sheet.digest} {first}".encode()).hexdigest()

    @cached_property
    def _base(self) -> str:
        """What all formes of the book depend on, as a digest."""
        book, theme = self._book, self._theme
        digest = sha256("\0".join((__version__, program(), *surroundings())).encode())
        digest.update(choices.stylesheet(theme, book.settings, words_for(book.language)).encode())
        digest.update(repr((book.root, self._access, book.settings.fonts)).encode())
        for sheet in (*theme.sheets, *book.styles):
            digest.update(sheet.read_bytes() + b"\0")
        return digest.hexdigest()


def load_engine() -> None:
    """Load what sets pages, whatever the book."""
    engine.install()
    from . import compositor as compositor


def _employed(book: Book, theme: Theme, access: Access, has_time: Callable[[], bool]) -> Work:
    """Return what does the tasks of a book in a worker."""
    from .compositor import Compositor

    made = Compositor(book, theme, access)
    made.rehearse(has_time)
    return partial(_done, lambda: made)


def _done(compositor: Callable[[], Compositor], task: Order | FontUse) -> Any:
    """Set a section, and tell how many seconds it took; or embed a font."""
    if isinstance(task, FontUse):
        engine.install()
        from .engine.programs import embed

        return embed(task, lambda: compositor().font_config)
    start = time.perf_counter()
    return compositor().set(*task), time.perf_counter() - start

"""The workshop: who makes the formes of a build.

In: orders. Out: their formes, in the same order, wherever each comes from: the store, where an earlier build left it;
a worker; or this process. Which of them it was is not to be seen in the volume.

A forme in the store is found by everything it was made of: its sheet, the styles, the libraries, the fonts. The files
that were read for it are noted in it, and it holds only while they are what they were.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from functools import cached_property
from hashlib import sha256
from threading import Lock
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final, TypeVar

from . import __version__, choices, engine, stereotype
from .access import CHANGING, Access
from .book import Book
from .diagnostics import Severity
from .engine.surroundings import surroundings
from .forme import EmbeddedFont, FontUse, Forme, together
from .pages import Sheet
from .store import Store, program
from .theme import Theme
from .typeset import Order
from .words import words_for
from .workers import Workers, can_fork

if TYPE_CHECKING:
    from .compositor import Compositor

T = TypeVar("T")

_WORTH: Final = 60_000
"""How much the sections beside the longest must weigh for workers to be worth their start: a third of a second."""


class Workshop:
    """Makes the formes of one book, with so many workers at most; `store` is None where nothing is kept.

    To be used in a `with` block, at the end of which the workers end.
    """

    def __init__(self, book: Book, theme: Theme, access: Access, *, jobs: int = 1, store: Store | None = None) -> None:
        self._book, self._theme, self._access = book, theme, access
        self._jobs, self._store = jobs, store
        self._workers: Workers | None = None
        self._used = ExitStack()  # the compositor, given back at the end
        self._lock = Lock()  # of threads that load the engine
        self._digests: dict[str, str] = {}  # of files that formes in the store depend on
        self.seconds: dict[str, float] = {}
        """The seconds spent on setting, by the names of the sections that were set."""

    def __enter__(self) -> Workshop:
        return self

    def __exit__(self, *raised: Any) -> None:
        self._used.__exit__(*raised)
        if self._workers:
            self._workers.__exit__(*raised)
        if self._store:
            self._store.trim()

    def made(self, orders: Sequence[Order]) -> list[Forme]:
        """Return the formes of the orders."""
        formes = {index: forme for index, order in enumerate(orders) if (forme := self._kept(order))}
        missing = [index for index in range(len(orders)) if index not in formes]
        for index, (forme, seconds) in zip(missing, self._set([orders[index] for index in missing]), strict=True):
            formes[index] = forme
            name = orders[index].sheet.section
            self.seconds[name] = self.seconds.get(name, 0.0) + seconds
            self._keep(orders[index], forme)
        return [formes[index] for index in range(len(orders))]

    def fonts(self, uses: Iterable[FontUse]) -> Iterator[EmbeddedFont]:
        """Yield the fonts of the volume, each with all the glyphs that are used of it.

        Nearly all of the time goes into libraries that let go of the interpreter: with several jobs, threads make the
        fonts while the caller does something else, and begin at once.
        """
        if self._jobs == 1:
            return map(self._font, together(uses))
        from concurrent.futures import ThreadPoolExecutor

        threads = ThreadPoolExecutor(self._jobs)
        try:
            return threads.map(self._font, together(uses))
        finally:
            threads.shutdown(wait=False)

    # ---- setting

    def _set(self, orders: Sequence[Order]) -> list[tuple[Forme, float]]:
        if self._workers is None and self._are_worth_workers(orders):
            _compositing()  # or each worker would load it
            self._workers = Workers(self._jobs, lambda: self._setter)
        if self._workers:
            from concurrent.futures.process import BrokenProcessPool

            try:
                return self._workers.set(orders)
            except (BrokenProcessPool, BrokenPipeError):  # too little memory for so many: one after another then
                self._workers, self._jobs = None, 1
        return [self._setter(order) for order in orders]

    def _setter(self, order: Order) -> tuple[Forme, float]:
        start = time.perf_counter()
        return self._compositor.set(*order), time.perf_counter() - start

    def _are_worth_workers(self, orders: Sequence[Order]) -> bool:
        weights = sorted(order.sheet.weight for order in orders)
        return self._jobs > 1 and sum(weights[:-1]) > _WORTH and can_fork()

    @cached_property
    def _compositor(self) -> Compositor:
        module = _compositing()

        def make() -> Compositor:
            made: Compositor = module.Compositor(self._book, self._theme, self._access)
            return made

        if self._store is None:  # then there is no key either
            return make()
        kept: Compositor = self._used.enter_context(module.kept(self._base, make))
        return kept

    # ---- keeping

    def _kept(self, order: Order) -> Forme | None:
        """Return the forme that an earlier build made of this very order."""
        if self._store is None:
            return None
        known = order.first == order.last
        for key in (self._key(order.sheet), self._key(order.sheet, order.first)):
            forme = self._found(key, stereotype.forme)
            if forme and (forme.numbered or not known or forme.fits(order.first)):
                return forme if all(self._is_still(url, digest) for url, digest in forme.read) else None
        return None

    def _found(self, key: str, restored: Callable[[bytes], T]) -> T | None:
        return self._store.found(key, restored) if self._store else None

    def _keep(self, order: Order, forme: Forme) -> None:
        """Keep a forme that is without fault; what came from the network may be another thing tomorrow."""
        faulty = any(found.severity is Severity.ERROR for found in forme.said)
        if self._store and not faulty and CHANGING not in dict(forme.read).values():
            key = self._key(order.sheet, order.first if forme.numbered else None)
            self._store.put(key, stereotype.cast(forme))

    def _font(self, use: FontUse) -> EmbeddedFont:
        """Return a font; a book that is built again seldom has new characters."""
        if self._store is None:
            return self._embedded(use)
        key = sha256(self._base.encode() + stereotype.cast_use(use)).hexdigest()
        if kept := self._found(key, stereotype.font):
            return kept
        font = self._embedded(use)
        self._store.put(key, stereotype.cast_font(font))
        return font

    def _embedded(self, use: FontUse) -> EmbeddedFont:
        with self._lock:
            engine.install()
            from .engine.programs import embed

        return embed(use, lambda: self._compositor.font_config)

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


def _compositing() -> ModuleType:
    """Load what sets pages; a build that finds them all in the store does without, and without WeasyPrint."""
    engine.install()
    from . import compositor

    return compositor

"""Watching: what is saved on disk → which book to build again.

In: books, and a function that builds one. Out: calls of it, first for every book, then whenever a file changed that a
book may be read from; it ends with Ctrl-C. What is broken, deleted, renamed or put back meanwhile is a change like any
other. Building, and telling of it, is the caller's.

Folders are watched one by one, not as trees: a single file's folder may be a whole home, and the folder that the PDFs
go to lies inside many a book. When folders come and go the watch is begun anew, and the books are built after that,
so that no change falls between.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path

import watchfiles

from kanyin.collector import tidy
from kanyin.records import dataclass
from kanyin.sources import is_file, is_folder
from kanyin.system import is_wsl

TICK = 0.2
"""Seconds between two looks at whether the books' folders are still the same."""
_QUIET, _LONGEST = 0.1, 1.6
"""Seconds without a change that end a batch of them, and seconds after which it is ended all the same."""
_MOST_FOLDERS = 1000
"""A book has a few; a single file may lie on top of everything its owner has. The nearest come first."""

# Hidden files, and what editors and office programs write beside the file they save; PDFs are what we write ourselves.
_PASSING = re.compile(r"\..*|.*~|#.*#|~\$.*|4913|__pycache__|node_modules|.*\.(?:swp|swx|tmp|temp|part|bak|pdf)", re.I)

Build = Callable[["Watched", Sequence[Path]], object]
"""Builds one book; it is told which files changed."""


@dataclass(frozen=True)
class Watched:
    """A book to follow: `path` as it was named, the folder `out` its files go to, `more` folders it may read."""

    path: Path
    out: Path
    more: tuple[Path, ...] = ()

    @cached_property
    def absolute(self) -> Path:
        """The book's path from the root, for when the folder we stand in is moved away."""
        return Path(os.path.abspath(self.path))  # noqa: PTH100 - resolve() would follow links

    @cached_property
    def base(self) -> Path:
        """The folder the book is read from, asked for the first time when it is there: a single file lies in one."""
        return self.absolute.parent if is_file(self.absolute) else self.absolute

    def folders(self) -> frozenset[Path]:
        """Return the folders, links followed, that are there now and hold what the book may be read from."""
        return frozenset(_below((self.base, *self.more), self.out.resolve()))

    def identity(self) -> tuple[int, int] | None:
        """Return what changes when another folder takes the place of the book's; None when there is none."""
        with suppress(OSError):
            found = self.base.stat()
            return found.st_dev, found.st_ino
        return None


def watch(books: Sequence[Watched], build: Build, note: Callable[[str], object]) -> None:
    """Build the books, and again whenever one changed, until Ctrl-C; `note` hears what the user should know."""
    due: Mapping[Watched, tuple[Path, ...]] = {book: () for book in books if book.base}
    polling = is_wsl() or bool(os.environ.get("WATCHFILES_FORCE_POLLING"))
    with suppress(KeyboardInterrupt):
        while True:
            try:
                due = _follow(books, build, due, polling)
            except FileNotFoundError:  # a folder went away while the watch was put on it
                time.sleep(TICK)
            except (OSError, RuntimeError) as error:  # watchfiles' own errors are RuntimeErrors
                note(f"the system cannot watch these folders ({error}); looking at them in turn instead")
                polling = True


def _follow(
    books: Sequence[Watched], build: Build, due: Mapping[Watched, tuple[Path, ...]], polling: bool
) -> dict[Watched, tuple[Path, ...]]:
    """Follow the books for as long as their folders stay what they are; return what is to be built then, and why."""
    identities = {book: book.identity() for book in books}
    folders = {book: book.folders() for book in books}
    waiting, begun = dict(due), False
    for batch in _batches(frozenset().union(*folders.values()), polling):
        waiting |= {book: found for book in books if (found := _of(book, folders[book], batch))}
        moved = {book: () for book in books if book.identity() != identities[book]}
        if moved or any(_is_about_folders(folders[book], batch) for book in books):
            return {**moved, **waiting}
        if not begun and any(book.folders() != folders[book] for book in books):
            return waiting  # a folder came between the look and the watch
        begun = True
        while waiting:
            book = next(iter(waiting))
            build(book, waiting.pop(book))
            tidy()
    raise AssertionError("unreachable: a watch ends with Ctrl-C")


def _batches(folders: frozenset[Path], polling: bool) -> Iterator[frozenset[tuple[bool, Path]]]:
    """Yield batches of changes, as (whether the file was only modified, its path); an empty one at each tick."""
    if polling or not folders:
        yield from _looks(folders)
    for changes in watchfiles.watch(
        *folders,
        watch_filter=lambda _, path: is_source(Path(path)) or Path(path) in folders,
        step=int(_QUIET * 1000),
        debounce=int(_LONGEST * 1000),
        rust_timeout=int(TICK * 1000),
        yield_on_timeout=True,
        force_polling=False,
        recursive=False,
        ignore_permission_denied=True,
    ):
        yield frozenset((change is watchfiles.Change.modified, Path(path)) for change, path in changes)


def _looks(folders: frozenset[Path]) -> Iterator[frozenset[tuple[bool, Path]]]:
    """Yield the same by looking at the folders in turn, for where the system does not tell of changes.

    `watchfiles` can do so too, but sees nothing of a second change within one second.
    """
    before = _entries(folders)
    while True:
        time.sleep(TICK)
        after = _entries(folders)
        changed = (path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
        yield frozenset((path in before and path in after, path) for path in changed if is_source(path))
        before = after


def _entries(folders: Iterable[Path]) -> dict[Path, tuple[int, ...]]:
    """Return what is in the folders, with numbers that change when a file is written, or put in another's place."""
    found: dict[Path, tuple[int, ...]] = {}
    for folder in folders:
        with suppress(OSError):
            for entry in os.scandir(folder):
                with suppress(OSError):
                    told = entry.stat()
                    written = () if entry.is_dir() else (told.st_mtime_ns, told.st_size)
                    found[Path(entry.path)] = (told.st_ino, *written)
    return found


def is_source(path: Path) -> bool:
    """Tell whether a book may be read from a file of this name."""
    return not _PASSING.fullmatch(path.name)


def _of(book: Watched, folders: frozenset[Path], batch: Iterable[tuple[bool, Path]]) -> tuple[Path, ...]:
    """Return the changed files that the book may be read from, in order of name; a first PDF's new folder is none."""
    out = book.out.resolve()
    found = (path for _, path in batch if path.parent in folders or path in folders)
    return tuple(sorted(path for path in found if path in folders or not out.is_relative_to(path)))


def _is_about_folders(folders: frozenset[Path], batch: Iterable[tuple[bool, Path]]) -> bool:
    """Tell whether a folder came or went: the watch must then be put on the folders there are now."""
    return any(not modified and (path in folders or is_folder(path)) for modified, path in batch)


def _below(bases: Iterable[Path], left_out: Path) -> Iterator[Path]:
    """Yield the folders and those below them, nearest first, without hidden ones and `left_out`, links followed."""
    waiting, seen = list(bases), set[Path]()
    for folder in waiting:
        with suppress(OSError, RuntimeError):
            real = folder.resolve()
            if real in seen or len(seen) >= _MOST_FOLDERS or not is_folder(folder):
                continue
            seen.add(real)
            yield real
            inside = sorted(Path(entry.path) for entry in os.scandir(real) if entry.is_dir())
            waiting += [path for path in inside if is_source(path) and path.resolve() != left_out]

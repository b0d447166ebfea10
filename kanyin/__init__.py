"""Kanyin 刊印: from a folder of Chinese Markdown to a typeset booklet.

`build()` is the whole pipeline, one call a stage:

    load → read → typeset → bind → produce

Each stage is a module of that name (`book.load`, `manuscript.read`, `typeset.Typesetter`, `bind.bind`, `editions`);
frozen dataclasses flow between them, and `diagnostics.Report` collects what each has to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .collector import resting
from .diagnostics import Report

if TYPE_CHECKING:
    from .bind import Volume
    from .book import Book

__version__ = "0.1.0"
__all__ = ["Built", "__version__", "build"]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made: the files, by edition in the order asked for, and the volume's count of pages."""

    files: tuple[Path, ...]
    pages: int


@resting()
def build(
    path: str | Path,
    out: str | Path = "dist",
    *,
    editions: Sequence[str] = (),
    theme: str | None = None,
    report: Report | None = None,
    allow_paths: Sequence[Path] = (),
    allow_network: bool = False,
    strict: bool = False,
) -> Built:
    """Build the book at `path` (a folder or a `.md` file) into the folder `out`.

    `editions` and `theme` win over the book's own; `report` receives every diagnostic. While rendering, only files
    below the book's folder and `allow_paths` are read. Raises `diagnostics.BuildFailed` when a diagnostic is an error
    — or a warning, if `strict` — and then writes nothing.
    """
    # The stages are imported when they are needed: the engine takes a third of a second to load.
    from . import bind, engine, manuscript, typeset
    from . import book as books
    from . import theme as themes
    from .access import Access

    report = report if report is not None else Report()
    engine.install()
    book = books.load(Path(path), report, theme=theme)
    chosen = themes.adapted(themes.find(book.settings.theme, report), book.settings, report)
    access = Access.to(book.root, *allow_paths, network=allow_network)
    text = manuscript.read(book, access, report)
    typesetter = typeset.Typesetter(book, text, chosen, access, report)
    laid = typesetter.volume()
    volume = bind.bind(book, laid, typesetter.blank, report, sides=chosen.sides)
    report.stop_on_errors(strict=strict)
    files = produce(book, volume, editions or book.settings.editions, Path(out), report)
    report.stop_on_errors()
    return Built(files, volume.pages)


def produce(book: Book, volume: Volume, names: Sequence[str], out: Path, report: Report) -> tuple[Path, ...]:
    """Write each edition as `out/<book>[-edition].pdf` and return the paths."""
    from .editions import EDITIONS
    from .files import write_whole

    files = []
    for name in names:
        ending, make = EDITIONS[name]
        path = out / f"{book.name}{ending}.pdf"
        if write_whole(path, make(volume), report):
            files.append(path)
    return tuple(files)

"""Kanyin 刊印: from a folder of Chinese Markdown to a typeset booklet.

`kanyin.build()` builds a book; what is wrong with it comes as a `BuildFailed`, or through a `Report` of your own:

    import kanyin

    try:
        built = kanyin.build("作文集", "成品")
    except kanyin.BuildFailed as failed:
        for found in failed.diagnostics:
            print(kanyin.render(found))
    else:
        print(built.files[0], built.pages)

`kanyin.engine.install()` gives the same Chinese composition to any program that uses WeasyPrint. docs/python.md and
docs/engine.md tell of both.

`build()` is the whole pipeline, one call a stage:

    load → read → typeset → bind → produce

Each stage is a module of that name (`book.load`, `manuscript.read`, `typeset.Typesetter`, `bind.bind`, `editions`);
frozen dataclasses flow between them, and `diagnostics.Report` collects what each has to say. Importing this package
loads none of them: they take a tenth of a second, and the engine, which comes with the first page that is set, as much.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from . import compiled
from .collector import resting
from .records import dataclass

if TYPE_CHECKING:
    from . import engine as engine
    from .book import Book
    from .course import Course
    from .diagnostics import BuildFailed, Diagnostic, Report, Severity, Span, render
    from .editions import Task
    from .editions.profiles import Profile
    from .proofread.counting import Counting
    from .typeset import LaidSection

__version__ = "0.1.0"
__all__ = [
    "BuildFailed", "Built", "Diagnostic", "Report", "Severity", "Span", "__version__", "build", "engine", "render",
]  # fmt: skip

compiled.use()  # before any of them is imported

_OF_DIAGNOSTICS = ("BuildFailed", "Diagnostic", "Report", "Severity", "Span", "render")


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made: the paths of the files, by edition in the order asked for, and the volume's count of pages.

    Paths are absolute if `out` was. Covers and blank pages count as pages. `course` tells where the time went,
    `remarks` what there is to say of each file, a line each, and `paper` what the pages take of paper.
    """

    files: tuple[Path, ...]
    pages: int
    course: Course
    remarks: tuple[tuple[str, ...], ...] = ()
    paper: str = ""


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
    jobs: int | None = None,
    cache: bool = True,
    icc: str | Path | None = None,
) -> Built:
    """Build the book at `path` into the folder `out`, and return what was made.

    `path` is a folder with book.toml, with SUMMARY.md or of plain Markdown files, or one `.md` file; both paths may be
    relative to the working folder. `out` is made when there is something to write. A file in it is called as the book's
    folder or file is, `<name>.pdf`, and is replaced whole or not at all.

    `editions` (names as in `kanyin build --edition`) and `theme` win over the book's own. `report` receives every
    diagnostic as it is found, warnings and notes included; give one with a listener to follow a long build. While
    rendering, only files below the book's folder and `allow_paths` are read, and nothing comes from the network unless
    `allow_network`.

    `jobs` is how many processes set sections side by side, None for as many as the system bears. What is set is kept in
    the user's cache folder for the next build, unless `cache` is false. Neither changes a byte of what is made.
    `icc` is the profile of the press that the print edition is made for, and wins over the book's own.

    Raises `BuildFailed` when a diagnostic is an error — or a warning, if `strict` — and then writes nothing; a book
    that is not there, a library of the system that is missing and a full disk are such diagnostics. Raises `ValueError`
    for the name of an edition that does not exist. Nothing is printed. Threads gain nothing, and share WeasyPrint and
    Python's garbage collector, which rests meanwhile: build several books at once in several processes.
    """
    from .course import Watch
    from .diagnostics import Report

    report = report if report is not None else Report()
    _check_editions(editions)
    watch = Watch()
    with watch.stage("start"):
        load_libraries(report)
        from . import book as books
        from . import faces, store, workers, workshop
        from . import theme as themes
        from .access import Access
        from .proofread.counting import Counting
    with watch.stage("load"):
        book = books.load(Path(path), report, theme=theme)
        chosen = themes.adapted(themes.find(book.settings.theme, report), book.settings, report)
        access = Access.to(book.root, *allow_paths, *faces.files(chosen, book.language), network=allow_network)
    kept = store.Store(store.folder()) if cache else None
    jobs = jobs or workers.usual_jobs()
    counted = Counting(book, report, kept)
    shop = workshop.Workshop(book, chosen, access, jobs=jobs, store=kept, meanwhile=lambda: _meanwhile(counted))
    with shop:
        shop.prepare()
        with watch.stage("proofread"):
            if strict:  # then nothing is set
                counted.tell(strict=True)
        with watch.stage("read"):
            from . import manuscript

            names = tuple(dict.fromkeys(editions or book.settings.editions))
            profile = _profile(names, book, icc, report)
            official = chosen.form == "document"
            text = manuscript.read(book, access, report, official=official, store=kept, note=counted.note)
        with watch.stage("typeset"):
            from . import typeset

            typesetter = typeset.Typesetter(book, text, chosen, shop, report)
            laid = typesetter.volume()
        with watch.stage("bind"):
            from . import bind

            volume = bind.bind(book, laid, typesetter.blank, shop.fonts, report, sides=chosen.sides, ahead=shop.ahead)
        with watch.stage("proofread"):
            if not strict:
                counted.tell(strict=False)
        report.stop_on_errors(strict=strict)  # before any edition is made
        with watch.stage("produce"):  # while workers end, which takes as long
            from .editions import Task

            made = produce(names, Task(book, volume, report, profile), laid, Path(out), strict=strict)
    report.stop_on_errors()
    files, remarks = tuple(made), tuple(made.values())
    from . import paper

    told = paper.told(volume.pages, book.settings.stock, chosen.sides)
    return Built(files, volume.pages, watch.course(laid, shop.seconds), remarks, told)


def _meanwhile(counted: Counting) -> None:
    """Do what can be done while workers set pages: count, and load what finishes the volume."""
    import tempfile  # noqa: F401 - files.py writes through it

    from . import bind, editions, paper  # noqa: F401
    from .preflight import building  # noqa: F401

    counted.counts  # noqa: B018


def produce(
    names: Sequence[str], task: Task, laid: Sequence[LaidSection], out: Path, *, strict: bool
) -> dict[Path, tuple[str, ...]]:
    """Look each edition over, write it as `out/<book>[-edition].pdf`, and return what there is to say of each file.

    `laid` are the sections of the volume, which know lines of the manuscript. With `strict`, any finding ends it.
    """
    from .editions import EDITIONS, product
    from .files import write_whole
    from .preflight.building import check_edition

    made = [(out / f"{task.book.name}{EDITIONS[name][0]}.pdf", product(name, task)) for name in names]
    for path, each in made:
        check_edition(path, each.pdf, task, laid)
    task.report.stop_on_errors(strict=strict)
    return {path: each.remarks for path, each in made if write_whole(path, each.pdf, task.report)}


def _profile(names: Sequence[str], book: Book, icc: str | Path | None, report: Report) -> Profile | None:
    """Return the profile to print by, where a print edition is asked for; it is looked at before anything is set."""
    if "print" not in names:
        return None
    from .editions import profiles

    own, span = book.settings.icc or (None, None)
    return profiles.press(Path(icc), report) if icc else profiles.press(own, report, span)


def _check_editions(names: Sequence[str]) -> None:
    from .settings import EDITIONS

    if isinstance(names, str) or not set(names) <= set(EDITIONS):
        raise ValueError(f"editions must be a list of names out of {', '.join(EDITIONS)}, not {names!r}")


def load_libraries(report: Report) -> None:
    """Open the engine's libraries; a missing one becomes a diagnostic, for it is the first to fail on a new system."""
    try:
        import_module(".engine", __name__)
    except OSError as error:
        reason = str(error).split("\n")[0]
        hint = "`kanyin doctor` says what is missing and how to install it"
        report.error("engine.library", f"WeasyPrint does not load: {reason}", hint=hint)
        report.stop_on_errors()


if not TYPE_CHECKING:  # a type checker would take it for leave to use any name

    def __getattr__(name: str) -> object:
        """Load what is asked for by name: the types of `diagnostics`, and `engine`."""
        if name == "engine":
            return import_module(".engine", __name__)
        if name in _OF_DIAGNOSTICS:
            return getattr(import_module(".diagnostics", __name__), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})

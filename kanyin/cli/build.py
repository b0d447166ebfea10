"""`kanyin build`: books to PDFs; once, or whenever they change.

In: the command line. Out: files, what there is to say of them, and the exit code: 1 when a book could not be made.
"""

from __future__ import annotations

import contextlib
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kanyin import sources
from kanyin.cli import options
from kanyin.cli.teller import Teller
from kanyin.diagnostics import BuildFailed, Diagnostic, Report, Severity, shown
from kanyin.records import dataclass
from kanyin.settings import EDITIONS

if TYPE_CHECKING:
    from kanyin.course import Course
    from kanyin.watching import Watched


@click.command(short_help="Make a PDF of each book.")
@click.argument("books", nargs=-1, required=True, metavar="BOOK...", type=click.Path(path_type=Path))
@click.option(
    "--out",
    "-o",
    default="dist",
    type=click.Path(path_type=Path),
    shell_complete=options.folders,
    help="Folder for the PDFs.  [default: dist]",
)
@click.option(
    "--edition",
    "editions",
    multiple=True,
    metavar="NAME",
    type=click.Choice(EDITIONS),
    help="Edition to make; may be given again.  [default: the book's own, else screen]",
)
@click.option("--theme", metavar="NAME", shell_complete=options.themes, help="Theme, in place of the book's own.")
@click.option("--strict", is_flag=True, help="Fail on warnings too; nothing is written then.")
@click.option("--open", "opening", is_flag=True, help="Show the PDF in the system's viewer.")
@click.option("--watch", "watching", is_flag=True, help="Build again whenever a file is saved; Ctrl-C ends it.")
@click.option(
    "--allow-path",
    "allow_paths",
    multiple=True,
    metavar="DIR",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder outside the book whose files may be read.",
)
@click.option("--allow-network", is_flag=True, help="Let pictures and styles come from the network.")
@click.option(
    "--jobs",
    type=click.IntRange(1),
    metavar="N",
    help="Processes that set chapters side by side.  [default: one a core]",
)
@click.option(
    "--icc",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="ICC profile of the press, for the print edition.  [default: the book's own, else Ghostscript's]",
)
@click.option("--no-cache", is_flag=True, help="Set everything anew, and keep nothing for the next build.")
@click.option("-v", "--verbose", is_flag=True, help="Say where the time went, and what the pages take of paper.")
@options.quiet
@options.as_json
def build(
    books: Sequence[Path],
    out: Path,
    editions: Sequence[str],
    theme: str | None,
    strict: bool,
    opening: bool,
    watching: bool,
    allow_paths: Sequence[Path],
    allow_network: bool,
    jobs: int | None,
    icc: Path | None,
    no_cache: bool,
    verbose: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Build each BOOK: a folder with book.toml, with SUMMARY.md or of plain Markdown files, or one .md file."""
    teller = Teller(json=as_json, quiet=quiet)
    if clash := _same_name(books):
        teller.diagnostic(clash)
        sys.exit(1)
    reading = (tuple(allow_paths), allow_network)
    job = Job(teller, out, tuple(editions), theme, strict, *reading, opening, jobs, not no_cache, verbose, icc)
    # A name mistyped is no book that went away.
    if watching and all(sources.is_file(book) or sources.is_folder(book) for book in books):
        follow(books, job)
        return
    made = [job.made(book) for book in books]
    sys.exit(0 if all(made) else 1)


@dataclass(frozen=True)
class Job:
    """How the books of one command are made, and whom to tell; `opened` are the books a viewer was started for."""

    teller: Teller
    out: Path
    editions: tuple[str, ...]
    theme: str | None
    strict: bool
    allow_paths: tuple[Path, ...]
    allow_network: bool
    opening: bool
    jobs: int | None
    cache: bool
    verbose: bool
    icc: Path | None = None
    opened: set[Path] = field(default_factory=set)

    def made(self, book: Path, out: Path | None = None) -> bool:
        """Build one book and tell of it; return whether it could be made."""
        # Imported here: what it loads takes a tenth of a second, which --help need not wait for.
        from kanyin import build as build_book

        report, start = Report(self.teller.diagnostic), time.perf_counter()
        try:
            # Standard output is for JSON: what WeasyPrint prints when it cannot load goes elsewhere.
            with self.teller.working(f"{shown(book)} …"), contextlib.redirect_stdout(sys.stderr):
                built = build_book(
                    book,
                    out or self.out,
                    editions=self.editions,
                    theme=self.theme,
                    report=report,
                    strict=self.strict,
                    allow_paths=self.allow_paths,
                    allow_network=self.allow_network,
                    jobs=self.jobs,
                    cache=self.cache,
                    icc=self.icc,
                )
        except BuildFailed:
            self.teller.say(f"{shown(book)}: nothing written, {_counted(report)}")
            return False
        seconds = time.perf_counter() - start
        for file, remarks in zip(built.files, built.remarks, strict=True):
            self.teller.say(f"{shown(file)}: {built.pages} pages, {seconds:.1f} s{_findings(report)}")
            for remark in remarks:
                self.teller.say(f"  {remark}")
        for line in (*course_lines(built.course), f"  {built.paper}") if self.verbose else ():
            self.teller.say(line)
        if self.opening and book not in self.opened:
            self.opened.add(book)
            self._open(built.files[0], report)
        return True

    def _open(self, file: Path, report: Report) -> None:
        from kanyin.viewer import open_file

        if reason := open_file(file.resolve()):
            report.note("output.no-viewer", f"{shown(file)} is made and cannot be shown: {reason}")


def course_lines(course: Course) -> Iterator[str]:
    """Yield what there is to say of a build's course: its stages, its sections, its lines."""
    yield "  " + ", ".join(f"{name} {seconds:.2f} s" for name, seconds in course.stages)
    width = max((len(section.name) for section in course.sections), default=0)
    for section in course.sections:
        spent = "kept" if section.seconds is None else f"{section.seconds:.2f} s"
        yield f"  {section.name:{width}} {section.pages:5} pages {section.lines:7,} lines {spent:>8}"
    yield f"  {course.composed:.1%} of the lines were set the fast way"


def follow(books: Sequence[Path], job: Job) -> None:
    """Build the books whenever they change, until Ctrl-C; nothing that is wrong with one of them ends it."""
    from kanyin.resources import resource
    from kanyin.watching import Watched, watch

    more = (*(path.resolve() for path in job.allow_paths), resource("styles"), resource("templates"))
    out = job.out.resolve()

    def again(book: Watched, changed: Sequence[Path]) -> None:
        if changed:
            others = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
            job.teller.say(f"changed: {shown(changed[0])}{others}")
        try:
            job.made(book.absolute, out)
        except Exception:
            # A fault of ours: whoever writes a book meanwhile should not have to start the watch again.
            job.teller.say(traceback.format_exc().rstrip())

    job.teller.say(f"watching {', '.join(map(str, books))}; Ctrl-C ends it")
    watch([Watched(book, out, more) for book in books], again, job.teller.say)


def _same_name(books: Sequence[Path]) -> Diagnostic | None:
    """Return a diagnostic if two inputs would be written to one file."""
    seen: dict[str, Path] = {}
    for book in books:
        resolved = book.resolve()
        name = resolved.stem if resolved.suffix.lower() in (".md", ".markdown") else resolved.name
        if name in seen:
            return Diagnostic(
                "book.same-name",
                Severity.ERROR,
                f"{seen[name]} and {book} would both be written as {name}.pdf",
                None,
                "build them into different folders with --out",
            )
        seen[name] = book
    return None


def _findings(report: Report) -> str:
    return f" ({_counted(report)})" if report.count(Severity.WARNING) else ""


def _counted(report: Report) -> str:
    counts = [(report.count(Severity.ERROR), "error"), (report.count(Severity.WARNING), "warning")]
    return ", ".join(f"{count} {word}{'s' if count > 1 else ''}" for count, word in counts if count)

"""The `kanyin` command.

In: the command line. Out: files, diagnostics on standard error (or, with `--json`, on standard output, one object a
line) and the exit code: 0, 1 when a diagnostic is an error, 2 when the command line itself is wrong.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from . import __version__
from .diagnostics import BuildFailed, Diagnostic, Report, Severity, render, to_json

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


class Teller:
    """Says what happens: in colour on a terminal, in plain lines elsewhere, as JSON for programs, or hardly at all.

    `source` is the text that diagnostics speak of, where it cannot be read from its file as UTF-8.
    """

    def __init__(self, *, json: bool, quiet: bool, source: str | None = None) -> None:
        self._json, self._quiet, self._source = json, quiet, source
        self._console = Console(stderr=True, highlight=False, soft_wrap=True)

    def diagnostic(self, found: Diagnostic) -> None:
        """Tell of one diagnostic; notes are left out when quiet."""
        if self._json:
            click.echo(to_json(found))
        elif not (self._quiet and found.severity is Severity.NOTE):
            first, *rest = render(found, self._source).split("\n")
            self._console.print(Text(first, _STYLES[found.severity]))
            for line in rest:
                self._console.print(Text(line))

    def say(self, line: str) -> None:
        """Say one line of progress."""
        if not self._quiet and not self._json:
            self._console.print(Text(line))

    def working(self, line: str) -> _Working:
        """Show that something is under way, on a terminal only."""
        return _Working(
            self._console if self._console.is_terminal and not self._quiet and not self._json else None, line
        )


class _Working:
    def __init__(self, console: Console | None, line: str) -> None:
        self._status = console.status(line) if console else None

    def __enter__(self) -> None:
        if self._status:
            self._status.start()

    def __exit__(self, *_: object) -> None:
        if self._status:
            self._status.stop()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kanyin")
def main() -> None:
    """Turn Chinese Markdown into print: a folder of text becomes a typeset PDF booklet."""


_quiet = click.option("-q", "--quiet", is_flag=True, help="Say only warnings and errors.")
_json = click.option("--json", "as_json", is_flag=True, help="Print diagnostics as JSON, one object a line.")


@main.command()
@click.argument("books", nargs=-1, required=True, metavar="BOOK...", type=click.Path(path_type=Path))
@click.option(
    "--out", "-o", default="dist", type=click.Path(path_type=Path), help="Folder for the PDFs.  [default: dist]"
)
@click.option(
    "--edition",
    "editions",
    multiple=True,
    metavar="NAME",
    help="Edition to make; may be given again.  [default: the book's own, else screen]",
)
@click.option("--theme", metavar="NAME", help="Theme, in place of the book's own.")
@click.option("--strict", is_flag=True, help="Fail on warnings too; nothing is written then.")
@click.option(
    "--allow-path",
    "allow_paths",
    multiple=True,
    metavar="DIR",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder outside the book whose files may be read.",
)
@click.option("--allow-network", is_flag=True, help="Let pictures and styles come from the network.")
@_quiet
@_json
def build(
    books: Sequence[Path],
    out: Path,
    editions: Sequence[str],
    theme: str | None,
    strict: bool,
    allow_paths: Sequence[Path],
    allow_network: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Build each BOOK: a folder with book.toml, with SUMMARY.md or of plain Markdown files, or one .md file."""
    # Imported here: the engine takes a third of a second to load, which --help need not wait for.
    from . import build as build_book
    from .editions import EDITIONS

    if unknown := [name for name in editions if name not in EDITIONS]:
        raise click.BadParameter(
            f"there is no edition {unknown[0]!r}; there are: {', '.join(EDITIONS)}", param_hint="--edition"
        )
    teller, failed = Teller(json=as_json, quiet=quiet), _same_name(books)
    if failed:
        teller.diagnostic(failed)
        sys.exit(1)
    status = 0
    for book in books:
        report, start = Report(teller.diagnostic), time.perf_counter()
        try:
            with teller.working(f"{book} …"):
                built = build_book(
                    book,
                    out,
                    editions=editions,
                    theme=theme,
                    report=report,
                    strict=strict,
                    allow_paths=allow_paths,
                    allow_network=allow_network,
                )
        except BuildFailed:
            status = 1
            teller.say(f"{book}: nothing written, {_counted(report)}")
            continue
        for file in built.files:
            teller.say(f"{file}: {built.pages} pages, {time.perf_counter() - start:.1f} s{_findings(report)}")
    sys.exit(status)


@main.command(name="import")
@click.argument("source", type=click.Path(path_type=Path), metavar="FILE.txt")
@click.option(
    "--out",
    "-o",
    "folder",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Folder to make; it must not exist yet, or be empty.",
)
@_quiet
@_json
def import_(source: Path, folder: Path, quiet: bool, as_json: bool) -> None:
    """Make a book folder from plain text in any common Chinese encoding."""
    from .importer import import_text, readable

    teller = Teller(json=as_json, quiet=quiet, source=readable(source))
    try:
        made = import_text(source, folder, Report(teller.diagnostic))
    except BuildFailed:
        sys.exit(1)
    by = f" by {'、'.join(made.authors)}" if made.authors else ""
    teller.say(
        f"{made.folder}: “{made.title}”{by}, {made.headings} headings, {made.paragraphs} paragraphs ({made.encoding})"
    )
    teller.say(f"next: kanyin build {made.folder}")


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

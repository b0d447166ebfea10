"""`kanyin fix`: what the proofreader is certain of, mended.

In: the command line. Out: a summary, a diff on standard output, or files written whole; and the exit code. What has no
certain remedy stays with the author: `kanyin check` shows it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kanyin.cli import options
from kanyin.cli.teller import Teller, command_line
from kanyin.collector import resting
from kanyin.diagnostics import BuildFailed, Report, Severity, shown

if TYPE_CHECKING:
    from kanyin.proofread.books import Fixed

_COLOURS = {"-": "red", "+": "green", "@": "cyan"}


@click.command(short_help="Mend what the proofreader is certain of.")
@click.argument("books", nargs=-1, required=True, metavar="BOOK...", type=click.Path(path_type=Path))
@click.option("--write", "writing", is_flag=True, help="Write the files; without it nothing is changed.")
@click.option("--diff", "differing", is_flag=True, help="Print the changes as a unified diff.")
@options.select
@options.ignore
@options.quiet
@options.as_json
def fix(
    books: Sequence[Path],
    writing: bool,
    differing: bool,
    select: Sequence[Sequence[str]],
    ignore: Sequence[Sequence[str]],
    quiet: bool,
    as_json: bool,
) -> None:
    """Mend the text of each BOOK where the proofreader is certain; say what would be changed, and change nothing.

    --diff prints the changes, --write makes them. Byte order marks, line ends and permissions stay as they are.
    """
    if writing and differing:
        raise click.UsageError("--write and --diff exclude each other: look at the changes first, then write them")
    chosen = [tuple(chain.from_iterable(codes)) for codes in (select, ignore)]
    teller = Teller(json=as_json, quiet=quiet)
    sound = [_mended(book, chosen[0], chosen[1], teller, writing=writing, differing=differing) for book in books]
    sys.exit(0 if all(sound) else 1)


@resting()
def _mended(
    path: Path, select: Iterable[str], ignore: Iterable[str], teller: Teller, *, writing: bool, differing: bool
) -> bool:
    """Mend one book and tell of it; return whether nothing stood in the way."""
    from kanyin import book as books
    from kanyin.proofread import books as proofreading

    report = Report(teller.diagnostic)
    try:
        book = books.load(path, report)
    except BuildFailed:
        return False
    files = list(proofreading.fix(book, book.settings.proofread.narrowed(select, ignore), report))
    refused = 0
    for file in (file for file in files if file.counts):
        if differing:
            _print_diff(file)
        if not writing or proofreading.save(file, report):
            teller.say(f"{shown(file.path)}: {_changes(file)}")
        else:
            refused += 1
    teller.say(f"{shown(path)}: {_summary(path, files, refused, writing=writing, differing=differing)}")
    return not report.count(Severity.ERROR)


def _changes(file: Fixed) -> str:
    from kanyin.proofread.counting import listed

    total = sum(file.counts.values())
    return f"{total} change{'s' if total > 1 else ''}: {listed(file.counts)}"


def _summary(path: Path, files: Sequence[Fixed], refused: int, *, writing: bool, differing: bool) -> str:
    """Return the last line: what became of the changes, and what is left to the author."""
    changed, left = sum(1 for file in files if file.counts), sum(file.left for file in files)
    parts = []
    if not changed:
        parts.append("nothing to mend")
    elif not writing:
        ways = ("--write",) if differing else ("--diff", "--write")
        parts.append(f"nothing written; {' or '.join(command_line('kanyin', 'fix', path, way) for way in ways)}")
    elif refused:
        parts.append(f"{changed - refused} of {changed} file{'s' if changed > 1 else ''} written")
    else:
        parts.append("written")
    if left:
        finding = "finding is" if left == 1 else "findings are"
        parts.append(f"{left} {finding} left to you: {command_line('kanyin', 'check', path)}")
    return "; ".join(parts)


def _print_diff(file: Fixed) -> None:
    """Print the changes; on a terminal in colour, elsewhere as `patch` takes them."""
    from kanyin.proofread.diff import unified

    terminal = sys.stdout.isatty()
    for line in unified(file.old, file.new, shown(file.path)):
        text = line.rstrip("\r\n") + "\n" if terminal else line
        click.echo(click.style(text, fg=_COLOURS.get(line[0])) if terminal else text, nl=False)

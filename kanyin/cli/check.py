"""`kanyin check`: what is wrong with a manuscript, without setting it; or with a PDF.

In: the command line. Out: diagnostics and the exit code. A book is read as for a build (chapters, Markdown, links,
pictures) and proofread; findings of the proofreader are warnings. A PDF is looked over before it is printed.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kanyin.cli import options
from kanyin.cli.preflight import RULES, is_pdf, preflight
from kanyin.cli.teller import Teller
from kanyin.collector import resting
from kanyin.diagnostics import BuildFailed, Report, Severity, shown

if TYPE_CHECKING:
    from kanyin.book import Book

SHOWN = 20
"""So many findings of one code are shown of a book or a file, if not all are asked for."""


@click.command(short_help="Proofread a book; look a PDF over.")
@click.argument("paths", nargs=-1, required=True, metavar="BOOK|FILE.pdf...", type=click.Path(path_type=Path))
@options.select
@options.ignore
@click.option(
    "--rules",
    "rules",
    type=click.Choice(RULES),
    default="auto",
    help="What a PDF is held to.  [default: auto, what it says it is]",
)
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings too.")
@click.option("-v", "--verbose", is_flag=True, help=f"Show every finding, not the first {SHOWN} of each code.")
@options.quiet
@options.as_json
def check(
    paths: Sequence[Path],
    select: Sequence[Sequence[str]],
    ignore: Sequence[Sequence[str]],
    rules: str,
    strict: bool,
    verbose: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Read and proofread each BOOK, and set nothing: marks, quotes, spaces, numbers, words, characters.

    A BOOK is what `kanyin build` takes. `kanyin fix` mends what is certain.

    Look each FILE.pdf over before it is printed or handed on: fonts, images, colours, boxes, links, tags. One that says
    it is PDF/X is held to the rules of print, PDF/A and PDF/UA to those of an archive.
    """
    teller = Teller(json=as_json, quiet=quiet)
    most = None if verbose or as_json else SHOWN
    chosen = [tuple(chain.from_iterable(codes)) for codes in (select, ignore)]
    sound = [
        preflight(path, teller, choice=rules, strict=strict, most=most)
        if is_pdf(path)
        else _checked(path, chosen[0], chosen[1], teller, strict=strict, most=most)
        for path in paths
    ]
    sys.exit(0 if all(sound) else 1)


@resting()
def _checked(
    path: Path, select: Iterable[str], ignore: Iterable[str], teller: Teller, *, strict: bool, most: int | None
) -> bool:
    """Check one book and tell of it; return whether it has no error (or, if `strict`, no warning)."""
    from kanyin import book as books
    from kanyin.proofread import books as proofreading

    report = Report(teller.diagnostic)
    counts: Counter[str] = Counter()
    read = False
    try:
        book = books.load(path, report)
        read = True
        for finding in proofreading.find(book, book.settings.proofread.narrowed(select, ignore)):
            counts[finding.code] += 1
            if most is None or counts[finding.code] <= most:
                report.add(finding)
        _read(book, report)
    except BuildFailed:
        pass
    for code, count in sorted(counts.items()):
        if most is not None and count > most:
            teller.say(f"{code}: {count - most} more (--verbose shows them)")
    teller.say(f"{shown(path)}: {_summary(report, counts, read=read)}")
    return not report.count(Severity.ERROR) and not (strict and (report.count(Severity.WARNING) or counts))


def _summary(report: Report, counts: Counter[str], *, read: bool) -> str:
    from kanyin.proofread.counting import listed

    total = counts.total()
    if not read:
        findings = "not proofread"
    elif total:
        findings = f"{total} finding{'s' if total != 1 else ''}: {listed(counts)}"
    else:
        findings = "no findings"
    errors = report.count(Severity.ERROR)
    others = report.count(Severity.WARNING) - sum(1 for found in report if found.code in counts)
    named = ((errors, "error"), (others, "other warning"))
    more = [f"{number} {word}{'s' if number > 1 else ''}" for number, word in named if number]
    return "; ".join([findings, *more])


def _read(book: Book, report: Report) -> None:
    """Read the book as a build does, for what that has to say; raises `BuildFailed`."""
    from kanyin import manuscript, theme
    from kanyin.access import Access

    chosen = theme.find(book.settings.theme, report)
    manuscript.read(book, Access.to(book.root), report, official=chosen.form == "document")

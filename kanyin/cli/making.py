"""`kanyin new` and `kanyin import`: the commands that make a book's folder.

In: the command line. Out: a folder, made whole or not at all, and the command to type next.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from kanyin.cli import options
from kanyin.cli.teller import Teller, command_line
from kanyin.diagnostics import BuildFailed, Report


@click.command(short_help="Begin a book, with a sample in it.")
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER", shell_complete=options.folders)
@click.option(
    "--theme",
    metavar="NAME",
    default="book",
    shell_complete=options.themes,
    help="Theme to begin with.  [default: book]",
)
@click.option(
    "--title",
    type=options.phrase,
    metavar="TEXT",
    help="Title.  [default: FOLDER's own name where that is Chinese, else the sample's]",
)
@click.option(
    "--author", "authors", multiple=True, type=options.phrase, metavar="NAME", help="Author; may be given again."
)
@options.quiet
@options.as_json
def new(folder: Path, theme: str, title: str | None, authors: Sequence[str], quiet: bool, as_json: bool) -> None:
    """Begin a book: make FOLDER with a small book in it that shows by example how books are written."""
    from kanyin.starter import start

    teller = Teller(json=as_json, quiet=quiet)
    try:
        made = start(folder, Report(teller.diagnostic), theme=theme, title=title, authors=authors)
    except BuildFailed:
        sys.exit(1)
    teller.say(f"{made.folder}: {len(made.files)} files, theme {made.theme}")
    teller.say(f"next: {command_line('kanyin', 'build', made.folder, '--open')}")


@click.command(name="import", short_help="Make a book folder from files in other forms.")
@click.argument(
    "sources", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="SRC...", shell_complete=options.files
)
@click.option(
    "--out",
    "-o",
    "folder",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    shell_complete=options.folders,
    help="Folder to make; it must not exist yet, or be empty.",
)
@click.option("--title", type=options.phrase, metavar="TEXT", help="Title, in place of the one found.")
@click.option(
    "--author", "authors", multiple=True, type=options.phrase, metavar="NAME", help="Author; may be given again."
)
@options.quiet
@options.as_json
def import_(
    sources: Sequence[Path], folder: Path, title: str | None, authors: Sequence[str], quiet: bool, as_json: bool
) -> None:
    """Make a book folder from plain text, Markdown, Word documents (.docx), saved web pages and EPUB books.

    Several files become chapters of one book, in their order. What could not be kept is told.
    """
    from kanyin.importer import import_book, readable

    teller = Teller(json=as_json, quiet=quiet, texts=readable(sources))
    try:
        made = import_book(sources, folder, Report(teller.diagnostic), title=title, authors=authors)
    except BuildFailed:
        sys.exit(1)
    by = f" by {'、'.join(made.authors)}" if made.authors else ""
    read_as = "; ".join(made.kinds)
    teller.say(
        f"{made.folder}: “{made.title}”{by}, {made.headings} headings, {made.paragraphs} paragraphs ({read_as})"
    )
    teller.say(f"next: {command_line('kanyin', 'build', made.folder)}")

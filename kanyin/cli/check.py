"""`kanyin check`: what is wrong with a PDF.

In: the command line. Out: diagnostics and the exit code.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from kanyin.cli import options
from kanyin.cli.preflight import RULES, is_pdf, preflight
from kanyin.cli.teller import Teller

SHOWN = 20
"""So many findings of one code are shown of a file, if not all are asked for."""


@click.command(short_help="Look a PDF over before it is printed.")
@click.argument("files", nargs=-1, required=True, metavar="FILE.pdf...", type=click.Path(path_type=Path))
@click.option(
    "--rules",
    "choice",
    type=click.Choice(RULES),
    default="auto",
    help="What a PDF is held to.  [default: auto, what it says it is]",
)
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings too.")
@click.option("-v", "--verbose", is_flag=True, help=f"Show every finding, not the first {SHOWN} of each code.")
@options.quiet
@options.as_json
def check(files: Sequence[Path], choice: str, strict: bool, verbose: bool, quiet: bool, as_json: bool) -> None:
    """Look each FILE.pdf over before it is printed or handed on: fonts, images, colours, boxes, links, tags.

    A PDF that says it is PDF/X is held to the rules of print, PDF/A and PDF/UA to those of an archive.
    """
    for file in files:
        if file.exists() and not is_pdf(file):
            raise click.BadParameter(f"{file} is not a PDF", param_hint="FILE.pdf")
    teller = Teller(json=as_json, quiet=quiet)
    most = None if verbose or as_json else SHOWN
    sound = [preflight(file, teller, choice=choice, strict=strict, most=most) for file in files]
    sys.exit(0 if all(sound) else 1)

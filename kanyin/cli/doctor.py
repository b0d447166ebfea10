"""`kanyin doctor`: what the doctor found, as lines or as JSON.

In: the command line. Out: a line a check on standard output, with its remedy; exit code 1 when something is missing
without which nothing builds.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kanyin.cli import options
from kanyin.cli.teller import console

if TYPE_CHECKING:
    from kanyin.doctor import Check

_STYLES = {"ok": "green", "warning": "yellow", "error": "bold red"}
_WIDTH = max(map(len, _STYLES))


@click.command(short_help="Look whether everything is here.")
@click.option(
    "--out",
    "-o",
    default="dist",
    type=click.Path(path_type=Path),
    shell_complete=options.folders,
    help="Folder the PDFs will go to.  [default: dist]",
)
@click.option("-q", "--quiet", is_flag=True, help="Say only what is not as it should be.")
@click.option("--json", "as_json", is_flag=True, help="Print each check as JSON, one object a line.")
def doctor(out: Path, quiet: bool, as_json: bool) -> None:
    """Look whether everything a build needs is here, and say what to do where it is not."""
    from kanyin.doctor import examine

    found = []
    teller = _Lines(quiet=quiet)
    for group, check in examine(out):
        found.append(check)
        if as_json:
            click.echo(_json(group, check))
        else:
            teller.check(group, check)
    if not as_json:
        teller.sum_up(found)
    sys.exit(1 if any(check.state == "error" for check in found) else 0)


def _json(group: str, check: Check) -> str:
    fields = {"group": group, "check": check.name, "state": check.state, "found": check.found}
    return json.dumps({**fields, "remedy": "\n".join(check.remedy) or None}, ensure_ascii=False)


class _Lines:
    """Prints checks under the headings of their groups."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet, self._group = quiet, ""
        self._console = console()

    def check(self, group: str, check: Check) -> None:
        """Print one check with its remedy."""
        if self._quiet and check.state == "ok":
            return
        if group != self._group:
            self._group = group
            self._print(group, "bold")
        self._print(f"  {check.state:{_WIDTH}}  {check.name}: {check.found}", _STYLES[check.state], len(check.state))
        for line in check.remedy:
            self._print(f"  {'':{_WIDTH}}  → {line}")

    def sum_up(self, found: list[Check]) -> None:
        """Print one command for all that the system's packages would bring, and how many things are amiss."""
        from kanyin.doctor import packages

        needs = list(dict.fromkeys(check.need.name for check in found if check.need))
        if len(needs) > 1:
            wanted = {check.need.name: check.need for check in found if check.need}
            for line in ("all of it at once", *packages(list(wanted.values()))):
                self._print(line)
        counts = {state: sum(check.state == state for check in found) for state in ("error", "warning")}
        told = [f"{count} {state}{'s' if count > 1 else ''}" for state, count in counts.items() if count]
        if told or not self._quiet:
            self._print(", ".join(told) or "all is well", "bold")

    def _print(self, line: str, style: str = "", length: int | None = None) -> None:
        """Print a line; the style covers all of it, or the first word of `length` letters."""
        from rich.text import Text

        text = Text(line)
        start = len(line) - len(line.lstrip())
        text.stylize(style, start, None if length is None else start + length)
        self._console.print(text)

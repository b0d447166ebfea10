"""What a command says, and in which form.

In: diagnostics and lines. Out: standard error, in colour on a terminal and in plain lines elsewhere; with `--json`,
diagnostics on standard output, one object a line. It decides nothing but the form.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

import click

from kanyin.diagnostics import Diagnostic, Severity, render, to_json

_STYLES = MappingProxyType({Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"})

_FORCING = {"FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"}
"""Names in the environment by which rich takes anything for a terminal."""


class Teller:
    """Says what happens: in colour on a terminal, in plain lines elsewhere, as JSON for programs, or hardly at all.

    `texts` are those that diagnostics speak of, by file, where they cannot be read from the file as UTF-8.
    """

    def __init__(self, *, json: bool, quiet: bool, texts: Mapping[Path, str] | None = None) -> None:
        self._json, self._quiet, self._texts = json, quiet, texts or {}
        self._out = sys.stdout
        # What rich would write elsewhere is plain lines, and it takes 20 ms to load.
        self._plain = not (sys.stderr and sys.stderr.isatty()) and not _FORCING & os.environ.keys()

    def diagnostic(self, found: Diagnostic) -> None:
        """Tell of one diagnostic; notes are left out when quiet."""
        if self._json:
            click.echo(to_json(found), self._out)
        elif not (self._quiet and found.severity is Severity.NOTE):
            first, *rest = render(found, self._texts.get(found.span.file) if found.span else None).split("\n")
            self._line(first, _STYLES[found.severity])
            for line in rest:
                self._line(line)

    def say(self, line: str) -> None:
        """Say one line of progress."""
        if not self._quiet and not self._json:
            self._line(line)

    def working(self, line: str) -> AbstractContextManager[object]:
        """Show that something is under way, on a terminal only."""
        if not (self._quiet or self._json or self._plain) and self._console.is_terminal:
            from rich.text import Text

            status: AbstractContextManager[object] = self._console.status(Text(line))
            return status
        return nullcontext()

    @cached_property
    def _console(self) -> Any:
        return console(stderr=True)

    def _line(self, line: str, style: str = "") -> None:
        if self._plain:
            click.echo(line, err=True)
            return
        from rich.text import Text

        self._console.print(Text(line, style))


def console(*, stderr: bool = False) -> Any:
    """Return a rich console; imported here, since completion and `--help` need none."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, soft_wrap=True)


def forgive_encodings() -> None:
    """Let a terminal or pipe that has no Chinese get `\\uXXXX` in its place, rather than end the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="backslashreplace")


def command_line(*words: str | Path) -> str:
    """Return words as they are typed in this system's shell; a name that begins with `-` does not become an option."""
    import shlex
    import subprocess

    plain = [f"./{word}" if isinstance(word, Path) and str(word).startswith("-") else str(word) for word in words]
    if sys.platform == "win32":
        return subprocess.list2cmdline(plain)
    # shlex would quote every word that is not ASCII.
    return " ".join(word if all(c.isalnum() or c in "-_./" for c in word) else shlex.quote(word) for word in plain)

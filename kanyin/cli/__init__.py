"""The `kanyin` command: one file a command (`import` and `new` share one), each listed in `_COMMANDS`.

In: the command line. Out: files, diagnostics on standard error (or, with `--json`, on standard output, one object a
line) and the exit code: 0, 1 when a diagnostic is an error, 2 when the command line itself is wrong, 130 when Ctrl-C
has ended it.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any, Final, NoReturn

from kanyin import __version__
from kanyin.collector import resting

with resting():  # nothing that importing makes is garbage, and to look for it takes a tenth of the time
    import click

    from kanyin.cli.teller import forgive_encodings
    from kanyin.files import FULL

# In the order `kanyin --help` lists them: the module of each, and its name there.
_COMMANDS: Final = {
    "new": ("making", "new"),
    "build": ("build", "build"),
    "check": ("check", "check"),
    "fix": ("fix", "fix"),
    "import": ("making", "import_"),
    "impose": ("impose", "impose"),
    "doctor": ("doctor", "doctor"),
    "completion": ("completion", "completion"),
}

_INTERRUPTED: Final = 130  # what a shell gives for a program that Ctrl-C has ended


class _Loaded(Mapping[str, click.Command]):
    """The commands by their names, each loaded when it is asked for: a build needs one, and to load all takes a
    fortieth of it."""

    def __getitem__(self, name: str) -> click.Command:
        module, attribute = _COMMANDS[name]
        with resting():
            found: click.Command = getattr(import_module(f"kanyin.cli.{module}"), attribute)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(_COMMANDS)

    def __len__(self) -> int:
        return len(_COMMANDS)


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("\nstopped", err=True)
            ctx.exit(_INTERRUPTED)
        except OSError as error:  # of files a stage tells itself; this is standard output
            if error.filename or error.errno not in (*FULL, errno.EIO):
                raise
            raise click.ClickException(f"the output cannot be written: {error.strerror}") from error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kanyin")
def main() -> None:
    """Turn Chinese Markdown into print: a folder of text becomes a typeset PDF booklet."""
    forgive_encodings()


main.commands = _Loaded()  # type: ignore[assignment]  # none is added


def run(arguments: Sequence[str] | None = None, *, last: Callable[[], object] = lambda: None) -> NoReturn:
    """Run the command as a process of its own, and end it at once: taking a book's objects apart takes a second.

    Without `arguments` those of the process are taken. `last` is called before the end.
    """
    code: object = 0
    try:
        main(arguments, prog_name="kanyin")
    except SystemExit as end:
        code = end.code
    code = code if isinstance(code, int) else int(code is not None)
    last()
    os._exit(code if _flushed() else code or 1)


def _flushed() -> bool:
    """Write out what was printed, and return whether it could be: a stream may be closed, or go to a full disk."""
    whole = True
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream:
                stream.flush()
        except OSError as error:
            whole = False
            with suppress(OSError):
                click.echo(f"Error: the output cannot be written: {error.strerror}", err=True)
    return whole

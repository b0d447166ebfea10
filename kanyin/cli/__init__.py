"""The `kanyin` command: one file a command (`import` and `new` share one), each listed in `COMMANDS`.

In: the command line. Out: files, diagnostics on standard error (or, with `--json`, on standard output, one object a
line) and the exit code: 0, 1 when a diagnostic is an error, 2 when the command line itself is wrong.
"""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import click

from kanyin import __version__
from kanyin.cli.build import build
from kanyin.cli.check import check
from kanyin.cli.completion import completion
from kanyin.cli.doctor import doctor
from kanyin.cli.impose import impose
from kanyin.cli.making import import_, new
from kanyin.cli.teller import forgive_encodings

# In the order `kanyin --help` lists them.
COMMANDS: tuple[click.Command, ...] = (new, build, import_, check, impose, doctor, completion)


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kanyin")
def main() -> None:
    """Turn Chinese Markdown into print: a folder of text becomes a typeset PDF booklet."""
    forgive_encodings()


for _command in COMMANDS:
    main.add_command(_command)


def run() -> NoReturn:
    """Run the command as a process of its own, and end it at once: taking a book's objects apart takes a second."""
    code: object = 0
    try:
        main(prog_name="kanyin")
    except SystemExit as end:
        code = end.code
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else int(code is not None))

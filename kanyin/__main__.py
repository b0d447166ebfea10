"""The `kanyin` command, as a process of its own; `python -m kanyin` is the same."""

from __future__ import annotations

from typing import NoReturn

from . import expressions


def run() -> NoReturn:
    """Run the command, with its regular expressions compiled before."""
    used = expressions.use()
    from .cli import run as run_command

    run_command(last=used.keep if used else lambda: None)


if __name__ == "__main__":
    run()

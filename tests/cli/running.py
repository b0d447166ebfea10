"""The command, run in this process with its output caught."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from kanyin.cli import main


def run(*arguments: str | Path) -> Result:
    """Run `kanyin` with these arguments."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])

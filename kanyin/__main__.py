"""The `kanyin` command, as a process of its own; `python -m kanyin` is the same."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import NoReturn

from . import expressions


def run() -> NoReturn:
    """Run the command, with its regular expressions compiled before, and a worker that gets ready meanwhile."""
    used = expressions.use()
    ends = [used.keep] if used else []
    if _builds(sys.argv[1:]):
        from . import standby, workers

        standby.begin()
        ends.append(workers.stand_down)
    from .cli import run as run_command

    run_command(last=lambda: [end() for end in ends])


def _builds(arguments: Sequence[str]) -> bool:
    """Whether these are the arguments of a build in more than one process, as far as can be seen at a glance."""
    alone = "--jobs=1" in arguments or ("--jobs", "1") in pairwise(arguments)
    return arguments[:1] == ["build"] and not alone and not {"-h", "--help"} & {*arguments}


if __name__ == "__main__":
    run()

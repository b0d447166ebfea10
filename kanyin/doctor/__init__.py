"""`kanyin doctor`: everything a build stands on, looked at in turn.

In: the running system, and the folder the PDFs would go to. Out: `Check`s, each with its remedy. Nothing is changed,
and nothing here fails when something is missing: that is when it is called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from kanyin.doctor import fonts, libraries, programs, surroundings
from kanyin.doctor.check import Check, State, packages

__all__ = ["GROUPS", "Check", "State", "examine", "packages"]

# In the order they are told.
GROUPS: tuple[tuple[str, Callable[[Path], Iterator[Check]]], ...] = (
    ("program", lambda _: programs.check()),
    ("libraries", lambda _: libraries.check()),
    ("fonts", lambda _: fonts.check()),
    ("tools", lambda _: surroundings.check_tools()),
    ("places", surroundings.check_places),
    ("terminal", lambda _: surroundings.check_terminal()),
)


def examine(out: Path) -> Iterator[tuple[str, Check]]:
    """Yield each check with the name of its group; a group that fails is a check that failed, and the next follows."""
    for group, look in GROUPS:
        try:
            for check in look(out):
                yield group, check
        except Exception as error:
            found = f"they could not all be looked at: {type(error).__name__}: {error}"
            yield group, Check(group, State.WARNING, found, ("this is a fault of Kanyin's own: please report it",))

"""One check of the doctor: what was looked at, how it stands, what to do about it.

In: what a file of this package found out. Out: `Check`; and remedies for what the system lacks, in this very system's
words. Nothing here looks at anything but which system this is.
"""

from __future__ import annotations

import re
import sys
from enum import StrEnum
from importlib import metadata

from kanyin import system
from kanyin.records import dataclass
from kanyin.system import Need


class State(StrEnum):
    """How a thing stands: fine, poorer than it could be, or such that nothing builds."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the doctor's: a name, its state, what was found, and the lines of the remedy where one is due.

    `need` is what the system's packages would bring, so that all of them can be named in one command.
    """

    name: str
    state: State
    found: str
    remedy: tuple[str, ...] = ()
    need: Need | None = None


def lacking(name: str, need: Need, found: str) -> Check:
    """Return the check of a need that is not met: an error where nothing builds without it."""
    state = State.WARNING if need.why_wanted else State.ERROR
    return Check(name, state, found, packages([need]), need)


def packages(needs: list[Need]) -> tuple[str, ...]:
    """Return the lines that say how to install the needs here; on an unknown system, on each that is known."""
    here = system.system_here()
    return tuple(line for known in ([here] if here else system.SYSTEMS) for line in system.remedy(needs, known))


def pip(requirement: str) -> str:
    """Return the command that installs a Python package where this program runs."""
    return f'{sys.executable} -m pip install "{requirement}"'


def requirements() -> dict[str, str]:
    """Return what the program asks for, by the package's name: `weasyprint` → `<70.1,>=70.0`.

    Raises `metadata.PackageNotFoundError` where the program was not installed.
    """
    wanted = (text for text in metadata.requires("kanyin") or [] if "extra ==" not in text)
    found = (re.match(r"([\w.-]+)\s*([^;]*)", text) for text in wanted)
    return {match[1]: match[2].strip() for match in found if match}

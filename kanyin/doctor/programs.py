"""Python and its packages: are the versions those the program was made for?

In: the metadata of the installed packages. Out: checks. The engine is not loaded here; `libraries.py` does.
"""

from __future__ import annotations

import platform
import re
import sys
from collections.abc import Iterator
from importlib import metadata

from kanyin import __version__, compiled
from kanyin.doctor.check import Check, State, pip, requirements

_CLAUSE = re.compile(r"(>=|<=|==|!=|<|>)\s*([\w.]+)")


def check() -> Iterator[Check]:
    """Look at Python, at the program, and at each package it asks for."""
    python = f"{platform.python_version()} ({sys.executable})"
    yield Check("Python", State.OK, python)  # an older one cannot import this
    yield Check("Kanyin", State.OK, __version__)
    yield _compiled()
    try:
        wanted = requirements()
    except metadata.PackageNotFoundError:
        remedy = f"{sys.executable} -m pip install FOLDER, in which FOLDER is that of the program"
        yield Check("packages", State.WARNING, "unknown: the program runs without having been installed", (remedy,))
        return
    found = [_package(name, clauses) for name, clauses in wanted.items()]
    yield from (check for check in found if check.state is not State.OK)
    yield Check("packages", State.OK, ", ".join(f"{c.name} {c.found}" for c in found if c.state is State.OK))


def _compiled() -> Check:
    """Tell whether builds run compiled modules; nothing is amiss where they do not."""
    if count := compiled.in_use():
        return Check("compiled", State.OK, f"{count} modules")
    _, reason = compiled.look()
    return Check("compiled", State.OK, f"none, and builds are slower: {reason or 'they do not load on this system'}")


def _package(name: str, clauses: str) -> Check:
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Check(name, State.ERROR, "it is missing", (pip(name + clauses),))
    if fits(version, clauses):
        return Check(name, State.OK, version)
    # A newer one may well do, with hooks out of force; an older one lacks what the program calls.
    return Check(name, State.WARNING, f"{version}, and {clauses} is supported", (pip(name + clauses),))


def fits(version: str, clauses: str) -> bool:
    """Tell whether a version meets clauses such as `<70.1,>=70.0`, by its numbers alone."""
    ours = numbers(version)
    results = {
        ">=": lambda other: ours >= other,
        "<=": lambda other: ours <= other,
        "==": lambda other: ours == other,
        "!=": lambda other: ours != other,
        "<": lambda other: ours < other,
        ">": lambda other: ours > other,
    }
    return all(results[sign](numbers(other)) for sign, other in _CLAUSE.findall(clauses))


def numbers(version: str) -> tuple[int, ...]:
    """Return the numbers of a version, without zeros at its end: 70.0 is 70."""
    found = [int(part) for part in re.match(r"[\d.]*", version)[0].split(".") if part]  # type: ignore[index]
    while found and not found[-1]:
        found.pop()
    return tuple(found)

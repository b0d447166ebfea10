"""The libraries WeasyPrint draws with, WeasyPrint itself, and our hooks in it.

In: the running process. Out: checks. A library that does not load is found by loading it, as WeasyPrint will.
"""

from __future__ import annotations

import contextlib
import ctypes
import io
from collections.abc import Callable, Iterator, Mapping
from importlib import metadata
from types import MappingProxyType

from kanyin import system
from kanyin.doctor.check import Check, State, lacking, pip, requirements
from kanyin.system import Need


def check() -> Iterator[Check]:
    """Look at each library, then at what stands on them."""
    needs = [need for need in system.NEEDS if need.kind == "library"]
    yield from map(_library, needs)
    weasyprint = _weasyprint()
    yield weasyprint
    if weasyprint.state is not State.ERROR:
        yield _hooks()


def _library(need: Need) -> Check:
    for name in need.names:
        with contextlib.suppress(OSError):
            return Check(need.name, State.OK, _version(need.name, ctypes.CDLL(name)))
    return lacking(need.name, need, f"it does not load ({need.why_wanted or 'nothing can be built without it'})")


def _string(function: str) -> Callable[[ctypes.CDLL], str]:
    def version(library: ctypes.CDLL) -> str:
        call = getattr(library, function)
        call.restype = ctypes.c_char_p
        return str(call().decode())

    return version


def _number(library: ctypes.CDLL) -> str:
    number = library.FcGetVersion()
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"


_VERSIONS: Mapping[str, Callable[[ctypes.CDLL], str]] = MappingProxyType(
    {
        "pango": _string("pango_version_string"),
        "harfbuzz": _string("hb_version_string"),
        "fontconfig": _number,
    }
)


def _version(name: str, library: ctypes.CDLL) -> str:
    """Return the library's version, where it has a way to tell."""
    try:
        return _VERSIONS[name](library) if name in _VERSIONS else "it loads"
    except (AttributeError, ValueError):
        return "it loads, and does not tell its version"


def _weasyprint() -> Check:
    """Load WeasyPrint, with what it prints about a failure kept out of ours."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            import weasyprint
    except Exception as error:
        reason = str(error).split("\n")[0]
        remedy = ("install the libraries that are missing above", _weasyprint_again())
        return Check("WeasyPrint", State.ERROR, f"it does not load: {reason}", remedy)
    return Check("WeasyPrint", State.OK, weasyprint.__version__)


def _weasyprint_again() -> str:
    with contextlib.suppress(metadata.PackageNotFoundError):
        return pip("weasyprint" + requirements()["weasyprint"])
    return pip("weasyprint")


def _hooks() -> Check:
    """Put the hooks in, and see which gave way: on another WeasyPrint than theirs they do."""
    from kanyin import engine

    in_force = engine.install()
    out = [hook.name for hook in engine.HOOKS if hook.name not in in_force]
    if not out:
        return Check("hooks", State.OK, f"{len(in_force)} of {len(engine.HOOKS)} in force")
    found = f"{len(in_force)} of {len(engine.HOOKS)} in force; WeasyPrint's own work stands in for: {', '.join(out)}"
    return Check("hooks", State.WARNING, found, (_weasyprint_again(),))

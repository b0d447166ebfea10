"""Regular expressions that modules have, as byte code, kept in `__pycache__` as Python keeps the modules.

In: patterns, as `re` compiles them. Out: the same, of a file. Three hundred of them are compiled each time a build
starts, 35 ms: a fifteenth of a build after an edit, an eighth of one that finds all its pages in the store. Replaces
`re._compiler:compile` of Python 3.11 and later for this process, which must be the program's own. The file is believed
as Python believes its own byte code, and used for the Python it was made with. Fallback: what is not in it, what cannot
be read, and what has been damaged is compiled as ever.

What is compiled while a module is being imported is added to the file when the process ends, if Python may write byte
code. `python -m kanyin.expressions` writes those of all modules, and Python-Markdown's, also where it may not.
"""

from __future__ import annotations

import marshal
import re
import sys
from array import array
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from pkgutil import walk_packages
from threading import get_ident
from types import SimpleNamespace
from typing import Any, Final, TypeAlias

from .keeping import keep

_Key: TypeAlias = tuple[bool, str | bytes, int]  # text or bytes, the pattern, the flags
_Code: TypeAlias = tuple[Any, ...]  # what the engine makes a pattern of

_IMPORTING: Final = "<frozen importlib._bootstrap>"
_FILE: Final = Path(__file__).parent / "__pycache__" / f"expressions.{sys.implementation.cache_tag}.bin"
_OF_PYTHON: Final = (MAGIC_NUMBER, sys.version, sys.byteorder)


class Expressions:
    """Compiles patterns, those in a file by way of it; `always`: it may be written whatever Python is told."""

    def __init__(self, file: Path = _FILE, *, always: bool = False) -> None:
        self._compiler: Any = re._compiler  # type: ignore[attr-defined]
        self._stock: Callable[..., re.Pattern[Any]] = self._compiler.compile
        self._engine: Any = self._compiler._sre
        self._file, self._writes = file, always or not sys.dont_write_bytecode
        self.takes_all = False  # not only what is compiled while a module is imported
        self._known = _read(file)
        self._new: dict[_Key, _Code] = {}
        self._keys: dict[int, _Key | None] = {}  # of what each thread compiles

    def use(self) -> None:
        """Compile for `re` from now on."""
        self._compiler.compile = self
        if self._writes:
            self._compiler._sre = SimpleNamespace(**{**vars(self._engine), "compile": self._made})

    def __call__(self, pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        """Return a pattern as `re` has it."""
        key = (isinstance(pattern, str), pattern, int(flags)) if isinstance(pattern, (str, bytes)) else None
        if key and (known := self._known.get(key)):
            with suppress(RuntimeError, TypeError, ValueError, OverflowError):
                text, all_flags, code, *rest = known
                found: re.Pattern[Any] = self._engine.compile(text, all_flags, array("I", code).tolist(), *rest)
                return found
        self._keys[get_ident()] = key if key and self._writes and (self.takes_all or _is_importing()) else None
        return self._stock(pattern, flags)

    def _made(self, pattern: Any, flags: int, code: list[int], *rest: Any) -> re.Pattern[Any]:
        """Make what stock has compiled, and note it."""
        key = self._keys.pop(get_ident(), None)
        if key and not flags & (re.LOCALE | re.DEBUG):
            self._new[key] = (pattern, int(flags), array("I", code).tobytes(), *rest)
        made: re.Pattern[Any] = self._engine.compile(pattern, flags, code, *rest)
        return made

    def keep(self) -> None:
        """Write what is new, whole or not at all."""
        if self._new:
            keep(self._file, marshal.dumps((_OF_PYTHON, self._known | self._new)))


def use() -> Expressions | None:
    """Have patterns compiled by way of the file from now on, where this Python does it as expected."""
    try:
        used = Expressions()
    except AttributeError:
        return None
    used.use()
    return used


def write() -> None:
    """Write those of all modules, and of the libraries that they import, as far as those are there."""
    made = Expressions(always=True)
    made.use()
    with suppress(OSError):  # a library of the system is missing
        import_module("kanyin.engine").install()
    for module in walk_packages([str(Path(__file__).parent)], "kanyin.", onerror=lambda name: None):
        with suppress(ImportError, OSError):
            import_module(module.name)
    made.takes_all = True
    _convert_nothing()  # Python-Markdown compiles its own for each converter
    made.keep()


def _convert_nothing() -> None:
    from .diagnostics import Report
    from .markdown import convert

    convert("", file="", path=Path(), report=Report())


def _read(file: Path) -> dict[_Key, _Code]:
    """Return what is in the file, if it is of this Python."""
    with suppress(OSError, EOFError, ValueError, TypeError):
        made_with, known = marshal.loads(file.read_bytes())
        if made_with == _OF_PYTHON and isinstance(known, dict):
            return known
    return {}


def _is_importing() -> bool:
    """Whether a module is being imported: what is compiled then is the same each time."""
    frame = sys._getframe()
    while frame := frame.f_back:  # type: ignore[assignment]
        if frame.f_code.co_filename == _IMPORTING:
            return True
    return False


if __name__ == "__main__":
    write()

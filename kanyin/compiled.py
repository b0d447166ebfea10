"""The modules that are compiled, put in place of the same modules interpreted.

In: the folder `build/compiled/` of a checkout that `tools/compiling.py` filled. Out: a finder at the head of
`sys.meta_path`, or none. The source is one and the same, and so is every byte of what is made: where nothing was
compiled, or for another Python, Python's own finders find the source.

Compiled functions call each other without a look at modules, and have constants of others inside them. So it is all of
them or none: they are used while the source of each, and of each module they import, is to the byte what it was when
they were made. Who edits a file runs what the file says. Reading and digesting them takes two thousandths of a second.

`KANYIN_COMPILED=0` leaves them out. Gain: see docs/decisions/0012-compiled-modules.md.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from importlib import import_module
from importlib.machinery import EXTENSION_SUFFIXES, ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parent
ABI: Final = EXTENSION_SUFFIXES[0]
MANIFEST: Final = "manifest.txt"
"""Lines: the Python they fit, the digest, the modules, and each source. `import kanyin` is to load no parser for it."""
LIBRARY: Final = "kanyin__mypyc"
"""The extension module that holds the code of all of them; those by the modules' names only hand it on."""


class Finder:
    """Finds the compiled modules by their names, and nothing else."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        self._files = files
        self.count = len(files.keys() - {LIBRARY})

    def find_spec(self, name: str, path: Sequence[str] | None = None, target: object = None) -> ModuleSpec | None:
        """Return where a compiled module is, as `importlib` asks."""
        return spec_from_file_location(name, self._files[name]) if name in self._files else None


def folder() -> Path:
    """Return where compiled modules are, or would be."""
    return _PACKAGE.parent / "build" / "compiled"


def file_of(module: str) -> str:
    """Return the path of a compiled module in that folder."""
    return f"{module.replace('.', '/')}{ABI}"


def digest(sources: Iterable[str], root: Path = _PACKAGE.parent) -> str:
    """Return a digest of source files, by their paths below the folder that the package is in.

    Raises `OSError` where one cannot be read.
    """
    found = sha256()
    for source in sources:
        data = (root / source).read_bytes()
        found.update(f"{source} {len(data)}\n".encode() + data)
    return found.hexdigest()


def look(place: Path | None = None) -> tuple[dict[str, Path], str]:
    """Return the file of each compiled module; where they are not to be used, no file, and why not."""
    place = folder() if place is None else place
    if os.environ.get("KANYIN_COMPILED") == "0":
        return {}, "KANYIN_COMPILED=0 leaves compiled modules out"
    try:
        abi, stamp, modules, *sources = (place / MANIFEST).read_text("utf-8").splitlines()
        if abi != ABI:
            return {}, f"what is compiled is for another Python ({abi})"
        if stamp != digest(sources):
            return {}, "the sources have changed since they were compiled"
        return {name: place / file_of(name) for name in modules.split()}, ""
    except FileNotFoundError:
        return {}, "nothing is compiled"
    except (OSError, ValueError) as error:
        return {}, f"{place} is damaged ({type(error).__name__})"


def use() -> None:
    """Let compiled modules be found before their sources, if there are any to be used that load."""
    files, _ = look()
    if not files:
        return
    finder = Finder(files)
    sys.meta_path.insert(0, finder)
    try:
        import_module(LIBRARY)
    except ImportError:  # made for another system's libraries
        sys.meta_path.remove(finder)


def in_use() -> int:
    """Return how many modules are compiled in this process, loaded or to be loaded."""
    return next((finder.count for finder in sys.meta_path if isinstance(finder, Finder)), 0)

"""Where the program's own files are: its styles, its templates, its sample books.

In: a name. Out: a folder. It is a module by itself so that what only lists files need not wait for the engine to load.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
"""In a checkout `templates/` and `styles/` lie beside it, in a wheel inside it; `starters/` is always inside."""


def resource(name: str) -> Path:
    """Return the folder `templates`, `styles` or `starters` of the program."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name

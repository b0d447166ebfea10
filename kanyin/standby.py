"""A worker that stands by: it loads the engine while `kanyin build` loads what reads books.

In: a process that has loaded next to nothing. Out: a fork of it, which the first build employs (`workshop.py`), made
when what both need is loaded. To load the engine takes a fifth of an article's time, and to load the rest as much; on
two cores that is done side by side. Gain: an eighth of an article's time, a twentieth of an edit's. Fallback: where
there is one core, or no Linux, the build loads both.
"""

from __future__ import annotations

from contextlib import suppress


def begin() -> None:
    """Have it stand by."""
    with suppress(OSError):  # a library is missing, as the build will say
        from . import faces as faces
        from . import workers, workshop
        from .engine.surroundings import looks_for_fonts_aside

        workers.stand_by(workshop.load_engine, alone=looks_for_fonts_aside())

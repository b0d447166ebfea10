"""A worker that stands by: it loads the engine while `kanyin build` loads everything else.

In: a process that has loaded nothing yet. Out: a fork of it, which the first build employs (`workshop.py`). What reads
a book takes a quarter of an article's time to load, and what sets pages as much; two cores load them side by side.
Gain: a quarter of an article's time, a tenth of an edit's. Fallback: where there is one core, or no Linux, the build
loads both.
"""

from __future__ import annotations

from . import workers


def begin() -> None:
    """Have it stand by."""
    workers.stand_by(_load, _looks_for_fonts_aside)


def _load() -> None:
    from . import engine

    engine.install()
    from . import compositor as compositor


def _looks_for_fonts_aside() -> bool:
    from .engine.surroundings import looks_for_fonts_aside

    return looks_for_fonts_aside()

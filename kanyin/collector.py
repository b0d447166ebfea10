"""Python's garbage collector put off while a book is built or proofread.

Layout makes millions of objects that live to the end, and the collector walks them again and again: a tenth of the CPU
time of a 100,000-character book, and another tenth when it is switched on again and finds all of them young. So they
are made old first, without a look at them, and collected when a full collection is due.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_MANY: Final = 60_000
"""So many containers made and not let go of are worth a look: 20 MB, if they are boxes. A section leaves some 200."""


@contextmanager
def resting() -> Iterator[None]:
    """Keep the collector off for the block; it is switched on again only if it was on before."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.unfreeze()  # into the oldest generation
            gc.enable()


def settle() -> None:
    """Put every object there is out of the collector's sight, until `resting` ends."""
    gc.freeze()
    gc.collect(0)  # of nothing: what is counted from now on is new


def tidy() -> None:
    """Collect everything that is no longer used: between two builds of a watched book nobody waits."""
    gc.collect()


def sweep() -> None:
    """Collect what was made since, and is no longer used, when that may be much."""
    if gc.get_count()[0] > _MANY:
        gc.collect(0)

"""Python's garbage collector put off while a book is built or proofread.

Layout makes millions of objects that live to the end, and the collector walks them again and again: a tenth of the CPU
time of a 100,000-character book, and another tenth when it is switched on again and finds all of them young. So they
are made old first, without a look at them, and collected when a full collection is due.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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


def tidy() -> None:
    """Collect everything that is no longer used: between two builds of a watched book nobody waits."""
    gc.collect()


def sweep() -> None:
    """Collect what was made since, and is no longer used."""
    gc.collect(0)

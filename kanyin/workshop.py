"""The workshop: who makes the formes of a build.

In: orders. Out: their formes, in the same order, wherever each was made.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from .access import Access
from .book import Book
from .compositor import Compositor
from .engine.programs import embed
from .forme import FontObjects, FontUse, Forme
from .theme import Theme
from .typeset import Order


class Workshop:
    """Makes the formes of one book."""

    def __init__(self, book: Book, theme: Theme, access: Access) -> None:
        self._book, self._theme, self._access = book, theme, access

    @cached_property
    def _compositor(self) -> Compositor:
        return Compositor(self._book, self._theme, self._access)

    def made(self, orders: Sequence[Order]) -> list[Forme]:
        """Return the formes of the orders."""
        return [self._compositor.set(*order) for order in orders]

    def fonts(self, uses: Iterable[FontUse]) -> FontObjects:
        """Return the fonts of the volume."""
        return embed(uses, lambda: self._compositor.font_config)

"""Which pages a build has interpreted: those that show an image which may have too few pixels.

In: the resources of a page, and its streams. Out: whether one of them is shown there. Most pages of a book are told by
their resources alone, without unpacking what they draw.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

import pikepdf

from ..boxes import Box
from .objects import FAULTS, data_of, dictionary, items, number, same, text
from .tokens import name

_SHOWN: Final = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+Do\b")
_DEEPEST: Final = 8


class Screening:
    """Remembers what it has found of resources; `least` is how many pixels an inch an image should have."""

    def __init__(self, least: float) -> None:
        self._least = least
        self._known: dict[Any, frozenset[str]] = {}

    def wants(self, streams: Sequence[Any], resources: Any, media: Box) -> bool:
        """Tell whether a page has to be interpreted."""
        names = self._names(resources, media)
        try:
            return bool(names) and any(not names.isdisjoint(_shown(stream)) for stream in streams)
        except FAULTS:
            return True

    def _names(self, resources: Any, media: Box) -> frozenset[str]:
        """Return the names of what may show such an image."""
        key = same(resources)
        if key is None or (key, media) not in self._known:
            found = self._search(dictionary(resources), media, set(), 0)
            self._known[key, media] = found
            return found
        return self._known[key, media]

    def _search(self, resources: Any, media: Box, met: set[Any], depth: int) -> frozenset[str]:
        return frozenset(
            key for key, value in items(resources.get("/XObject")) if self._is_wanted(value, media, met, depth)
        )

    def _is_wanted(self, value: Any, media: Box, met: set[Any], depth: int) -> bool:
        if not isinstance(value, pikepdf.Stream) or depth > _DEEPEST:
            return False
        if text(value.get("/Subtype")) == "Image":
            width, height = number(value.get("/Width")), number(value.get("/Height"))
            return width < self._least * media.width / 72 or height < self._least * media.height / 72
        if (key := same(value)) in met:
            return False
        met.add(key)
        return bool(self._search(dictionary(value.get("/Resources")), media, met, depth + 1))


def _shown(stream: Any) -> set[str]:
    return {name(b"/" + found) for found in _SHOWN.findall(data_of(stream))}

"""Editions: what a bound volume becomes on disk. One file an edition, each a line in `EDITIONS`.

In: a `Volume`. Out: the bytes of that edition's PDF. A file is written whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from ..bind import Volume
from . import screen

EDITIONS: Mapping[str, tuple[str, Callable[[Volume], bytes]]] = MappingProxyType({"screen": ("", screen.produce)})
"""Name → (what its file's name ends with, what makes it)."""

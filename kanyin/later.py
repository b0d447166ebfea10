"""Modules that are imported when something of them is used: those that take long to load and that few builds need.

In: a module's name. Out: a stand-in; what is asked of it, it asks the module. It can neither be written to nor
subclassed from.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import Any


class Later(ModuleType):
    """The stand-in for the module of this name."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(import_module(self.__name__), name)

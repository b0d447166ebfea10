"""What WeasyPrint imports and few documents need, imported when it is called: 0.1 s of the time it takes to start.

WeasyPrint (70.0) imports fontTools' subsetter and instancer, needed for old libraries and variable fonts; fontTools'
reader of fonts, for fonts in the web's formats; and Pillow, for pictures. While WeasyPrint is being imported, others
stand in their place, and what it takes from them asks the module itself when it is first called. Fallback: where one of
a library's modules is loaded already, WeasyPrint takes that library as it is.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any, Final

from kanyin.later import Later

_PILLOW: Final = ("PIL.Image", "PIL.ImageFile", "PIL.ImageOps", "PIL.EpsImagePlugin", "PIL.ImageCms")
_READERS: Final = ("weasyprint.text.fonts", "weasyprint.pdf.fonts")


@contextmanager
def modules_put_off() -> Iterator[None]:
    """Let WeasyPrint, which is imported meanwhile, take stand-ins."""
    subsetter, instancer = Later("fontTools.subset"), Later("fontTools.varLib.instancer")
    vars(instancer)["instantiateVariableFont"] = _called("fontTools.varLib.instancer", "instantiateVariableFont")
    pillow = {name: _Pillow(name) for name in _PILLOW}
    vars(pillow["PIL.ImageCms"])["ImageCmsProfile"] = _called("PIL.ImageCms", "ImageCmsProfile")
    with ExitStack() as standing_in:
        for modules in ({"fontTools.subset": subsetter, instancer.__name__: instancer}, _reader(), pillow):
            if not modules.keys() & sys.modules.keys():
                for name, module in modules.items():
                    standing_in.enter_context(standing(name, module))
        yield


@contextmanager
def standing(name: str, module: Any) -> Iterator[None]:
    """Let a module stand under a name meanwhile."""
    before = sys.modules.get(name)
    sys.modules[name] = module
    try:
        yield
    finally:
        if before is None:
            del sys.modules[name]
        else:
            sys.modules[name] = before


def _called(module: str, name: str) -> Callable[..., Any]:
    def called(*arguments: Any, **options: Any) -> Any:
        return getattr(import_module(module), name)(*arguments, **options)

    return called


class _Pillow(Later):
    """A module of Pillow, which is loaded with what WeasyPrint sets in two of them."""

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("__"):
            vars(import_module("PIL.ImageFile"))["LOAD_TRUNCATED_IMAGES"] = True
            vars(import_module("PIL.EpsImagePlugin"))["gs_binary"] = False
        return super().__getattr__(name)


class _UnknownError(Exception):
    """In place of `fontTools.ttLib.TTLibError`, which nothing raises before fontTools is loaded."""


def _reader() -> dict[str, ModuleType]:
    """Return the stand-ins for fontTools' reader of fonts."""
    library = ModuleType("fontTools.ttLib")
    parts = {name: Later(f"fontTools.ttLib.{name}") for name in ("ttFont", "woff2")}

    def font(*arguments: Any, **options: Any) -> Any:
        real = import_module("fontTools.ttLib")
        for name in _READERS:  # which names the exception where it calls this
            module = vars(import_module(name))
            module.update({each: getattr(real, each) for each in ("TTFont", "TTLibError") if each in module})
        return real.TTFont(*arguments, **options)

    vars(library).update(parts, TTFont=font, TTLibError=_UnknownError)
    return {library.__name__: library, **{part.__name__: part for part in parts.values()}}

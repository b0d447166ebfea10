"""Fontconfig's rules and fonts, read once where WeasyPrint and we read them three times as a build begins, 5 ms each.

In place of `weasyprint.text.fonts:fontconfig` (70.0), through which WeasyPrint reads them: as it is imported, to see
whether there are fonts at all, and for a `FontConfiguration`. Whoever has read them and changed nothing leaves them
here, for the next who asks within some seconds; what is left longer is not believed, for fonts come and go.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

_SECONDS: Final = 10.0

_left: list[tuple[float, Any]] = []


def leave(fontconfig: Any, config: Any) -> None:
    """Let the next who asks have a configuration that was read just now, and not changed."""
    _left.append((time.monotonic(), config))
    for _, older in _left[:-1]:
        fontconfig.FcConfigDestroy(older)
    del _left[:-1]


class _Lending:
    """Fontconfig, which gives out what was left."""

    def __init__(self, fontconfig: Any) -> None:
        self._fontconfig = fontconfig

    def __getattr__(self, name: str) -> Any:
        return getattr(self._fontconfig, name)

    def FcInitLoadConfigAndFonts(self) -> Any:  # noqa: N802 -- Fontconfig's name
        """Return a configuration, the caller's own."""
        if _left:
            when, config = _left.pop()
            if time.monotonic() - when < _SECONDS:
                return config
            self._fontconfig.FcConfigDestroy(config)
        return self._fontconfig.FcInitLoadConfigAndFonts()


@contextmanager
def lending() -> Iterator[None]:
    """Let WeasyPrint, which is imported meanwhile, read its configurations here, and leave the first of them."""
    ffi = sys.modules.get("weasyprint.text.ffi")
    if ffi is None:
        yield
        return
    fontconfig = vars(ffi)["fontconfig"]
    vars(ffi)["fontconfig"] = lent = _Lending(fontconfig)
    vars(lent)["FcConfigDestroy"] = lambda config: leave(fontconfig, config)
    try:
        yield
    finally:
        vars(ffi)["fontconfig"] = fontconfig
        del lent.FcConfigDestroy

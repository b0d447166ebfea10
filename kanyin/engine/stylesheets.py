"""Which stylesheet a CSS message speaks of: WeasyPrint's warnings give line and column, but not the file.

Wraps `weasyprint.css:preprocess_stylesheet` (70.0), which is called for each stylesheet and, inside it, for each
import. The base URL of the one being read is on top of `reading`; engine messages look there.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from kanyin.engine.hook import Undo, replace

reading: ContextVar[tuple[str, ...]] = ContextVar("reading", default=())
"""The base URLs of the stylesheets being read, the innermost last."""


def apply() -> Undo:
    """Put the hook in, in both modules that hold the function."""
    return replace(["weasyprint.css:preprocess_stylesheet", "weasyprint:preprocess_stylesheet"], _named)


def _named(stock: Callable[..., None]) -> Callable[..., None]:
    def preprocess(media_type: str, base_url: str | None, *arguments: Any, **options: Any) -> None:
        before = reading.set((*reading.get(), base_url or ""))
        try:
            stock(media_type, base_url, *arguments, **options)
        finally:
            reading.reset(before)

    return preprocess

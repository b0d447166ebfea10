"""What the engine says, as diagnostics: no warning of WeasyPrint is lost.

Wraps no function: it listens to WeasyPrint's logger while a block runs. A CSS message is placed in its stylesheet.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

from weasyprint.logger import LOGGER

from kanyin.diagnostics import Diagnostic, Report, Severity, Span
from kanyin.engine.stylesheets import reading

_PLACE = re.compile(r"\bat (\d+):(\d+)")
_LOADED = re.compile(r"Failed to load (image|stylesheet|inline SVG)|Failed to load font|font-face", re.I)


@contextmanager
def heard(report: Report) -> Iterator[None]:
    """Turn everything WeasyPrint logs meanwhile into diagnostics on `report`, told when the block has run.

    Not at once: stock may log where the stack is all but used up (a size that refers to itself), and whoever listens to
    the report would then fail.
    """
    handler = _Handler()
    before = LOGGER.propagate
    LOGGER.addHandler(handler)
    LOGGER.propagate = False
    try:
        yield
    finally:
        LOGGER.removeHandler(handler)
        LOGGER.propagate = before
        for diagnostic in handler.heard:
            report.add(diagnostic)


class _Handler(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[Diagnostic] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        place = _stylesheet_place(message)
        code = "style.ignored" if place else "engine.resource" if _LOADED.search(message) else "engine.message"
        self.heard.append(Diagnostic(code, Severity.WARNING, message.rstrip("."), place))


def _stylesheet_place(message: str) -> Span | None:
    sheets, match = reading.get(), _PLACE.search(message)
    if not sheets or not match:
        return None
    parts = urlsplit(sheets[-1])
    return Span(Path(unquote(parts.path)), int(match[1]), int(match[2])) if parts.scheme == "file" else None

"""The moment a PDF says it was made at, which is never the clock's: equal books are equal bytes.

In: the environment's `SOURCE_DATE_EPOCH`, and a book's own date (`2024`, `2024-05`, `2024-05-01`). Out: a moment in
UTC, and what PDF and XMP write for it. The environment wins, for it speaks of this file and not of the book.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from .diagnostics import Report

VARIABLE: Final = "SOURCE_DATE_EPOCH"
"""The variable that holds the seconds since 1970 (https://reproducible-builds.org/specs/source-date-epoch/)."""

STAND_IN: Final = datetime(1980, 1, 1, tzinfo=UTC)
"""For a format that must have a date, where nothing gives one: the first day that archives of files know."""

_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def moment(book_date: str | None, report: Report, environment: Mapping[str, str] = os.environ) -> datetime | None:
    """Return when a book's file was made, None where neither the environment nor the book says so."""
    given = environment.get(VARIABLE, "").strip()
    if given:
        try:
            return datetime.fromtimestamp(int(given), UTC)
        except (ValueError, OverflowError, OSError):
            hint = "it must be seconds since 1970: `git log -1 --format=%ct` gives them"
            report.error("output.epoch", f"{VARIABLE} is “{given}”, which is no date", hint=hint)
    return _of_book(book_date)


def _of_book(date: str | None) -> datetime | None:
    found = _DATE.fullmatch(date or "")
    try:
        year, month, day = (int(part or 1) for part in found.groups()) if found else (0, 0, 0)
        return datetime(year, month, day, tzinfo=UTC) if found else None
    except ValueError:  # a month 13: it prints as it stands, and dates nothing
        return None


def in_pdf(when: datetime) -> str:
    """Return a moment as PDF writes it (ISO 32000-1 §7.9.4)."""
    return f"D:{when:%Y%m%d%H%M%S}Z"


def in_xmp(when: datetime) -> str:
    """Return a moment as XMP writes it (ISO 8601)."""
    return f"{when:%Y-%m-%dT%H:%M:%SZ}"

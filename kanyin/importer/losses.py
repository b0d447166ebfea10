"""What an import could not keep, told with its place.

In: each finding of an importer, with a place in words ("paragraph 12"): what is read here has no lines. Out:
diagnostics of the file. Of one kind the first few are told, and then how many more there were.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final

from kanyin.diagnostics import Diagnostic, Report, Severity, Span

_TOLD: Final = 10
"""So many findings of one code are told one by one."""


class Losses:
    """Collects what one source loses; `finish` tells what was not told one by one."""

    def __init__(self, file: Path, report: Report) -> None:
        self.file, self.report = file, report
        self._counts: Counter[tuple[Severity, str]] = Counter()
        self._sums: dict[tuple[str, str], tuple[int, str]] = {}

    def error(self, code: str, message: str, place: str = "", hint: str | None = None) -> None:
        """Tell what makes the import fail."""
        self.report.error(code, _placed(message, place), Span(self.file), hint)

    def warning(self, code: str, message: str, place: str = "", hint: str | None = None, line: int = 0) -> None:
        """Tell of something lost that a reader would miss."""
        self._tell(Diagnostic(code, Severity.WARNING, _placed(message, place), Span(self.file, line), hint))

    def note(
        self,
        code: str,
        message: str,
        place: str = "",
        hint: str | None = None,
        line: int = 0,
        *,
        summed: bool = False,
    ) -> None:
        """Tell of something changed or left out that a reader would not miss; `summed` once, with how often."""
        if summed:
            count, first = self._sums.get((code, message), (0, place))
            self._sums[code, message] = (count + 1, first)
        else:
            self._tell(Diagnostic(code, Severity.NOTE, _placed(message, place), Span(self.file, line), hint))

    def finish(self) -> None:
        """Tell the sums, and how many findings were not told."""
        for (code, message), (count, first) in self._sums.items():
            often = f" ({count} times, first in {first})" if count > 1 and first else f" ({first})" if first else ""
            self.report.add(Diagnostic(code, Severity.NOTE, message + often, Span(self.file)))
        for (severity, code), count in self._counts.items():
            if count > _TOLD:
                more = f"and {count - _TOLD} more of this kind"
                self.report.add(Diagnostic(code, severity, more, Span(self.file)))
        self._sums.clear()
        self._counts.clear()

    def _tell(self, found: Diagnostic) -> None:
        self._counts[found.severity, found.code] += 1
        if self._counts[found.severity, found.code] <= _TOLD:
            self.report.add(found)


def _placed(message: str, place: str) -> str:
    return f"{place}: {message}" if place else message


def shortened(text: str, most: int = 24) -> str:
    """Return the beginning of a text in quotation marks, for a message."""
    text = " ".join(text.split())
    return f"“{text[:most]}…”" if len(text) > most else f"“{text}”"

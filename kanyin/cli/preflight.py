"""`kanyin check FILE.pdf`: what is wrong with a PDF, whoever made it.

In: a path, and what rules to hold it to. Out: diagnostics, and whether the file passes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from kanyin.cli.teller import Teller
from kanyin.diagnostics import BuildFailed, Report, Severity, Span, shown

RULES = ("auto", "screen", "print", "archive")


def is_pdf(path: Path) -> bool:
    """Tell whether an argument of `kanyin check` is a PDF: by its name, or by how it begins."""
    if path.suffix.casefold() == ".pdf":
        return True
    try:
        with path.open("rb") as file:
            return file.read(5) == b"%PDF-"
    except (OSError, ValueError):
        return False


def preflight(path: Path, teller: Teller, *, choice: str, strict: bool, most: int | None) -> bool:
    """Check one PDF and tell of it; return whether it has no error (or, if `strict`, no warning).

    Of each code the first `most` findings are told, all where that is None.
    """
    # Imported here: --help and completion need nothing that reads PDFs.
    from kanyin.preflight import check
    from kanyin.preflight.opening import read

    report, counts, untold = Report(teller.diagnostic), Counter[str](), Counter[Severity]()
    try:
        with teller.working(f"{shown(path)} …"):
            for found in check(read(path, report), report, Span(path), choice=choice):
                counts[found.code] += 1
                if most is None or counts[found.code] <= most:
                    report.add(found)
                else:
                    untold[found.severity] += 1
    except BuildFailed:
        return False
    for code, count in counts.items():
        if most is not None and count > most:
            teller.say(f"{code}: {count - most} more (--verbose shows them)")
    totals = {severity: report.count(severity) + untold[severity] for severity in Severity}
    teller.say(f"{shown(path)}: {_summary(totals)}")
    return not totals[Severity.ERROR] and not (strict and totals[Severity.WARNING])


def _summary(totals: Mapping[Severity, int]) -> str:
    named = [f"{count} {severity}{'s' if count > 1 else ''}" for severity, count in totals.items() if count]
    return ", ".join(named) or "nothing found"

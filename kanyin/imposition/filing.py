"""A PDF on disk imposed into another: read whole, written whole or not at all.

In: two paths and a `Plan`. Out: the new file, and `Imposed`. The file that is read is never written to.
"""

from __future__ import annotations

from pathlib import Path

from .. import sources
from ..diagnostics import Report, Span
from ..files import write_whole
from .imposing import Imposed, impose
from .plan import Plan


def impose_file(source: Path, out: Path, plan: Plan, report: Report) -> Imposed:
    """Write the sheets of the PDF `source` to `out`. Raises `BuildFailed` when nothing could be written."""
    data = _read(source, report)
    if _is_same(source, out):
        message = "the sheets would take the place of the file they are made of"
        report.error("impose.same-file", message, Span(out), "name another file with --out")
    report.stop_on_errors()
    imposed = impose(data, plan, report, Span(source))
    write_whole(out, imposed.pdf, report)
    report.stop_on_errors()
    return imposed


def _read(source: Path, report: Report) -> bytes:
    """Return the file's bytes; of a file that cannot be read, none and an error."""
    try:
        return source.read_bytes()
    except FileNotFoundError:
        report.error("impose.no-such-file", "no such file", Span(source), sources.near_in_folder(source, ".pdf"))
    except IsADirectoryError:
        hint = "build the book first, then impose the PDF that `kanyin build` names"
        report.error("impose.not-a-file", "this is a folder, not a PDF", Span(source), hint)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        report.error("impose.no-access", f"cannot be read: {reason}", Span(source))
    return b""


def _is_same(source: Path, out: Path) -> bool:
    """Tell whether both paths lead to one file, through whatever links."""
    try:
        return out.samefile(source)
    except (OSError, ValueError):
        return False

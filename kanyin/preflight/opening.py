"""The PDF to be checked, opened: whatever file it is, its bytes and a `pikepdf.Pdf`, or a clear word why not.

In: a path, or bytes. Out: an open file. Each fault is a diagnostic.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Final

import pikepdf

from .. import sources
from ..diagnostics import Report, Span
from ..qpdf import fact, listening
from .objects import FAULTS

_LARGEST: Final = 2 * 1024**3
_ANEW: Final = "get the file again from where it came, or print it into a new PDF from a viewer that can open it"


def read(source: Path, report: Report) -> bytes:
    """Return the file's bytes. Raises `BuildFailed` for a file that cannot be read."""
    data = b""
    try:
        if source.stat().st_size > _LARGEST:
            report.error("preflight.too-large", "the file has more than 2 GB, and is not read", Span(source))
        elif not source.is_dir() and not source.is_file():
            report.error("preflight.not-a-file", "this is no file", Span(source), "give the PDF itself")
        else:
            data = source.read_bytes()
    except FileNotFoundError:
        report.error("preflight.no-such-file", "no such file", Span(source), sources.near_in_folder(source, ".pdf"))
    except IsADirectoryError:
        report.error("preflight.not-a-file", "this is a folder, not a PDF", Span(source), "give the PDF itself")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        report.error("preflight.no-access", f"cannot be read: {reason}", Span(source))
    report.stop_on_errors()
    return data


@contextmanager
def opened(data: bytes, report: Report, span: Span | None) -> Iterator[pikepdf.Pdf]:
    """Hand out the PDF; raise `BuildFailed` for a file that is none, or is locked.

    When the block has ended, damage that came to light is told of.
    """
    with listening() as heard, _open(data, report, span) as pdf:
        yield pdf
        facts = list(dict.fromkeys(map(fact, [*pdf.get_warnings(), *heard])))
        if facts := [told for told in facts if told != "file is damaged"] or facts:
            more = f", and {len(facts) - 1} more" if len(facts) > 1 else ""
            message = f"the PDF is damaged, and was read as far as that goes: {facts[0]}{more}"
            report.warning("preflight.damaged", message, span, _ANEW)


def _open(data: bytes, report: Report, span: Span | None) -> pikepdf.Pdf:
    try:
        pdf = pikepdf.open(BytesIO(data))
        if not len(pdf.pages):
            report.error("preflight.no-pages", "the PDF has no pages", span)
    except pikepdf.PasswordError:
        hint = "save a copy without it from a PDF viewer, and check that"
        report.error("preflight.password", "the file is locked with a password", span, hint)
    except FAULTS as error:
        if b"%PDF-" not in data[:1024]:
            report.error("preflight.not-a-pdf", "this is not a PDF", span, "give a PDF, or a book to be proofread")
        else:
            report.error("preflight.broken", f"the PDF cannot be read: {fact(error)}", span, _ANEW)
    report.stop_on_errors()
    return pdf

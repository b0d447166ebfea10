"""What a file says of itself: document information and metadata, of which both say the same.

In: an open PDF as it was bound, a `Task`, the standards an edition keeps to. Out: the same PDF, changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

import pikepdf

from .. import dates
from . import xmp
from .task import Task


def describe(
    pdf: Any,
    task: Task,
    *,
    date: datetime | None,
    standards: Sequence[tuple[str, str]],
    information: Mapping[str, str] | None = None,
) -> None:
    """Put the metadata; `information` are more entries of the document information, names with their stroke."""
    info = pdf.docinfo
    told = {"/Title": task.book.title, **_dated(date)}
    for key, text in told.items():
        info[key] = text
    for key, text in (information or {}).items():
        info[key] = pikepdf.Name(text) if text.startswith("/") else text
    facts = xmp.Facts(
        title=task.book.title,
        language=task.book.language,
        authors=task.book.authors,
        subject=str(info["/Subject"]) if "/Subject" in info else None,
        keywords=str(info["/Keywords"]) if "/Keywords" in info else None,
        maker=str(info["/Producer"]),
        date=dates.in_xmp(date) if date else None,
        identity=sha256(task.volume.pdf).hexdigest()[:32],
        standards=standards,
    )
    stream = pdf.make_stream(xmp.packet(facts))
    stream["/Type"], stream["/Subtype"] = pikepdf.Name.Metadata, pikepdf.Name.XML
    pdf.Root["/Metadata"] = stream


def intend(pdf: Any, kind: str, profile: bytes, colours: int, **entries: str) -> None:
    """Put an output intent: `kind` is the standard it belongs to, `entries` what it says of the profile."""
    stream = pdf.make_stream(profile)
    stream["/N"] = colours
    pdf.Root["/OutputIntents"] = pikepdf.Array([
        pikepdf.Dictionary({
            "/Type": pikepdf.Name.OutputIntent, "/S": pikepdf.Name(kind), "/DestOutputProfile": stream,
            **{f"/{key}": text for key, text in entries.items()},
        })
    ])  # fmt: skip


def _dated(date: datetime | None) -> dict[str, str]:
    return dict.fromkeys(("/CreationDate", "/ModDate"), dates.in_pdf(date)) if date else {}

"""Formes made by hand, for tests of what comes after setting and drawing; and PDFs of no pages, to read objects in.

A page of a forme shows `p`, its index; anchors, bookmarks and slots are what a test wants.
"""

from __future__ import annotations

import io
import subprocess
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import Any

import pikepdf

from kanyin.forme import Anchor, Bookmark, Content, Forme, Page, Slot, Stream
from kanyin.pdf import Writer

DIGITS = tuple(f"{17 + digit:04x}" for digit in range(10))


def folio_slot(target: str, length: int, align: float = 1.0) -> Slot:
    """Return a slot for so many digits, each half an em."""
    return Slot(target, length, DIGITS, (500.0,) * 10, 500.0 * length, align)


def forme(
    pages: int = 1,
    *,
    anchors: Mapping[str, int] | None = None,
    bookmarks: Sequence[tuple[int, int, str]] = (),
    slots: Sequence[Slot] = (),
    digits: Sequence[tuple[int, ...]] = (),
    **others: Any,
) -> Forme:
    """Return a forme of so many pages.

    `anchors` say on which page each stands, `bookmarks` are (page, level, label); `slots` stand on the first page;
    `digits` say of each page for how many digits it has heads and feet.
    """
    objects, streams, made = list[tuple[int, bytes]](), list[tuple[int, Stream]](), list[Page]()
    parents = [b"[%d 0 R]" % (3 * pages + 1)] * pages
    margins: list[Content] = []
    for index in range(pages):
        own = 3 * index + 1
        counts = digits[index] if digits else ()
        places = tuple((count, len(margins) + place) for place, count in enumerate(counts))
        margins += [(b"BT [<", folio_slot("", count), b">] TJ ET") for count in counts]
        below = b" %d 3 R" % index if counts else b""
        objects.append((own, b"<</Type/Page/Parent 0 2 R/MediaBox[0 0 400 600]/Contents[%d 0 R%b]/Resources<</Font 1 2 R>>"
                             b"/StructParents %d 1 R>>" % (own + 1, below, index)))  # fmt: skip
        content: Content = (b"/P <</MCID 0>> BDC %% p%d\nEMC" % index,)
        for slot in slots if not index else ():
            content += (b"\nBT [<", slot, b">] TJ ET")
        streams.append((own + 1, Stream(b"<<>>", None, content)))
        made.append(Page(own, places))
    kids = b" ".join([b"<</Type/MCR/Pg %d 0 R/MCID 0>>" % page.object for page in made])
    objects.append((3 * pages + 1, b"<</Type/StructElem/S/P/P 2 2 R/K[%b]>>" % kids))
    values: dict[str, Any] = {
        "images": (), "links": (), "fonts": (), "kids": (b"%d 0 R" % (3 * pages + 1),), "parents": tuple(parents),
        "fields": (), "foreign": (), "numbered": False, "exact": False, "lines": 0, "stock_lines": 0, "blocks": (),
        **others,
    }  # fmt: skip
    return Forme(
        pages=tuple(made),
        objects=(*objects, *values.pop("objects", ())),
        streams=(*streams, *values.pop("streams", ())),
        margins=tuple(margins),
        anchors=tuple(Anchor(name, page, 10.0, 500.0) for name, page in (anchors or {}).items()),
        bookmarks=tuple(Bookmark(page, level, label, 10.0, 500.0, "open") for page, level, label in bookmarks),
        **values,
    )


def written(writer: Writer, **catalog: bytes) -> bytes:
    """Return a file of no pages, with these entries in its catalog."""
    pages = writer.add(b"<</Type/Pages/Kids[]/Count 0>>")
    entries = b"".join(b"/%b %b" % (key.encode(), value) for key, value in catalog.items())
    root = writer.add(b"<</Type/Catalog/Pages %d 0 R%b>>" % (pages, entries))
    return writer.written(root, writer.add(b"<<>>"))


@lru_cache(maxsize=8)
def opened(data: bytes) -> Any:
    """Return the PDF, read; nothing in it may be wrong. The cache keeps it open: its objects do not."""
    pdf = pikepdf.open(io.BytesIO(data))
    assert pdf.check_pdf_syntax() == []
    return pdf


def assert_sound(data: bytes) -> None:
    """Fail where `qpdf --check` (pikepdf's, where there is no qpdf) finds a fault in a file, or warns."""
    opened(data)
    if not which("qpdf"):
        return
    with TemporaryDirectory() as folder:
        (Path(folder) / "a.pdf").write_bytes(data)
        found = subprocess.run(["qpdf", "--check", "a.pdf"], cwd=folder, capture_output=True, timeout=60)
    assert found.returncode == 0, found.stdout + found.stderr

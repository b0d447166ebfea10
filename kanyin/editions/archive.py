"""The archive edition: a file that can be kept, and read by those who do not see its pages.

In: a `Task`. Out: the volume as PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1). docs/editions.md lists which of
their rules are kept by what, and which no program can keep.
"""

from __future__ import annotations

import io
from typing import Any, Final

from .task import Product, Task

_STANDARDS: Final = (("pdfaid:part", "2"), ("pdfaid:conformance", "A"), ("pdfuaid:part", "1"))
_LEFT_OUT: Final = ("/AcroForm", "/OpenAction", "/AA", "/AF", "/Collection")


def produce(task: Task) -> Product:
    """Return the volume as it can be kept."""
    import pikepdf

    from .described import describe, intend
    from .files import saved
    from .inks import Screen
    from .pictures import Pictures
    from .profiles import srgb
    from .recolouring import recolour
    from .tagging import describe_links, name_notes, reach_into_forms, settle_headings

    with pikepdf.open(io.BytesIO(task.volume.pdf)) as pdf:
        _disarm(pdf)
        recolour(pdf, Screen(), Pictures({}, interpolate=False).repaint)
        describe_links(pdf, task.book.language)
        settle_headings(pdf)
        name_notes(pdf)
        reach_into_forms(pdf)
        describe(pdf, task, date=task.volume.date, standards=_STANDARDS)
        intend(pdf, "/GTS_PDFA1", srgb(), 3, OutputConditionIdentifier="sRGB", Info="sRGB IEC61966-2.1")
        made = saved(pdf, version="1.7")
    return Product(made, ("PDF/A-2a, PDF/UA-1",))


def _disarm(pdf: Any) -> None:
    """Take away what must not be kept: forms, what happens by itself, files within the file."""
    for key in _LEFT_OUT:
        if key in pdf.Root:
            del pdf.Root[key]
    names = pdf.Root.get("/Names", {})
    for key in ("/EmbeddedFiles", "/JavaScript"):
        if key in names:
            del names[key]
    for page in pdf.pages:
        if "/AA" in page.obj:
            del page.obj["/AA"]

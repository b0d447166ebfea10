"""The print edition: what a printing house takes, PDF/X-4 (ISO 15930-7).

In: a `Task` with the profile to print by. Out: pages with bleed and crop marks, painted in four inks, black and greys
in black alone; images of 300 dots an inch. Links, forms and tags are left out, for paper has none; bookmarks stay.
"""

from __future__ import annotations

import io
from typing import Any, Final

from ..dates import STAND_IN
from .task import Product, Task

DPI: Final = 300
_VERSION: Final = "PDF/X-4"
_LEFT_OUT: Final = ("/AcroForm", "/MarkInfo", "/Names", "/StructTreeRoot", "/OpenAction", "/AA")
_LEFT_OUT_OF_PAGES: Final = ("/Annots", "/StructParents", "/Tabs", "/AA")


def produce(task: Task) -> Product:
    """Return the volume as a printing house takes it; without a profile, which is an error told before, nothing."""
    if task.profile is None:
        raise ValueError("the print edition wants a profile")
    import pikepdf

    from .described import describe, intend
    from .files import saved
    from .inks import Press
    from .pictures import Pictures
    from .placed import sizes
    from .recolouring import recolour
    from .trimming import trim

    name = task.profile.name
    with pikepdf.open(io.BytesIO(task.volume.pdf)) as pdf:
        _disarm(pdf)
        recolour(pdf, Press(task.profile), Pictures(sizes(pdf), DPI).repaint)
        trim(pdf, task.volume.bleed)
        standards = (
            ("pdfxid:GTS_PDFXVersion", _VERSION), ("pdf:Trapped", "False"), ("xmpMM:VersionID", "1"),
            ("xmpMM:RenditionClass", "default"),
        )  # fmt: skip
        information = {"/GTS_PDFXVersion": _VERSION, "/Trapped": "/False"}
        describe(pdf, task, date=task.volume.date or STAND_IN, standards=standards, information=information)
        condition = {"OutputConditionIdentifier": "Custom", "OutputCondition": name, "Info": name}
        intend(pdf, "/GTS_PDFX", task.profile.data, 4, **condition)
        made = saved(pdf, version="1.6")
    return Product(made, (f"{_VERSION}, output intent “{name}” ({task.profile.file})",))


def _disarm(pdf: Any) -> None:
    """Take away what paper does not have."""
    for key in _LEFT_OUT:
        if key in pdf.Root:
            del pdf.Root[key]
    for page in pdf.pages:
        for key in _LEFT_OUT_OF_PAGES:
            if key in page.obj:
                del page.obj[key]

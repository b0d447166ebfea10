"""Small PDFs to impose, made page by page: each page prints its number, `p7`, in its middle, in a font all share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

MM = 72 / 25.4
A5, A4 = (148 * MM, 210 * MM), (210 * MM, 297 * MM)
Change = Callable[[pikepdf.Pdf, list[Any]], None]


def make(count: int, size: tuple[float, float] = A5, change: Change | None = None, **saving: Any) -> bytes:
    """Return a PDF of so many pages of a size in pt; `change` may spoil or adorn it, `saving` goes to `Pdf.save`."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    resources = pdf.make_indirect(Dictionary(Font=Dictionary(F=font)))
    for number in range(1, count + 1):
        pdf.pages.append(pikepdf.Page(_page(pdf, number, size, resources)))
    pdf.docinfo["/Title"] = pikepdf.String("样书")
    if change:
        change(pdf, [page.obj for page in pdf.pages])
    return saved(pdf, **saving)


def _page(pdf: pikepdf.Pdf, number: int, size: tuple[float, float], resources: Any) -> Any:
    content = pdf.make_stream(content_of(number, size))
    box = Array([0, 0, *size])
    return pdf.make_indirect(Dictionary(Type=Name.Page, MediaBox=box, Resources=resources, Contents=content))


def content_of(number: int, size: Sequence[float]) -> bytes:
    """Return the content that prints a page's number."""
    return f"BT /F 12 Tf {size[0] / 2:.3f} {size[1] / 2:.3f} Td (p{number}) Tj ET".encode()


def saved(pdf: pikepdf.Pdf, **saving: Any) -> bytes:
    """Return the bytes of a PDF."""
    out = BytesIO()
    pdf.save(out, **{"static_id": True, **saving})
    return out.getvalue()

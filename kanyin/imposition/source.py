"""The PDF to be imposed, opened: whatever file it is, its pages or a clear word why not.

In: bytes. Out: an open `pikepdf.Pdf`, the boxes of its pages, what it says of itself. Each fault is a diagnostic.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pikepdf

from kanyin.grid import POINTS

from ..boxes import Box, PageBox
from ..diagnostics import Report, Span
from ..qpdf import fact, inherited, listening

_LETTER = Box(0, 0, 612, 792)
"""What viewers take a page for that does not say its size."""
_MOST_BLEED = 5 * POINTS
"""The bleed of a page with a TrimBox and no BleedBox: what is further out are its printer's marks."""


@contextmanager
def opened(data: bytes, report: Report, span: Span | None) -> Iterator[pikepdf.Pdf]:
    """Hand out the PDF; raise `BuildFailed` for a file that is none, or is locked.

    When the block has ended, damage that came to light is told of.
    """
    with listening() as heard, _open(data, report, span) as pdf:
        yield pdf
        _tell(pdf, [*pdf.get_warnings(), *heard], report, span)


def _open(data: bytes, report: Report, span: Span | None) -> pikepdf.Pdf:
    try:
        pdf = pikepdf.open(BytesIO(data))
        len(pdf.pages)  # which walks the whole tree of pages
    except pikepdf.PasswordError:
        hint = "save a copy without it from a PDF viewer, and impose that"
        report.error("impose.password", "the file is locked with a password", span, hint)
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, AttributeError) as error:
        _not_a_pdf(data, error, report, span)
    report.stop_on_errors()
    return pdf


def _not_a_pdf(data: bytes, error: Exception, report: Report, span: Span | None) -> None:
    if b"%PDF-" not in data[:1024]:
        report.error("impose.not-a-pdf", "this is not a PDF", span, "give the PDF that `kanyin build` has written")
    else:
        hint = "get the file again from where it came, or print it into a new PDF from a viewer that can open it"
        report.error("impose.broken", f"the PDF cannot be read: {fact(error)}", span, hint)


def _tell(pdf: pikepdf.Pdf, warnings: Sequence[object], report: Report, span: Span | None) -> None:
    facts = list(dict.fromkeys(map(fact, warnings)))
    if facts := [told for told in facts if told != "file is damaged"] or facts:
        more = f", and {len(facts) - 1} more" if len(facts) > 1 else ""
        message = f"the PDF is damaged and was mended as far as that goes: {facts[0]}{more}"
        report.warning("impose.damaged", message, span, "compare the sheets with the file before you print many")
    if pdf.is_encrypted and not pdf.allow.print_highres:
        report.note("impose.protected", "whoever made this file asked that it not be printed", span)


def reads_to_left(pdf: pikepdf.Pdf) -> bool:
    """Tell whether the file says that it reads from right to left."""
    wishes: Any = pdf.Root.get("/ViewerPreferences")
    return isinstance(wishes, pikepdf.Dictionary) and wishes.get("/Direction") == "/R2L"


def pages_of(pdf: pikepdf.Pdf, report: Report, span: Span | None) -> tuple[pikepdf.Page, ...]:
    """Return the pages, once for all: to find one by its number, qpdf looks at each. None at all is an error."""
    pages = tuple(page for page in pdf.pages if isinstance(page.obj, pikepdf.Dictionary))
    if not pages:
        report.error("impose.no-pages", "the PDF has no pages", span)
    report.stop_on_errors()
    return pages


_ABOUT_TOO = ("/Keywords", "/Creator", "/CreationDate")
_ABOUT = {"/Title": "dc:title", "/Author": "dc:creator", "/Subject": "dc:description"}


def about(pdf: pikepdf.Pdf) -> dict[str, str | bytes]:
    """Return what the file says of itself, by the keys of an information dictionary; PDF 2.0 has it in XMP alone."""
    info: Any = pdf.docinfo
    found: dict[str, str | bytes] = {}
    for key in (*_ABOUT, *_ABOUT_TOO):
        if isinstance(value := info.get(key), pikepdf.String):
            found[key] = bytes(value)  # as it is: it need not be text
    if "/Title" not in found and "/Metadata" in pdf.Root:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
            told = {key: xmp.get(name) for key, name in _ABOUT.items()}
        found |= {
            key: "、".join(value) if isinstance(value, list) else str(value) for key, value in told.items() if value
        }
    return found


def page_boxes(
    all_pages: Sequence[pikepdf.Page], pages: Sequence[int], report: Report, span: Span | None
) -> dict[int, PageBox]:
    """Return by number the boxes of the pages asked for; one that has no size is taken for Letter and reported."""
    found, lost = {}, []
    for index in dict.fromkeys(pages):
        page: Any = all_pages[index].obj
        if _box(inherited(page, "/MediaBox")) is None:
            lost.append(index)
        found[index] = _page_box(page)
    if lost:
        message = f"without a size, and taken for Letter, as viewers do: {named(lost)}"
        report.warning("impose.no-size", message, span, "compare the sheets with the file before you print many")
    return found


def crop_box(page: Any) -> Box:
    """Return what a viewer shows of a page, in the page's own units."""
    media = _box(inherited(page, "/MediaBox")) or _LETTER
    return _inside(_box(inherited(page, "/CropBox")), media) or media


def _page_box(page: Any) -> PageBox:
    """Return the boxes of a page as ISO 32000-1 §14.11.2 has them default: crop to media, trim and bleed to crop."""
    crop = crop_box(page)
    trim = _inside(_box(page.get("/TrimBox")), crop) or crop
    bleed = _inside(_box(page.get("/BleedBox")), crop)
    if bleed is None:
        around = Box(*(edge + sign * _MOST_BLEED for edge, sign in zip(trim.edges, (-1, -1, 1, 1), strict=True)))
        bleed = around.within(crop)
    turn = _number(inherited(page, "/Rotate"))
    unit = _number(page.get("/UserUnit"))
    right_angles = round(turn / 90) * 90 % 360 if turn is not None else 0
    return PageBox(trim, bleed, right_angles, unit if unit and unit > 0 else 1)


def _inside(box: Box | None, outer: Box) -> Box | None:
    """Return a box cut to another; None where nothing of a point's size is left of it."""
    cut = box.within(outer) if box else None
    return cut if cut and cut.width >= 1 and cut.height >= 1 else None


def _box(value: Any) -> Box | None:
    """Return a PDF rectangle with its corners in order; None for what is none, or has no size."""
    if not isinstance(value, pikepdf.Array) or len(value) != 4:
        return None
    numbers = [_number(part) for part in value]
    if any(number is None for number in numbers):
        return None
    (left, right), (bottom, top) = sorted(numbers[0::2]), sorted(numbers[1::2])  # type: ignore[type-var]
    box = Box(left, bottom, right, top)  # type: ignore[arg-type]
    return box if box.width >= 1 and box.height >= 1 else None


def _number(value: Any) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def named(pages: Sequence[int]) -> str:
    """Return pages, counted from 0, as one says them; of many, the first few and how many more."""
    numbers = [str(page + 1) for page in sorted(pages)]
    more = f" and {len(numbers) - 8} more" if len(numbers) > 8 else ""
    return f"page{'s' if len(numbers) > 1 else ''} {', '.join(numbers[:8])}{more}"

"""The sheet a page of the print edition stands on: its boxes, and the marks to cut it by.

In: an open PDF whose pages are as large as their trim, and how far they bleed. Out: the same pages with white around
them, crop marks in it, and boxes that say which is which (ISO 32000-1 §14.11.2). What is drawn stays where it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import pikepdf

from kanyin.grid import POINTS

from ..boxes import Box
from ..pdf import number

BLEED: Final = 3 * POINTS
"""How far a page bleeds at least, in pt; the usual measure."""
LENGTH: Final = 5 * POINTS
"""How long a mark is, in pt; it begins where the bleed ends."""
SLUG: Final = LENGTH + 2 * POINTS
"""How much white is around the bleed, in pt."""
WEIGHT: Final = 0.25
"""How thick a mark is, in pt."""
_NAME: Final = "/KanyinMarks"


def trim(pdf: Any, bleed: float) -> None:
    """Give all pages their boxes and marks; `bleed` is how far any of them is drawn beyond its trim, in pt."""
    bleed = max(BLEED, bleed)
    known: dict[tuple[float, ...], _Surroundings] = {}
    for page in pdf.pages:
        box = Box(*(float(edge) for edge in page.obj["/TrimBox"]))
        if box.edges not in known:
            known[box.edges] = _surroundings(pdf, box, bleed, len(known))
        found = known[box.edges]
        page.obj["/BleedBox"], page.obj["/MediaBox"] = pikepdf.Array(found.bleed), pikepdf.Array(found.media)
        resources = page.obj["/Resources"]
        if "/XObject" not in resources:
            resources["/XObject"] = pikepdf.Dictionary()
        resources["/XObject"][found.name] = found.marks
        contents = page.obj.get("/Contents", pikepdf.Array())
        drawn = contents if isinstance(contents, pikepdf.Array) else [contents]
        page.obj["/Contents"] = pikepdf.Array([found.before, *drawn, found.after])


class _Surroundings(NamedTuple):
    """What pages of one size have in common: boxes, what is drawn before and after, the marks and their name."""

    bleed: tuple[float, ...]
    media: tuple[float, ...]
    before: Any
    after: Any
    marks: Any
    name: str


def _surroundings(pdf: Any, box: Box, bleed: float, index: int) -> _Surroundings:
    """Clip what is drawn to the bleed, and draw the marks after it."""
    inner, outer, name = _around(box, bleed), _around(box, bleed + SLUG), f"{_NAME}{index}"
    left, bottom, _, _ = inner.edges
    before = b"q %b %b %b %b re W n" % tuple(map(number, (left, bottom, inner.width, inner.height)))
    after = b"Q /Artifact <</Type/Page>> BDC %b Do EMC" % name.encode()
    streams = pdf.make_stream(before), pdf.make_stream(after), _marks(pdf, box, bleed)
    return _Surroundings(inner.edges, outer.edges, *streams, name)


def _around(box: Box, width: float) -> Box:
    left, bottom, right, top = box.edges
    return Box(*(round(edge, 4) for edge in (left - width, bottom - width, right + width, top + width)))


def _marks(pdf: Any, box: Box, bleed: float) -> Any:
    """Return a form with the marks of pages of one size, in the colour of every ink there is."""
    lines = b"\n".join(b"%b %b m %b %b l S" % tuple(map(number, line)) for line in corners(box, bleed))
    form = pdf.make_stream(b"/All CS 1 SCN %b w\n%b" % (number(WEIGHT), lines))
    form["/Type"], form["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
    form["/BBox"] = pikepdf.Array(_around(box, bleed + SLUG).edges)
    form["/Resources"] = pikepdf.Dictionary(ColorSpace=pikepdf.Dictionary(All=_registration()))
    return form


def corners(box: Box, bleed: float) -> Iterator[tuple[float, float, float, float]]:
    """Yield the crop marks as x and y of their ends, in pt: two at each corner of the trim."""
    for x, outwards in ((box.left, -1), (box.right, 1)):
        for y in (box.bottom, box.top):
            yield x + outwards * bleed, y, x + outwards * (bleed + LENGTH), y
    for y, outwards in ((box.bottom, -1), (box.top, 1)):
        for x in (box.left, box.right):
            yield x, y + outwards * bleed, x, y + outwards * (bleed + LENGTH)


def _registration() -> Any:
    tint = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    name = pikepdf.Name
    return pikepdf.Array([name.Separation, name.All, name.DeviceCMYK, tint])

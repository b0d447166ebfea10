"""Sheets as a PDF: each page becomes a form XObject, drawn where its placement says, once for every time it is placed.

In: an open source PDF, and sides with their placements and marks. Out: the bytes of a new PDF. What pages share, fonts
above all, is in it once; what the source says of itself comes along, and what only a screen can use does not. The same
input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from .. import __version__
from ..boxes import Box
from ..qpdf import inherited
from .appearances import Annotations, Appearance
from .marks import WEIGHT
from .placing import Placement
from .sides import PrintedSide
from .source import about, crop_box

_KEPT = ("/OCProperties", "/OutputIntents")


class Writer:
    """Writes sides, one a PDF page; `unreadable` are the pages, from 0, some of whose content could not be decoded."""

    def __init__(
        self, source: pikepdf.Pdf, pages: Sequence[pikepdf.Page], annotations: Mapping[int, Annotations]
    ) -> None:
        self._source, self._pages, self._target = source, pages, pikepdf.new()
        self._annotations, self._forms = annotations, dict[int, Any]()
        self._ink = self._target.make_indirect(_registration(self._target))
        self.unreadable: list[int] = []

    def write(self, sides: Sequence[PrintedSide], size: tuple[float, float], duplex: str) -> bytes:
        """Return the PDF of these sides, on paper of a size in pt, to be printed with a viewer's setting `/Duplex`."""
        for side in sides:
            self._target.pages.append(self._page(side, size))
        self._carry_over(duplex)
        labels = [(index, Dictionary(P=pikepdf.String(side.label))) for index, side in enumerate(sides)]
        self._target.Root.PageLabels = Dictionary(Nums=Array([part for pair in labels for part in pair]))
        out = BytesIO()
        self._target.save(
            out,
            min_version=max("1.7", self._source.pdf_version),
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
        return out.getvalue()

    def _page(self, side: PrintedSide, size: tuple[float, float]) -> pikepdf.Page:
        resources = Dictionary(XObject=Dictionary(), Properties=Dictionary(), ColorSpace=Dictionary(Ink=self._ink))
        content = b"".join(self._draw(placement, resources) for placement in side.placements)
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, round(size[0], 4), round(size[1], 4)]),
            Resources=resources,
            Contents=self._target.make_stream(content + _marks(side)),
        )
        return pikepdf.Page(self._target.make_indirect(page))

    def _draw(self, placement: Placement, resources: Any) -> bytes:
        """Return the content that draws a page, and put into the resources what it needs."""
        name = f"/P{placement.page + 1}"
        resources.XObject[name] = self._form(placement.page)
        lines = [f"q {_rectangle(placement.clip)} re W n", f"{_numbers(placement.matrix)} cm", f"{name} Do"]
        for number, appearance in enumerate(self._annotations[placement.page].drawn, 1):
            lines.append(self._draw_appearance(appearance, f"{name}A{number}", resources))
        return "\n".join([*lines, "Q\n"]).encode("ascii")

    def _draw_appearance(self, appearance: Appearance, name: str, resources: Any) -> str:
        form = self._copied(appearance.form)
        form.Type, form.Subtype = Name.XObject, Name.Form
        resources.XObject[name] = form
        content = appearance.content.decode("ascii").replace("/A Do", f"{name} Do").strip()
        if not isinstance(appearance.layer, Dictionary):
            return content
        resources.Properties[name] = self._copied(appearance.layer)
        return f"/OC {name} BDC {content} EMC"

    def _form(self, index: int) -> Any:
        if index not in self._forms:
            self._forms[index] = self._target.copy_foreign(self._made_form(index))
        return self._forms[index]

    def _made_form(self, index: int) -> Any:
        """Return a page as a form XObject of the source; its /Resources stay the object they are, shared or not."""
        page: Any = self._pages[index].obj
        form = self._contents(page, index)
        form.Type, form.Subtype = Name.XObject, Name.Form
        form.BBox = Array(crop_box(page).edges)
        form.Resources = _resources(page)
        if isinstance(group := page.get("/Group"), Dictionary):
            form.Group = _isolated(group)
        return self._source.make_indirect(form)

    def _contents(self, page: Any, index: int) -> Any:
        """Return a new stream of the page's content: the bytes of one as they are, several decoded and joined."""
        parts = [part for part in _parts(page.get("/Contents")) if isinstance(part, Stream)]
        decoded = [self._decoded(part, index) for part in parts]
        if len(parts) != 1:
            return Stream(self._source, b"\n".join(decoded))
        filters = {key: parts[0][key] for key in ("/Filter", "/DecodeParms") if key in parts[0]}
        return Stream(self._source, parts[0].read_raw_bytes(), Dictionary(filters))

    def _decoded(self, part: Any, index: int) -> bytes:
        try:
            return bytes(part.read_bytes())
        except (pikepdf.PdfError, RuntimeError, NotImplementedError):
            self.unreadable.append(index)
            return b""

    def _copied(self, value: Any) -> Any:
        """Return the target's copy of an object of the source, the same one each time."""
        return self._target.copy_foreign(value if value.is_indirect else self._source.make_indirect(value))

    def _carry_over(self, duplex: str) -> None:
        root: Any = self._target.Root
        for key in _KEPT:
            if isinstance(value := self._source.Root.get(key), Dictionary | Array):
                root[key] = self._copied(value)
        if isinstance(language := self._source.Root.get("/Lang"), pikepdf.String):
            root.Lang = pikepdf.String(bytes(language))
        root.ViewerPreferences = Dictionary(
            Duplex=Name("/" + duplex), PrintScaling=Name("/None"), PickTrayByPDFSize=True
        )
        root.PageLayout = Name.SinglePage
        for key, text in about(self._source).items():
            self._target.docinfo[key] = pikepdf.String(text)
        self._target.docinfo["/Producer"] = pikepdf.String(f"Kanyin {__version__}")


def _registration(target: pikepdf.Pdf) -> Array:
    """Return the colour that is on every plate of a press, and black elsewhere (ISO 32000-1 §8.6.6.4)."""
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1], C1=[0], N=1)
    return Array([Name.Separation, Name.All, Name.DeviceGray, target.make_indirect(tint)])


def _resources(page: Any) -> Any:
    found = inherited(page, "/Resources")
    return found if isinstance(found, Dictionary) else Dictionary()


def _isolated(group: Any) -> Dictionary:
    """Return a page's transparency group as a form's: isolated, as pages are (ISO 32000-1 §11.4.7), in its colours."""
    made = Dictionary(Type=Name.Group, S=Name.Transparency, I=True)
    for key in ("/CS", "/K"):
        if key in group:
            made[key] = group[key]
    return made


def _parts(contents: Any) -> list[Any]:
    """Return the streams of /Contents, which may be one, an array of some, or nothing."""
    if isinstance(contents, Stream):
        return [contents]
    return list(contents) if isinstance(contents, Array) else []


def _marks(side: PrintedSide) -> bytes:
    if not side.lines and not side.bars:
        return b""
    lines = [f"q /Ink CS /Ink cs 1 SCN 1 scn {_real(WEIGHT)} w"]
    for line in side.lines:
        dashes = "[3 2] 0 d" if line.use == "fold" else "[] 0 d"
        lines.append(f"{dashes} {_numbers(line.start)} m {_numbers(line.end)} l S")
    lines += [f"{_rectangle(bar)} re f" for bar in side.bars]
    return "\n".join([*lines, "Q\n"]).encode("ascii")


def _rectangle(box: Box) -> str:
    return _numbers((box.left, box.bottom, box.width, box.height))


def _numbers(numbers: Sequence[float]) -> str:
    return " ".join(map(_real, numbers))


def _real(number: float) -> str:
    """Return a number as PDF writes it, to a millionth of a point; there is no minus before a zero."""
    text = f"{number:.6f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text

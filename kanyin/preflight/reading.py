"""A PDF read into a `Document`: all that rules look at, whatever the file.

In: an open file. Out: a `Document`. Read in two depths: *thorough*, or what a build can afford: then only pages with
images are interpreted, and the structure is left unread.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

import pikepdf

from ..boxes import Box
from ..qpdf import inherited
from . import metadata
from .canvas import Fonts
from .content import drawn
from .model import Annotation, Bookmark, Document, Drawn, Font, Intent, Oddity, Page
from .objects import FAULTS, array, box, data_of, dictionary, items, number, same, text
from .screening import Screening
from .structure import structure_of
from .targets import Targets, bookmarks, labels

_MOST_WANTED: Final = 200  # pixels an inch: see `rules/resolution.py`
_LETTER: Final = Box(0, 0, 612, 792)
_PROGRAMS: Final = ("/FontFile", "/FontFile2", "/FontFile3")
_ACTIONS: Final = frozenset(
    {
        "Launch", "Sound", "Movie", "ResetForm", "ImportData", "Hide", "SetOCGState", "Rendition", "Trans",
        "GoTo3DView", "JavaScript",
    }
)  # fmt: skip


def read(pdf: pikepdf.Pdf, *, thorough: bool) -> Document:
    """Return the file as a document."""
    pages = [page.obj for page in pdf.pages]
    numbers = {same(page): index for index, page in enumerate(pages)}
    targets = Targets(pdf, numbers)
    root, xmp = dictionary(pdf.Root), metadata.xmp_of(pdf)
    told = xmp or {}
    reader = _Pages(targets, thorough=thorough)
    called = zip(pages, labels(pdf, len(pages)), strict=True)
    made = tuple(reader.page(index, page, label) for index, (page, label) in enumerate(called))
    info = dictionary(pdf.trailer.get("/Info"))
    marks = dictionary(root.get("/MarkInfo"))
    return Document(
        pages=made,
        claims=metadata.claims(told, info),
        complete=thorough,
        fonts=tuple(reader.fonts()),
        title=text(info.get("/Title")).strip() or told.get("dc:title", ""),
        language=text(root.get("/Lang")).strip(),
        shows_title=text(dictionary(root.get("/ViewerPreferences")).get("/DisplayDocTitle")) == "True",
        marked=text(marks.get("/Marked")) == "True",
        suspects=text(marks.get("/Suspects")) == "True",
        encrypted=pdf.is_encrypted,
        has_id=len(array(pdf.trailer.get("/ID"))) == 2,
        trapped=text(info.get("/Trapped")) or told.get("pdf:Trapped", ""),
        dates=tuple(name for name in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate") if told.get(name)),
        xmp=xmp is not None,
        xmp_title=told.get("dc:title", ""),
        intents=tuple(map(_intent, array(root.get("/OutputIntents")))),
        bookmarks=tuple[Bookmark, ...](bookmarks(pdf, targets)),
        structured="/StructTreeRoot" in root,
        structure=structure_of(pdf, numbers) if thorough else None,
        oddities=tuple(_oddities(pdf)) if thorough else (),
    )


class _Pages:
    """Reads pages, and remembers the fonts met on them."""

    def __init__(self, targets: Targets, *, thorough: bool) -> None:
        self._targets, self._thorough = targets, thorough
        self._shapes, self._screening = Fonts(), Screening(_MOST_WANTED)
        self._fonts: dict[Any, tuple[Any, list[int]]] = {}
        self._dictionaries: dict[Any, list[Any]] = {}

    def page(self, index: int, page: Any, label: str) -> Page:
        """Return a page."""
        unit = number(page.get("/UserUnit"), 1.0) or 1.0
        media = box(inherited(page, "/MediaBox"), unit) or _LETTER
        bleed, trim, art = (box(page.get(key), unit) for key in ("/BleedBox", "/TrimBox", "/ArtBox"))
        turn = round(number(inherited(page, "/Rotate")) / 90) * 90 % 360
        resources = inherited(page, "/Resources")
        self._note_fonts(index, resources)
        crop = box(inherited(page, "/CropBox"), unit)
        found = self._annotations(page, unit)
        tabs, drawing = text(page.get("/Tabs")), self._drawn(page, unit, media)
        return Page(index, label, media, crop, bleed, trim, art, turn, found, tabs, drawing)

    def _drawn(self, page: Any, unit: float, media: Box) -> Drawn | None:
        held = page.get("/Contents")
        streams = array(held) or [held]
        resources = inherited(page, "/Resources")
        if not self._thorough and not self._screening.wants(streams, resources, media):
            return None
        return drawn(streams, resources, unit, media, self._shapes, texts=self._thorough)

    def _annotations(self, page: Any, unit: float) -> tuple[Annotation, ...]:
        found = page.get("/Annots")
        return tuple(self._annotation(value, unit) for value in array(found) if isinstance(value, pikepdf.Dictionary))

    def _annotation(self, value: Any, unit: float) -> Annotation:
        kind, target, dead = self._targets.of(value)
        return Annotation(
            text(value.get("/Subtype")), box(value.get("/Rect"), unit) or Box(0, 0, 0, 0), int(number(value.get("/F"))),
            target, dead, text(value.get("/Contents")), "/N" in dictionary(value.get("/AP")), "/StructParent" in value,
            kind,
        )  # fmt: skip

    # ---- fonts

    def _note_fonts(self, page: int, resources: Any) -> None:
        """Note the fonts of a page's resources; resources that pages share are looked through once."""
        key = same(resources)
        if key is None or key not in self._dictionaries:
            found: dict[Any, Any] = {}
            _collect(dictionary(resources), found, set(), 0)
            self._dictionaries[key] = list(found)
            for name, font in found.items():
                self._fonts.setdefault(name, (font, []))
        for name in self._dictionaries[key]:
            self._fonts[name][1].append(page)

    def fonts(self) -> Iterator[Font]:
        """Yield the fonts of all pages."""
        for font, pages in self._fonts.values():
            try:
                yield _font(font, tuple(pages))
            except FAULTS:
                yield Font("", "", False, False, tuple(pages), "its dictionary is damaged")


def _collect(resources: Any, found: dict[Any, Any], met: set[Any], depth: int) -> None:
    """Collect the fonts of resources and of the forms and patterns in them, by what tells them apart."""
    if depth > 8:
        return
    for name, font in items(resources.get("/Font")):
        if isinstance(font, pikepdf.Dictionary):
            found[same(font) or (name, text(font.get("/BaseFont")))] = font
    for kind in ("/XObject", "/Pattern"):
        for _, inner in items(resources.get(kind)):
            if isinstance(inner, pikepdf.Stream) and (key := same(inner)) not in met and "/Resources" in inner:
                met.add(key)
                _collect(dictionary(inner["/Resources"]), found, met, depth + 1)


def _font(font: Any, pages: tuple[int, ...]) -> Font:
    kind = text(font.get("/Subtype"))
    base = text(font.get("/BaseFont"))
    name = base[7:] if len(base) > 7 and base[6] == "+" and base[:6].isupper() else base
    holder = dictionary((array(font.get("/DescendantFonts")) or [font])[0])
    descriptor = dictionary(holder.get("/FontDescriptor"))
    embedded = kind == "Type3" or any(key in descriptor for key in _PROGRAMS)
    if kind == "Type3":
        name = name or text(descriptor.get("/FontName")) or "Type 3"
    return Font(name, kind, embedded, _is_told(font, kind), pages, _odd(font, holder, kind))


def _is_told(font: Any, kind: str) -> bool:
    """Tell whether the file says what the glyphs stand for (ISO 19005-2, 6.2.11.7)."""
    if "/ToUnicode" in font:
        return True
    encoding = font.get("/Encoding")
    if kind == "Type0":
        return text(encoding).startswith(("Uni", "GB", "ET", "90", "KSC", "B5", "HK", "EUC", "H", "V")) and not text(
            encoding
        ).startswith("Identity")
    named = text(encoding) or text(dictionary(encoding).get("/BaseEncoding"))
    return kind != "Type3" and bool(named or dictionary(encoding).get("/Differences") is not None or kind == "Type1")


def _odd(font: Any, holder: Any, kind: str) -> str:
    if kind == "Type0" and text(holder.get("/Subtype")) == "CIDFontType2" and "/CIDToGIDMap" not in holder:
        return "it does not say which glyphs its codes are (CIDToGIDMap)"
    if kind == "Type0" and "/CIDSystemInfo" not in holder:
        return "it does not say what its codes are (CIDSystemInfo)"
    return ""


# ---- the file as a whole


def _intent(value: Any) -> Intent:
    found = dictionary(value)
    try:
        profile = data_of(found.get("/DestOutputProfile"))
    except FAULTS:
        profile = b""
    kind = profile[12:16].decode("ascii", "replace").strip() if len(profile) >= 128 else ""
    return Intent(text(found.get("/S")), kind, profile[16:20].decode("ascii", "replace").strip() if kind else "")


def _oddities(pdf: pikepdf.Pdf) -> Iterator[Oddity]:
    """Yield what standards forbid, found by going through all objects of the file."""
    counts: Counter[str] = Counter()
    for found in pdf.objects:
        try:
            if isinstance(found, (pikepdf.Dictionary, pikepdf.Stream)):
                counts.update(_odd_in(found))
        except FAULTS:
            continue
    counts.update(_odd_in_root(dictionary(pdf.Root)))
    yield from (Oddity(what, count) for what, count in sorted(counts.items()))


def _odd_in(found: Any) -> Iterator[str]:
    for holder in (found, dictionary(found.get("/A"))):
        action = text(holder.get("/S"))
        if action in _ACTIONS and "/P" not in holder:
            yield f"action {action}"
    if "/AA" in found:
        yield "additional actions"
    if text(found.get("/Type")) == "Filespec" and "/EF" in found:
        yield "an attached file"
    if text(found.get("/Type")) == "ExtGState" and ("/TR" in found or text(found.get("/TR2")) not in ("", "Default")):
        yield "a transfer curve"
    if isinstance(found, pikepdf.Stream):
        yield from _odd_in_stream(found)


def _odd_in_stream(found: Any) -> Iterator[str]:
    filters = found.get("/Filter")
    if "LZWDecode" in [text(name) for name in array(filters) or [filters]]:
        yield "LZW compression"
    if "/F" in found:
        yield "a stream in another file"
    if text(found.get("/Subtype")) == "PS" or "/PS" in found:
        yield "PostScript"
    if "/OPI" in found:
        yield "a stand-in for an image (OPI)"
    if "/Alternates" in found:
        yield "alternate images"
    if text(found.get("/Subtype")) == "Image" and text(found.get("/Interpolate")) == "True":
        yield "an image to be smoothed (Interpolate)"


def _odd_in_root(root: Any) -> Iterator[str]:
    form = dictionary(root.get("/AcroForm"))
    if text(form.get("/NeedAppearances")) == "True":
        yield "form fields without a look"
    if "/XFA" in form:
        yield "an XFA form"
    if "/JavaScript" in dictionary(root.get("/Names")):
        yield "action JavaScript"
    if "/Requirements" in root:
        yield "requirements for the viewer"



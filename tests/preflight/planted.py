"""Small PDFs without a fault, in which a test plants one: for the screen, for print (PDF/X-4), for an archive (PDF/A, UA).

The font is in the file, each full-width character an em wide; glyphs are numbered as the characters come in `GLYPHS`.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, String

from kanyin.diagnostics import Diagnostic, Report
from kanyin.preflight import check

from .. import em_font

MM = 72 / 25.4
A5 = (148 * MM, 210 * MM)
TEXT = "刊印书页字国、，。——abc"
Change = Callable[[pikepdf.Pdf, list[Any]], None]

_XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">样书</rdf:li></rdf:Alt></dc:title>
<xmp:CreateDate>2026-01-01T00:00:00Z</xmp:CreateDate><xmp:ModifyDate>2026-01-01T00:00:00Z</xmp:ModifyDate>
CLAIMS</rdf:Description></rdf:RDF></x:xmpmeta>"""
PRINT = "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion><pdf:Trapped>False</pdf:Trapped>"
ARCHIVE = (
    "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>"
)


@lru_cache(maxsize=1)
def _program() -> tuple[bytes, dict[str, int]]:
    """Return the font, and the number of each character's glyph."""
    with tempfile.TemporaryDirectory() as folder:
        path = em_font.write(Path(folder) / "em.ttf", TEXT)
        font = TTFont(path)
        numbers = {chr(code): font.getGlyphID(name) for code, name in font.getBestCmap().items()}
        return path.read_bytes(), numbers


def codes(text: str) -> str:
    """Return a text as a content stream shows it."""
    numbers = _program()[1]
    return "<" + "".join(f"{numbers[character]:04x}" for character in text) + ">"


def line(text: str, x: float = 60, y: float = 300, size: float = 10, colour: str = "0 g") -> str:
    """Return the content that shows a line of text."""
    return f"{colour} BT /F {size} Tf {x} {y} Td {codes(text)} Tj ET\n"


def tagged(content: str, number: int = 0, tag: str = "P") -> str:
    """Return content that belongs to the structure."""
    return f"/{tag} <</MCID {number}>> BDC\n{content}EMC\n"


def screen(*contents: str, change: Change | None = None, **saving: Any) -> bytes:
    """Return a PDF for the screen, a page for each content."""
    return _made(contents, "", 0, change, saving)


def printed(*contents: str, change: Change | None = None, **saving: Any) -> bytes:
    """Return a PDF/X-4 with 3 mm of bleed around the trim, which begins at 0, 0."""

    def whole(pdf: pikepdf.Pdf, pages: list[Any]) -> None:
        pdf.Root.OutputIntents = Array([_intent(pdf, "GTS_PDFX", b"prtr", b"CMYK")])
        if change:
            change(pdf, pages)

    return _made(contents or (line("刊"),) * 4, PRINT, 3 * MM, whole, saving)


def archived(*contents: str, change: Change | None = None, **saving: Any) -> bytes:
    """Return a PDF/A-2a and PDF/UA-1 in which each page holds one heading's content, of number 0."""

    def whole(pdf: pikepdf.Pdf, pages: list[Any]) -> None:
        pdf.Root.OutputIntents = Array([_intent(pdf, "GTS_PDFA1", b"mntr", b"RGB ")])
        pdf.Root.MarkInfo = Dictionary(Marked=True)
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        document = pdf.make_indirect(Dictionary(S=Name.Document, P=root, K=Array([])))
        root.K = document
        for number, page in enumerate(pages):
            page.StructParents = number
            document.K.append(element(pdf, document, "H1" if number == 0 else "P", page, 0))
        pdf.Root.StructTreeRoot = root
        if change:
            change(pdf, pages)

    return _made(contents or (tagged(line("刊")),), ARCHIVE, 0, whole, saving)


def element(pdf: pikepdf.Pdf, parent: Any, tag: str, page: Any, *marks: int, **more: Any) -> Any:
    """Return a new element of the structure with marked content of a page."""
    made = Dictionary(S=Name(f"/{tag}"), P=parent, Pg=page, K=Array(list(marks)), **more)
    return pdf.make_indirect(made)


def image(pdf: pikepdf.Pdf, page: Any, width: int, height: int, **more: Any) -> None:
    """Put a grey image into a page's resources as /I."""
    found = pdf.make_stream(bytes(width * height))
    found.update(Dictionary(
        Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height, BitsPerComponent=8,
        ColorSpace=Name.DeviceGray,
    ))  # fmt: skip
    found.update(Dictionary(**more))
    page.Resources.XObject = Dictionary(I=found)


def found(data: bytes, **options: Any) -> list[Diagnostic]:
    """Return what preflight finds."""
    report = Report()
    told = list(check(data, report, **options))
    return [*report, *told]


def told(data: bytes, **options: Any) -> list[str]:
    """Return the codes of what preflight finds, without their stage, each once."""
    return list(dict.fromkeys(item.code.removeprefix("preflight.") for item in found(data, **options)))


# ---- how they are made


def _made(contents: Iterable[str], claims: str, bleed: float, change: Change | None, saving: dict[str, Any]) -> bytes:
    pdf = pikepdf.new()
    font = _font(pdf)
    width, height = A5
    for content in contents:
        page = pdf.make_indirect(Dictionary(
            Type=Name.Page, MediaBox=Array([-bleed, -bleed, width + bleed, height + bleed]),
            TrimBox=Array([0, 0, width, height]), Resources=Dictionary(Font=Dictionary(F=font)),
            Contents=pdf.make_stream(content.encode()),
        ))  # fmt: skip
        if bleed:
            page.BleedBox = page.MediaBox
        pdf.pages.append(pikepdf.Page(page))
    pdf.docinfo["/Title"] = String("样书")
    pdf.Root.Lang = String("zh-CN")
    if claims:
        pdf.Root.Metadata = pdf.make_stream(_XMP.replace("CLAIMS", claims).encode())
    if change:
        change(pdf, [page.obj for page in pdf.pages])
    out = BytesIO()
    pdf.save(out, **{"static_id": True, **saving})
    return out.getvalue()


def _font(pdf: pikepdf.Pdf) -> Any:
    program, numbers = _program()
    descriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name("/ABCDEF+Em"), FontFile2=pdf.make_stream(program))
    widths = Array([item for character, number in sorted(numbers.items(), key=lambda pair: pair[1])
                    for item in (number, Array([round(em_font.advance(character) * 1000)]))])  # fmt: skip
    inner = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/ABCDEF+Em"), FontDescriptor=descriptor, W=widths,
        CIDToGIDMap=Name.Identity, CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
    )  # fmt: skip
    pairs = "\n".join(f"<{number:04x}> <{ord(character):04x}>" for character, number in numbers.items())
    unicode = pdf.make_stream(f"{len(numbers)} beginbfchar\n{pairs}\nendbfchar".encode())
    return pdf.make_indirect(Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/ABCDEF+Em"), Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(inner)]), ToUnicode=unicode,
    ))  # fmt: skip


def _intent(pdf: pikepdf.Pdf, kind: str, profile: bytes, colours: bytes) -> Any:
    """Return an output intent; of its profile there is a head, and nothing else."""
    head = bytes(12) + profile + colours + bytes(108)
    return Dictionary(Type=Name.OutputIntent, S=Name(f"/{kind}"), DestOutputProfile=pdf.make_stream(head))

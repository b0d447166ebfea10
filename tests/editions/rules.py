"""The rules of PDF/A-2a and PDF/UA-1 that can be read from a file's objects, one function a clause.

In: an open PDF. Out: what breaks a rule, as text; nothing for a file that keeps all. docs/editions.md lists them, and
what no test of ours reads. Nothing here is shared with what makes the files.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont
from PIL import ImageCms

from .painted import parse

Rule = Callable[[Any], Iterator[str]]

# ISO 32000-1 §14.8.4: the standard structure types that we use.
_TYPES = {"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "P", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span", "Note", "Link", "Form", "Figure"}
_PARENTS = {
    "LI": {"L"}, "Lbl": {"LI", "Note"}, "LBody": {"LI"}, "TR": {"Table", "THead", "TBody", "TFoot"}, "TH": {"TR"},
    "TD": {"TR"}, "THead": {"Table"}, "TBody": {"Table"}, "TFoot": {"Table"},
}  # fmt: skip
_KIDS = {
    "L": {"LI", "L", "Caption"}, "LI": {"Lbl", "LBody"}, "TR": {"TH", "TD"},
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"}, "THead": {"TR"}, "TBody": {"TR"}, "TFoot": {"TR"},
}  # fmt: skip
_MM = {"pdfaid": "http://www.aiim.org/pdfa/ns/id/", "pdfuaid": "http://www.aiim.org/pdfua/ns/id/"}


def broken(pdf: Any) -> list[str]:
    """Return what breaks any rule, each with the rule's name."""
    return [f"{rule.__name__}: {found}" for rule in RULES for found in rule(pdf)]


# ---- ISO 19005-2


def a_6_1_3_trailer(pdf: Any) -> Iterator[str]:
    """The trailer has an ID, and no encryption."""
    if len(pdf.trailer.get("/ID", [])) != 2 or "/Encrypt" in pdf.trailer:
        yield "no ID, or encrypted"


def a_6_1_7_filters(pdf: Any) -> Iterator[str]:
    """Streams are whole, and packed with what is known for good: no LZW, no JPEG 2000 here."""
    for found in of_type(pdf, pikepdf.Stream):
        filters = found.get("/Filter", pikepdf.Array())
        for name in list(filters) if isinstance(filters, pikepdf.Array) else [filters]:
            if str(name) not in ("/FlateDecode", "/DCTDecode"):
                yield f"{found.objgen}: {name}"
        if {"/F", "/FFilter", "/FDecodeParms"} & set(found.keys()):
            yield f"{found.objgen}: outside the file"


def a_6_1_13_limits(pdf: Any) -> Iterator[str]:
    """States nest 28 deep at most; names are of 127 bytes at most, strings of 32767."""
    for stream, _ in drawn(pdf):
        depth = 0
        for _, operator in parse(stream):
            depth += {"q": 1, "Q": -1}.get(str(operator), 0)
            if depth > 28:
                yield f"{stream.objgen}: {depth} states"
    for value in values(pdf):
        if isinstance(value, pikepdf.Name) and len(str(value).encode()) > 128:
            yield f"name {value}"
        if isinstance(value, pikepdf.String) and len(bytes(value)) > 32767:
            yield "a long string"


def a_6_2_3_output_intent(pdf: Any) -> Iterator[str]:
    """There is one output intent, whose profile lcms can read and whose class is a screen's."""
    (intent,) = pdf.Root.OutputIntents
    profile = ImageCms.ImageCmsProfile(io.BytesIO(intent.DestOutputProfile.read_bytes())).profile
    if (str(intent.S), profile.device_class, profile.xcolor_space.strip()) != ("/GTS_PDFA1", "mntr", "RGB"):
        yield "not sRGB"
    if profile.version > 4.3 or int(intent.DestOutputProfile.N) != 3:
        yield f"version {profile.version}"


def a_6_2_4_3_no_inks(pdf: Any) -> Iterator[str]:
    """Nothing is in the space of inks, for which there is no intent."""
    for value in values(pdf):
        if isinstance(value, pikepdf.Name) and str(value) == "/DeviceCMYK":
            yield "a DeviceCMYK"
    for stream, _ in drawn(pdf):
        for operands, operator in parse(stream):
            if str(operator) in ("k", "K") or (str(operator) in ("cs", "CS") and str(operands[0]) == "/DeviceCMYK"):
                yield f"{stream.objgen}: {operator}"


def a_6_2_8_images(pdf: Any) -> Iterator[str]:
    """Images are not interpolated and have no alternates."""
    for image in of_subtype(pdf, "/Image"):
        if image.get("/Interpolate", False) or "/Alternates" in image or "/OPI" in image:
            yield f"{image.objgen}"


def a_6_2_5_states(pdf: Any) -> Iterator[str]:
    """Graphics states have no transfer functions or halftones; blend modes are the standard's."""
    for found in of_type(pdf, pikepdf.Dictionary):
        if {"/TR", "/HTP", "/TR2"} & set(found.keys()) and found.get("/Type") == "/ExtGState":
            yield f"{found.objgen}"


def a_6_2_11_4_fonts_are_embedded(pdf: Any) -> Iterator[str]:
    """Every font is in the file; a CIDSet, if there were one, would have to name every glyph."""
    for found in of_type(pdf, pikepdf.Dictionary):
        if found.get("/Type") == "/FontDescriptor":
            if not {"/FontFile2", "/FontFile3"} & set(found.keys()):
                yield f"{found.FontName}: not embedded"
            if "/CIDSet" in found:
                yield f"{found.FontName}: CIDSet"


def a_6_2_11_5_widths(pdf: Any) -> Iterator[str]:
    """Widths are those of the font program, to a thousandth of an em."""
    for font in fonts(pdf):
        descendant = font.DescendantFonts[0]
        descriptor = descendant.FontDescriptor
        program = descriptor.get("/FontFile2", descriptor.get("/FontFile3"))
        opened = TTFont(io.BytesIO(program.read_bytes()), lazy=True)
        metrics, em = opened["hmtx"], opened["head"].unitsPerEm
        for cid, width in widths(descendant.W):
            own = metrics[opened.getGlyphName(cid)][0] * 1000 / em
            if abs(own - width) > 1:
                yield f"{font.BaseFont}: glyph {cid} is {own:.1f}, said to be {width}"


def a_6_2_11_7_unicode(pdf: Any) -> Iterator[str]:
    """Every glyph that is shown stands for text, and for none of the characters that are none."""
    shown = glyphs(pdf)
    for font in fonts(pdf):
        texts = to_unicode(font)
        if lacking := shown.get(font.objgen, set()) - set(texts):
            yield f"{font.BaseFont}: no text for {sorted(lacking)[:5]}"
        for glyph, text in texts.items():
            if not text or any(ord(char) in (0, 0xFEFF, 0xFFFE) or 0xE000 <= ord(char) <= 0xF8FF for char in text):
                yield f"{font.BaseFont}: {glyph} is {text!r}"


def a_6_2_11_8_no_notdef(pdf: Any) -> Iterator[str]:
    """No glyph is shown that stands for a missing one."""
    for number, found in glyphs(pdf).items():
        if 0 in found:
            yield f"{number}: glyph 0"


def a_6_3_annotations(pdf: Any) -> Iterator[str]:
    """Annotations are links, which print and are not hidden."""
    for annotation in notes_on(pdf):
        if annotation.Subtype != "/Link" or int(annotation.get("/F", 0)) & 0b100111 != 4:
            yield f"{annotation.objgen}: {annotation.Subtype}"


def a_6_5_actions(pdf: Any) -> Iterator[str]:
    """Nothing happens but what a reader asks for: going to a place or an address."""
    for found in of_type(pdf, pikepdf.Dictionary):
        action = found.get("/A")
        if isinstance(action, pikepdf.Dictionary) and "/S" in action and str(action.S) not in ("/GoTo", "/URI"):
            yield f"{found.objgen}: {action.S}"
        if "/AA" in found or "/OpenAction" in found or "/JavaScript" in found:
            yield f"{found.objgen}"


def a_6_6_metadata(pdf: Any) -> Iterator[str]:
    """The metadata is plain, names the standards, and says what the document information says."""
    stream = pdf.Root.Metadata
    if "/Filter" in stream or str(stream.Subtype) != "/XML":
        yield "packed"
    told = pdf.open_metadata()
    if (told.get(f"{{{_MM['pdfaid']}}}part"), told.get(f"{{{_MM['pdfaid']}}}conformance")) != ("2", "A"):
        yield "not PDF/A-2a"
    same = {"/Title": "dc:title", "/Producer": "pdf:Producer", "/Creator": "xmp:CreatorTool", "/Keywords": "pdf:Keywords"}
    for key, name in same.items():
        if key in pdf.docinfo and told.get(name) != str(pdf.docinfo[key]):
            yield f"{key} is {told.get(name)}"
    if "/Author" in pdf.docinfo and ", ".join(told["dc:creator"]) != str(pdf.docinfo["/Author"]):
        yield "authors"
    for key, name in {"/CreationDate": "xmp:CreateDate", "/ModDate": "xmp:ModifyDate"}.items():
        digits = [re.sub(r"\D", "", str(text)) for text in (pdf.docinfo.get(key, ""), told.get(name, ""))]
        if digits[0] != digits[1]:
            yield f"{key} {digits}"


def a_6_6_2_3_extension_schema(pdf: Any) -> Iterator[str]:
    """The file describes the schema of PDF/UA's identification, which PDF/A does not know."""
    text = pdf.Root.Metadata.read_bytes().decode()
    if f"<pdfaSchema:namespaceURI>{_MM['pdfuaid']}</pdfaSchema:namespaceURI>" not in text:
        yield "no schema"


def a_6_8_no_files(pdf: Any) -> Iterator[str]:
    """There is no file in the file."""
    if "/EmbeddedFiles" in pdf.Root.get("/Names", {}) or "/AF" in pdf.Root:
        yield "files"


# ---- ISO 14289-1


def ua_5_identification(pdf: Any) -> Iterator[str]:
    """The metadata says that the file is for all."""
    if pdf.open_metadata().get(f"{{{_MM['pdfuaid']}}}part") != "1":
        yield "not PDF/UA-1"


def ua_7_1_content_is_tagged_or_artifact(pdf: Any) -> Iterator[str]:
    """All that is painted on a page is marked, as an element's or as an artifact, and neither is in the other."""
    for index, page in enumerate(pdf.pages):
        yield from (f"page {index}: {found}" for found in _unmarked(page, page.Resources))


def _unmarked(stream: Any, resources: Any) -> Iterator[str]:
    painting = {"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do"}
    stack: list[str] = []
    for operands, operator in parse(stream):
        name = str(operator)
        if name in ("BDC", "BMC"):
            stack.append("artifact" if str(operands[0]) == "/Artifact" else "tagged")
            if {"artifact", "tagged"} <= set(stack):
                yield "an artifact in what is tagged, or the other way round"
        elif name == "EMC":
            stack.pop()
        elif name == "Do" and not stack and resources.XObject[operands[0]].Subtype == "/Form":
            form = resources.XObject[operands[0]]
            yield from _unmarked(form, form.Resources)
        elif name in painting and not stack:
            yield f"{name} is not marked"


def ua_7_1_document(pdf: Any) -> Iterator[str]:
    """The file is tagged, has a title that is shown and a language; roles are standard."""
    if not pdf.Root.MarkInfo.Marked or pdf.Root.MarkInfo.get("/Suspects", False):
        yield "not marked"
    if not pdf.Root.ViewerPreferences.DisplayDocTitle or not pdf.open_metadata().get("dc:title"):
        yield "no title"
    if not str(pdf.Root.get("/Lang", "")):
        yield "no language"
    for element, _ in elements(pdf):
        if role(element) not in _TYPES:
            yield f"role {role(element)}"


def ua_7_1_parent_tree(pdf: Any) -> Iterator[str]:
    """Every piece of marked content has the element that holds it in the parent tree, and every link too."""
    tree = dict(pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree))
    for stream, _ in drawn(pdf):
        for operands, operator in parse(stream):
            if str(operator) == "BDC" and "/MCID" in operands[1]:
                number = int(operands[1].MCID)
                if "/StructParents" not in stream:
                    yield f"{stream.objgen}: leads to no element"
                    break
                owner = tree[int(stream.StructParents)][number]
                if not any(_holds(kid, number, stream, owner) for kid in kids(owner)):
                    yield f"{stream.objgen}: {number} is not in its element"
    for annotation in notes_on(pdf):
        owner = tree[int(annotation.StructParent)]
        if role(owner) != "Link" or not any(
            isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid and kid.Obj.objgen == annotation.objgen
            for kid in kids(owner)
        ):
            yield f"link {annotation.objgen}"


def ua_7_2_nesting(pdf: Any) -> Iterator[str]:
    """Lists and tables hold what they may, and what belongs in them is in one."""
    for element, parent in elements(pdf):
        name, above = role(element), role(parent)
        if name in _PARENTS and above not in _PARENTS[name]:
            yield f"{name} in {above}"
        if above in _KIDS and name not in _KIDS[above]:
            yield f"{above} holds {name}"


def ua_7_3_figures(pdf: Any) -> Iterator[str]:
    """Every figure has an alternative text."""
    for element, _ in elements(pdf):
        if role(element) == "Figure" and not str(element.get("/Alt", "")):
            yield "a figure without a text"


def ua_7_4_headings(pdf: Any) -> Iterator[str]:
    """Headings begin with the first level and leave none out."""
    levels = [0, *(int(role(element)[1]) for element, _ in elements(pdf) if re.fullmatch("H[1-6]", role(element)))]
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"H{after} after H{before}"


def ua_7_5_tables(pdf: Any) -> Iterator[str]:
    """The heads of tables say what they are the heads of."""
    for element, _ in elements(pdf):
        if role(element) == "TH" and str(element.get("/A", {}).get("/Scope", "")) not in ("/Row", "/Column", "/Both"):
            yield "a head without scope"


def ua_7_9_notes(pdf: Any) -> Iterator[str]:
    """Notes have identifiers, each its own, and a tree finds them."""
    names = [str(element.get("/ID", "")) for element, _ in elements(pdf) if role(element) == "Note"]
    tree = pdf.Root.StructTreeRoot.get("/IDTree")
    known = [str(name) for name in list(tree.Names)[::2]] if tree is not None else []
    if len(set(names)) != len(names) or "" in names or known != sorted(names):
        yield f"{names} {known}"


def ua_7_18_annotations(pdf: Any) -> Iterator[str]:
    """Links are described; pages are gone through in the order of their structure."""
    for annotation in notes_on(pdf):
        if not str(annotation.get("/Contents", "")):
            yield f"{annotation.objgen}"
    for index, page in enumerate(pdf.pages):
        if "/Annots" in page and page.get("/Tabs") != "/S":
            yield f"page {index}"


RULES: tuple[Rule, ...] = (
    a_6_1_3_trailer, a_6_1_7_filters, a_6_1_13_limits, a_6_2_3_output_intent, a_6_2_4_3_no_inks, a_6_2_5_states,
    a_6_2_8_images, a_6_2_11_4_fonts_are_embedded, a_6_2_11_5_widths, a_6_2_11_7_unicode, a_6_2_11_8_no_notdef,
    a_6_3_annotations, a_6_5_actions, a_6_6_metadata, a_6_6_2_3_extension_schema, a_6_8_no_files,
    ua_5_identification, ua_7_1_content_is_tagged_or_artifact, ua_7_1_document, ua_7_1_parent_tree, ua_7_2_nesting,
    ua_7_3_figures, ua_7_4_headings, ua_7_5_tables, ua_7_9_notes, ua_7_18_annotations,
)  # fmt: skip


# ---- reading


def of_type(pdf: Any, kind: type[Any]) -> list[Any]:
    """Return the PDF's objects of a kind."""
    return [found for found in pdf.objects if isinstance(found, kind)]


def of_subtype(pdf: Any, name: str) -> list[Any]:
    """Return the streams of a subtype."""
    return [found for found in of_type(pdf, pikepdf.Stream) if found.get("/Subtype") == name]


def values(pdf: Any) -> Iterator[Any]:
    """Yield every value in the PDF's objects."""
    for found in pdf.objects:
        waiting = [found]
        while waiting:
            value = waiting.pop()
            yield value
            if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
                inner = [item for _, item in value.items()]
            else:
                inner = list(value) if isinstance(value, pikepdf.Array) else []
            waiting += [item for item in inner if not (isinstance(item, pikepdf.Object) and item.is_indirect)]


def drawn(pdf: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every content stream with its resources: pages, forms, patterns."""
    for page in pdf.pages:
        yield page, page.Resources
    for stream in of_type(pdf, pikepdf.Stream):
        if stream.get("/Subtype") == "/Form" or "/PatternType" in stream:
            yield stream, stream.get("/Resources", pikepdf.Dictionary())


def glyphs(pdf: Any) -> dict[tuple[int, int], set[int]]:
    """Return the glyphs that are shown of each font."""
    shown: dict[tuple[int, int], set[int]] = {}
    for stream, resources in drawn(pdf):
        font: Any = None
        for operands, operator in parse(stream):
            if str(operator) == "Tf":
                font = resources.Font[operands[0]].objgen
            elif str(operator) in ("Tj", "TJ"):
                for piece in operands[0] if str(operator) == "TJ" else operands:
                    if isinstance(piece, pikepdf.String):
                        data = bytes(piece)
                        shown.setdefault(font, set()).update(
                            int.from_bytes(data[i : i + 2], "big") for i in range(0, len(data), 2)
                        )
    return shown


def fonts(pdf: Any) -> list[Any]:
    """Return the composite fonts."""
    return [found for found in of_type(pdf, pikepdf.Dictionary) if found.get("/Subtype") == "/Type0"]


def widths(array: Any) -> Iterator[tuple[int, float]]:
    """Yield glyph and width of a `W` array of runs."""
    for first, run in zip(list(array)[::2], list(array)[1::2], strict=True):
        yield from ((int(first) + offset, float(width)) for offset, width in enumerate(run))


def to_unicode(font: Any) -> dict[int, str]:
    """Return the text of each glyph."""
    pairs = re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]*)>\n", font.ToUnicode.read_bytes())
    return {int(glyph, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in pairs if glyph}


def notes_on(pdf: Any) -> Iterator[Any]:
    """Yield all annotations."""
    for page in pdf.pages:
        yield from page.get("/Annots", [])


def elements(pdf: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every element of the structure in reading order, with the one it is in."""
    waiting = [(pdf.Root.StructTreeRoot.K, pdf.Root.StructTreeRoot)]
    while waiting:
        element, parent = waiting.pop()
        yield element, parent
        waiting += [(kid, element) for kid in reversed(kids(element)) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def kids(element: Any) -> list[Any]:
    """Return what an element holds."""
    found = element.get("/K", [])
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def role(element: Any) -> str:
    """Return an element's type."""
    return str(element.get("/S", "/"))[1:]


def _holds(kid: Any, number: int, stream: Any, owner: Any) -> bool:
    """Whether it is the content of this number in a page, or in a form, that a kid of an element means."""
    if isinstance(kid, pikepdf.Dictionary):
        return "/MCID" in kid and int(kid.MCID) == number and kid.get("/Stm", kid.Pg).objgen == stream.objgen
    return int(kid) == number and owner.Pg.objgen == stream.objgen

"""The print edition: boxes, marks, inks, images, what is left out, and what the file says of itself (PDF/X-4)."""

from __future__ import annotations

import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from kanyin import BuildFailed, build, system
from kanyin.diagnostics import Report
from kanyin.editions import profiles
from kanyin.editions.inks import HOUSE

from ..conftest import MakeBook
from ..profile_files import make
from .painted import Mark, marks, parse
from .sample import Editions, texts

MM = 72 / 25.4


@pytest.fixture(scope="module")
def painted(editions: Editions) -> list[Mark]:
    """Return everything the print edition paints."""
    return marks(editions.print)


def test_black_text_is_black_ink_alone_in_every_stream_and_form(painted: list[Mark]) -> None:
    # The profile would make black of all four inks: (246, 247, 247, 169) of 255.
    text = [mark.colour for mark in painted if mark.kind == "text"]
    black = [colour for colour in text if colour[1:4] == (0, 0, 0)]
    # What is not black ink alone: h2's number in 朱, the two spans in colours of the book's style.
    assert len(text) > 200
    assert sorted(set(text) - set(black)) == sorted({
        ("/DeviceCMYK", 0.1, 0.95, 0.95, 0.32), ("/DeviceCMYK", 0, 0.8, 0.8, 0),
        *(colour for colour in text if colour[1] > 0 and colour[4] < 0.1),
    })  # fmt: skip
    assert {round(colour[4], 2) for colour in black} == {0, 0.5, 1}  # white on the cover, #808080, and black


def test_nothing_is_painted_in_red_green_and_blue(painted: list[Mark]) -> None:
    spaces = Counter(mark.colour[0] for mark in painted)
    assert set(spaces) == {"/DeviceCMYK", "/DeviceGray", "/Separation", "/Pattern"}
    assert {mark.colour for mark in painted if mark.colour[0] == "/Separation"} == {("/Separation", 1)}


def test_a_soft_mask_keeps_its_lightness_in_grey(painted: list[Mark]) -> None:
    masks = [mark for mark in painted if mark.kind.startswith("mask")]
    assert masks
    assert {mark.colour[0] for mark in masks} == {"/DeviceGray"}
    # The mask of the drawing is filled with #888: 136 / 255.
    assert [mark.colour[1] for mark in masks if mark.kind == "mask fill"] == [pytest.approx(136 / 255, abs=0.001)]


def test_greys_are_tints_of_black(painted: list[Mark]) -> None:
    # The ground of code is rgb(242 242 242): 1 - 242 / 255 = 0.051.
    tints = [mark.colour for mark in painted if mark.kind == "fill" and mark.colour[1:4] == (0, 0, 0)]
    assert any(colour[4] == pytest.approx(0.051, abs=0.001) for colour in tints)


def test_the_accent_is_printed_in_its_own_inks(painted: list[Mark]) -> None:
    assert ("/DeviceCMYK", *HOUSE[156, 40, 34]) in {mark.colour for mark in painted if mark.kind == "fill"}


def test_a_grey_image_is_one_ink_and_a_coloured_one_four(editions: Editions) -> None:
    # photo.jpg, clear.png and inks.jpg; grey.png, which was stored in red, green and blue.
    assert Counter(str(image["/ColorSpace"]) for image in images(editions.print)) == {"/DeviceCMYK": 3, "/DeviceGray": 1}


def test_images_are_no_finer_than_300_dots_an_inch(editions: Editions) -> None:
    before, after = ({w for w, _ in map(size, images(path))} for path in (editions.archive, editions.print))
    # 100 mm of 27 characters, 283.5 pt, at 300 dots an inch: 283.5 / 72 * 300 = 1181.
    assert 1800 in before
    assert 1800 not in after
    assert max(after) == pytest.approx(1181, abs=2)
    assert 300 in after  # a coarser one is not made finer


def test_trim_bleed_and_media_box_are_nested_by_3_and_10_millimetres(editions: Editions) -> None:
    with pikepdf.open(editions.print) as pdf:
        for page in pdf.pages:
            trim, bleed, media = ([float(v) for v in page[key]] for key in ("/TrimBox", "/BleedBox", "/MediaBox"))
            assert trim == pytest.approx([0, 0, 148 * MM, 210 * MM], abs=0.01)
            assert bleed == pytest.approx([-3 * MM, -3 * MM, 151 * MM, 213 * MM], abs=0.01)
            assert media == pytest.approx([-10 * MM, -10 * MM, 158 * MM, 220 * MM], abs=0.01)
            assert "/CropBox" not in page


def test_the_cover_is_painted_to_the_end_of_its_bleed_and_no_further(editions: Editions) -> None:
    picture = pypdfium2.PdfDocument(editions.print)[0].render(scale=4).to_pil().convert("L")
    dots = 4 * MM
    # From the edge of the sheet, 10 mm from the trim: white for 7 mm, then the ground. Half-way down are no marks.
    row = [picture.getpixel((x, picture.height // 2)) for x in range(round(12 * dots))]
    assert min(row[: round(6.9 * dots)]) > 250
    assert max(row[round(7.1 * dots) :]) < 120


@pytest.mark.parametrize("cover", ["colour", "plain"])
def test_what_stands_at_a_covers_edge_bleeds_over_it(make_book: MakeBook, tmp_path: Path, cover: str) -> None:
    # A picture and a title slip that reaches the fore-edge.
    toml = f'[book]\ntitle = "题, 名"\n[output.kanyin]\ncover = "{cover}"\ncover_image = "p.png"\n'
    folder = make_book({**BOOK, "book.toml": toml})
    Image.new("RGB", (90, 90), "navy").save(folder / "p.png")
    built = build(folder, tmp_path / "out", editions=["print"], icc=make(tmp_path / "a.icc"))
    picture = pypdfium2.PdfDocument(built.files[0])[0].render(scale=4).to_pil().convert("L")
    x = round((10 + 148 + 2.5) * MM * 4)  # half a millimetre from the end of the bleed, at the right
    column = [picture.getpixel((x, round((10 + y) * MM * 4))) for y in (-2.5, 20, 50)]
    assert max(column[:2]) < 120  # the picture, above the trim and beside it
    assert column[2] > 250  # the slip: its top is 42 mm down


def test_marks_stand_at_the_corners_of_the_trim_outside_the_bleed(editions: Editions) -> None:
    with pikepdf.open(editions.print) as pdf:
        form = pdf.pages[2].Resources.XObject["/KanyinMarks0"]
        lines, points = [], []
        for operands, operator in parse(form):
            if str(operator) in ("m", "l"):
                points.append(tuple(round(float(v) / MM, 2) for v in operands))
            elif str(operator) == "S":
                lines.append((points[-2], points[-1]))
    assert len(lines) == 8
    assert ((-3.0, 0.0), (-8.0, 0.0)) in lines
    assert ((148.0, 213.0), (148.0, 218.0)) in lines


def test_links_and_tags_are_left_out_and_bookmarks_stay(editions: Editions) -> None:
    with pikepdf.open(editions.print) as pdf:
        assert not [page for page in pdf.pages if "/Annots" in page]
        assert not {"/StructTreeRoot", "/AcroForm", "/Names", "/MarkInfo"} & set(pdf.Root.keys())
        with pdf.open_outline() as outline:
            assert len(outline.root) == 2


def test_the_file_says_that_it_is_pdf_x_4(editions: Editions) -> None:
    with pikepdf.open(editions.print) as pdf:
        assert (pdf.pdf_version, str(pdf.docinfo["/Trapped"])) == ("1.6", "/False")
        assert "/ID" in pdf.trailer
        told = pdf.open_metadata()
        assert (told["pdfxid:GTS_PDFXVersion"], told["pdf:Trapped"]) == ("PDF/X-4", "False")
        assert told["dc:title"] == str(pdf.docinfo["/Title"]) == "纸 & 墨"
        assert told["xmp:CreateDate"] == told["xmp:ModifyDate"] == told["xmp:MetadataDate"] == "1980-01-01T00:00:00Z"
        assert told["xmpMM:DocumentID"].startswith("uuid:")
        assert (told["xmpMM:VersionID"], told["xmpMM:RenditionClass"]) == ("1", "default")
        assert b"/Filter" not in pdf.Root.Metadata.unparse(resolved=True)


def test_the_output_intent_is_the_profile_and_is_named(editions: Editions) -> None:
    profile = (editions.print.parent.parent / "book" / "inks.icc").read_bytes()
    with pikepdf.open(editions.print) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert (str(intent.S), str(intent.Info)) == ("/GTS_PDFX", "Test inks")
        assert (intent.DestOutputProfile.read_bytes(), int(intent.DestOutputProfile.N)) == (profile, 4)
    assert editions.built.remarks[1] == ("PDF/X-4, output intent “Test inks” (inks.icc)",)


def test_every_font_is_embedded(editions: Editions) -> None:
    with pikepdf.open(editions.print) as pdf:
        found: Any = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"]
        assert found
        assert all({"/FontFile2", "/FontFile3"} & set(font.keys()) for font in found)


def test_its_text_is_the_screens(editions: Editions) -> None:
    assert texts(editions.print) == texts(editions.screen)


@pytest.mark.parametrize("edition", ["screen", "print", "booklet", "archive"])
def test_qpdf_finds_no_fault(editions: Editions, edition: str) -> None:
    done = subprocess.run(["qpdf", "--check", getattr(editions, edition)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


# ---- profiles

BOOK = {"a.md": "# 题\n\n文。\n"}


def failed(folder: Path, tmp_path: Path, **options: Any) -> list[Any]:
    """Return what is found wrong with a print edition, of which nothing is written."""
    report = Report()
    with pytest.raises(BuildFailed):
        build(folder, tmp_path / "out", editions=["screen", "print"], report=report, **options)
    assert not (tmp_path / "out").exists()
    return list(report)


@pytest.mark.parametrize(
    ("kind", "space", "reason"),
    [("mntr", "RGB ", "its class is `mntr`"), ("scnr", "CMYK", "its class is `scnr`"), ("prtr", "RGB ", "are RGB")],
)
def test_a_profile_that_cannot_be_printed_by_is_refused(
    make_book: MakeBook, tmp_path: Path, kind: str, space: str, reason: str
) -> None:
    icc = make(tmp_path / "a.icc", kind, space)
    (found,) = failed(make_book(BOOK), tmp_path, icc=icc)
    assert (found.code, found.severity) == ("print.profile", "error")
    assert reason in found.message


def test_a_file_that_is_no_profile_is_refused_where_the_book_names_it(make_book: MakeBook, tmp_path: Path) -> None:
    toml = '[book]\ntitle = "题"\n[output.kanyin.print]\nicc = "a.md"\n'
    (found,) = failed(make_book({**BOOK, "book.toml": toml}), tmp_path)
    assert (found.code, found.span.line, found.span.column) == ("print.profile", 4, 7)


def test_without_any_profile_the_remedy_is_told(
    make_book: MakeBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(profiles.usual, "__defaults__", ((str(tmp_path / "*.icc"),),))
    (found,) = failed(make_book(BOOK), tmp_path)
    assert found.code == "print.no-profile"
    assert "--icc" in found.hint


def test_without_a_profile_of_its_own_a_book_is_printed_by_the_systems(
    make_book: MakeBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path / "9.1.icc", name="Older")
    make(tmp_path / "9.2.icc", name="Newer")
    monkeypatch.setattr(profiles.usual, "__defaults__", ((str(tmp_path / "*.icc"),),))
    built = build(make_book(BOOK), tmp_path / "out", editions=["print"])
    assert built.remarks == (("PDF/X-4, output intent “Newer” (9.2.icc)",),)


def test_ghostscripts_profile_is_one_to_print_by() -> None:
    path = profiles.usual()
    if path is None:
        pytest.skip("Ghostscript's profile is not on this system")
    report = Report()
    profile = profiles.press(None, report)
    assert profile is not None
    assert (profile.file, list(report)) == (system.PROFILE, [])


# ---- helpers


def images(path: Path) -> list[Any]:
    """Return the images of a PDF that are no masks."""
    with pikepdf.open(path) as pdf:
        found = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
        masks = {image.SMask.objgen for image in found if "/SMask" in image}
        return [{str(k): v for k, v in o.items() if k != "/SMask"} for o in found if o.objgen not in masks]


def size(image: Any) -> tuple[int, int]:
    return int(image["/Width"]), int(image["/Height"])

"""The PDF that is written: nothing lost, nothing twice, the same bytes for the same file."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from kanyin.boxes import Box
from kanyin.imposition import FOUR_UP, LAYOUTS, SADDLE, TWO_UP

from .imposed import check, done, origin, sides, size, texts
from .sample import A4, A5, MM, content_of, make, saved


def approx(box: Box) -> Any:
    return pytest.approx((box.left, box.bottom, box.right, box.top), abs=0.01)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_text_of_every_page_is_kept_and_nothing_is_there_twice(layout: Any, tmp_path: Path) -> None:
    imposed, codes = done(make(13), layout=layout, grid=(2, 3) if layout.name == "nup" else None)
    words = " ".join(texts(imposed.pdf)).split()
    assert sorted(words) == sorted(f"p{number}" for number in range(1, 14))
    assert codes == []
    check(imposed.pdf, tmp_path)


def test_what_pages_share_is_in_the_file_once() -> None:
    with pikepdf.open(BytesIO(done(make(16))[0].pdf)) as pdf:
        objects: list[Any] = list(pdf.objects)
        fonts = [o for o in objects if isinstance(o, Dictionary) and o.get("/Type") == "/Font"]
        forms = [o for o in objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Form"]
        resources = {form.Resources.objgen for form in forms}
    assert (len(fonts), len(forms), len(resources)) == (1, 16, 1)


def test_resources_that_pages_inherit_are_not_copied_either() -> None:
    def up(pdf: pikepdf.Pdf, pages: list[Any]) -> None:
        tree: Any = pdf.Root.Pages
        tree.Resources, tree.MediaBox, tree.Rotate = pages[0].Resources, pages[0].MediaBox, 180
        for page in pages:
            del page.Resources, page.MediaBox

    imposed, codes = done(make(4, change=up))
    assert codes == []
    assert sorted(" ".join(texts(imposed.pdf)).split()) == ["p1", "p2", "p3", "p4"]
    assert {drawn.up for side in sides(imposed.pdf) for drawn in side} == {(0, -1)}  # turned by half, as it is seen
    with pikepdf.open(BytesIO(imposed.pdf)) as pdf:
        objects: list[Any] = list(pdf.objects)
        assert sum(isinstance(o, Dictionary) and o.get("/Type") == "/Font" for o in objects) == 1


def test_the_same_file_gives_the_same_bytes_and_another_file_another_id() -> None:
    first, again, other = (done(make(count), marks=True)[0].pdf for count in (6, 6, 7))
    assert first == again
    ids = [str(pikepdf.open(BytesIO(pdf)).trailer.ID) for pdf in (first, other)]
    assert ids[0] != ids[1]


def test_a_page_that_is_placed_twice_is_stored_once() -> None:
    from kanyin.imposition.ranges import parse

    imposed, _ = done(make(3), layout=TWO_UP, pages=parse("1,1,1,1"))
    assert [drawn.page for side in sides(imposed.pdf) for drawn in side] == [0, 0, 0, 0]
    with pikepdf.open(BytesIO(imposed.pdf)) as pdf:
        objects: list[Any] = list(pdf.objects)
        assert sum(isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Form" for o in objects) == 1


def test_title_and_language_come_along_and_the_outline_does_not() -> None:
    def adorn(pdf: pikepdf.Pdf, pages: list[Any]) -> None:
        pdf.Root.Lang = pikepdf.String("zh-Hans")
        pdf.docinfo["/CreationDate"] = pikepdf.String("D:20240901000000Z")
        pdf.docinfo["/GTS_PDFXVersion"] = pikepdf.String("PDF/X-4")  # which sheets are not
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("章", 0))

    with pikepdf.open(BytesIO(done(make(4, change=adorn))[0].pdf)) as pdf:
        assert str(pdf.Root.Lang) == "zh-Hans"
        assert "/Outlines" not in pdf.Root
        info = {key: str(value) for key, value in pdf.docinfo.items()}
    assert (info["/Title"], info["/CreationDate"]) == ("样书", "D:20240901000000Z")
    assert info["/Producer"].startswith("Kanyin")
    assert "/GTS_PDFXVersion" not in info


def test_a_title_that_is_in_the_metadata_alone_comes_along() -> None:
    def move(pdf: pikepdf.Pdf, pages: list[Any]) -> None:
        del pdf.docinfo["/Title"]
        with pdf.open_metadata(set_pikepdf_as_editor=False) as xmp:
            xmp["dc:title"], xmp["dc:creator"] = "书名", ["甲", "乙"]
        del pdf.trailer["/Info"]

    with pikepdf.open(BytesIO(done(make(4, change=move))[0].pdf)) as pdf:
        assert (str(pdf.docinfo["/Title"]), str(pdf.docinfo["/Author"])) == ("书名", "甲、乙")


@pytest.mark.parametrize("text", [b"\xfe\xff\xd8", b"\xfe\xff\xd8\x00", b"\xef\xbb\xbf\xff", b"\x80\x7f"])
def test_a_title_that_is_no_text_does_no_harm(text: bytes) -> None:
    def spoil(pdf: pikepdf.Pdf, pages: list[Any]) -> None:
        pdf.docinfo["/Title"] = pdf.Root.Lang = pikepdf.String(text)

    _, codes = done(make(4, change=spoil))
    assert codes == []


def test_sides_are_labelled() -> None:
    with pikepdf.open(BytesIO(done(make(5))[0].pdf)) as pdf:
        assert [str(page.label) for page in pdf.pages] == ["1 front", "1 back", "2 front", "2 back"]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270, -90, 450])
def test_a_turned_page_stands_as_a_viewer_shows_it(rotate: int) -> None:
    def turn(_: pikepdf.Pdf, pages: list[Any]) -> None:
        for page in pages:
            page.Rotate = rotate

    width, height = A5 if rotate % 180 == 0 else (A5[1], A5[0])
    imposed, codes = done(make(4, (width, height), change=turn))
    assert codes == []
    _, right = sides(imposed.pdf)[0]
    heads = {0: (0, 1), 90: (1, 0), 180: (0, -1), 270: (-1, 0)}
    assert right.up == heads[rotate % 360]
    # Whatever way it is turned, the page fills the right half from the fold on.
    corners = [right.at(x, y) for x in (0, width) for y in (0, height)]
    assert min(x for x, _ in corners) == pytest.approx(297 * MM / 2, abs=0.01)
    assert max(x for x, _ in corners) == pytest.approx(297 * MM / 2 + A5[0], abs=0.01)
    assert min(y for _, y in corners) == pytest.approx(0, abs=0.01)


def test_a_page_measured_in_larger_units_has_its_true_size() -> None:
    def enlarge(_: pikepdf.Pdf, pages: list[Any]) -> None:
        for page in pages:
            page.UserUnit = 2

    imposed, codes = done(make(4, (A5[0] / 2, A5[1] / 2), change=enlarge))
    assert codes == []
    assert size(imposed.pdf) == pytest.approx((297 * MM, 210 * MM), abs=0.001)
    assert sides(imposed.pdf)[0][0].matrix[0] == pytest.approx(2)


def test_a_page_whose_corner_is_elsewhere_is_brought_to_its_place() -> None:
    def move(pdf: pikepdf.Pdf, pages: list[Any]) -> None:
        for number, page in enumerate(pages, 1):
            page.MediaBox = Array([1000, -500, 1000 + A5[0], -500 + A5[1]])
            text = f"BT /F 12 Tf {1000 + A5[0] / 2} {-500 + A5[1] / 2} Td (p{number}) Tj ET"
            page.Contents = pdf.make_stream(text.encode())

    imposed, _ = done(make(4, change=move))
    x, y = origin(imposed.pdf, 0, "p1")
    assert (x, y) == pytest.approx((297 * MM / 2 + A5[0] / 2, A5[1] / 2), abs=0.01)


def boxes(trim: float, bleed: float | None) -> Any:
    """Return a change that gives A5 pages white of `trim` mm around the trim, and a bleed of `bleed` mm."""

    def change(_: pikepdf.Pdf, pages: list[Any]) -> None:
        for page in pages:
            page.MediaBox = Array([0, 0, A5[0] + 2 * trim * MM, A5[1] + 2 * trim * MM])
            page.TrimBox = Array([trim * MM, trim * MM, A5[0] + trim * MM, A5[1] + trim * MM])
            if bleed is not None:
                near, far = (trim - bleed) * MM, (trim + bleed) * MM
                page.BleedBox = Array([near, near, A5[0] + far, A5[1] + far])

    return change


def test_the_trim_is_placed_and_the_bleed_kept_outside_and_clipped_at_the_fold() -> None:
    imposed, codes = done(make(4, change=boxes(10, 3)), sheet=(297, 420))
    assert codes == []
    left, right = sides(imposed.pdf)[0]
    fold, foot = 420 * MM / 2, (297 - 210) / 2 * MM
    assert right.at(10 * MM, 10 * MM) == pytest.approx((fold, foot), abs=0.01)
    assert (right.clip.left, right.clip.bottom) == pytest.approx((fold, foot - 3 * MM), abs=0.01)
    assert (right.clip.right, right.clip.top) == pytest.approx((fold + 151 * MM, foot + 213 * MM), abs=0.01)
    assert (left.clip.left, left.clip.right) == pytest.approx((fold - 151 * MM, fold), abs=0.01)


def test_between_neighbours_bleed_reaches_to_the_middle_of_the_gutter() -> None:
    imposed, _ = done(make(4, change=boxes(10, 3)), layout=TWO_UP, gutter=4, sheet=(218, 308))
    left, right = sides(imposed.pdf)[0]
    assert left.clip.right == pytest.approx(right.clip.left, abs=0.01)
    wide, _ = done(make(4, change=boxes(10, 3)), layout=TWO_UP, gutter=20, sheet=(297, 420))
    left, right = sides(wide.pdf)[0]
    assert left.clip.width == pytest.approx(154 * MM, abs=0.01)


def test_without_a_bleed_box_printers_marks_do_not_show() -> None:
    imposed, _ = done(make(4, change=boxes(20, None)), sheet=(297, 420))
    _, right = sides(imposed.pdf)[0]
    # 5 mm of what is outside the trim, at the most.
    assert right.clip.right == pytest.approx((210 + 148 + 5) * MM, abs=0.01)


def test_what_is_outside_the_crop_box_does_not_show() -> None:
    def crop(_: pikepdf.Pdf, pages: list[Any]) -> None:
        for page in pages:
            page.CropBox = Array([20, 30, 20 + A5[0], 30 + A5[1]])

    imposed, _ = done(make(4, (A5[0] + 60, A5[1] + 60), change=crop))
    _, right = sides(imposed.pdf)[0]
    assert right.at(20, 30) == pytest.approx((297 * MM / 2, 0), abs=0.01)
    assert right.clip.width == pytest.approx(A5[0], abs=0.01)


def test_content_in_pieces_is_joined_between_words() -> None:
    def split(pdf: pikepdf.Pdf, pages: list[Any]) -> None:
        for page in pages:
            data = page.Contents.read_bytes()
            cut = data.index(b"Td")
            page.Contents = Array([pdf.make_stream(data[:cut]), pdf.make_stream(data[cut:])])

    imposed, codes = done(make(4, change=split))
    assert codes == []
    assert sorted(" ".join(texts(imposed.pdf)).split()) == ["p1", "p2", "p3", "p4"]


def test_a_page_that_leaves_its_state_open_does_not_move_the_next() -> None:
    def open_(pdf: pikepdf.Pdf, pages: list[Any]) -> None:
        for number, page in enumerate(pages, 1):
            page.Contents = pdf.make_stream(b"q 2 0 0 2 0 0 cm q " + content_of(number, (A5[0] / 2, A5[1] / 2)))

    imposed, _ = done(make(4, change=open_))
    assert origin(imposed.pdf, 0, "p1")[0] == pytest.approx((297 / 2 + 148 / 2) * MM, abs=0.01)
    assert origin(imposed.pdf, 0, "p4")[0] == pytest.approx((297 / 2 - 148 / 2) * MM, abs=0.01)


def test_a_page_without_content_or_resources_is_white() -> None:
    def strip(_: pikepdf.Pdf, pages: list[Any]) -> None:
        del pages[1].Contents
        del pages[2].Contents, pages[2].Resources

    imposed, codes = done(make(4, change=strip))
    assert set(codes) <= {"impose.damaged"}  # /Resources must be there, and newer qpdf says so
    assert sorted(" ".join(texts(imposed.pdf)).split()) == ["p1", "p4"]


def test_layers_that_are_off_stay_off() -> None:
    def layer(pdf: pikepdf.Pdf, pages: list[Any]) -> None:
        off = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=pikepdf.String("draft")))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([off]), D=Dictionary(OFF=Array([off])))
        pages[0].Resources.Properties = Dictionary(Draft=off)

    with pikepdf.open(BytesIO(done(make(4, change=layer))[0].pdf)) as pdf:
        root: Any = pdf.Root
        side: Any = pdf.pages[0]
        form = side.Resources.XObject["/P1"]
        assert root.OCProperties.D.OFF[0].objgen == form.Resources.Properties.Draft.objgen


def test_a_transparency_group_stays_isolated() -> None:
    def group(_: pikepdf.Pdf, pages: list[Any]) -> None:
        pages[0].Group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceCMYK)

    with pikepdf.open(BytesIO(done(make(4, change=group))[0].pdf)) as pdf:
        side: Any = pdf.pages[0]
        found = side.Resources.XObject["/P1"].Group
        assert (found.CS, found.I) == ("/DeviceCMYK", True)


def test_a_page_larger_than_its_place_is_made_smaller_and_no_other() -> None:
    small, _ = done(make(4, (100 * MM, 140 * MM)), sheet=(210, 297))
    assert sides(small.pdf)[0][0].matrix[0] == 1
    large, _ = done(make(4, A4), sheet=(210, 297))
    assert sides(large.pdf)[0][0].matrix[0] == pytest.approx(210 / 297, abs=1e-6)


def test_half_a_millimetre_too_large_is_not_too_large() -> None:
    imposed, codes = done(make(4, (A5[0] + 0.9 * MM, A5[1] + 0.4 * MM)), sheet=(210, 297))
    assert sides(imposed.pdf)[0][0].matrix[0] == 1
    assert codes == []


@pytest.mark.parametrize(("scale", "expected"), [("shrink", 1), ("none", 1), ("fit", 148.5 / 105)])
def test_only_fit_enlarges(scale: str, expected: float) -> None:
    imposed, _ = done(make(4, (105 * MM, 148 * MM)), sheet=(210, 297), scale=scale)
    assert sides(imposed.pdf)[0][0].matrix[0] == pytest.approx(expected, abs=1e-6)


def test_pages_of_other_sizes_are_centred_and_told_of() -> None:
    def vary(_: pikepdf.Pdf, pages: list[Any]) -> None:
        pages[1].MediaBox = Array([0, 0, 200, 300])
        pages[2].MediaBox = Array([0, 0, *A4])

    imposed, codes = done(make(8, change=vary))
    assert codes == ["impose.mixed-sizes"]
    placed = {drawn.page: drawn for side in sides(imposed.pdf) for drawn in side}
    assert placed[1].matrix[0] == 1
    assert placed[1].at(100, 150) == pytest.approx(((297 - 148) / 2 * MM, A5[1] / 2), abs=1.5 * MM)
    assert placed[2].matrix[0] == pytest.approx(210 / 297, abs=1e-6)
    fit, _ = done(make(8, change=vary), scale="fit")
    assert {drawn.page: drawn for side in sides(fit.pdf) for drawn in side}[1].matrix[0] == pytest.approx(
        A5[1] / 300, abs=1e-3
    )


def test_a_page_that_lies_is_turned_with_its_head_to_the_left() -> None:
    def lay(_: pikepdf.Pdf, pages: list[Any]) -> None:
        pages[2].MediaBox = Array([0, 0, A5[1], A5[0]])

    imposed, codes = done(make(8, change=lay))
    assert codes == ["impose.mixed-sizes", "impose.turned"]
    turned = {drawn.page: drawn for side in sides(imposed.pdf) for drawn in side}[2]
    assert turned.up == (-1, 0)
    assert turned.matrix[1] == pytest.approx(1)


def test_what_has_no_room_and_may_not_shrink_is_cut_and_told_of() -> None:
    imposed, codes = done(make(4, A4), sheet=(210, 297), scale="none")
    assert codes == ["impose.cut-off"]
    left, right = sides(imposed.pdf)[0]
    assert (left.clip.right, right.clip.left) == pytest.approx((297 / 2 * MM, 297 / 2 * MM), abs=0.01)


def test_a_hundred_sheets_of_long_text_are_no_larger_than_their_file() -> None:
    data = make(400)
    assert len(done(data)[0].pdf) < 1.6 * len(data)


def test_output_intents_come_along() -> None:
    def intend(pdf: pikepdf.Pdf, pages: list[Any]) -> None:
        intent = Dictionary(
            Type=Name.OutputIntent, S=Name.GTS_PDFX, OutputConditionIdentifier=pikepdf.String("FOGRA39")
        )
        pdf.Root.OutputIntents = Array([intent])

    with pikepdf.open(BytesIO(done(make(4, change=intend))[0].pdf)) as pdf:
        root: Any = pdf.Root
        assert str(root.OutputIntents[0].OutputConditionIdentifier) == "FOGRA39"


def test_the_version_of_the_source_is_kept_where_it_is_newer() -> None:
    assert done(make(4, min_version="2.0"))[0].pdf.startswith(b"%PDF-2.0")
    assert done(make(4, force_version="1.4"))[0].pdf.startswith(b"%PDF-1.7")


def test_imposing_sheets_again_works() -> None:
    once, _ = done(make(8))
    again, codes = done(once.pdf, layout=FOUR_UP)
    assert codes == []
    assert sorted(" ".join(texts(again.pdf)).split()) == sorted(f"p{n}" for n in range(1, 9))
    assert saved(pikepdf.open(BytesIO(again.pdf)))


def test_the_plan_need_say_nothing() -> None:
    imposed, _ = done(make(4))
    assert imposed.setting.plan.layout is SADDLE

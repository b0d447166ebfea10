"""Whatever file is given: its sheets, or a clear word why not."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from kanyin.diagnostics import BuildFailed, Report
from kanyin.imposition import FOUR_UP, Plan, impose
from kanyin.imposition.ranges import parse

from .imposed import done, sides, size, texts
from .sample import A5, MM, make


def failing(data: bytes, **plan: Any) -> list[str]:
    """Return the codes of what is said of a file that cannot be imposed."""
    report = Report()
    with pytest.raises(BuildFailed):
        impose(data, Plan(**plan), report)
    return [found.code for found in report]


@pytest.mark.parametrize("data", [b"", b"# Markdown", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04", "文字".encode("gb18030")])
def test_what_is_no_pdf_is_told_so(data: bytes) -> None:
    assert failing(data) == ["impose.not-a-pdf"]


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF"])
def test_a_pdf_beyond_repair_is_told_so(data: bytes) -> None:
    assert failing(data)[-1] in ("impose.broken", "impose.no-pages")


def test_a_pdf_without_pages_is_told_so() -> None:
    assert failing(make(0)) == ["impose.no-pages"]


def test_a_pdf_locked_with_a_password_is_told_so() -> None:
    locked = make(4, encryption=pikepdf.Encryption(user="秘密", owner="o"), static_id=False)
    report = Report()
    with pytest.raises(BuildFailed):
        impose(locked, Plan(), report)
    (found,) = report
    assert found.code == "impose.password"
    assert "password" in found.message
    assert found.hint


@pytest.mark.parametrize("strength", [2, 3, 4, 6])
def test_a_pdf_whose_password_is_empty_is_opened_and_its_sheets_are_not_encrypted(strength: Any) -> None:
    lock = pikepdf.Encryption(user="", owner="o", R=strength, aes=strength >= 4, metadata=strength >= 4)
    imposed, codes = done(make(4, encryption=lock, static_id=False))
    assert codes == []
    assert texts(imposed.pdf) == ["p4 p1", "p2 p3"]
    assert b"/Encrypt" not in imposed.pdf


def test_a_wish_not_to_print_is_told() -> None:
    deny = pikepdf.Permissions(print_highres=False, print_lowres=False)
    _, codes = done(make(4, encryption=pikepdf.Encryption(user="", owner="o", allow=deny), static_id=False))
    assert codes == ["impose.protected"]


def test_a_pdf_with_its_table_of_objects_gone_is_mended_and_told_of() -> None:
    broken = re.sub(rb"startxref\s+\d+", b"startxref 99999999", make(8))
    imposed, codes = done(broken)
    assert codes == ["impose.damaged"]
    assert sorted(" ".join(texts(imposed.pdf)).split()) == [f"p{number}" for number in range(1, 9)]


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_however_damaged_it_ends_in_sheets_or_in_diagnostics(data: st.DataObject) -> None:
    whole = bytearray(make(5))
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(whole) - 1))
        whole[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.sampled_from([len(whole), len(whole) // 2, len(whole) - 30]))
    with suppress(BuildFailed):
        impose(bytes(whole[:cut]), Plan(), Report())


def test_a_page_without_a_size_is_letter_and_told_of() -> None:
    def strip(_: pikepdf.Pdf, pages: list[Any]) -> None:
        del pages[1].MediaBox

    imposed, codes = done(make(4, (612, 792), change=strip))
    assert codes
    assert set(codes) <= {"impose.no-size", "impose.damaged"}
    assert len({drawn.clip.width for side in sides(imposed.pdf) for drawn in side}) == 1


@pytest.mark.parametrize("box", [[0, 0, 0, 0], [0, 0, 100], [0, 0, "a", 5], [500, 500, 0, 0], [5000, 5000, 6000, 6000]])
def test_a_trim_box_that_makes_no_sense_is_passed_over(box: list[Any]) -> None:
    def spoil(_: pikepdf.Pdf, pages: list[Any]) -> None:
        for page in pages:
            page.TrimBox = Array([pikepdf.String(part) if isinstance(part, str) else part for part in box])

    imposed, _ = done(make(4, change=spoil))
    assert texts(imposed.pdf) == ["p4 p1", "p2 p3"]


def test_corners_in_the_other_order_are_the_same_box() -> None:
    def swap(_: pikepdf.Pdf, pages: list[Any]) -> None:
        for page in pages:
            page.MediaBox = Array([A5[0], A5[1], 0, 0])

    assert size(done(make(4, change=swap))[0].pdf) == pytest.approx((297 * MM, 210 * MM), abs=0.001)


def test_content_that_cannot_be_decoded_is_told_of() -> None:
    def spoil(pdf: pikepdf.Pdf, pages: list[Any]) -> None:
        broken = pikepdf.Stream(pdf, b"this is not deflated", Dictionary(Filter=Name.FlateDecode))
        pages[1].Contents = Array([pages[1].Contents, pdf.make_indirect(broken)])

    imposed, codes = done(make(4, change=spoil))
    assert codes == ["impose.damaged", "impose.unreadable"]
    assert sorted(" ".join(texts(imposed.pdf)).split()) == ["p1", "p2", "p3", "p4"]


def test_content_that_is_one_broken_stream_is_told_of_and_kept_as_it_is() -> None:
    def spoil(pdf: pikepdf.Pdf, pages: list[Any]) -> None:
        pages[1].Contents = pikepdf.Stream(pdf, b"this is not deflated", Dictionary(Filter=Name.FlateDecode))

    imposed, codes = done(make(4, change=spoil))
    assert codes == ["impose.damaged", "impose.unreadable"]
    assert b"this is not deflated" in imposed.pdf


def test_a_tree_of_pages_that_is_a_ring_ends() -> None:
    def ring(pdf: pikepdf.Pdf, pages: list[Any]) -> None:
        tree: Any = pdf.Root.Pages
        tree.Parent = tree
        del pages[0].MediaBox

    done(make(4, change=ring))


def test_a_page_that_is_not_there_is_told_of_with_the_count() -> None:
    report = Report()
    with pytest.raises(BuildFailed):
        impose(make(6), Plan(pages=parse("1-4,7,9-")), report)
    assert [(found.code, found.hint) for found in report] == [("impose.no-such-page", "the file has 6 pages")] * 2


def test_a_sheet_without_room_is_told_of() -> None:
    assert failing(make(4), layout=FOUR_UP, gutter=100) == ["impose.no-room"]


def test_a_file_that_reads_from_the_right_is_bound_there() -> None:
    def right(pdf: pikepdf.Pdf, pages: list[Any]) -> None:
        pdf.Root.ViewerPreferences = Dictionary(Direction=Name.R2L)

    imposed, _ = done(make(4, change=right))
    assert [[drawn.page for drawn in side] for side in sides(imposed.pdf)] == [[0, 3], [2, 1]]
    imposed, _ = done(make(4, change=right), to_left=False)
    assert [[drawn.page for drawn in side] for side in sides(imposed.pdf)] == [[3, 0], [1, 2]]


def test_a_thousand_pages_take_a_moment_and_too_thick_a_booklet_is_told_of() -> None:
    imposed, codes = done(make(1000))
    assert codes == ["impose.too-thick"]
    assert len(imposed.sheets) == 250


def test_a_page_of_one_point_is_imposed_all_the_same() -> None:
    done(make(4, (1, 1)))
    done(make(4, (14400, 14400)))


def test_what_qpdf_says_outside_its_warnings_is_told_of_and_not_printed(capfd: pytest.CaptureFixture[str]) -> None:
    plain = make(3, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    _, codes = done(re.sub(rb"/Kids \[ ", b"/Kids [ (x) ", plain))
    assert codes == ["impose.damaged"]
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("metadata", [b"", b"<x", b"\xff\xfe", b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>"])
def test_metadata_that_is_broken_does_no_harm(metadata: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    def spoil(pdf: pikepdf.Pdf, pages: list[Any]) -> None:
        del pdf.docinfo["/Title"]
        pdf.Root.Metadata = pikepdf.Stream(pdf, metadata, Dictionary(Type=Name.Metadata, Subtype=Name.XML))

    _, codes = done(make(4, change=spoil))
    assert set(codes) <= {"impose.damaged"}
    assert capfd.readouterr() == ("", "")


def test_a_name_that_is_no_text_does_no_harm() -> None:
    def group(_: pikepdf.Pdf, pages: list[Any]) -> None:
        pages[0].Group = Dictionary(S=Name.Transparency, Rare=Name.X)

    plain = make(4, change=group, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert b"/Rare" in plain
    imposed, _ = done(plain.replace(b"/Rare", b"/Ra\xa7e"))
    assert texts(imposed.pdf) == ["p4 p1", "p2 p3"]

"""Each fault is found where it is planted, and its neighbour without the fault is clean."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from .planted import A5, MM, archived, codes, element, found, image, line, printed, screen, tagged, told

WIDTH, HEIGHT = A5


def test_files_without_a_fault_are_clean() -> None:
    assert told(screen(line("刊印"))) == []
    assert told(printed()) == []
    assert told(archived()) == []


def on_first(change: Callable[[Any], object]) -> Callable[[pikepdf.Pdf, list[Any]], None]:
    """Return a change of the first page alone."""

    def changed(_: pikepdf.Pdf, pages: list[Any]) -> None:
        change(pages[0])

    return changed


def in_root(**entries: Any) -> Callable[[pikepdf.Pdf, list[Any]], None]:
    """Return a change of the catalogue."""

    def changed(pdf: pikepdf.Pdf, _: list[Any]) -> None:
        pdf.Root.update(Dictionary(**entries))

    return changed


def without(key: str) -> Callable[[pikepdf.Pdf, list[Any]], None]:
    """Return a change that takes an entry out of the catalogue."""

    def changed(pdf: pikepdf.Pdf, _: list[Any]) -> None:
        del pdf.Root[key]

    return changed


# ---- fonts


def not_embedded(_: pikepdf.Pdf, pages: list[Any]) -> None:
    pages[0].Resources.Font.G = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)


def test_a_font_that_is_not_in_the_file_is_a_warning_on_the_screen_and_an_error_in_print() -> None:
    (warned,) = found(screen(line("刊"), change=not_embedded))
    assert (warned.code, warned.severity) == ("preflight.font-not-embedded", "warning")
    assert "Helvetica" in warned.message
    (wrong,) = found(printed(change=not_embedded))
    assert (wrong.code, wrong.severity) == ("preflight.font-not-embedded", "error")


def test_a_font_without_a_name() -> None:
    def unnamed(page: Any) -> None:
        del page.Resources.Font.F["/BaseFont"]

    assert told(screen(line("刊"), change=on_first(unnamed))) == ["font-unnamed"]


@pytest.mark.parametrize("code", ["0000", "7fff"])
def test_a_missing_glyph_is_glyph_0_or_one_beyond_the_last(code: str) -> None:
    show = f"BT /F 10 Tf 60 300 Td <{code}> Tj ET"
    (lost,) = found(screen(show))
    assert (lost.code, lost.severity) == ("preflight.missing-glyph", "error")
    assert lost.spot
    # The em box reaches from 300 - 1.2 to 300 + 8.8: its top is 595.28 - 308.8 = 286.5 pt from the page's, 101.1 mm.
    assert (lost.spot.page, lost.spot.x, lost.spot.y) == (1, 21.2, 101.1)


def test_the_codes_of_a_font_may_be_mapped_in_the_file() -> None:
    def mapped(pdf: pikepdf.Pdf, pages: list[Any]) -> None:
        cmap = b"1 begincodespacerange <0000> <ffff> endcodespacerange\n1 begincidrange <0100> <0140> 1 endcidrange"
        pages[0].Resources.Font.F.Encoding = pdf.make_stream(cmap)

    assert told(screen("BT /F 10 Tf 60 300 Td <0101> Tj ET", change=mapped)) == []
    assert told(screen("BT /F 10 Tf 60 300 Td <0001> Tj ET", change=mapped)) == ["missing-glyph"]
    # Half an em each: 40 glyphs of 10 pt end at 60 + 200, and not at 460, beyond the page's edge.
    assert told(screen("BT /F 10 Tf 60 300 Td <" + "0112" * 40 + "> Tj ET", change=mapped)) == []


def test_a_glyph_that_is_not_seen_may_be_missing() -> None:
    assert told(screen("BT 3 Tr /F 10 Tf 60 300 Td <0000> Tj ET")) == []  # as under the picture of a scanned page


# ---- images


@pytest.mark.parametrize(("pixels", "clean"), [(199, False), (201, True)])
def test_an_image_in_print_has_200_pixels_to_the_inch(pixels: int, clean: bool) -> None:
    # An inch wide and high: 72 pt.
    content = "q 72 0 0 72 100 300 cm /I Do Q"
    data = printed(content, *[line("刊")] * 3, change=lambda pdf, pages: image(pdf, pages[0], pixels, pixels))
    assert told(data) == ([] if clean else ["low-resolution"])
    assert told(data, thorough=False) == ([] if clean else ["low-resolution"])


@pytest.mark.parametrize(("pixels", "clean"), [(99, False), (101, True)])
def test_an_image_for_the_screen_has_100(pixels: int, clean: bool) -> None:
    content = "q 72 0 0 72 100 300 cm /I Do Q"
    data = screen(content, change=lambda pdf, pages: image(pdf, pages[0], pixels, pixels))
    assert told(data) == ([] if clean else ["low-resolution"])


def test_the_resolution_counts_on_paper_through_all_matrices_and_forms() -> None:
    def formed(pdf: pikepdf.Pdf, pages: list[Any]) -> None:
        image(pdf, pages[0], 150, 150)
        form = pdf.make_stream(b"0.5 0 0 0.5 0 0 cm 72 0 0 72 0 0 cm /I Do")
        resources = Dictionary(XObject=pages[0].Resources.XObject)
        form.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 500, 500]), Resources=resources))
        pages[0].Resources.XObject = Dictionary(X=form)

    # 150 pixels on 72 × 0.5 × 2 pt: an inch; on 72 × 0.5 pt: 300.
    assert told(printed("q 2 0 0 2 100 300 cm /X Do Q", *[""] * 3, change=formed)) == ["low-resolution"]
    assert told(printed("q 1 0 0 1 100 300 cm /X Do Q", *[""] * 3, change=formed)) == []
    (low,) = found(printed("q 2 0 0 2 100 300 cm /X Do Q", *[""] * 3, change=formed))
    assert "150 to the inch on paper, at 25 × 25 mm" in low.message


def test_an_inline_image_is_seen_too() -> None:
    content = "q 72 0 0 72 100 300 cm BI /W 10 /H 10 /CS /G /BPC 8 ID " + "x" * 100 + " EI Q"
    assert told(printed(content, "", "", "")) == ["low-resolution"]


# ---- colour


@pytest.mark.parametrize(
    ("colour", "expected"),
    [
        ("0 g", []),
        ("0 0 0 1 k", []),
        ("0 0.8 0.8 0 k", []),
        ("0 0 0 rg", ["rgb-text"]),
        ("0.6 0.6 0.6 1 k", ["rich-black"]),
        ("0.9 0.9 0.9 0.1 k", ["rich-black"]),
        ("/RGB cs 0 0 0 sc", ["rgb-text"]),
        ("/All cs 1 scn", ["rich-black"]),
    ],
)
def test_black_text_in_print_is_of_one_plate(colour: str, expected: list[str]) -> None:
    def spaces(pdf: pikepdf.Pdf, pages: list[Any]) -> None:
        profile = pdf.make_stream(bytes(128))
        profile.N = 3
        inks = Array([Name.Separation, Name.All, Name.DeviceCMYK, Dictionary(FunctionType=2)])
        pages[0].Resources.ColorSpace = Dictionary(RGB=Array([Name.ICCBased, profile]), All=inks)

    assert told(printed(line("刊印", colour=colour), "", "", "", change=spaces)) == expected


def test_large_type_may_be_of_a_richer_black() -> None:
    assert told(printed(line("刊印", size=36, colour="0.6 0.6 0.6 1 k"), "", "", "")) == []


def test_a_file_for_the_screen_may_have_black_in_rgb() -> None:
    assert told(screen(line("刊印", colour="0 0 0 rg"))) == []


def test_what_is_filled_in_rgb_has_a_profile_in_print() -> None:
    assert told(printed("1 0 0 rg 100 100 50 50 re f", "", "", "")) == ["x-colour"]
    assert told(printed("0 1 1 0 k 100 100 50 50 re f", "", "", "")) == []


# ---- edges, lines, boxes


@pytest.mark.parametrize(
    ("x", "expected"),
    [
        (10.0, []),
        (8.0, ["near-edge"]),  # 3 mm are 8.5 pt
        (-5.0, ["outside-trim"]),
        (-40.0, []),  # in the slug: the printer's
        (WIDTH - 25, ["near-edge"]),  # two characters of 10 pt end 5 pt before the edge
        (WIDTH - 15, ["outside-trim"]),
    ],
)
def test_text_keeps_away_from_the_knife(x: float, expected: list[str]) -> None:
    assert told(printed(line("刊印", x=x), "", "", "")) == expected


def test_a_page_for_the_screen_has_no_knife_and_still_an_edge() -> None:
    assert told(screen(line("刊印", x=2))) == []
    assert told(screen(line("刊印", x=-5))) == ["outside-trim"]


@pytest.mark.parametrize(
    ("left", "expected"), [(-3 * MM, []), (-1 * MM, ["short-bleed"]), (0.0, ["short-bleed"]), (5 * MM, [])]
)
def test_colour_that_reaches_the_edge_runs_3_mm_over_it(left: float, expected: list[str]) -> None:
    assert told(printed(f"0 1 1 0 k {left} 100 60 50 re f", "", "", "")) == expected


def test_what_a_clip_hides_is_not_there() -> None:
    assert told(printed("q 20 100 60 50 re W n 0 1 1 0 k 0 90 60 100 re f Q", "", "", "")) == []


@pytest.mark.parametrize(("width", "expected"), [("0.25", []), ("0.2", ["hairline"]), ("0", ["hairline"])])
def test_a_line_is_a_quarter_of_a_point_thick_in_print(width: str, expected: list[str]) -> None:
    assert told(printed(f"{width} w 50 300 m 200 300 l S", "", "", "")) == expected
    assert told(screen(f"{width} w 50 300 m 200 300 l S")) == []


def test_a_line_counts_as_it_stands_on_paper_and_a_thin_area_is_one() -> None:
    assert told(printed("0.5 0 0 0.5 0 0 cm 0.4 w 100 300 m 400 300 l S", "", "", "")) == ["hairline"]  # 0.2 pt
    assert told(printed("50 300 150 0.1 re f", "", "", "")) == ["hairline"]
    assert told(printed("50 300 150 0.3 re f", "", "", "")) == []


@pytest.mark.parametrize(
    ("key", "box"), [("BleedBox", [-20, -20, 500, 600]), ("TrimBox", [-20, 0, 300, 500]), ("CropBox", [-99, 0, 9, 9])]
)
def test_boxes_lie_in_one_another(key: str, box: list[float]) -> None:
    def changed(page: Any) -> None:
        page[f"/{key}"] = Array(box)

    assert "boxes" in told(printed(change=on_first(changed)))


def test_a_page_of_another_size() -> None:
    def larger(page: Any) -> None:
        page.TrimBox = page.BleedBox = page.MediaBox = Array([0, 0, 595, 842])

    assert told(printed(change=on_first(larger))) == ["mixed-sizes"]


@pytest.mark.parametrize(
    ("pages", "expected"), [(4, []), (1, []), (6, ["not-by-four"]), (96, []), (100, ["too-thick"])]
)
def test_pages_that_can_be_stitched(pages: int, expected: list[str]) -> None:
    # 100 pages are 50 leaves of 0.104 mm: 5.2 mm, and staples hold 5; 96 are 4.99.
    items = found(printed(*[""] * pages))
    assert [item.code.removeprefix("preflight.") for item in items] == expected
    assert all(item.severity == "note" for item in items)


# ---- the measure


def page_of_lines(last: str, *, x: float = 60) -> str:
    """Return nine lines of 20 characters and another one."""
    lines = "".join(line("刊印书页字" * 4, y=500 - 20 * number) for number in range(9))
    return lines + line(last, x=x, y=300)


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("刊印书页字" * 4, []),
        ("刊印", []),
        ("刊印书页字" * 4 + "，", []),  # the ink of a closing mark at a line's end may hang
        ("刊印书页字" * 4 + "国", ["overfull"]),
        ("刊印书页字" * 4 + "ab", ["overfull"]),
    ],
)
def test_a_line_keeps_to_the_measure(last: str, expected: list[str]) -> None:
    assert told(screen(page_of_lines(last))) == expected


def test_the_space_after_the_last_letter_is_no_part_of_a_line() -> None:
    def spaced(points: float) -> str:
        return page_of_lines("") + f"BT {points} Tc /F 10 Tf 60 300 Td {codes('刊印')} Tj {codes('ab')} Tj ET"

    # Two characters of 10 pt and two of 5, three spaces between: 200 pt when these are 170 / 3.
    assert told(screen(spaced(170 / 3))) == []
    assert told(screen(spaced(174 / 3))) == ["overfull"]


def test_a_note_in_the_margin_is_no_overfull_line() -> None:
    # The lines end at 60 + 200; the note begins 5 pt further right.
    assert told(screen(page_of_lines("刊印", x=265))) == []


def test_the_fact_says_by_how_much() -> None:
    (over,) = found(screen(page_of_lines("刊印书页字" * 4 + "国印")))
    assert "7.1 mm over the measure" in over.message  # two characters of 10 pt


@pytest.mark.parametrize(("cell", "expected"), [(230.0, []), (255.0, ["wide-table"])])
def test_a_table_keeps_to_the_measure(cell: float, expected: list[str]) -> None:
    def table(pdf: pikepdf.Pdf, pages: list[Any]) -> None:
        document = pdf.Root.StructTreeRoot.K
        made = element(pdf, document, "Table", pages[0])
        row = element(pdf, made, "TR", pages[0])
        row.K = Array([element(pdf, row, "TD", pages[0], 1), element(pdf, row, "TD", pages[0], 2)])
        made.K = Array([row])
        document.K.append(made)

    content = tagged(page_of_lines("刊印")) + tagged(line("刊印", y=280), 1) + tagged(line("刊印", x=cell, y=280), 2)
    assert told(archived(content, change=table), choice="screen") == expected


# ---- links, metadata, tags


def link(page: Any, **entries: Any) -> None:
    rect = Array([60, 300, 100, 310])
    page.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=rect, F=4, **entries)])


def test_a_link_leads_to_a_name_that_is_there() -> None:
    def linked(name: str) -> Callable[[pikepdf.Pdf, list[Any]], None]:
        def change(pdf: pikepdf.Pdf, pages: list[Any]) -> None:
            place = Array([pages[0], Name.XYZ, 0, 0, 0])
            pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String("第一章"), place])))
            link(pages[0], A=Dictionary(S=Name.GoTo, D=String(name)))

        return change

    assert told(screen(line("刊"), change=linked("第一章"))) == []
    (dead,) = found(screen(line("刊"), change=linked("第二章")))
    assert dead.code == "preflight.dead-link"
    assert "第二章" in dead.message


def test_a_link_leads_to_a_page_that_is_there() -> None:
    def astray(pdf: pikepdf.Pdf, pages: list[Any]) -> None:
        link(pages[0], Dest=Array([pdf.make_indirect(Dictionary(Type=Name.Page)), Name.Fit]))

    assert told(screen(line("刊"), change=astray)) == ["dead-link"]
    assert told(screen(line("刊"), change=lambda _, pages: link(pages[0], Dest=Array([pages[0], Name.Fit])))) == []


def test_a_bookmark_leads_somewhere() -> None:
    def outlined(pdf: pikepdf.Pdf, _: list[Any]) -> None:
        entry = pdf.make_indirect(Dictionary(Title=String("一"), Dest=String("nowhere")))
        pdf.Root.Outlines = Dictionary(First=entry, Last=entry, Count=1)

    assert told(screen(line("刊"), change=outlined)) == ["dead-link"]


def test_title_and_language_are_told() -> None:
    def untitled(pdf: pikepdf.Pdf, _: list[Any]) -> None:
        del pdf.docinfo["/Title"]

    assert told(screen(line("刊"), change=untitled)) == ["no-title"]
    assert told(screen(line("刊"), change=without("/Lang"))) == ["no-language"]


def figure(**more: Any) -> Callable[[pikepdf.Pdf, list[Any]], None]:
    """Return a change that adds a figure."""

    def change(pdf: pikepdf.Pdf, pages: list[Any]) -> None:
        document = pdf.Root.StructTreeRoot.K
        document.K.append(element(pdf, document, "Figure", pages[0], 1, **more))

    return change


def test_an_image_has_a_text_in_its_place() -> None:
    content = tagged(line("刊")) + tagged(line("印"), 1)
    assert told(archived(content, change=figure(Alt=String("一棵树")))) == []
    assert told(archived(content, change=figure())) == ["no-alternative"]
    assert told(archived(content, change=figure()), choice="screen") == ["no-alternative"]


@pytest.mark.parametrize(("levels", "clean"), [("12", True), ("1232", True), ("13", False), ("2", False)])
def test_headings_go_down_one_level_at_a_time(levels: str, clean: bool) -> None:
    def headed(pdf: pikepdf.Pdf, pages: list[Any]) -> None:
        document = pdf.Root.StructTreeRoot.K
        document.K = Array([element(pdf, document, f"H{level}", pages[0]) for level in levels])

    assert told(archived(change=headed)) == ([] if clean else ["heading-skipped"])

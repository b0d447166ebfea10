"""Binding: formes made by hand become a volume, read back with pikepdf. No text is set and no font embedded here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from kanyin import bind as binding
from kanyin.ahead import Ahead
from kanyin.book import Book
from kanyin.diagnostics import Report
from kanyin.forme import EmbeddedFont, FontUse, Foreign, Forme, Slot, Stream
from kanyin.pages import Side
from kanyin.pdf import text_string
from kanyin.plan import Folios, Section
from kanyin.renumbering import Start, numbered
from kanyin.typeset import LaidSection

from .formes import DIGITS, assert_sound, folio_slot, forme, opened
from .small_books import read_book

Bound = Callable[..., bytes]


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """A book of one chapter."""
    return read_book(tmp_path / "book", {"a.md": "# 题\n\n甲。\n"}).book


@pytest.fixture
def bound(book: Book) -> Bound:
    """Return a function that binds parts and returns the file; whatever is reported must be expected."""

    def made(*parts: LaidSection, expected: tuple[str, ...] = (), **changed: Any) -> bytes:
        report = Report()
        volume = binding.bind(replace(book, **changed), parts, lambda side: forme(), no_fonts, report)
        assert tuple(found.code for found in report) == expected
        pdf = opened(volume.pdf)
        assert len(pdf.pages) == volume.pages
        return volume.pdf

    return made


def no_fonts(uses: Iterable[FontUse]) -> Callable[[], list[EmbeddedFont]]:
    """Make no fonts."""
    return list


def part(
    made: Forme, number: int = 1, folios: Folios = "arabic", *, side: Side = "recto", blank_before: bool = False
) -> LaidSection:
    """Return a forme as the section that has this first number."""
    return LaidSection(Section(f"s{number}", "body", (), "next", folios), made, side, number, blank_before)


def content(pdf: Any, page: int) -> str:
    """Return what a page draws, its margins with it."""
    return str(b"\n".join(stream.read_bytes() for stream in pdf.pages[page].Contents).decode())


def digits(text: str) -> list[str]:
    """Return the numbers shown in a content stream."""
    shown = re.findall(r"\[<([0-9a-f]+)>\]", text)
    return ["".join(str(DIGITS.index(code)) for code in re.findall("....", codes)) for codes in shown]


# ---- pages and objects


def test_pages_stand_in_the_order_of_the_sections(bound: Bound) -> None:
    data = bound(part(forme(2), 1), part(forme(3), 3))
    pdf = opened(data)
    assert [re.findall("p[0-9]", content(pdf, page)) for page in range(5)] == [["p0"], ["p1"], ["p0"], ["p1"], ["p2"]]
    assert all(page.Parent.objgen == pdf.Root.Pages.objgen for page in pdf.pages)
    assert_sound(data)


def test_objects_of_two_formes_never_share_a_number(bound: Bound) -> None:
    made = forme(1, objects=((9, b"[(mine) 5 0 R]"),), streams=((5, Stream(b"<</Own 9 0 R>>", b"x", ())),))
    pdf = opened(bound(part(made, 1), part(made, 2)))
    found = [item for item in pdf.objects if isinstance(item, pikepdf.Stream) and "/Own" in item]
    assert len(found) == 2
    assert len({item.Own.objgen for item in found}) == 2
    assert all(item.Own[1].objgen == item.objgen for item in found)


def test_a_section_that_grows_a_little_moves_no_number_of_those_behind_it(book: Book) -> None:
    def starts(pages: int, objects: int) -> list[Start]:
        more = [(number, b"<<>>") for number in range(3 * pages + 2, 3 * pages + 2 + objects)]
        ahead = Ahead()
        parts = [part(forme(pages, objects=more)), part(forme(3), 2), part(forme(5), 3)]
        binding.bind(book, parts, lambda side: forme(), no_fonts, Report(), ahead=ahead)
        return [ahead.starts[f"s{number}"] for number in (2, 3)]

    # 18 pages: 54 objects and streams, an element and 100 more take the numbers 4 to 159, and their pack 160: 157 in
    # all. The next begins at a multiple of 128, 256; with 11 numbers and 3 keys, it leaves the next but one multiples of
    # 8 and 4. Their 18 keys leave the next a multiple of 32.
    assert [(start.object, start.key) for start in starts(18, 100)] == [(256, 32), (272, 36)]
    assert starts(18, 190) == starts(19, 120) == starts(18, 100)
    assert starts(18, 200)[0].object == 512


@pytest.mark.parametrize("pages", [(1, 1), (1, 1, 1), (60, 1, 2, 7), (5,) * 12, (900, 900)])
def test_behind_a_section_fewer_numbers_stay_free_than_it_has(book: Book, pages: tuple[int, ...]) -> None:
    # Readers take a file for damaged that has far higher numbers than objects.
    ahead, parts = Ahead(), [part(forme(count), number) for number, count in enumerate(pages)]
    volume = binding.bind(book, parts, lambda side: forme(), no_fonts, Report(), ahead=ahead)
    starts = [ahead.starts[f"s{number}"] for number in range(len(pages))]
    for made, start, following in zip(parts, starts, starts[1:], strict=False):
        end = numbered(made.forme, start).end
        assert 0 <= following.object - end < end - start.object
    assert_sound(volume.pdf)


def test_keys_of_the_parent_tree_go_on_from_forme_to_forme(bound: Bound) -> None:
    pdf = opened(bound(part(forme(2), 1), part(forme(3), 3)))
    assert [page.StructParents for page in pdf.pages] == [0, 1, 4, 5, 6]  # with room for two more
    tree = pdf.Root.StructTreeRoot
    assert list(tree.ParentTree.Nums)[::2] == [0, 1, 4, 5, 6]
    assert tree.ParentTreeNextKey == 7


def test_marked_content_leads_to_its_element_and_back(bound: Bound) -> None:
    pdf = opened(bound(part(forme(2), 1), part(forme(1), 3)))
    document = pdf.Root.StructTreeRoot.K
    assert (document.S, document.P.objgen) == ("/Document", pdf.Root.StructTreeRoot.objgen)
    first, second = document.K
    assert first.P.objgen == second.P.objgen == document.objgen
    # The first is cut by a page's end: it has content on two pages, and both name it.
    assert [kid.Pg.objgen for kid in first.K] == [page.objgen for page in pdf.pages][:2]
    parents = [next(iter(array)).objgen for array in list(pdf.Root.StructTreeRoot.ParentTree.Nums)[1::2]]
    assert parents == [first.objgen, first.objgen, second.objgen]


def test_an_image_of_two_sections_is_there_once(bound: Bound) -> None:
    def made(width: int) -> Forme:
        image = Stream(b"<</Subtype/Image/Width %d>>" % width, b"pixels", ())
        return forme(1, streams=((7, image),), objects=((8, b"<</Picture 7 0 R>>"),), images=((7, f"digest-{width}"),))

    pdf = opened(bound(part(made(1), 1), part(made(2), 2), part(made(1), 3)))
    images = [item for item in pdf.objects if isinstance(item, pikepdf.Stream) and "/Width" in item]
    assert sorted(int(image.Width) for image in images) == [1, 2]
    shown = [item.Picture for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/Picture" in item]
    assert [int(image.Width) for image in shown] == [1, 2, 1]
    assert shown[0].objgen == shown[2].objgen != shown[1].objgen


def test_what_is_no_reference_stays_as_it_is(bound: Bound) -> None:
    text = rb"[(1 0 \R) (12 0 Reihe) 1 0 /R 10 [0.1 0] <31203020 52>]"
    pdf = opened(bound(part(forme(1, objects=((9, b"<</Odd %b>>" % text),)))))
    [odd] = [item.Odd for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/Odd" in item]
    assert [str(odd[0]), str(odd[1]), int(odd[2]), int(odd[5]), str(odd[7])] == ["1 0 R", "12 0 Reihe", 1, 10, "1 0 R"]


def test_fields_of_all_sections_are_fields_of_the_volume(bound: Bound) -> None:
    def made(name: bytes) -> Forme:
        return forme(1, objects=((9, b"<</FT/Tx/T(%b)>>" % name),), fields=(b"9 0 R",))

    pdf = opened(bound(part(made(b"one"), 1), part(made(b"two"), 2)))
    assert [str(field.T) for field in pdf.Root.AcroForm.Fields] == ["one", "two"]
    assert "/AcroForm" not in opened(bound(part(forme()))).Root


# ---- folios


def test_a_page_reference_prints_the_folio_of_a_later_section(bound: Bound) -> None:
    pdf = opened(bound(part(forme(3, slots=[folio_slot("far", 2)]), 9), part(forme(4, anchors={"far": 2}), 12)))
    assert digits(content(pdf, 0)) == ["14"]  # 12, 13, 14


def test_of_two_anchors_of_one_name_the_first_counts(bound: Bound) -> None:
    twice = forme(3, anchors={"a": 2}), forme(2, anchors={"a": 0}), forme(1, slots=[folio_slot("a", 1)])
    pdf = opened(bound(*(part(made, number) for made, number in zip(twice, (1, 4, 6), strict=True))))
    assert digits(content(pdf, 5)) == ["3"]
    assert dict(pikepdf.NameTree(pdf.Root.Names.Dests))["a"][0].objgen == pdf.pages[2].objgen


@pytest.mark.parametrize(("first", "shown"), [(98, "99"), (99, "100"), (9, "10"), (8, "9")])
def test_a_folio_that_never_settled_is_printed_all_the_same(bound: Bound, first: int, shown: str) -> None:
    made = forme(2, anchors={"a": 1}, slots=[folio_slot("a", 2)], digits=[(2,), (2,)])
    text = content(opened(bound(part(made, first))), 0)
    assert ["".join(re.findall("[0-9a-f]{4}", text))[:4 * len(shown)]] == ["".join(DIGITS[int(d)] for d in shown)]


def test_a_slot_for_what_is_nowhere_stays_empty(bound: Bound) -> None:
    assert "[<>-1000<>0<>] TJ" in content(opened(bound(part(forme(1, slots=[folio_slot("gone", 2)])))), 0)


def test_a_page_of_more_digits_has_other_feet(bound: Bound) -> None:
    made = forme(3, digits=[(1, 2)] * 3)
    for first, shown in ((1, ["1", "2", "3"]), (8, ["8", "9", "10"]), (42, ["42", "43", "44"])):
        pdf = opened(bound(part(made, first)))
        assert [digits(content(pdf, page)) for page in range(3)] == [[number] for number in shown]


def test_a_page_without_foot_has_none(bound: Bound) -> None:
    pdf = opened(bound(part(forme(2, digits=[(), (1,)]))))
    assert [len(page.Contents) for page in pdf.pages] == [1, 2]


def test_a_proportional_number_is_flush_right_in_the_foot(bound: Bound) -> None:
    one = Slot("a", 2, DIGITS, (600.0, 300.0, *[500.0] * 8), 1200.0, 1.0)
    pdf = opened(bound(part(forme(1, anchors={"a": 0}, slots=[one]), 11)))
    assert "[<>-600<00120012>0<>] TJ" in content(pdf, 0)  # 1200 - 2 x 300


# ---- fillers and labels


def test_a_filler_comes_before_a_section_that_begins_on_the_other_side(book: Book) -> None:
    asked: list[Side] = []

    def blank(side: Side) -> Forme:
        asked.append(side)
        return forme(2 if side == "verso" else 3)  # not as empty as it should be, so that it can be told

    parts = [part(forme(1), 1), part(forme(3), 3, blank_before=True), part(forme(1), 7, blank_before=True)]
    volume = binding.bind(book, parts, blank, no_fonts, Report())
    # Page 2 is a verso; after 1 + 2 + 3 pages another page would be the seventh, a recto.
    assert asked == ["verso", "recto"]
    assert volume.pages == 1 + 2 + 3 + 3 + 1


def test_fillers_of_one_side_are_set_once(book: Book) -> None:
    asked: list[Side] = []

    def blank(side: Side) -> Forme:
        asked.append(side)
        return forme()

    parts = [part(forme(1), 2 * n + 1, blank_before=n > 0) for n in range(9)]
    assert binding.bind(book, parts, blank, no_fonts, Report()).pages == 17
    assert asked == ["verso"]


def test_a_filler_has_the_label_of_the_range_it_ends(bound: Bound) -> None:
    pdf = opened(
        bound(
            part(forme(2), 1, "cover"), part(forme(3), 1, "roman"), part(forme(2), 1, "arabic", blank_before=True),
            part(forme(1), 1, "back", blank_before=True), language="zh-Hans",
        )
    )  # fmt: skip
    assert [page.label for page in pdf.pages] == ["封面", "封面", "i", "ii", "iii", "iv", "1", "2", "3", "封底"]


def test_a_range_of_folios_goes_on_over_sections(bound: Bound) -> None:
    pdf = opened(bound(part(forme(1), 1), part(forme(2), 2), part(forme(1), 4)))
    assert len(pdf.Root.PageLabels.Nums) == 2
    assert [page.label for page in pdf.pages] == ["1", "2", "3", "4"]


def test_a_sheet_printed_on_one_side_opens_page_by_page(book: Book) -> None:
    for sides, layout in ((1, "/OneColumn"), (2, "/TwoPageRight")):
        volume = binding.bind(book, [part(forme())], lambda side: forme(), no_fonts, Report(), sides=sides)
        assert opened(volume.pdf).Root.PageLayout == layout


# ---- links, names, bookmarks


def test_a_link_leads_into_another_section(bound: Bound) -> None:
    link = b"<</Subtype/Link/Dest(far)/Rect[0 0 1 1]>>"
    linking = forme(1, objects=((9, link),), links=("far",))
    pdf = opened(bound(part(linking, 1), part(forme(3, anchors={"far": 1}), 2)))
    place = dict(pikepdf.NameTree(pdf.Root.Names.Dests))["far"]
    assert place[0].objgen == pdf.pages[2].objgen
    assert [str(place[1]), float(place[2]), float(place[3]), int(place[4])] == ["/XYZ", 10, 500, 0]


def test_a_link_that_leads_nowhere_is_told_once(bound: Bound) -> None:
    lost = forme(1, links=("gone", "here"), anchors={"here": 0})
    bound(part(lost, 1), part(forme(1, links=("gone",)), 2), expected=("link.no-target",))


def test_names_are_in_the_order_of_their_bytes(bound: Bound) -> None:
    # ISO 32000-1 §7.9.6: sorted by bytes, or a reader that halves the list misses some.
    names = ["乙", "甲", "sec-10", "sec-2", "Z", "a", "a-", "\U00020bb7", "\uff5e", "é", "中", "a\\b", "(", "~"]
    pdf = opened(bound(part(forme(len(names), anchors={name: page for page, name in enumerate(names)}))))
    entries = list(pdf.Root.Names.Dests.Names)
    raw = [bytes(name) for name in entries[::2]]
    assert raw == sorted(raw)
    for page, name in enumerate(names):
        link = bytes(pikepdf.Object.parse(text_string(name)))  # names it by the same bytes
        assert entries[2 * raw.index(link) + 1][0].objgen == pdf.pages[page].objgen, name


def test_without_anchors_and_bookmarks_there_are_no_names_and_no_outline(bound: Bound) -> None:
    pdf = opened(bound(part(forme())))
    assert "/Names" not in pdf.Root
    assert "/Outlines" not in pdf.Root


def test_bookmarks_stand_in_the_order_of_sections_and_below_those_of_earlier_ones(bound: Bound) -> None:
    first = forme(2, bookmarks=[(0, 1, "第一编")])
    second = forme(3, bookmarks=[(0, 2, "第一章"), (2, 3, "一")])
    data = bound(part(first, 1), part(second, 3), part(forme(1, bookmarks=[(0, 1, "附录")]), 6))
    pdf = opened(data)
    with pdf.open_outline() as outline:
        found = [(item.title, [below.title for below in item.children]) for item in outline.root]
        deepest = outline.root[0].children[0].children[0]
    assert found == [("第一编", ["第一章"]), ("附录", [])]
    assert deepest.title == "一"
    assert deepest.destination[0].objgen == pdf.pages[4].objgen
    assert_sound(data)


def test_a_bookmark_may_be_closed(bound: Bound) -> None:
    made = forme(1, bookmarks=[(0, 1, "章"), (0, 2, "节")])
    closed = replace(made, bookmarks=tuple(mark._replace(state="closed") for mark in made.bookmarks))
    assert opened(bound(part(made))).Root.Outlines.First.Count == 1
    assert opened(bound(part(closed))).Root.Outlines.First.Count == -1


# ---- the volume


@pytest.mark.parametrize(
    ("date", "expected"),
    [("2024", "D:20240101000000Z"), ("2024-05", "D:20240501000000Z"), ("2024-05-06", "D:20240506000000Z"),
     ("二〇二四年", None), (None, None), ("2024-5", None), ("2024-13", None), ("", None)],
)  # fmt: skip
def test_the_date_is_the_books_or_none(bound: Bound, date: str | None, expected: str | None) -> None:
    found = opened(bound(part(forme()), date=date)).docinfo
    assert (str(found["/CreationDate"]) if expected else found.get("/CreationDate")) == expected
    assert "/ModDate" not in found


def test_a_title_that_looks_like_a_reference_is_a_title(bound: Bound) -> None:
    pdf = opened(bound(part(forme(1, bookmarks=[(0, 1, "1 0 R")])), title="1 0 R (2 0 R)"))
    assert pdf.docinfo["/Title"] == "1 0 R (2 0 R)"
    assert pdf.Root.Outlines.First.Title == "1 0 R"


def test_the_same_formes_give_the_same_bytes(bound: Bound) -> None:
    def made() -> bytes:
        first = forme(2, anchors={"a": 1, "乙": 0}, bookmarks=[(0, 1, "章")], digits=[(1,), (1,)])
        return bound(part(first, 1), part(forme(1, slots=[folio_slot("a", 1)]), 3), part(forme(), 4))

    assert made() == made()


def test_binding_changes_no_forme(bound: Bound) -> None:
    made = forme(2, anchors={"a": 1}, slots=[folio_slot("a", 1)], digits=[(1, 2), (1, 2)])
    assert bound(part(made, 1)) == bound(part(made, 1))
    assert bound(part(made, 1)) != bound(part(made, 2))


def test_a_volume_of_no_section_is_a_pdf_of_no_pages(book: Book) -> None:
    volume = binding.bind(book, [], lambda side: forme(), no_fonts, Report())
    assert volume.pages == 0
    assert_sound(volume.pdf)


def test_a_character_in_a_face_nobody_chose_is_told_once_for_each_face(bound: Bound) -> None:
    lost, other = Foreign("𓀀", None, "a.md:3-3"), Foreign("𓀀", "Symbola", "a.md:5-5")
    parts = part(forme(1, foreign=(lost, other)), 1), part(forme(1, foreign=(lost, replace_source(other))), 2)
    bound(*parts, expected=("font.missing-glyph", "font.foreign"))


def replace_source(found: Foreign) -> Foreign:
    """Return the same in another line."""
    return found._replace(source="a.md:9-9")

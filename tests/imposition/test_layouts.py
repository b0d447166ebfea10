"""Every layout, for every count of pages: printed, turned over, folded and read, the pages come in order, heads up."""

from __future__ import annotations

from itertools import chain, groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanyin.imposition import handouts, saddle, signatures
from kanyin.imposition.layout import Order, Sheet, turned

from .folding import Thing, printed, read_flat, read_folded, things

counts = st.integers(1, 200)
duplexes = st.sampled_from(["short-edge", "long-edge"])


def pages_of(sheets: tuple[Sheet, ...]) -> list[int | None]:
    return [cell.page for sheet in sheets for cell in (*sheet.front, *sheet.back)]


def folded(sheets: tuple[Sheet, ...], duplex: str, *, to_left: bool) -> list[Thing]:
    """Return what one reads: sheets of 2 × 1 units, so that they lie, each signature folded by itself."""
    read = []
    for _, group in groupby(sheets, lambda sheet: sheet.signature):
        turns = [turned(sheet, 1, 2) if duplex == "long-edge" else sheet for sheet in group]
        papers = [printed(things(s.front, 1, 2), things(s.back, 1, 2), (2, 1), duplex) for s in turns]
        read += read_folded(papers, to_left=to_left)
    return read


@given(counts, st.booleans(), st.booleans(), duplexes)
def test_a_saddle_booklet_reads_in_order_with_its_blanks_last(
    pages: int, to_left: bool, back_cover: bool, duplex: str
) -> None:
    sheets = saddle.arrange(pages, Order(to_left=to_left, back_cover=back_cover))
    assert len(sheets) == -(-pages // 4)
    read = folded(sheets, duplex, to_left=to_left)
    blanks = [None] * (4 * len(sheets) - pages)
    ends = [pages - 1] if back_cover and pages > 1 else []
    assert [thing.page for thing in read] == [*range(pages - len(ends)), *blanks, *ends]
    assert {thing.up for thing in read} == {(0, 1)}


@given(counts, st.integers(1, 12), st.booleans(), st.booleans(), duplexes)
def test_signatures_read_in_order_one_after_the_other(
    pages: int, most: int, to_left: bool, back_cover: bool, duplex: str
) -> None:
    sheets = signatures.arrange(pages, Order(to_left=to_left, back_cover=back_cover, signature=most))
    assert len(sheets) == -(-pages // 4)
    read = folded(sheets, duplex, to_left=to_left)
    numbers = [thing.page for thing in read if thing.page is not None]
    assert numbers == list(range(pages))
    assert {thing.up for thing in read} == {(0, 1)}
    last = read[-1].page
    assert last == pages - 1 if back_cover and pages > 1 else read[pages - 1].page == pages - 1


@given(counts, st.integers(1, 20))
def test_signatures_are_evenly_thick(sheets: int, most: int) -> None:
    sizes = signatures.sizes(sheets, most)
    assert sum(sizes) == sheets
    assert max(sizes) <= most
    assert max(sizes) - min(sizes) <= 1
    assert len(sizes) == -(-sheets // most)  # not one more than need be


@given(counts, st.integers(1, 5), st.integers(1, 5), st.booleans(), duplexes)
def test_a_handout_reads_row_by_row_and_its_back_like_the_next_page(
    pages: int, rows: int, columns: int, to_left: bool, duplex: str
) -> None:
    sheets = handouts.arrange(pages, Order(to_left=to_left, rows=rows, columns=columns))
    upright = (duplex == "long-edge") == (rows >= columns)
    read = []
    for sheet in sheets if upright else [turned(sheet, rows, columns) for sheet in sheets]:
        sides = (things(sheet.front, rows, columns), things(sheet.back, rows, columns))
        read += read_flat(printed(*sides, (columns, rows), duplex), to_left=to_left)
    blanks = [None] * (-pages % (rows * columns))
    assert [thing.page for thing in read] == [*range(pages), *blanks]
    assert {thing.up for thing in read} == {(0, 1)}


@given(counts, st.integers(1, 4), st.integers(1, 4))
def test_a_handout_on_one_side_has_no_backs(pages: int, rows: int, columns: int) -> None:
    sheets = handouts.arrange(pages, Order(rows=rows, columns=columns, one_sided=True))
    assert not any(sheet.back for sheet in sheets)
    assert [page for page in pages_of(sheets) if page is not None] == list(range(pages))


@given(counts)
def test_no_side_of_a_handout_is_printed_without_a_page(pages: int) -> None:
    sheets = handouts.arrange(pages, Order(rows=2, columns=2))
    sides = chain.from_iterable((sheet.front, sheet.back) for sheet in sheets)
    assert all(any(cell.page is not None for cell in side) for side in sides if side)


@given(counts, st.integers(1, 9), st.booleans())
def test_every_layout_places_every_page_once(pages: int, most: int, back_cover: bool) -> None:
    order = Order(back_cover=back_cover, signature=most)
    for arrange in (saddle.arrange, signatures.arrange, handouts.arrange):
        assert sorted(page for page in pages_of(arrange(pages, order)) if page is not None) == list(range(pages))


def test_the_outermost_sheet_comes_first() -> None:
    first, second = saddle.arrange(8, Order())
    assert [cell.page for cell in (*first.front, *first.back)] == [7, 0, 1, 6]
    assert [cell.page for cell in (*second.front, *second.back)] == [5, 2, 3, 4]
    assert (first.depth, second.depth) == (0, 1)


def test_a_book_bound_at_the_right_is_its_mirror() -> None:
    (sheet,) = saddle.arrange(4, Order(to_left=True))
    assert [cell.page for cell in (*sheet.front, *sheet.back)] == [0, 3, 2, 1]


@pytest.mark.parametrize(
    ("sheets", "most", "sizes"), [(5, 4, (3, 2)), (9, 4, (3, 3, 3)), (8, 4, (4, 4)), (1, 4, (1,)), (0, 4, ())]
)
def test_a_last_signature_is_no_thin_one(sheets: int, most: int, sizes: tuple[int, ...]) -> None:
    assert signatures.sizes(sheets, most) == sizes


def test_the_back_cover_of_a_single_page_is_no_cover() -> None:
    (sheet,) = saddle.arrange(1, Order(back_cover=True))
    assert [cell.page for cell in sheet.front] == [None, 0]

"""The PDF of sheets, printed, turned over, folded and read: its matrices say that pages come in order and register."""

from __future__ import annotations

from io import BytesIO
from itertools import groupby
from typing import Any

import pikepdf
import pytest

from kanyin.grid import POINTS
from kanyin.imposition import FOUR_UP, N_UP, SADDLE, SIGNATURES, TWO_UP, Layout

from .folding import Thing, read_flat, read_folded
from .imposed import done, papers, sides, size
from .sample import A4, A5, MM, make

TENTH = 0.1 * POINTS
"""A tenth of a millimetre: what fronts and backs may be out of register."""


@pytest.mark.parametrize("pages", [1, 2, 4, 7, 16, 37])
@pytest.mark.parametrize("duplex", ["short-edge", "long-edge"])
@pytest.mark.parametrize("to_left", [False, True])
@pytest.mark.parametrize("layout", [SADDLE, SIGNATURES])
@pytest.mark.parametrize("sheet", [(210.0, 297.0), (400.0, 600.0)])
def test_the_folded_book_reads_from_the_first_page_to_the_last(
    pages: int, duplex: str, to_left: bool, layout: Layout, sheet: tuple[float, float]
) -> None:
    imposed, _ = done(make(pages), layout=layout, duplex=duplex, to_left=to_left, sheet=sheet, signature=3, creep=1.5)
    printed = papers(imposed, A5)
    read: list[Thing] = []
    for _, group in groupby(zip(printed, imposed.sheets, strict=True), lambda pair: pair[1].signature):
        read += read_folded([paper for paper, _ in group], to_left=to_left)
    assert [thing.page for thing in read] == [*range(pages), *[None] * (-pages % 4)]
    assert {thing.up for thing in read if thing.page is not None} == {(0, 1)}
    for recto, verso in zip(read[0::2], read[1::2], strict=True):
        if recto.page is not None and verso.page is not None:
            assert abs(recto.x - verso.x) < TENTH
            assert abs(recto.y - verso.y) < TENTH


@pytest.mark.parametrize("pages", [1, 3, 9, 25])
@pytest.mark.parametrize("duplex", ["short-edge", "long-edge", None])
@pytest.mark.parametrize("to_left", [False, True])
@pytest.mark.parametrize(("layout", "grid"), [(TWO_UP, None), (FOUR_UP, None), (N_UP, (3, 2)), (N_UP, (2, 4))])
@pytest.mark.parametrize("page", [A4, (254 * MM, 190.5 * MM)])
def test_a_handout_reads_on_over_the_leaf_whichever_way_it_was_printed(
    pages: int,
    duplex: str | None,
    to_left: bool,
    layout: Layout,
    grid: tuple[int, int] | None,
    page: tuple[float, float],
) -> None:
    imposed, _ = done(make(pages, page), layout=layout, grid=grid, duplex=duplex, to_left=to_left, gutter=4)
    read = [thing for paper in papers(imposed, page) for thing in read_flat(paper, to_left=to_left)]
    assert [thing.page for thing in read] == list(range(pages))
    assert {thing.up for thing in read} == {(0, 1)}


@pytest.mark.parametrize(
    ("layout", "page", "sheet", "lies", "setting"),
    [
        (SADDLE, A5, None, True, "short-edge"),
        (SADDLE, A4, None, True, "short-edge"),
        (TWO_UP, A4, None, True, "short-edge"),
        (TWO_UP, (A4[1], A4[0]), None, False, "long-edge"),
        (FOUR_UP, A4, None, False, "long-edge"),
        (SADDLE, (100 * MM, 400 * MM), (250, 410), False, "long-edge"),
        (SADDLE, (100 * MM, 100 * MM), (200, 200), False, "long-edge"),
    ],
)
def test_without_a_wish_every_side_is_upright(
    layout: Layout, page: tuple[float, float], sheet: tuple[float, float] | None, lies: bool, setting: str
) -> None:
    imposed, _ = done(make(8, page), layout=layout, sheet=sheet)
    width, height = size(imposed.pdf)
    assert (width > height) == lies
    assert (imposed.duplex, imposed.backs_turned) == (setting, False)
    assert {drawn.up for side in sides(imposed.pdf) for drawn in side} == {(0, 1)}


@pytest.mark.parametrize(("page", "duplex"), [(A5, "long-edge"), ((100 * MM, 400 * MM), "short-edge")])
def test_for_the_other_edge_backs_stand_on_their_heads(page: tuple[float, float], duplex: str) -> None:
    imposed, _ = done(make(8, page), duplex=duplex, sheet=(410, 450))
    assert (size(imposed.pdf)[0] > size(imposed.pdf)[1]) == (duplex == "long-edge")
    ups = [{drawn.up for drawn in side} for side in sides(imposed.pdf)]
    assert ups == [{(0, 1)}, {(0, -1)}] * 2


def test_a_viewer_is_told_which_edge_and_that_nothing_is_to_be_scaled() -> None:
    for duplex, name in (("short-edge", "/DuplexFlipShortEdge"), ("long-edge", "/DuplexFlipLongEdge")):
        with pikepdf.open(BytesIO(done(make(4), duplex=duplex)[0].pdf)) as pdf:
            wishes: Any = pdf.Root.ViewerPreferences
            assert (wishes.Duplex, wishes.PrintScaling) == (name, "/None")


def test_the_pages_of_a_spread_meet_at_the_fold() -> None:
    imposed, _ = done(make(4))
    for left, right in sides(imposed.pdf):
        assert left.at(*A5)[0] == pytest.approx(297 * MM / 2, abs=1e-3)
        assert right.at(0, 0)[0] == pytest.approx(297 * MM / 2, abs=1e-3)
        assert left.matrix[:4] == (1, 0, 0, 1)


def test_creep_moves_each_sheet_by_what_lies_around_it() -> None:
    thickness = 0.104  # mm: 80 g/m² × 1.3 cm³/g
    imposed, _ = done(make(40), creep="auto")
    fold = 297 * MM / 2
    for number, (left, right) in enumerate(sides(imposed.pdf)):
        moved = number // 2 * thickness * MM
        assert left.at(A5[0], 0)[0] == pytest.approx(fold + moved, abs=1e-3)
        assert right.at(0, 0)[0] == pytest.approx(fold - moved, abs=1e-3)
        # What is moved beyond the fold does not show on the other page.
        assert left.clip.right == pytest.approx(fold, abs=1e-3)
        assert right.clip.left == pytest.approx(fold, abs=1e-3)


def test_creep_in_millimetres_is_that_of_the_innermost_sheet() -> None:
    imposed, _ = done(make(20), creep=2)  # 5 sheets: 0, 0.5, 1, 1.5, 2 mm
    assert imposed.setting.shifts == (0, 0.5, 1, 1.5, 2)
    left, _ = sides(imposed.pdf)[-1]
    assert left.at(A5[0], 0)[0] - 297 * MM / 2 == pytest.approx(2 * MM, abs=1e-3)


def test_each_signature_creeps_by_itself() -> None:
    imposed, _ = done(make(40), layout=SIGNATURES, signature=3, creep="auto")  # 10 sheets: 3, 3, 2, 2
    depths = [sheet.depth for sheet in imposed.sheets]
    assert depths == [0, 1, 2, 0, 1, 2, 0, 1, 0, 1]
    fold = 297 * MM / 2
    moved = [(side[0].at(A5[0], 0)[0] - fold) / MM for side in sides(imposed.pdf)[::2]]
    assert moved == pytest.approx([depth * 0.104 for depth in depths], abs=1e-3)


def test_a_gutter_keeps_pages_away_from_the_fold() -> None:
    imposed, _ = done(make(4), gutter=8, sheet=(297, 420))
    left, right = sides(imposed.pdf)[0]
    assert right.at(0, 0)[0] - left.at(*A5)[0] == pytest.approx(8 * MM, abs=1e-3)
    assert left.at(*A5)[0] + right.at(0, 0)[0] == pytest.approx(420 * MM, abs=1e-3)


def test_fields_of_a_handout_have_the_gutter_between_and_around_them() -> None:
    imposed, _ = done(make(4, A4), layout=FOUR_UP, gutter=5, scale="fit")
    # (210 - 3 × 5) / 2 = 97.5 wide, (297 - 15) / 2 = 141 high: 97.5 / 210 = 0.4643 is the smaller scale.
    first, second, third, _ = sides(imposed.pdf)[0]
    assert first.matrix[0] == pytest.approx(97.5 / 210, abs=1e-6)
    assert first.at(0, 0)[0] == pytest.approx(5 * MM, abs=1e-3)
    assert second.at(0, 0)[0] - first.at(A4[0], 0)[0] == pytest.approx(5 * MM, abs=1e-3)
    high = 297 * 97.5 / 210  # 137.89 mm, in the middle of a field of 141 mm
    assert first.at(0, 0)[1] - third.at(*A4)[1] == pytest.approx((5 + 141 - high) * MM, abs=1e-2)

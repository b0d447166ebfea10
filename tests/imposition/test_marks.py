"""Marks: outside what is trimmed, never where there is no room, and on the fold where binding hides them."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from typing import Any

import pikepdf
import pytest

from kanyin.boxes import Box
from kanyin.imposition import FOUR_UP, LAYOUTS, SIGNATURES

from .imposed import check, done, marks, sides, size
from .sample import A5, MM, make
from .test_sheets import boxes


def trims(imposed: Any, side: int) -> list[Box]:
    """Return where the trims of A5 pages come on a side; no page is turned."""
    corners = ((drawn.at(0, 0), drawn.at(*A5)) for drawn in sides(imposed.pdf)[side])
    return [Box(*low, *high) for low, high in corners]


def overlap(line: Box, box: Box) -> bool:
    return line.left < box.right and line.right > box.left and line.bottom < box.top and line.top > box.bottom


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("gutter", [0, 3, 16])
def test_crop_marks_touch_no_page_and_stay_on_the_sheet(layout: Any, gutter: float) -> None:
    grid = (2, 3) if layout.name == "nup" else None
    imposed, codes = done(
        make(24), layout=layout, grid=grid, gutter=gutter, marks=True, sheet=(700, 900), creep=2 if layout.folded else 0
    )
    assert codes == []
    width, height = size(imposed.pdf)
    for side in range(len(sides(imposed.pdf))):
        cutting = [line for line in marks(imposed.pdf, side).plain if not _on_fold(line, width)]
        assert len(cutting) >= 8
        for line in cutting:
            assert line.width == 0 or line.height == 0
            assert 1.5 * MM - 0.01 <= line.width + line.height <= 5 * MM + 0.01
            assert 0 <= line.left <= line.right <= width
            assert 0 <= line.bottom <= line.top <= height
            # 2 mm of white between a mark and any page
            near = Box(line.left - 1.9 * MM, line.bottom - 1.9 * MM, line.right + 1.9 * MM, line.top + 1.9 * MM)
            assert not any(overlap(near, trim) for trim in trims(imposed, side))


def _on_fold(line: Box, width: float) -> bool:
    """Tell whether a line belongs to the fold: a staple along it, or a sewing hole's tick across it."""
    return abs(line.centre[0] - width / 2) < 0.01 and line.width <= 2 * MM + 0.01


def test_crop_marks_are_in_line_with_the_trim() -> None:
    imposed, _ = done(make(4), sheet=(297, 420), marks=True)
    left, right = trims(imposed, 0)
    fold = 420 * MM / 2
    cutting = [line for line in marks(imposed.pdf, 0).plain if not _on_fold(line, 2 * fold)]
    assert len(cutting) == 8
    upright = sorted({round(line.left, 2) for line in cutting if line.width == 0})
    level = sorted({round(line.bottom, 2) for line in cutting if line.height == 0})
    assert upright == pytest.approx([left.left, right.right], abs=0.01)
    assert level == pytest.approx([left.bottom, left.top], abs=0.01)


def test_crop_marks_move_with_the_fore_edge_of_each_sheet() -> None:
    imposed, _ = done(make(16), sheet=(297, 420), marks=True, creep=3)  # 0, 1, 2, 3 mm
    outer = [max(line.left for line in marks(imposed.pdf, side).plain if line.width == 0) for side in (0, 2, 4, 6)]
    assert [(one - other) / MM for one, other in pairwise(outer)] == pytest.approx([1, 1, 1], abs=0.001)


def test_marks_stay_outside_the_bleed() -> None:
    imposed, _ = done(make(4, change=boxes(10, 4)), sheet=(297, 420), marks=True)
    fold, foot = 420 * MM / 2, (297 - 210) / 2 * MM
    level = [line for line in marks(imposed.pdf, 0).plain if line.height == 0]
    assert min(line.left for line in level if line.left > fold) == pytest.approx(fold + 152 * MM, abs=0.01)
    assert max(line.top for line in marks(imposed.pdf, 0).dashed if line.top < foot) == pytest.approx(
        foot - 4 * MM, abs=0.01
    )


def test_the_fold_is_marked_at_head_and_foot() -> None:
    imposed, _ = done(make(4), sheet=(297, 420), marks=True)
    dashed = marks(imposed.pdf, 1).dashed
    assert {round(line.left, 2) for line in dashed} == {round(420 * MM / 2, 2)}
    foot = (297 - 210) / 2 * MM
    assert sorted(round(line.bottom, 1) for line in dashed) == pytest.approx([foot - 7 * MM, foot + 212 * MM], abs=0.1)


def test_staples_are_marked_on_the_outside_of_the_booklet_alone() -> None:
    imposed, _ = done(make(12), sheet=(297, 420), marks=True)
    width, height = size(imposed.pdf)
    found = [[line for line in marks(imposed.pdf, side).plain if _on_fold(line, width)] for side in range(6)]
    assert [len(lines) for lines in found] == [2, 0, 0, 0, 0, 0]
    middles = sorted(line.centre[1] for line in found[0])
    assert middles == pytest.approx([height / 2 - 52.5 * MM, height / 2 + 52.5 * MM], abs=0.01)  # a quarter of 210
    assert {round(line.height / MM, 2) for line in found[0]} == {12}


def test_sewing_holes_are_marked_inside_each_signature_and_bars_on_its_back_make_a_stair() -> None:
    imposed, _ = done(make(24), layout=SIGNATURES, signature=2, sheet=(297, 420), marks=True)
    width, height = size(imposed.pdf)
    holes = [[line for line in marks(imposed.pdf, side).plain if _on_fold(line, width)] for side in range(12)]
    assert [len(lines) for lines in holes] == [0, 0, 0, 6] * 3
    bars = [marks(imposed.pdf, side).bars for side in range(12)]
    assert [len(one) for one in bars] == [1, 0, 0, 0] * 3
    tops = [bars[side][0].top for side in (0, 4, 8)]
    assert tops[0] == pytest.approx(height / 2 + (105 - 12) * MM, abs=0.01)
    assert [round((a - b) / MM, 3) for a, b in pairwise(tops)] == [6, 6]
    assert bars[0][0].centre[0] == pytest.approx(width / 2, abs=0.001)


def test_after_the_foot_the_stair_begins_again() -> None:
    imposed, _ = done(make(4 * 40), layout=SIGNATURES, signature=1, sheet=(297, 420), marks=True)
    tops = [marks(imposed.pdf, side).bars[0].top for side in range(0, 80, 2)]
    foot = (297 - 210) / 2 * MM
    assert all(foot + 12 * MM <= top - 6 * MM + 0.01 for top in tops)
    assert tops.index(tops[0], 1) == (210 - 24) // 6


def test_where_pages_reach_to_the_edge_there_are_no_crop_marks_and_it_is_told() -> None:
    imposed, codes = done(make(4), sheet=(210, 297), marks=True)
    assert codes == ["impose.no-room-for-marks"]
    assert marks(imposed.pdf, 1).plain == ()
    assert marks(imposed.pdf, 1).dashed == ()
    _, codes = done(make(4), sheet=(210, 297), marks=True, layout=FOUR_UP, gutter=8)
    assert codes == []


def test_marks_without_a_sheet_take_one_that_has_room() -> None:
    imposed, codes = done(make(4), marks=True)
    assert size(imposed.pdf) == pytest.approx((420 * MM, 297 * MM), abs=0.001)
    assert codes == []


def test_marks_are_hairlines_in_the_colour_of_every_plate(tmp_path: Any) -> None:
    imposed, _ = done(make(24), layout=SIGNATURES, marks=True)
    check(imposed.pdf, tmp_path)
    with pikepdf.open(BytesIO(imposed.pdf)) as pdf:
        side: Any = pdf.pages[0]
        assert list(side.Resources.ColorSpace.Ink)[:2] == ["/Separation", "/All"]
        assert b"/Ink CS /Ink cs 1 SCN 1 scn 0.25 w" in side.Contents.read_bytes()


def test_without_marks_there_are_none() -> None:
    imposed, _ = done(make(4), sheet=(297, 420))
    assert marks(imposed.pdf, 0).plain == ()

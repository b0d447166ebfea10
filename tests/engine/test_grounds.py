"""Grounds under several lines only: `-kanyin-ground: turned-over`. A Han character is 10 px wide, a page 200."""

from __future__ import annotations

from .boxes import of, pages

STYLE = "p, div { background: #eee } p { -kanyin-ground: turned-over }"


def test_a_block_of_one_line_has_no_ground_and_one_of_two_has() -> None:
    (page,) = pages(f"<p>{'天' * 20}</p><p>{'天' * 21}</p><p></p>", STYLE)
    assert [box.background is not None for box in of(page, "p")] == [False, True, False]


def test_what_stands_in_it_keeps_its_own() -> None:
    (page,) = pages("<p>天<b style='background: red'>地</b></p>", STYLE)
    (inner,) = of(page, "b")
    assert inner.background is not None


def test_other_blocks_have_it_under_one_line_too() -> None:
    (page,) = pages("<div>天</div>", STYLE)
    (box,) = of(page, "div")
    assert box.background is not None

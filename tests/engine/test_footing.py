"""The last block of a page at its foot: `-kanyin-place: page-foot`."""

from __future__ import annotations

from pathlib import Path

import pytest

from .drawn import reading

FOOT = ".foot { -kanyin-place: page-foot; break-inside: avoid }"
# 400 pt of type area: ten lines of 40 pt. A 20 pt glyph's baseline is 20 + 0.4325 * 20 = 28.65 pt below its line's top.
LAST = 20 + 9 * 40 + 28.65


@pytest.mark.parametrize("lines", [0, 1, 5, 8])
def test_the_block_goes_down_to_the_foot_and_the_text_stays(tmp_path: Path, lines: int) -> None:
    found = reading(tmp_path, f"{'<p>甲</p>' * lines}<div class=foot><p>乙</p><p>丙</p></div>", FOOT)
    assert found.pages == 1
    assert [glyph.y for glyph in found.find("乙丙")] == pytest.approx([LAST - 40, LAST], abs=0.1)
    assert [glyph.y for glyph in found.glyphs if glyph.char == "甲"] == pytest.approx(
        [48.65 + 40 * line for line in range(lines)], abs=0.1
    )


def test_a_block_that_does_not_fit_below_the_text_goes_to_the_foot_of_the_next_page(tmp_path: Path) -> None:
    found = reading(tmp_path, f"{'<p>甲</p>' * 9}<div class=foot><p>乙</p><p>丙</p></div>", FOOT)
    [last] = found.find("丙")
    assert last.page == 1
    assert last.y == pytest.approx(LAST, abs=0.1)


def test_a_block_that_text_follows_stays_where_it_is(tmp_path: Path) -> None:
    found = reading(tmp_path, "<p>甲</p><div class=foot><p>乙</p></div><p>丙</p>", FOOT)
    assert found.find("乙")[0].y == pytest.approx(88.65, abs=0.1)


def test_it_stands_above_the_notes_of_its_page(tmp_path: Path) -> None:
    style = FOOT + ".note { float: footnote } ::footnote-call, ::footnote-marker { content: '注' }"
    found = reading(tmp_path, "<p>甲<span class=note>丁</span></p><div class=foot><p>乙</p></div>", style)
    block, note = found.find("乙")[0], found.find("丁")[0]
    assert 35 < note.y - block.y < 60  # stock leaves some white above notes


def test_without_the_property_nothing_moves(tmp_path: Path) -> None:
    found = reading(tmp_path, "<p>甲</p><div class=foot><p>乙</p></div>")
    assert found.find("乙")[0].y == pytest.approx(88.65, abs=0.1)

"""Runs of glyphs told apart into pieces, from arrays made by hand; lengths are in Pango's units, 1024 to a px."""

from __future__ import annotations

import pytest
from weasyprint.text.ffi import pango

from kanyin.engine import runs
from kanyin.engine.pieces import Manner, Shaped
from kanyin.engine.runs import Run, Setting

EM = 10 * 1024  # of a face of 10 px


def run(ids: list[int], widths: list[int], clusters: list[int], end: int, *, font: str = "own", x: int = 0) -> Run:
    """Return a run of a font; its glyphs are moved by `x`."""
    moved, none = [x] * len(ids), [0] * len(ids)
    return Run(font, Manner.PLACED, font == "own", ids, widths, moved, none, clusters, end)


def pieces(texts: list[str], made: list[Run], *, spacing: float = 0.0) -> list[Shaped]:
    """Return pieces that stand in a line with a space between each two."""
    line = " ".join(texts).encode()
    return Setting(made, line, spacing, 10.0, lambda font: 7.0).pieces(texts, 0, 1)


def test_numbers_without_glyphs_are_pangos() -> None:
    assert (runs.EMPTY, runs.UNKNOWN) == (pango.PANGO_GLYPH_EMPTY, pango.PANGO_GLYPH_UNKNOWN_FLAG)


def test_a_character_of_one_glyph_is_plain() -> None:
    # Three bytes a character, and a space between them, whose glyph belongs to neither.
    first, second = pieces(["一", "乙"], [run([21, 1, 22], [EM, EM // 4, EM // 2], [0, 3, 4], 7)])
    assert [(each.manner, each.code, each.advance, each.width, each.units) for each in (first, second)] == [
        (Manner.PLAIN, "0015", 10.0, 10.0, 1000), (Manner.PLAIN, "0016", 5.0, 5.0, 500),
    ]  # fmt: skip


def test_a_closing_mark_is_a_thousandth_narrower_in_the_font_and_not_on_the_page() -> None:
    (mark,) = pieces(["，"], [run([9], [EM], [0], 3)])
    assert (mark.advance, mark.units) == (10.0, 999)


def test_pieces_of_several_fonts_are_found_in_their_runs() -> None:
    own, other = run([21, 1], [EM, 999], [0, 3], 4), run([5, 1], [EM, 999], [4, 7], 8, font="other")
    first, second, third = pieces(["一", "乙", "丁"], [own, other, run([23], [EM], [8], 11)])
    assert [each.manner for each in (first, second, third)] == [Manner.PLAIN, Manner.PLACED, Manner.PLAIN]
    assert [each.glyphs[0].font for each in (first, second, third)] == ["own", "other", "own"]


def test_letter_spacing_stands_behind_each_letter_of_a_ligature() -> None:
    # `fi` is one glyph for two letters: 4 px, and 2 × 1.5 px behind it.
    (word,) = pieces(["fi"], [run([7], [4 * 1024], [0], 2)], spacing=1.5)
    assert (word.advance, word.glyphs[0].text) == (7.0, "fi")


def test_a_word_goes_on_over_runs_and_each_glyph_says_what_it_stands_for() -> None:
    (word,) = pieces(["ab"], [run([1], [2048], [0], 1), run([2], [3072], [1], 2, font="other")])
    assert [(glyph.id, glyph.text, glyph.advance) for glyph in word.glyphs] == [(1, "a", 2.0), (2, "b", 3.0)]
    assert word.advance == 5.0


@pytest.mark.parametrize(
    "made", [run([runs.EMPTY], [EM], [0], 3), run([21], [EM], [0], 3, x=5), run([21], [999], [0], 3)]
)
def test_what_is_empty_moved_or_of_a_broken_width_is_not_plain(made: Run) -> None:
    (piece,) = pieces(["一"], [made])
    assert piece.manner is Manner.PLACED


def test_a_glyph_that_no_font_has_is_a_box_as_wide_as_it_is_drawn() -> None:
    (piece,) = pieces(["𠀀"], [run([0x20000 | runs.UNKNOWN], [EM], [0], 4)])
    assert (piece.manner, piece.advance) == (Manner.FOREIGN, 7.0)

"""Lines under, over and through composed text, read from finished PDFs."""

from __future__ import annotations

from pathlib import Path

import pytest

from .drawn import EM, reading, shapes


def test_a_line_reaches_from_the_first_character_to_the_last(tmp_path: Path) -> None:
    found = reading(tmp_path, "<p>他去<u>北京</u>了。")
    (line,) = shapes(found)
    first = found.find("北")[0].x
    assert (line.left, line.right) == pytest.approx((first, first + 2 * EM), abs=0.02)


def test_lines_stand_where_stock_has_them(tmp_path: Path) -> None:
    # Noto Serif CJK: under .075 em below the base, through .308 em above it, both .05 em thick; ascent 1.151 em.
    found = reading(tmp_path, "<p>甲<u>乙</u><del>丙</del><span style='text-decoration: overline'>丁</span>")
    base = found.glyphs[0].y
    over = {round((line.top - base) / EM, 2) for line in shapes(found)}
    assert over == {0.1, -0.31, -1.13}  # .075 and half the thickness; .308; 1.151 less half the thickness


def test_a_run_over_several_elements_has_one_line(tmp_path: Path) -> None:
    found = reading(tmp_path, "<p>删<del>甲<em>乙</em>丙<b style='font-size: 10pt'>丁</b></del>去")
    (line,) = shapes(found)
    assert line.left == pytest.approx(found.find("甲")[0].x, abs=0.02)
    assert line.right == pytest.approx(found.find("去")[0].x, abs=0.02)


def test_two_lines_of_one_run_are_two_lines(tmp_path: Path) -> None:
    found = reading(tmp_path, "<p><u>甲<del>乙</del>丙</u>")
    under, through = shapes(found)
    assert under.right - under.left == pytest.approx(3 * EM, abs=0.02)
    assert through.right - through.left == pytest.approx(EM, abs=0.02)


def test_a_gap_behind_the_run_is_not_underlined(tmp_path: Path) -> None:
    found = reading(tmp_path, "<p><u>北京</u>is", "body { text-autospace: normal }")
    (line,) = shapes(found)
    assert line.right == pytest.approx(found.find("京")[0].x + EM, abs=0.02)
    assert found.find("i")[0].x - line.right == pytest.approx(0.2 * EM, abs=0.02)


def test_a_justified_line_is_decorated_flush_to_both_edges(tmp_path: Path) -> None:
    found = reading(tmp_path, f"<p><del>{'字，a' * 20}</del>")
    lines = shapes(found)
    assert len(lines) > 1
    for line in lines[:-1]:
        last = max(g.x for g in found.glyphs if abs(g.y - line.top) < EM)
        assert line.left == pytest.approx(20, abs=0.02)
        assert last + EM / 2 - 0.02 <= line.right <= 420.02  # a mark's blank half has no line


def test_the_blank_halves_of_outer_marks_have_no_line(tmp_path: Path) -> None:
    found = reading(tmp_path, "<p>去<u>（广州）</u>了")
    (line,) = shapes(found)
    assert line.left == pytest.approx(found.find("（")[0].x + EM / 2, abs=0.02)
    assert line.right == pytest.approx(found.find("）")[0].x + EM / 2, abs=0.02)


def test_neighbouring_names_touch_unless_their_lines_are_inset(tmp_path: Path) -> None:
    body = "<p>去<u>北京</u><u>上海</u>"
    first, second = shapes(reading(tmp_path, body))
    assert second.left == pytest.approx(first.right, abs=0.02)
    first, second = shapes(reading(tmp_path, body, "u { text-decoration-inset: auto }"))
    assert second.left - first.right == pytest.approx(EM / 6, abs=0.02)
    first, second = shapes(reading(tmp_path, body, "u { text-decoration-inset: 1pt 2pt }"))
    assert second.left - first.right == pytest.approx(3, abs=0.02)


def test_an_inset_is_at_the_ends_of_the_name_not_at_those_of_the_line(tmp_path: Path) -> None:
    found = reading(tmp_path, f"<p><u>{'字' * 30}</u>", "u { text-decoration-inset: 2pt }")
    first, second = shapes(found)
    assert (first.left, first.right) == pytest.approx((22, 420), abs=0.02)
    assert (second.left, second.right) == pytest.approx((20, 20 + 10 * EM - 2), abs=0.02)


def test_an_inset_belongs_to_the_name_alone(tmp_path: Path) -> None:
    found = reading(tmp_path, "<p><u style='text-decoration-inset: 2pt'>北<em>京</em>城</u>")
    (line,) = shapes(found)
    assert line.right - line.left == pytest.approx(3 * EM - 4, abs=0.02)


def test_under_stands_below_the_glyph_box(tmp_path: Path) -> None:
    found = reading(tmp_path, "<p><u style='text-underline-position: under'>北京</u>")
    (line,) = shapes(found)
    # .12 em to the foot of the glyphs, .08 em of space, half the thickness of .05 em
    assert line.top - found.glyphs[0].y == pytest.approx((0.12 + 0.08 + 0.025) * EM, abs=0.02)


def test_hidden_text_has_no_line(tmp_path: Path) -> None:
    found = reading(tmp_path, "<p><u>北<span style='visibility: hidden'>京</span>城</u>")
    assert [round((line.right - line.left) / EM, 2) for line in shapes(found)] == [1.0, 1.0]


def test_lines_are_not_in_the_extracted_text(tmp_path: Path) -> None:
    assert reading(tmp_path, "<p>他<u>去</u><del>了</del>北京。").texts == ["他去了北京。"]

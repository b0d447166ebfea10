"""Glyphs of composed text: marks borrowed from another face, letter-spacing, raised glyphs, what Poppler reads."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from kanyin.engine.faces import Foreign, listening

from .drawn import EM, reading

KAI, SONG = "LXGW-WenKai", "Noto-Serif-CJK-SC"


def test_quotes_of_a_face_that_has_them_narrow_come_from_the_next_in_the_stack(tmp_path: Path) -> None:
    found = reading(tmp_path, "<p><em>他说“纸墨”好</em>")
    assert "".join(glyph.char for glyph in found.glyphs if SONG in glyph.font) == "“”"
    assert found.find("“纸")[1].x - found.find("“纸")[0].x == pytest.approx(EM, abs=0.02)


def test_a_latin_quotation_keeps_the_narrow_quotes_of_its_face(tmp_path: Path) -> None:
    found = reading(tmp_path, "<p><em>It’s “quoted” text，是</em>")
    assert {KAI in glyph.font for glyph in found.find("It’s“quoted”text")} == {True}


def test_the_middle_dot_is_not_borrowed_and_stands_in_half_an_em(tmp_path: Path) -> None:
    found = reading(tmp_path, "<p><em>马可·波罗</em>")
    first, dot, second = found.find("可·波")
    assert KAI in dot.font
    assert second.x - first.x == pytest.approx(1.5 * EM, abs=0.02)


def test_nothing_is_borrowed_where_no_other_family_has_the_mark_full_width(tmp_path: Path) -> None:
    found = reading(tmp_path, "<p><em>他说“纸”</em>", "em { font-family: 'LXGW WenKai' !important }")
    assert {KAI in glyph.font for glyph in found.find("“纸”")} == {True}


def test_a_latin_face_at_the_head_of_the_stack_does_not_set_han_quotes(tmp_path: Path) -> None:
    style = "p { font-family: 'EB Garamond 12', 'Noto Serif CJK SC' }"
    found = reading(tmp_path, "<p>他说“纸”，he said “paper”.", style)
    assert {SONG in glyph.font for glyph in found.find("“纸”")} == {True}
    assert {SONG in glyph.font for glyph in found.find("“paper”")} == {False}


def test_a_family_goes_by_any_of_its_names(tmp_path: Path) -> None:
    # Pango calls it LXGW WenKai; text it took for a stranger's would be set by stock, whose marks do not close up.
    found = reading(tmp_path, "<p>他说：“纸”", "p { font-family: '霞鹜文楷', 'Noto Serif CJK SC' }")
    colon, quote = found.find("：“")
    assert KAI in colon.font
    assert quote.x - colon.x == pytest.approx(EM / 2, abs=0.02)


def test_a_glyph_that_no_font_has_takes_the_width_of_the_box_that_stands_for_it(tmp_path: Path) -> None:
    with listening(lambda _: None):
        found = reading(tmp_path, "<p lang=zh>甲𓀀𓀀乙<p>丙")
    before, after = found.find("甲")[0], found.find("乙")[0]
    # 1 em of 甲, two boxes of an em each, as in Noto; hieroglyphs are letters, with a fifth of an em at either end.
    assert after.x - before.x == pytest.approx((1 + 2 + 2 * 0.2) * EM, abs=0.02)


def test_a_foreign_glyph_in_han_text_is_told(tmp_path: Path) -> None:
    heard: list[Foreign] = []
    with listening(heard.append):
        reading(tmp_path, "<p>中文नमस्ते与<u>ไทย</u>")
    told = "".join(foreign.characters for foreign in heard)
    assert "न" in told
    assert "ไ" in told
    assert "中" not in told


def test_letter_spacing_is_added_behind_each_character(tmp_path: Path) -> None:
    found = reading(tmp_path, "<p style='letter-spacing: .3em'>第一章 office 止")
    x = {glyph.char: glyph.x for glyph in found.glyphs}
    assert x["一"] - x["第"] == pytest.approx(1.3 * EM, abs=0.02)
    plain = {glyph.char: glyph.x for glyph in reading(tmp_path, "<p>office").glyphs}
    assert x["e"] - x["o"] == pytest.approx(plain["e"] - plain["o"] + 5 * 0.3 * EM, abs=0.5)


def test_letter_spacing_is_not_added_at_the_end_of_a_line(tmp_path: Path) -> None:
    body = "<p style='letter-spacing: .3em; text-align: right'>第一章<br>开端<br>the end"
    found = reading(tmp_path, body)
    assert [found.find(han)[0].x for han in "章端"] == pytest.approx([420 - EM, 420 - EM], abs=0.02)
    plain = reading(tmp_path, "<p style='text-align: right'>第一章<br>the end")
    assert found.find("d")[0].x == pytest.approx(plain.find("d")[0].x, abs=0.02)


def test_letter_spaced_text_is_found_as_it_was_written(tmp_path: Path) -> None:
    assert "".join(reading(tmp_path, "<p style='letter-spacing: .1em'>第一章——字距").texts[0].split()) == "第一章——字距"


def test_a_full_width_mark_stays_full_width_under_letter_spacing(tmp_path: Path) -> None:
    found = reading(tmp_path, "<p style='letter-spacing: .3em'>说“纸")
    assert {SONG in glyph.font for glyph in found.glyphs} == {True}
    said, quote, paper = (glyph.x for glyph in found.glyphs)
    assert (quote - said, paper - quote) == pytest.approx((1.3 * EM, 1.3 * EM), abs=0.02)


def test_each_glyph_of_an_accented_letter_is_read_once_and_a_letter_stays_itself(tmp_path: Path) -> None:
    style = "p { font-family: 'EB Garamond 12', 'EB Garamond', 'Noto Serif CJK SC' }"
    found = reading(tmp_path, "<p>甲x\u0302\u0323 与 x", style)
    assert "".join(glyph.char for glyph in found.glyphs) in ("甲x\u0302\u0323与x", "甲x\u0323\u0302与x")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (Poppler) is not installed")
def test_poppler_takes_marks_that_close_up_across_faces_for_one_line(tmp_path: Path) -> None:
    text = "他说：{0}“纸墨”{1}又说，{0}“二十”{1}，完。"
    for left, right in (("", ""), ("<b>", "</b>"), ("<em>", "</em>")):
        found = reading(tmp_path, f"<p>{text.format(left, right)}")
        read = subprocess.run(["pdftotext", found.path, "-"], capture_output=True, check=True)
        assert read.stdout.decode().split() == [text.format("", "")], left

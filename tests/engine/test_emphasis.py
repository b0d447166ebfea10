"""Emphasis marks of composed text, read from finished PDFs: where they stand, what has one, and that they are no text."""

from __future__ import annotations

from pathlib import Path

import pytest

from kanyin.engine.emphasis import is_skipped

from ..conftest import BuildBook
from .drawn import EM, Shape, reading, shapes

DOTS = "<p>称之为<span style='text-emphasis: {}'>配料</span>。"


def test_a_dot_is_centred_under_each_character_and_its_foot_is_22_hundredths_below_the_glyph_box(
    tmp_path: Path,
) -> None:
    found = reading(tmp_path, DOTS.format("filled dot"))
    dots = shapes(found)
    assert len(dots) == 2
    for dot, glyph in zip(dots, found.find("配料"), strict=True):
        assert dot.middle == pytest.approx(glyph.x + EM / 2, abs=0.02)
        assert dot.right - dot.left == pytest.approx(0.17 * EM, abs=0.02)
        assert dot.bottom == pytest.approx(glyph.y + (0.12 + 0.22) * EM, abs=0.02)  # the box ends .12 em below the base
        assert dot.filled


def test_marks_are_not_in_the_extracted_text(tmp_path: Path) -> None:
    for mark in ("filled dot", "sesame", '"※"'):
        assert reading(tmp_path, DOTS.format(mark.replace('"', "&quot;"))).texts == ["称之为配料。"]


def test_marks_do_not_change_the_height_of_a_line(tmp_path: Path) -> None:
    text = "<p>甲<p>乙{}丙<p>丁"
    plain = reading(tmp_path, text.format("料")).find("丁")[0].y
    marked = reading(tmp_path, text.format("<span style='text-emphasis: circle'>料</span>")).find("丁")[0].y
    assert marked == plain


def test_marks_stand_under_chinese_and_over_japanese_by_themselves(tmp_path: Path) -> None:
    body = "<p><span style='text-emphasis: dot'>日本</span>"
    for lang, under in (("zh-Hans", True), ("zh-TW", True), ("ja", False), ("ko", False)):
        found = reading(tmp_path, body, lang=lang)
        base = found.glyphs[0].y
        assert all((dot.top > base) is under for dot in shapes(found)), lang


def test_a_mark_over_text_stands_as_far_off_the_glyph_box_as_one_under_it(tmp_path: Path) -> None:
    found = reading(tmp_path, DOTS.format("dot; text-emphasis-position: over right"))
    base = found.find("配")[0].y
    assert shapes(found)[0].top == pytest.approx(base - (0.88 + 0.22) * EM, abs=0.02)


def test_punctuation_and_spaces_have_no_mark(tmp_path: Path) -> None:
    found = reading(tmp_path, "<p><span style='text-emphasis: dot'>甲，“乙” 丙——丁……（戊）。</span>")
    middles = [dot.middle for dot in shapes(found)]
    assert middles == pytest.approx([found.find(han)[0].x + EM / 2 for han in "甲乙丙丁戊"], abs=0.02)


def test_text_emphasis_skip_says_what_has_no_mark(tmp_path: Path) -> None:
    body = "<p><span style='text-emphasis: dot; text-emphasis-skip: {}'>甲，a＋</span>"
    counts = {"spaces": 4, "punctuation": 3, "symbols": 3, "narrow": 3, "punctuation symbols narrow": 1}
    for skip, count in counts.items():
        assert len(shapes(reading(tmp_path, body.format(skip)))) == count, skip


def test_the_letters_of_a_ligature_have_a_mark_each(tmp_path: Path) -> None:
    found = reading(tmp_path, "<p>甲<span style='text-emphasis: dot'>office</span>")
    middles = [dot.middle for dot in shapes(found)]
    assert len(middles) == 6
    assert middles == sorted(middles)


def test_signs_that_css_counts_as_symbols_are_no_punctuation() -> None:
    assert not any(is_skipped(sign, ("punctuation",)) for sign in "%％＃&§‰+＋")
    assert all(is_skipped(sign, ("symbols",)) for sign in "%％＃&§‰+＋")
    assert all(is_skipped(sign, ("punctuation",)) for sign in "。，、“”（）——…·-")
    assert all(is_skipped(sign, ()) for sign in "\u200b\u00ad\u2028\t")


@pytest.mark.parametrize(
    ("value", "filled", "parts", "width"),
    [
        ("dot", True, 1, 0.17),
        ("open dot", False, 1, 0.135),  # the pen adds .0175 em on either side
        ("circle", True, 1, 0.26),
        ("open circle", False, 1, 0.225),
        ("double-circle", True, 3, 0.26),  # a disc in a ring: three circles, filled even-odd
        ("open double-circle", False, 2, 0.225),
        ("triangle", True, 1, 0.27),
        ("open triangle", False, 1, 0.27),
        ("sesame", True, 1, 0.225),
        ("open sesame", False, 1, 0.225),
    ],
)
def test_each_shape_is_drawn_as_a_path(tmp_path: Path, value: str, filled: bool, parts: int, width: float) -> None:
    found = shapes(reading(tmp_path, f"<p><span style='text-emphasis: {value}'>料</span>"))
    assert len(found) == parts
    assert {shape.filled for shape in found} == {filled}
    assert found[0].right - found[0].left == pytest.approx(width * EM, abs=0.06)


def test_the_string_is_a_mark_of_half_the_size_in_the_middle_of_the_character(tmp_path: Path) -> None:
    found = reading(tmp_path, "<p><span style='text-emphasis: \"口人\"'>料理</span>")
    base, marks = found.glyphs[0].y, shapes(found)
    firsts, seconds = _by_side(marks, found.glyphs[1].x)
    for part, glyph in ((firsts, found.glyphs[0]), (seconds, found.glyphs[1])):  # 口, the first character alone
        left, right = min(s.left for s in part), max(s.right for s in part)
        assert (left + right) / 2 == pytest.approx(glyph.x + EM / 2, abs=0.05 * EM)
        assert 0.3 * EM < right - left < 0.5 * EM
        assert min(s.top for s in part) > base + 0.12 * EM


def _by_side(found: list[Shape], border: float) -> tuple[list[Shape], list[Shape]]:
    return [s for s in found if s.middle < border], [s for s in found if s.middle >= border]


def test_marks_take_the_colour_of_the_text_or_their_own(tmp_path: Path) -> None:
    text = "<p style='color: #ff0000'><span style='text-emphasis: {}'>料</span>"
    assert {s.color for s in shapes(reading(tmp_path, text.format("dot")))} == {(255, 0, 0)}
    assert {s.color for s in shapes(reading(tmp_path, text.format("open dot #0000ff")))} == {(0, 0, 255)}


def test_a_string_no_font_has_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert shapes(reading(tmp_path, "<p><span style='text-emphasis: \"\U00013000\"'>料理</span>")) == []
    assert [record.getMessage() for record in caplog.records if "emphasis mark" in record.getMessage()]


def test_marks_are_tagged_as_nothing_of_their_own(tmp_path: Path) -> None:
    tagged = reading(tmp_path, DOTS.format("dot"), pdf_tags=True, uncompressed_pdf=True).path.read_bytes()
    plain = reading(tmp_path, DOTS.format("none"), pdf_tags=True, uncompressed_pdf=True).path.read_bytes()
    for word in (b"/Artifact", b"/Span <</MCID", b"/S /Span"):
        assert tagged.count(word) == plain.count(word)


def test_a_book_has_its_key_terms_dotted(build_book: BuildBook) -> None:
    found = build_book({"a.md": "# 纸\n\n称之为[配料]{.dots}，再说。\n"})
    page = found.page_of("称之为配料")
    size = found.find("配", page)[0].size
    dots = [s for s in shapes(found, page) if s.filled and abs(s.right - s.left - 0.17 * size) < 0.05]
    assert len(dots) == 2

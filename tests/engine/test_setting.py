"""Lines that meet more than text: floats, preserved spaces, hyphens, leaders, initials. Read from finished PDFs.

The font is that of `tests/em_font.py`: full-width characters 1 em, letters and digits .5, ASCII marks and the space .25.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from .. import em_font
from ..composed import EM, NEAR, Row, continuing, document, folded, rows, write_pdf
from ..reading import Reading

TEXT = "天地玄黄，宇宙洪荒。日月盈昃，辰宿列张。寒来暑往，秋收冬藏。"
LONG = TEXT * 4
CHARACTERS = TEXT + em_font.OPENING + em_font.CLOSING + "—…·甲乙丙丁«»élan"

Set = Callable[..., Reading]
Lines = Callable[..., list[Row]]


@pytest.fixture(scope="module")
def font(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The font of round advances."""
    return em_font.write(tmp_path_factory.mktemp("font") / "em.ttf", CHARACTERS)


@pytest.fixture
def set_text(font: Path, tmp_path: Path) -> Set:
    """`set_text(body, em, lines=20, page="", css="")`: the PDF of a body on pages so many em wide."""

    def made(body: str, em: float, lines: int = 40, page: str = "", css: str = "") -> Reading:
        return write_pdf(document(body, em, lines, font, page, css), tmp_path / "a.pdf")

    return made


@pytest.fixture
def lines_of(set_text: Set) -> Lines:
    """`lines_of(body, em, …)`: the rows of that PDF."""
    return lambda *args, **options: rows(set_text(*args, **options))


def near(expected: float | list[float]) -> object:
    """Equal but for the rounding of places in a PDF."""
    return pytest.approx(expected, abs=NEAR)


# ---- floats


@pytest.mark.parametrize("side", ["left", "right"])
def test_lines_beside_a_float_are_flush(lines_of: Lines, side: str) -> None:
    # A float of 4 em and 3 lines in a measure of 20: three lines of 16 em, then lines of 20.
    found = lines_of(f"<div style='float: {side}; width: 4em; height: 90pt'></div><p>{LONG}</p>", 20)
    start, end = (4, 20) if side == "left" else (0, 16)
    assert [row.start for row in found[:3]] == near([start] * 3)
    assert [row.end for row in found[:3]] == near([end] * 3)
    assert [(row.start, row.end) for row in found[3:-1]] == [(near(0), near(20))] * len(found[3:-1])


def test_a_float_in_a_paragraph_stands_beside_the_line_it_is_in(lines_of: Lines) -> None:
    # 甲 floats to the left, 1 em wide and one line high, from the middle of the first line.
    found = lines_of(f"<p>天地<span style='float: left'>甲</span>{LONG}</p>", 20)
    assert found[0].text.startswith("甲天地")
    assert found[0].x("天") == near(1)
    assert found[0].end == near(20)
    assert found[1].start == near(0)


def test_a_float_that_does_not_fit_beside_what_stands_before_it_waits_for_the_next_line(lines_of: Lines) -> None:
    # The first line holds 10 em, so after its ninth character there is no room for 4.
    found = lines_of(f"<p>天地玄黄宇宙洪荒日<span style='float: left; width: 4em'>甲</span>{LONG}</p>", 10)
    assert not any("甲" in row.text for row in found[:1])
    assert found[1].text[0] == "甲"
    assert found[1].xs[1] == near(4)


def test_no_line_squeezes_in_where_less_than_its_first_word_fits(lines_of: Lines) -> None:
    # Beside 8 em of 10 there are 2; the word of 3 goes below, at the third line.
    body = f"<div style='float: left; width: 8em; height: 60pt'></div><p>abcdef {TEXT}</p>"
    found = lines_of(body, 10)
    assert found[0].start == near(0)
    assert found[0].text.startswith("abcdef")


def test_an_absolutely_positioned_box_stands_where_its_text_would(lines_of: Lines) -> None:
    found = lines_of("<p>天地<span style='position: absolute'>甲</span>玄黄</p>", 20)
    assert found[0].xs[found[0].text.index("甲")] == near(2)
    assert found[0].x("玄") == near(2)


def test_a_box_in_a_relatively_positioned_inline_box_is_placed_by_it(lines_of: Lines) -> None:
    body = "<p>天地<b style='position: relative'>玄<i style='position: absolute; left: 5em'>甲</i></b>黄</p>"
    found = lines_of(body, 20, css="i { font-style: normal }")
    assert found[0].x("甲") == near(2 + 5)


# ---- preserved white space


def test_preserved_spaces_are_set_as_they_are(lines_of: Lines) -> None:
    # Four spaces of .25 em, then a forced break, and two.
    found = lines_of("<pre style='margin: 0; font: inherit'>    天\n  地</pre>", 20)
    assert [row.xs[0] for row in found] == near([1.0, 0.5])


def test_a_tab_reaches_to_the_next_stop(lines_of: Lines) -> None:
    # Stops are every 8 spaces of .25 em: at 2, 4 … em. 天 ends at 1, 天地 at 2: that is a stop, so the tab is a whole one.
    found = lines_of("<pre style='margin: 0; font: inherit'>天\t甲\n天地\t甲\n\t\t甲</pre>", 20)
    assert [row.x("甲") for row in found] == near([2, 4, 4])


def test_preserved_text_is_not_justified(lines_of: Lines) -> None:
    text = "天地玄黄，宇宙洪荒 abc 日月盈昃，辰宿列张"
    found = lines_of(f"<p style='white-space: pre-wrap'>{text}</p>", 11.4)
    assert len(found) > 1
    assert all(row.end < 11.4 - 0.1 or row.end == near(11.4) for row in found)
    assert found[0].step("天地") == near(1)


# ---- words that are cut


def test_a_soft_hyphen_is_seen_only_where_a_line_ends_at_it(lines_of: Lines) -> None:
    # 天地玄黄 and the gap leave 6 - 4.2 = 1.8 em: "ab-" takes 1.25, "abcd" does not fit.
    first, second = lines_of("<p>天地玄黄ab&shy;cd宇</p>", 6, css="p { text-align: left }")
    assert (first.text, second.text) == ("天地玄黄ab-", "cd宇")
    (alone,) = lines_of("<p>天地玄黄ab&shy;cd宇</p>", 10)
    assert alone.text == "天地玄黄abcd宇"


def test_the_hyphen_of_a_line_end_is_a_soft_hyphen_to_whoever_reads_the_text(set_text: Set) -> None:
    reading = set_text("<p>天地玄黄ab&shy;cd宇</p>", 6)
    with pikepdf.open(reading.path) as pdf:
        stream = pdf.pages[0].Contents.read_bytes()
    assert stream.count(b"/ActualText <FEFF00AD>") == 1


def test_words_are_hyphenated_by_the_dictionary_of_their_language(lines_of: Lines) -> None:
    body = "<p lang=en style='hyphens: auto'>hyphenation hyphenation hyphenation</p>"
    found = lines_of(body, 8, css="p { text-align: left }")
    assert any(row.text.endswith("-") for row in found)
    assert folded("".join(row.text for row in found)).replace("-", "") == "hyphenation" * 3


def test_a_long_word_is_cut_where_overflow_wrap_allows_it(lines_of: Lines) -> None:
    found = lines_of(f"<p>天地<code style='overflow-wrap: anywhere'>{'a' * 40}</code>玄黄</p>", 10)
    assert all(row.end <= 10 + NEAR for row in found)
    assert len(found) == 3  # 2 + .2 + 20 + .2 + 2 em in lines of 10


# ---- spacing


def test_word_spacing_is_added_to_spaces(lines_of: Lines) -> None:
    (row,) = lines_of("<p style='word-spacing: 1em'>ab cd</p>", 20)
    assert row.x("c") == near(1 + 0.25 + 1)


def test_french_marks_have_the_spaces_of_their_language(lines_of: Lines) -> None:
    # « and » have a quarter of an em inside, ! an eighth before it. A typed space stays what it is.
    css = "p { text-autospace: punctuation }"
    (row,) = lines_of("<p lang=fr>«ab»cd!</p>", 20, css=css)
    assert row.x("a") == near(0.25 + 0.25)
    assert row.x("»") == near(0.5 + 1 + 0.25)
    assert row.x("!") == near(2.0 + 1 + 0.125)
    (plain,) = lines_of("<p lang=en>«ab»cd!</p>", 20, css=css)
    assert plain.x("a") == near(0.25)


def test_latin_text_is_flush_by_its_spaces(lines_of: Lines) -> None:
    found = lines_of(f"<p lang=en>{'lorem ipsum dolor sit amet ' * 6}</p>", 13)
    assert [row.end for row in found[:-1]] == near([13.0] * (len(found) - 1))
    assert all(row.step("ip") == near(0.5) for row in found if "ip" in row.text)


def test_a_leader_fills_its_line(set_text: Set) -> None:
    # 天 to the left, 地 to the right edge of 10 em, dots of .25 em between them.
    (row,) = rows(set_text("<p>天<span class=l></span>地</p>", 10, css=".l::before { content: leader('.') }"))
    assert row.x("天") == near(0)
    assert row.x("地") == near(9)
    assert row.text.count(".") in (31, 32)  # 8 / .25, or one less: the first may begin a hair too early


# ---- initials


def test_a_drop_cap_of_han_reaches_from_the_head_of_its_first_line_to_the_foot_of_its_last(set_text: Set) -> None:
    # Three lines of 30 pt, of 20 pt type: 2 × 30 + 20 = 80 pt. Its em box ends .12 em below its baseline, as the line's does.
    reading = set_text(f"<p>{LONG}</p>", 20, css="p::first-letter { initial-letter: 3 }")
    letter = reading.glyphs[0]
    found = rows(reading)
    assert letter.size == 80
    assert letter.y + 0.12 * 80 == pytest.approx(found[2].y + 0.12 * 20, abs=0.02)
    assert [row.start for row in found[:4]] == near([4, 4, 4, 0])
    assert [row.end for row in found[:4]] == near([20] * 4)


def test_a_latin_drop_cap_stands_on_the_baseline_of_its_last_line(set_text: Set) -> None:
    # The capitals of the font are .2 em high: (30 + .2 × 20) / .2 = 170 pt.
    reading = set_text(f"<p lang=en>H{'ab ' * 60}</p>", 30, css="p::first-letter { initial-letter: 2 }")
    letter = next(g for g in reading.glyphs if g.char == "H")
    found = rows(reading)
    assert letter.size == pytest.approx(170, abs=0.1)
    assert letter.y == pytest.approx(found[1].y, abs=0.02)


def test_a_raised_cap_moves_the_first_line_down(set_text: Set) -> None:
    first = rows(set_text(f"<p>{LONG}</p>", 20))[0].y
    reading = set_text(f"<p>{LONG}</p>", 20, css="p::first-letter { initial-letter: 3 1 }")
    letter, found = reading.glyphs[0], rows(reading)
    assert found[0].y == pytest.approx(first + 2 * 30, abs=0.02)
    assert letter.y + 0.12 * 80 == pytest.approx(found[0].y + 0.12 * 20, abs=0.02)
    assert [row.start for row in found[:2]] == near([4, 0])


def test_an_inline_box_can_be_the_initial(set_text: Set) -> None:
    reading = set_text(f"<p><b>天地</b>{LONG}</p>", 20, css="b { initial-letter: 2 }")
    found = rows(reading)
    assert reading.glyphs[0].size == 50
    assert [row.start for row in found[:3]] == near([5, 5, 0])  # two characters of 50 pt are 5 em of 20


def test_an_initial_takes_the_indent_of_its_line(set_text: Set) -> None:
    reading = set_text(f"<p>{LONG}</p>", 20, css="p { text-indent: 2em } p::first-letter { initial-letter: 2 }")
    assert reading.glyphs[0].x == pytest.approx(2 * EM, abs=0.05)
    assert [row.start for row in rows(reading)[:3]] == near([2 + 2.5, 2 + 2.5, 0])


# ---- justification


def test_text_justify_ruby_leaves_half_of_the_space_at_the_ends(lines_of: Lines) -> None:
    # Five characters in 8 em: 3 em in five parts, four between and half of one at either end.
    (row,) = lines_of("<p style='text-justify: ruby; text-align-last: justify'>天地玄黄宇</p>", 8)
    assert row.xs == near([0.3 + 1.6 * i for i in range(5)])


@pytest.mark.parametrize("body", ["<p>{}</p>", "<div style='columns: 2; column-gap: 2em'><p>{}</p></div>"])
def test_every_line_is_flush_with_code_links_and_notes_in_it(lines_of: Lines, body: str) -> None:
    text = LONG.replace("宇宙", "<code>ab cd</code>").replace("辰宿", "<a href='#x'>辰宿</a>")
    found = lines_of(body.format(text), 30, css="code { padding: 0 3pt }")
    right = 30 if "columns" not in body else 14
    lines = [row for row in continuing([found]) if len(row.text) > 8]
    assert lines
    if right == 30:
        assert [row.end for row in lines] == near([30.0] * len(lines))
    assert not re.search("[，。][|]", "|".join(row.text[:1] for row in found))

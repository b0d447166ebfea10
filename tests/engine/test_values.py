"""Every value of the properties of CSS Text 4, and every region, read from finished PDFs: one rule, one test.

The font is that of `tests/em_font.py`: full-width characters 1 em, letters and digits .5, ASCII marks and the space .25.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .. import em_font
from ..composed import NEAR, Row, document, rows, write_pdf

TEXT = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏"
CHARACTERS = TEXT + em_font.OPENING + em_font.CLOSING + "—…·～〜％℃々ーァあい가나다라마바사아자차카타파하"

Lines = Callable[..., list[Row]]


@pytest.fixture(scope="module")
def font(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The font of round advances."""
    return em_font.write(tmp_path_factory.mktemp("font") / "em.ttf", CHARACTERS)


@pytest.fixture
def lines_of(font: Path, tmp_path: Path) -> Lines:
    """`lines_of(text, em, css, lang="zh-Hans")`: the rows of a paragraph under more declarations."""

    def made(text: str, em: float, css: str = "", lang: str = "zh-Hans") -> list[Row]:
        html = document(f"<p lang={lang}>{text}</p>", em, 40, font, css=f"p {{ {css} }}")
        return rows(write_pdf(html, tmp_path / "a.pdf"))

    return made


def near(expected: float | list[float]) -> object:
    """Equal but for the rounding of places in a PDF."""
    return pytest.approx(expected, abs=NEAR)


# ---- hanging-punctuation


def test_a_mark_that_fits_halved_does_not_hang_but_by_force(lines_of: Lines) -> None:
    # In 5.5 em ，, the sixth, fits with its blank half trimmed: five em and the ink half.
    def first(value: str) -> Row:
        return lines_of("天地玄黄宇，宙洪荒日月", 5.5, f"hanging-punctuation: {value}; text-align: left")[0]

    for value in ("none", "allow-end"):
        assert (first(value).text, first(value).end) == ("天地玄黄宇，", near(5.5))
    # It hangs: then the line has room for half a character, and five stand in it.
    assert (first("force-end").text, first("force-end").xs[-1]) == ("天地玄黄宇，", near(5))


def test_force_end_makes_room_for_one_more(lines_of: Lines) -> None:
    # Justified, the five characters of a hanging line fill 5.5 em: .5 over five boundaries, the last before ，.
    hung = lines_of("天地玄黄宇，宙洪荒日月", 5.5, "hanging-punctuation: force-end")[0]
    assert hung.step("天地") == near(1 + 0.5 / 5)
    assert hung.xs[-1] == near(5.5)
    assert lines_of("天地玄黄宇，宙洪荒日月", 5.5, "hanging-punctuation: none")[0].step("天地") == near(1)


def test_allow_end_hangs_a_mark_that_does_not_fit(lines_of: Lines) -> None:
    # In 5 em the line is full without ，, which then stands outside; without hanging the whole line is squeezed or pushed.
    hung = lines_of("天地玄黄宇，宙洪荒日月", 5, "hanging-punctuation: allow-end")[0]
    assert (hung.text, hung.xs[-1]) == ("天地玄黄宇，", near(5))
    assert lines_of("天地玄黄宇，宙洪荒日月", 5, "hanging-punctuation: none")[0].text == "天地玄黄"


def test_first_hangs_an_opening_mark_before_the_first_line(lines_of: Lines) -> None:
    # （ is an em, set left of the edge by all of it, so that 天 begins the line.
    first = lines_of("（天地）玄黄", 10, "hanging-punctuation: first; text-indent: 2em")[0]
    assert first.x("天") == near(2)


def test_last_hangs_a_closing_mark_behind_the_last_line(lines_of: Lines) -> None:
    css = "hanging-punctuation: last; text-align: right"
    (only,) = lines_of("天地（玄黄）", 10, css)
    assert only.xs[-1] == near(10)


# ---- line-break


def starts(found: list[Row]) -> str:
    """The first character of each line but the first."""
    return "".join(row.text[0] for row in found[1:])


def test_line_break_strict_keeps_dashes_and_dots_off_line_starts(lines_of: Lines) -> None:
    for text in ("天地玄黄——宇宙", "天地玄黄……宇宙"):
        assert starts(lines_of(text, 4, "line-break: normal")) == text[4]
        assert starts(lines_of(text, 4, "line-break: strict")) == "黄宙"


def test_line_break_loose_lets_small_marks_begin_a_line(lines_of: Lines) -> None:
    # A colon, ～ and the iteration mark may begin a line under `loose`, and no comma.
    for mark in "：～々":
        text = f"天地玄黄{mark}宇宙洪荒"
        assert starts(lines_of(text, 4, "line-break: loose; text-justify: none")).startswith(mark)
        assert starts(lines_of(text, 4, "line-break: normal; text-justify: none")).startswith("黄")
    assert starts(lines_of("天地玄黄，宇宙洪荒", 4, "line-break: loose; text-justify: none")).startswith("黄")


def test_line_break_anywhere_breaks_before_any_mark_and_in_any_word(lines_of: Lines) -> None:
    assert starts(lines_of("天地玄黄，宇宙", 4, "line-break: anywhere; text-spacing-trim: space-all"))[0] == "，"
    assert lines_of("天地abcdefgh", 4, "line-break: anywhere; text-align: left")[0].text == "天地abc"


def test_word_break_keep_all_breaks_at_marks_and_spaces_alone(lines_of: Lines) -> None:
    found = lines_of("天地玄黄，宇宙洪荒，日月", 6.5, "word-break: keep-all; text-align: left")
    assert [row.text for row in found] == ["天地玄黄，", "宇宙洪荒，", "日月"]


# ---- text-spacing-trim and text-autospace, values the themes do not use


@pytest.mark.parametrize(
    ("value", "first", "wrapped"),
    [
        ("space-all", 0.0, 0.0),
        ("normal", 0.0, 0.0),
        ("space-first", 0.0, -0.5),
        ("trim-start", -0.5, -0.5),
        ("trim-both", -0.5, -0.5),
        ("trim-all", -0.5, -0.5),
        ("auto", -0.5, -0.5),
    ],
)
def test_text_spacing_trim_at_line_starts(lines_of: Lines, value: str, first: float, wrapped: float) -> None:
    # Where the em box of （ begins: half an em left of the edge if its blank half is trimmed.
    found = lines_of("（天地玄）（宇宙洪）", 5, f"text-spacing-trim: {value}; text-justify: none")
    assert found[0].xs[0] == near(first)
    assert found[1].text[0] == "（"
    assert found[1].xs[0] == near(wrapped)


def test_trim_all_halves_every_mark(lines_of: Lines) -> None:
    (row,) = lines_of("天，地（玄）黄", 20, "text-spacing-trim: trim-all")
    # 天 1, ， .5, 地 1, （ drawn half an em early .5, 玄 1, ） .5
    assert row.xs == near([0, 1, 1.5, 2.0, 3.0, 4.0, 4.5])


@pytest.mark.parametrize(
    ("value", "letter", "digit"),
    [
        ("no-autospace", 0.0, 0.0),
        ("ideograph-alpha", 0.2, 0.0),
        ("ideograph-numeric", 0.0, 0.2),
        ("normal", 0.2, 0.2),
        ("auto", 0.2, 0.2),
    ],
)
def test_text_autospace_by_kind_of_neighbour(lines_of: Lines, value: str, letter: float, digit: float) -> None:
    (row,) = lines_of("天a地1玄", 20, f"text-autospace: {value}")
    assert row.step("天a") == near(1 + letter)
    assert row.step("地1") == near(1 + digit)


def test_a_typed_space_stays_itself_under_insert(lines_of: Lines) -> None:
    # The space is .25 em, and beside a space nothing is inserted.
    (row,) = lines_of("天 a", 20, "text-autospace: ideograph-alpha insert")
    assert row.step("天a") == near(1.25)


# ---- regions


def test_centred_marks_of_taiwan_and_hong_kong_keep_their_em(lines_of: Lines) -> None:
    for lang in ("zh-Hant", "zh-TW", "zh-HK"):
        (row,) = lines_of("天，「地」。玄", 20, lang=lang)
        # ， and 。 are centred and whole; 「 behind one gives up its half, 」 before one its own; what follows 。 keeps off.
        assert row.step("天，") == near(1)
        assert row.step("，「") == near(0.5)
        assert row.step("」。") == near(0.5)
        assert row.step("。玄") == near(1)


def test_a_centred_mark_is_whole_at_a_line_end(lines_of: Lines) -> None:
    found = lines_of("天地玄黄，宇宙", 5, "text-justify: none", lang="zh-Hant")
    assert found[0].text == "天地玄黄，"
    assert found[0].xs[-1] == near(4)  # whole at the line's end


def test_japanese_colons_are_centred_and_exclamations_whole(lines_of: Lines) -> None:
    (row,) = lines_of("天！！地：「玄」", 20, lang="ja")
    assert row.step("！！") == near(1)
    assert row.step("：「") == near(0.5)
    assert starts(lines_of("あいあいー", 4, lang="ja")) == "い"  # the long sound mark begins no line


def test_the_dot_is_a_full_em_in_taiwan_and_japan_and_half_of_one_in_the_mainland_and_korea(lines_of: Lines) -> None:
    for lang, width in (("zh-Hans", 0.5), ("zh-Hant", 1.0), ("ja", 1.0), ("ko", 0.5)):
        (row,) = lines_of("天·地", 20, lang=lang)
        assert row.x("地") == near(1 + width)


def test_korean_words_stay_whole_under_keep_all(lines_of: Lines) -> None:
    found = lines_of("가나다 라마바 사아자", 4.5, "word-break: keep-all; text-align: left", lang="ko")
    assert [row.text for row in found] == ["가나다", "라마바", "사아자"]

"""The rules of the line, one test a rule, with the arithmetic. Widths in em, the font of `helpers.py`."""

from __future__ import annotations

from typing import Any

import pytest

from kanyin.han import Composer, Places, Settings, prepare
from kanyin.han.justify import adjust

from .helpers import advances, lines, make, near, shown

# ---- squeezing


def _mixed() -> Any:
    # A word space of .5, a bracket, a comma, a gap of .2, a stop; each has half an em to give, the space .5 - .25, the
    # gap .2 - .125.
    text = "甲，a b乙（丙。丁"
    settings = Settings()
    widths = advances(text, settings, whole_words=False)
    widths[text.index(" ")] = 0.5
    return prepare(text, widths, 1.0, settings)


@pytest.mark.parametrize(
    ("excess", "space", "bracket", "comma", "gap", "stop"),
    [
        (0.1, 0.1, 0, 0, 0, 0),
        (0.25, 0.25, 0, 0, 0, 0),  # the word space is at its quarter
        (0.5, 0.25, 0.25, 0, 0, 0),
        (1.0, 0.25, 0.5, 0.25, 0, 0),
        (1.3, 0.25, 0.5, 0.5, 0.05, 0),
        (1.5, 0.25, 0.5, 0.5, 0.075, 0.175),  # 1.5 - .25 - .5 - .5 - .075 = .175
    ],
)
def test_shrink_word_space_then_brackets_then_commas_then_gaps_then_stops(
    excess: float, space: float, bracket: float, comma: float, gap: float, stop: float
) -> None:
    paragraph = _mixed()
    text = paragraph.text
    found = dict(adjust(paragraph, 0, len(text), -excess).moves)
    expected = {
        text.index("b"): -space, text.index("（"): -bracket, text.index("a"): -comma,
        text.index("乙"): -gap, text.index("丁"): -stop,
    }  # fmt: skip
    assert {i: amount for i, amount in found.items() if amount} == near({i: a for i, a in expected.items() if a})


def test_the_mark_at_the_line_end_shrinks_before_anything_else() -> None:
    # （天）地， has 1 + 1 + 1 + 1 + 1 = 5, .5 off for （ at the start. In 4 the comma gives its half and nothing else moves.
    first = lines("（天）地，宇宙洪荒", 4, trim="trim-start", wrap_style="auto")[0]
    assert (first.natural, first.moves, first.tracking) == (4.0, (), 0.0)


def test_squeeze_in_before_pushing_out() -> None:
    # 天、地玄黄宙， is 1 + 1 + 1 + 1 + 1 + 1 + .5 = 6.5 with its last mark halved: 、 gives up .5 and it fits in 6.
    text = "天、地玄黄宙，洪荒日月盈昃"
    first = lines(text, 6, wrap_style="auto")[0]
    assert text[: first.stop] == "天、地玄黄宙，"
    assert first.moves == ((2, near(-0.5)),)


def test_push_out_where_squeezing_is_not_enough() -> None:
    # 天地玄黄宇宙， would be 6.5 with nothing to squeeze: 宙 goes down too, and 5 characters stretch by 1 / 4 each.
    text = "天地玄黄宇宙，洪荒日月盈昃"
    first = lines(text, 6, wrap_style="auto")[0]
    assert text[: first.stop] == "天地玄黄宇"
    assert first.tracking == near(0.25)


def test_a_line_that_is_full_is_not_squeezed_for_one_more() -> None:
    # 天、地，玄黄 is 6 exactly; 宇 could be had for all of 、 and ，.
    first = lines("天、地，玄黄宇宙洪荒日月", 6, wrap_style="auto")[0]
    assert (first.stop, first.moves, first.tracking) == (6, (), 0.0)


# ---- stretching


def test_stretch_word_spaces_to_half_an_em_first() -> None:
    # A space of .25 takes .25 at most; of .2 em, it takes all.
    paragraph = make("a b甲乙")
    made = adjust(paragraph, 0, 5, 0.2)
    assert (made.moves, made.tracking, made.edge) == (((2, near(0.2)),), 0.0, 0.0)


def test_stretch_gaps_to_half_an_em_second() -> None:
    # .25 go into the space, .1 into the gap of .2.
    paragraph = make("a b甲乙")
    made = adjust(paragraph, 0, 5, 0.35)
    assert (made.moves, made.tracking, made.edge) == (((2, near(0.25)), (3, near(0.1))), 0.0, 0.0)


def test_stretch_evenly_last() -> None:
    # .25 into the space, .3 into the gap, which then are full, and .3 between 甲 and 乙: what tracking adds at the
    # other two open boundaries is taken back there.
    paragraph = make("a b甲乙")
    made = adjust(paragraph, 0, 5, 0.85)
    assert dict(made.moves) == near({2: 0.25 - 0.3, 3: 0.3 - 0.3})
    assert made.tracking == near(0.3)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("甲乙丙", 2),
        ("甲——乙", 2),  # not inside ——
        ("甲……乙", 2),
        ("甲………………乙", 2),
        ("甲word乙", 2),
        ("甲3.14%乙", 2),
        ("甲１２％乙", 2),
        ("甲～乙", 0),  # around 连接号
        ("甲—乙", 0),
        ("甲–乙", 0),
        ("甲-乙", 0),
        ("a b c", 2),
        ("葛\U000e0100城", 1),  # a variation selector belongs to what it follows
        ("👩\u200d💻好", 1),
    ],
)
def test_no_stretch_inside_words_numbers_dashes_nor_around_connecting_dashes(text: str, places: int) -> None:
    assert make(text).stretchable(0, len(text)) == places


def test_a_line_is_left_short_rather_than_torn_apart() -> None:
    # The word takes 24 × .5 = 12 em and the line before it what it can. Of eight characters the seven boundaries take
    # 4 / 7 = .57 em; of two the one would take 10, which is more than the 1.5 em that still make a line.
    word = "abcdefghijklmnopqrstuvwx"
    assert lines("天地玄黄宇宙洪荒" + word, 12)[0].tracking == near(4 / 7)
    assert (lines("天地" + word, 12)[0].tracking, lines("天地" + word, 12)[0].width) == (0, 2)
    # Asked for, it is done: names spread over a width, say.
    assert lines("天地", 12, align_last="justify")[0].width == 12
    assert lines("天地" + word, 12, justify=("inter-character",))[0].width == 12


@pytest.mark.parametrize(("justify", "places"), [("auto", 3), ("inter-character", 5), ("inter-word", 0), ("none", 0)])
def test_text_justify_says_where_a_line_stretches(justify: str, places: int) -> None:
    # 甲|a b|乙—乙: auto 甲|a, behind the space, b|乙; inter-character also around the dash.
    assert make("甲a b乙—丙", justify=(justify,)).stretchable(0, 7) == places


def test_inter_word_stretches_the_spaces_alone() -> None:
    # 天 a b 地 is 1 + .2 + .5 + .25 + .5 + .2 + 1 = 3.65; 4.65 leaves 1 em for three spaces.
    first = lines("天 a b 地 宇宙洪荒日月", 4.65, justify=("inter-word",), wrap_style="auto")[0]
    assert first.tracking == 0
    assert [amount for _, amount in first.moves] == near([1 / 3] * 3)


def test_inter_character_stretches_inside_words() -> None:
    # 天ab地 is 1 + .2 + 1 + .2 + 1 = 3.4 at natural width; 4 leaves .6 for three boundaries.
    first = lines("天ab地宇宙洪荒", 4, justify=("inter-character",), wrap_style="auto", whole_words=False)[0]
    assert first.tracking == near(0.2)


def test_text_justify_none_leaves_lines_ragged() -> None:
    found = lines("天地玄黄宇，宙洪荒日", 5, justify=("none",), wrap_style="auto")
    assert [(line.natural, line.width) for line in found] == [(4, 4), (5, 5), (1, 1)]


def test_no_compress_squeezes_nothing() -> None:
    first = lines("天、地玄黄宙，洪荒日月", 6, justify=("auto", "no-compress"), wrap_style="auto")[0]
    assert first.natural == 5
    assert all(amount > 0 for _, amount in first.moves)


# ---- alignment


@pytest.mark.parametrize(("align", "x"), [("start", 0.0), ("center", 1.0), ("end", 2.0), ("justify", 0.0)])
def test_the_last_line_is_aligned_by_text_align_last(align: str, x: float) -> None:
    last = lines("天地玄黄宇宙洪荒", 5, align_last=align, wrap_style="auto")[-1]
    assert (last.x, last.width) == (x, 5 if align == "justify" else 3)


def test_centred_lines_are_not_stretched() -> None:
    # 天地玄黄， is 4.5 with its mark halved, of 5; 宇宙洪 is 3.
    found = lines("天地玄黄，宇宙洪", 5, align="center", align_last="center", wrap_style="auto")
    assert [(line.x, line.width) for line in found] == [(0.25, 4.5), (1, 3)]


def test_the_first_line_is_indented() -> None:
    # 5 em less 2 of indent hold three characters.
    found = lines("天地玄黄宇宙洪荒日月", 5, 2)
    assert [(line.x, line.stop - line.start) for line in found] == [(2, 3), (0, 5), (0, 2)]


# ---- spaces, hyphens, emergencies


def test_a_space_at_a_line_end_is_not_seen() -> None:
    text = "天地玄 abc 黄宇宙洪荒"
    # 天地玄 and the gap and abc are 3 + .2 + 1.5 = 4.7; the space behind is not counted.
    first = lines(text, 4.7, wrap_style="auto")[0]
    assert text[first.start : first.stop] == "天地玄 abc"
    assert first.end == first.stop + 1
    assert first.natural == near(4.7)


def test_no_gap_at_the_edges_of_a_line() -> None:
    # 天地玄黄|abc: the gap of .2 falls at the break and is gone from both lines.
    found = lines("天地玄黄abc宇宙", 4, wrap_style="auto")
    assert (found[0].natural, found[1].x) == (4, 0)
    assert found[1].natural == near(1.5 + 0.2 + 2)


def test_a_hyphen_is_added_at_a_hyphenation_point() -> None:
    text = "天地typography"
    settings = Settings(wrap_style="auto")
    widths = [1.0, 1.0, 2.5, 0, 0, 0, 0, 2.5, 0, 0, 0, 0]
    paragraph = prepare(text, widths, 1.0, settings, hyphens={7: 0.25})
    found = list(Composer(paragraph).lines(5))
    # 2 + .2 + 2.5 + the hyphen's .25 = 4.95, flush at 5.
    assert shown(text, found) == ["天地typog", "raphy"]
    assert (found[0].hyphen, found[0].natural, found[0].width) == (0.25, near(4.95), near(5))
    assert found[1].hyphen == 0


def test_a_held_boundary_does_not_break() -> None:
    # A note call stands with the word it belongs to.
    text = "天地玄黄￼宇宙"
    paragraph = prepare(text, [1.0] * 4 + [0.5] + [1.0] * 2, 1.0, Settings(wrap_style="auto"), held=(4,))
    assert shown(text, list(Composer(paragraph).lines(4))) == ["天地玄", "黄￼宇宙"]


def test_marks_stand_where_they_should_not_only_when_nothing_else_fits() -> None:
    text = "（（（（（（（（天"
    found = lines(text, 3)
    assert "".join(shown(text, found)) == text
    assert not any(line.legal for line in found[:-1])
    assert all(line.fits for line in found)


def test_a_word_wider_than_the_line_sticks_out_unless_overflow_wrap_cuts_it() -> None:
    text = "天abcdefghijkl地"
    # The word is 6 em.
    whole = lines(text, 4, wrap_style="auto")
    assert [line.fits for line in whole] == [True, False, True]
    cut = lines(text, 4, wrap_style="auto", overflow_wrap="anywhere", whole_words=False)
    # It has to be cut, so it is begun where there is room: behind 天 and the gap there are 2.8 em, five letters.
    assert shown(text, cut) == ["天abcde", "fghijkl", "地"]


def test_nowrap_gives_one_line() -> None:
    found = lines("天地玄黄，宇宙洪荒", 4, wrap=False)
    assert len(found) == 1
    assert not found[0].fits


def test_a_row_of_dashes_longer_than_the_line_comes_apart_between_dashes() -> None:
    text = "—" * 15
    assert [line.stop - line.start for line in lines(text, 6)] == [6, 6, 3]


def test_an_empty_paragraph_has_no_lines() -> None:
    assert lines("", 10) == []


def test_a_line_of_spaces_is_empty() -> None:
    found = lines("天\n \n地", 5)
    assert [(line.start, line.stop, line.end) for line in found] == [(0, 1, 2), (2, 2, 4), (4, 5, 5)]


def test_advances_must_match_the_text() -> None:
    with pytest.raises(ValueError, match="3 characters, but 2 advances"):
        prepare("天地玄", [1.0, 1.0], 1.0, Settings())


# ---- text-wrap-style


@pytest.mark.parametrize("em", range(6, 46))
@pytest.mark.parametrize("more", [1, 2])
def test_no_lone_character_in_a_last_line(em: int, more: int) -> None:
    # Two full lines and one or two characters: with one, the line before gives up a character of its own.
    found = lines("天" * (2 * em + more) + "。", em)
    assert found[-1].stop - found[-1].start == 3


def test_balance_makes_lines_alike() -> None:
    # 21 characters at 10 take three lines; 7 each.
    assert [line.stop - line.start for line in lines("天" * 21, 10, wrap_style="balance", align="center")] == [7, 7, 7]


def test_balance_gives_up_on_long_paragraphs() -> None:
    balanced = lines("天" * 215, 10, wrap_style="balance")
    assert [line.stop - line.start for line in balanced][:3] == [10, 10, 10]


def test_pretty_evens_out_what_first_fit_leaves_loose() -> None:
    # First fit fills line one, and line two then ends a whole word short.
    text = "天地玄黄宇宙洪荒日月盈昃辰宿international列张寒来暑往秋收冬藏"
    first_fit = lines(text, 10, wrap_style="auto")
    pretty = lines(text, 10)
    worst = [max(abs(10 - line.natural) for line in found if not line.last) for found in (first_fit, pretty)]
    assert worst[1] <= worst[0]


def test_places_count_from_the_line_start_with_the_indent() -> None:
    paragraph = make("天地玄黄宇宙")
    line = Composer(paragraph).next_line(0, 6, 2)
    assert [Places(paragraph, line).origin(i) for i in range(4)] == [2, 3, 4, 5]

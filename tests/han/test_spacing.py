"""How far characters stand apart: the examples of fixtures/han/advances.txt, the edges of a line, other fonts."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from kanyin.han import Composer, Line, Paragraph, Places, Scope, Settings, prepare

from .helpers import advances, examples, lines, make, near


def origins(paragraph: Paragraph, line: Line) -> list[float]:
    """Where each glyph of a line stands."""
    return [Places(paragraph, line).origin(index) for index in range(line.start, line.stop)]


@pytest.mark.parametrize(
    ("example", "settings"), [pytest.param(e, s, id=f"{n}-{e}") for n, e, s in examples("advances.txt")]
)
def test_the_distance_between_neighbours(example: str, settings: Settings) -> None:
    text, expected = (part.strip() for part in example.split("=>"))
    paragraph = prepare(text, advances(text, settings, whole_words=False), 1.0, settings)
    cells = [paragraph.natural[i] for i in range(len(text))]
    found = [b - a for a, b in pairwise(cells)]
    assert found == near([float(number) for number in expected.split()])


# ---- line start and line end

EDGES = [  # trim, x of an opening mark at the start of the first line, of the second, width of a mark at a full line's end
    ("space-all", 0.0, 0.0, 1.0),
    ("normal", 0.0, 0.0, 1.0),
    ("space-first", 0.0, -0.5, 1.0),
    ("trim-start", -0.5, -0.5, 1.0),
    ("trim-both", -0.5, -0.5, 0.5),
    ("trim-all", -0.5, -0.5, 0.5),
    ("auto", -0.5, -0.5, 0.5),
]


@pytest.mark.parametrize(("trim", "first", "later", "end"), EDGES)
def test_text_spacing_trim_at_the_edges_of_a_line(trim: str, first: float, later: float, end: float) -> None:
    text = "「甲」\n「乙丙，"
    paragraph = make(text, trim=trim, align="start")
    composer = Composer(paragraph)
    one, two = composer.lines(20)
    assert one.x == first
    # After a forced break `space-first` sets it as on a first line.
    assert two.x == (0.0 if trim == "space-first" else later)
    assert two.width == near(paragraph.natural[-1] - paragraph.natural[4] + two.x - (1.0 - end))


@pytest.mark.parametrize(("trim", "first", "later", "end"), EDGES)
def test_text_spacing_trim_at_the_start_of_a_later_line(trim: str, first: float, later: float, end: float) -> None:
    second = lines("天地玄黄「甲乙丙丁", 4, trim=trim, align="start", wrap_style="auto")[1]
    assert second.x == later


def test_normal_halves_a_mark_at_a_line_end_only_when_it_does_not_fit() -> None:
    # 天地玄黄， is 5 em: at 5 the comma keeps its em, at 4.5 it loses its half, at 4 it goes down with 黄.
    assert lines("天地玄黄，宇宙", 5, trim="normal", wrap_style="auto")[0].natural == 5
    assert lines("天地玄黄，宇宙", 4.5, trim="normal", wrap_style="auto")[0].natural == 4.5
    assert lines("天地玄黄，宇宙", 4, trim="normal", wrap_style="auto")[0].natural == 3
    assert lines("天地玄黄，宇宙", 4.5, trim="space-all", wrap_style="auto")[0].natural == 3


def test_the_trimmed_half_of_an_opening_mark_is_before_its_ink() -> None:
    # （ is drawn half an em left of the edge, so that its ink, the right half of its box, stands at 0; 天 begins at .5.
    paragraph = make("（天")
    line = Composer(paragraph).next_line(0, 10)
    assert origins(paragraph, line) == [-0.5, 0.5]


def test_the_trimmed_half_of_a_closing_mark_is_behind_its_ink() -> None:
    # ，stays where it is; “ moves half an em towards it.
    paragraph = make("天，“地")
    line = Composer(paragraph).next_line(0, 10)
    assert origins(paragraph, line) == [0.0, 1.0, 1.5, 2.5]
    assert Places(paragraph, line).jumps(0, 4) == [2]


def test_the_dot_stands_in_the_middle_of_its_half_em() -> None:
    # The glyph is .33 wide in a cell of .5: (.5 - .33) / 2 = .085 on either side.
    paragraph = make("甲·乙")
    line = Composer(paragraph).next_line(0, 10)
    assert origins(paragraph, line) == near([0.0, 1.085, 1.5])
    assert Places(paragraph, line).jumps(0, 3) == [1, 2]


def test_the_space_for_a_proportional_mark_is_not_taken_twice() -> None:
    # A face that gives a comma .6 em has .1 em of it to give up, one that gives it .4 em has nothing.
    for advance, given in ((0.6, 0.1), (0.4, 0.0), (1.2, 0.5)):
        paragraph = prepare("甲，。", [1.0, advance, 1.0], 1.0, Settings())
        assert paragraph.glue[2].natural == near(-given)


def test_marks_of_two_sizes_give_up_half_of_the_smaller() -> None:
    # ，of 2 em and （ of 1 em: half an em goes (CSS Text 4, text-spacing-trim).
    paragraph = prepare("，（", [2.0, 1.0], [2.0, 1.0], Settings())
    assert paragraph.glue[1].natural == -0.5


# ---- hanging-punctuation

HANGS: list[tuple[tuple[str, ...], str, float, float, float]] = [  # value, text, measure, x, hang
    (("none",), "天地玄黄。宇宙", 4, 0.0, 0.0),
    (("allow-end",), "天地玄黄。宇宙", 4, 0.0, 1.0),
    (("allow-end",), "天地玄黄。宇宙", 4.5, 0.0, 0.0),  # halved it fits: no need to hang
    (("force-end",), "天地玄黄。宇宙", 4.5, 0.0, 1.0),
    (("allow-end",), "天地玄黄）宇宙", 4, 0.0, 0.0),  # neither a stop nor a comma
    (("first",), "「天地」玄黄宇宙", 8, -1.0, 0.0),
    (("last",), "天地玄黄」", 8, 0.0, 1.0),
    (("last",), "天地玄黄。", 8, 0.0, 0.0),
    (("first", "force-end", "last"), "「天地玄」", 8, -1.0, 1.0),
]


@pytest.mark.parametrize(("value", "text", "em", "x", "hang"), HANGS)
def test_hanging_punctuation(value: tuple[str, ...], text: str, em: float, x: float, hang: float) -> None:
    first = lines(text, em, hanging=value, wrap_style="auto")[0]
    assert (first.x, first.hang) == (x, hang)


def test_a_hanging_stop_is_outside_the_measure() -> None:
    # 天地玄黄 fills 4 em, 。 begins at 4.
    paragraph = make("天地玄黄。宇宙", hanging=("allow-end",), wrap_style="auto")
    line = Composer(paragraph).next_line(0, 4)
    assert line.width == 4
    assert origins(paragraph, line)[-1] == 4


# ---- inline boxes


def test_the_padding_of_an_inline_box_is_part_of_the_line() -> None:
    settings = Settings()
    edges: dict[int, tuple[float, float]] = {1: (0.3, 0.0), 2: (0.0, 0.2)}
    paragraph = prepare("天地玄黄", [1.0] * 4, 1.0, settings, edges=edges)
    line = Composer(paragraph).next_line(0, 10)
    assert line.width == near(4.5)
    assert origins(paragraph, line) == near([0.0, 1.3, 2.3, 3.5])


def test_a_scope_has_spacing_and_breaks_of_its_own() -> None:
    # Inside the code `甲a，。` nothing is spaced or trimmed; at its edges the paragraph's style rules: b against 乙.
    code: dict[str, Any] = {"autospace": ("no-autospace",), "trim": "space-all", "wrap": False}
    text = "x甲a，。b乙丙"
    scope = Scope(1, 6, Settings(**code))
    paragraph = prepare(text, advances(text, whole_words=False), 1.0, Settings(), scopes=[scope])
    assert {i: glue.natural for i, glue in paragraph.glue.items()} == {1: 0.2, 6: 0.2}
    assert [i for i in range(1, len(text)) if paragraph.may_break(i)] == [1, 6, 7]

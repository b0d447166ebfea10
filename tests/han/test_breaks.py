"""Where a line may break: the examples of fixtures/han/breaks.txt, and the pieces that are measured as wholes."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kanyin.han import Settings, classify, opportunities, pieces
from kanyin.han.spacing import typed_gap

from .helpers import examples


@pytest.mark.parametrize(
    ("marked", "settings"), [pytest.param(m, s, id=f"{n}-{m}") for n, m, s in examples("breaks.txt")]
)
def test_a_line_may_break_at_each_bar_and_nowhere_else(marked: str, settings: Settings) -> None:
    marked = marked.replace("⍽", "\u00a0")
    text = marked.replace("|", "")
    cuts = [0, *opportunities(classify(text, settings.region), settings), len(text)]
    assert "|".join(text[a:b] for a, b in pairwise(cuts)) == marked


@pytest.mark.parametrize("line_break", ["loose", "normal", "strict"])
def test_a_gap_breaks_where_a_space_does(line_break: str) -> None:
    settings = Settings(line_break=line_break)  # type: ignore[arg-type]
    kinds = classify("甲 a 乙")
    pattern = typed_gap(settings)
    assert pattern is not None
    assert list(opportunities(pattern.sub("g", kinds), settings)) == list(opportunities(kinds, settings)) == [2, 4]


def test_latin_words_are_measured_whole_between_breaks() -> None:
    text = "用state-of-art的"
    found = [text[a:b] for a, b in pieces(classify(text), Settings())]
    assert found == ["用", "state-", "of-", "art", "的"]


def test_a_hyphenation_point_of_the_caller_cuts_a_piece() -> None:
    text = "typography"
    assert [text[a:b] for a, b in pieces(classify(text), Settings(), (2, 5))] == ["ty", "pog", "raphy"]


def test_pieces_of_nothing() -> None:
    assert pieces("", Settings()) == []

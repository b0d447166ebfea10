"""What must hold of every paragraph: random text thick with marks, at random measures."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanyin.han import Composer, Kind, Line, Paragraph, Places, Region, Settings, faces, prepare
from kanyin.han.compose import TORN
from kanyin.han.fit import measure
from kanyin.han.justify import adjust

from .calls import MEASURES, STYLES
from .helpers import advances, facts, near

ROOT = Path(__file__).resolve().parents[2]

# Written out again, not taken from the tables that are under test.
NEVER_STARTS = set("、。，．：；！？）〉》」』】〕〗］｝～·・％‰℃")
NEVER_ENDS = set("（〈《「『【〔〖［｛")
DASHES = "—…"

_MARKS = "、。，：；！？）》」』】（《「『【～·％℃/“”‘’——……"
_WORDS = ["word", "Hello", "It’s", "3.14", "1,000", "50%", "state-of-the-art", "https://example.com/a/b", "a", " ", "-"]
_PIECES = (
    st.text("天地玄黄宇宙洪荒", min_size=1, max_size=12)
    | st.text(_MARKS, min_size=1, max_size=4)
    | st.sampled_from([*_WORDS, "——", "……", "？！", "。”", "“《", "\n", "￼", "葛\U000e0100", "e\u0301"])
)
_TEXTS = st.lists(_PIECES, max_size=40).map("".join)
_EM = st.floats(6, 45).map(lambda em: round(em, 3)) | st.integers(6, 45).map(float)
_STYLES = st.builds(
    Settings,
    region=st.sampled_from(Region),
    trim=st.sampled_from(["space-all", "normal", "space-first", "trim-start", "trim-both", "trim-all", "auto"]),
    hanging=st.sampled_from([("none",), ("allow-end",), ("force-end",), ("first", "last")]),
    line_break=st.sampled_from(["auto", "normal", "strict"]),
    wrap_style=st.sampled_from(["auto", "pretty", "balance"]),
    overflow_wrap=st.just("anywhere"),
)


def _made(text: str, style: Settings) -> Paragraph:
    return prepare(text, advances(text, style, whole_words=False), 1.0, style)


def _composed(text: str, style: Settings, em: float, indent: float = 0.0) -> tuple[Paragraph, list[Line]]:
    paragraph = _made(text, style)
    return paragraph, list(Composer(paragraph).lines(em, indent))


@given(_TEXTS, _STYLES, _EM)
def test_the_lines_hold_the_text(text: str, style: Settings, em: float) -> None:
    _, found = _composed(text, style, em)
    assert "".join(text[line.start : line.end] for line in found) == text
    assert not "".join(text[line.stop : line.end] for line in found).strip(" \n\u200b")


@given(_TEXTS, _STYLES, _EM)
def test_every_line_fits(text: str, style: Settings, em: float) -> None:
    _, found = _composed(text, style, em)
    assert all(line.fits and line.width <= em + 1e-6 for line in found)


@given(_TEXTS, _STYLES, _EM)
def test_every_line_but_the_last_is_flush(text: str, style: Settings, em: float) -> None:
    paragraph, found = _composed(text, style, em, 2.0 if em > 8 else 0.0)
    for line in found:
        indent = 2.0 if em > 8 and line.start == 0 else 0.0
        stuck = not paragraph.stretchable(line.start, line.stop)
        torn = adjust(paragraph, line.start, line.stop, em - indent - line.natural).tracking > TORN
        assert line.last or stuck or torn or line.width == near(em - indent, abs=1e-6)
        if line.stop > line.start:
            # What is drawn ends where the line says, but for the half of a mark that is trimmed or the em that hangs.
            last = line.stop - 1
            end = Places(paragraph, line).cell(last) + paragraph.cells[last]
            beyond = end + line.hyphen - indent - line.width
            assert any(beyond == near(given, abs=1e-6) for given in (0.0, 0.5, line.hang))


@given(_TEXTS, _STYLES, _EM)
def test_no_forbidden_start_or_end_if_a_line_can_be_had_without(text: str, style: Settings, em: float) -> None:
    paragraph, found = _composed(text, style, em)
    set_as = faces(text, style.region)
    for line in found:
        if not line.legal:
            ends = range(line.start + 1, paragraph.limit(line.start) + 1)
            legal = [measure(paragraph, line.start, end, em) for end in ends if _legal(paragraph, end)]
            # Less than .6 of a line before a word that has to be cut is no line to be had.
            legal = [fit for fit in legal if fit.natural >= 0.6 * em or not style.emergency_anywhere]
            assert not [fit for fit in legal if fit.natural - fit.room <= em]
        elif line.end < len(text) and text[line.end - 1] != "\n":
            assert text[line.end] not in NEVER_STARTS
            assert text[line.stop - 1] not in NEVER_ENDS
            assert text[line.end] not in "”’" or set_as[line.end] == "latin"
            assert text[line.stop - 1] not in "“‘" or set_as[line.stop - 1] == "latin"


def _legal(paragraph: Paragraph, end: int) -> bool:
    return end == paragraph.length or paragraph.may_break(end)


@given(_TEXTS, _STYLES, _EM)
def test_dashes_and_ellipses_are_not_broken(text: str, style: Settings, em: float) -> None:
    _, found = _composed(text, style, em)
    for line in found:
        if 0 < line.end < len(text) and text[line.end] in DASHES and text[line.end - 1] == text[line.end]:
            run = len(text[: line.end]) - len(text[: line.end].rstrip(text[line.end]))
            assert not line.legal
            assert run % 2 == 0


@given(_TEXTS, _STYLES, _EM, st.integers(0, 1000))
def test_a_line_does_not_depend_on_what_was_asked_before(text: str, style: Settings, em: float, seed: int) -> None:
    paragraph, found = _composed(text, style, em)
    shuffled = random.Random(seed).sample(found, len(found))
    composer = Composer(paragraph)
    for line in shuffled:
        composer.next_line(line.start, em / 2 + 3)  # a page break or a float asks with another width in between
        assert facts(composer.next_line(line.start, em)) == facts(line)
        assert facts(Composer(paragraph).next_line(line.start, em)) == facts(line)


@given(_TEXTS, _STYLES, _EM, st.floats(0, 3))
def test_a_wider_line_does_not_end_earlier(text: str, style: Settings, em: float, more: float) -> None:
    paragraph = _made(text, replace(style, wrap_style="auto"))
    if text:
        narrow, wide = Composer(paragraph).next_line(0, em), Composer(paragraph).next_line(0, em + more)
        assert wide.end >= narrow.end or not narrow.legal


@given(_TEXTS, _STYLES, _EM)
def test_a_pen_that_is_moved_at_the_jumps_alone_meets_every_glyph(text: str, style: Settings, em: float) -> None:
    paragraph, found = _composed(text, style, em)
    for line in found:
        places, pen = Places(paragraph, line), 0.0
        jumps = {line.start, *places.jumps(line.start, line.stop)}
        for index in range(line.start, line.stop):
            if index in jumps:
                pen = places.origin(index)
            if paragraph.advances[index]:
                assert pen == near(places.origin(index), abs=1e-5)
            pen += paragraph.advances[index] + line.tracking


@given(_TEXTS, _EM)
def test_a_size_scales_everything(text: str, em: float) -> None:
    style = Settings(overflow_wrap="anywhere")
    one = list(Composer(_made(text, style)).lines(em))
    large = prepare(text, advances(text, style, 8.0, whole_words=False), 8.0, style)
    eight = list(Composer(large).lines(em * 8))
    assert [line.end for line in one] == [line.end for line in eight]
    assert [line.width * 8 for line in one] == near([line.width for line in eight])


@given(_TEXTS, _STYLES)
def test_no_ink_overlaps_however_much_is_squeezed(text: str, style: Settings) -> None:
    paragraph = _made(text, style)
    halved = style.region.conventions.halved
    for begins in (paragraph.natural, paragraph.least):
        inks: list[tuple[float, float]] = []
        for begin, kind, cell in zip(begins, paragraph.kinds, paragraph.cells, strict=False):
            if kind not in (Kind.SPACE, Kind.GAP, Kind.NO_BREAK_SPACE):
                left = 0.5 if kind == Kind.OPEN else 0.0
                inks.append((begin + left, begin + (0.5 if kind in halved else cell)))
        assert all(right[0] >= left[1] - 1e-9 for left, right in pairwise(inks))
    assert all(glue.shrink >= 0 and glue.stretch >= 0 for glue in paragraph.glue.values())


@pytest.fixture(scope="module")
def calls() -> dict[tuple[str, int], tuple[int, int]]:
    """How many calls a paragraph takes, and one of ten times the text, by style and measure."""
    environment = {**os.environ, "KANYIN_COMPILED": "0"}
    command = [sys.executable, "-m", "tests.han.calls"]
    counted = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    rows = map(json.loads, counted.stdout.splitlines())
    return {(style, em): (few, many) for style, em, few, many in rows}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("em", MEASURES)
def test_a_long_paragraph_takes_linear_time(calls: dict[tuple[str, int], tuple[int, int]], style: str, em: int) -> None:
    """Ten times the text takes ten times the calls, counted, not timed."""
    few, many = calls[style, em]
    assert 1000 < many <= 11 * few


def test_a_paragraph_of_100000_characters_composes() -> None:
    text = "天地玄黄，宇宙洪荒。日月盈昃，辰宿列张。" * 5000
    found = list(Composer(prepare(text, [1.0] * len(text), 1.0, Settings())).lines(27))
    assert found[-1].end == 100_000
    assert all(line.last or line.width == near(27, abs=1e-6) for line in found)

"""Inline blocks of text and leaders: set without stock's block layout, and nothing on the page is elsewhere for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from weasyprint.formatting_structure import boxes
from weasyprint.layout.leader import handle_leader

from kanyin.engine import atoms, setting

from ..reading import Reading
from .boxes import pages
from .counting import counted
from .drawn import reading

STYLE = """
a { display: block; padding: 0 40pt 0 60pt }
.label { display: inline-block; width: 60pt; margin-left: -60pt; text-indent: 0 }
.title::after { content: leader(dotted); font-size: 12pt; line-height: 1; letter-spacing: .4em; vertical-align: .3em }
.folio { display: inline-block; width: 40pt; margin-right: -40pt; text-align: right }
.wide { display: inline-block; border: 1pt solid; padding: 2pt 1%; background: #eee; margin: 3pt auto; min-height: 30pt }
.free { display: inline-block; text-indent: 1em; line-height: 18pt; max-width: 6em; vertical-align: middle }
"""
LINE = "<a><span class=label>第一章</span><span class=title>{}</span><span class=folio><b>12</b>3</span></a>"
BODY = (
    "".join(LINE.format(title) for title in ("天地", "玄黄宇宙", "洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁"))
    + "<p>云<span class=wide>腾致雨</span>露<span class=free>结为霜金生丽水</span>玉<span class=free></span>出</p>"
    + "<p>昆<span class=free>冈<span class=label>剑</span></span>号<span class=wide>巨<br>阙</span></p>"
)


@pytest.fixture
def stock_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    """Inline blocks and leaders are laid out by stock."""
    for name in ("set_atom", "outer_width"):
        monkeypatch.setattr(setting, name, lambda *_: None)
    monkeypatch.setattr(setting, "fill", handle_leader)


def places(found: Reading) -> list[tuple[str, float, float, float]]:
    """Return each glyph that is seen with its place, by character: leaders are drawn in another order."""
    glyphs = [(g.char, g.x, g.y, g.size) for g in found.glyphs if g.char.strip()]
    return sorted(glyphs, key=lambda glyph: (glyph[0], round(glyph[2]), glyph[1]))


def test_everything_stands_where_stock_puts_it(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    (tmp_path / "ours").mkdir()
    (tmp_path / "stock").mkdir()
    ours = places(reading(tmp_path / "ours", BODY, STYLE))
    request.getfixturevalue("stock_instead")
    stock = places(reading(tmp_path / "stock", BODY, STYLE))
    # Stock leaves out the last dot of a line where a sum of floats ends a hair beyond its place.
    last = max(x for char, x, _, _ in ours if char == ".")
    ours, stock = ([glyph for glyph in found if glyph[0] != "." or glyph[1] < last - 1] for found in (ours, stock))
    assert [glyph[0] for glyph in ours] == [glyph[0] for glyph in stock]
    for mine, theirs in zip(ours, stock, strict=True):
        assert mine[1:] == pytest.approx(theirs[1:], abs=0.02)


def test_the_boxes_are_those_stock_makes(request: pytest.FixtureRequest) -> None:
    ours = list(measures(BODY.replace("<a>", "<p>")))
    request.getfixturevalue("stock_instead")
    assert ours == list(measures(BODY.replace("<a>", "<p>")))


def measures(body: str) -> Iterator[tuple[Any, ...]]:
    """Yield what layout found of each inline block and what is in it."""
    names = ("position_x", "position_y", "width", "height", "margin_top", "baseline", "margin_left", "padding_left")
    for page in pages(body, STYLE.replace("pt", "px")):
        for block in page.descendants():
            if isinstance(block, boxes.InlineBlockBox):
                for box in block.descendants():
                    yield type(box), *(getattr(box, name, None) for name in names)


def test_a_line_of_contents_asks_for_no_block_layout() -> None:
    calls: list[Any] = []
    undo = counted("weasyprint.layout.inline:inline_block_box_layout", calls)
    try:
        pages(LINE.format("天地") * 20, STYLE)
    finally:
        undo()
    assert calls == []


def test_a_box_is_measured_without_its_layout(monkeypatch: pytest.MonkeyPatch) -> None:
    laid_out: list[Any] = []

    def set_atom(*given: Any) -> Any:
        laid_out.append(given)
        return atoms.set_atom(*given)

    monkeypatch.setattr(setting, "set_atom", set_atom)
    pages("<p>天<span class=label>地</span></p>", STYLE)
    assert len(laid_out) == 1


def test_what_says_the_same_is_laid_out_once() -> None:
    calls: list[Any] = []
    undo = counted("weasyprint.layout.block:iter_line_boxes", calls)
    lines = "".join(LINE.format(title) for title in ("天地", "玄黄", "宇宙"))
    try:
        pages(lines + LINE.format("洪荒").replace("第一章", "第二章"), STYLE)
    finally:
        undo()
    # Four blocks of a line each, the label of the first three, that of the fourth, and the folio of all of them.
    assert len(calls) == 4 + 2 + 1


def test_what_is_copied_is_an_element_of_its_own() -> None:
    (page,) = pages(LINE.format("天地") * 2, STYLE.replace("pt", "px"))
    labels = [box for box in page.descendants() if type(box) is boxes.InlineBlockBox]
    assert len({id(label.element) for label in labels}) == len(labels) == 4
    for label in labels:
        (line,) = label.children
        assert line.element is label.element
        assert label.content_box_x() == line.position_x <= line.children[0].position_x  # a folio stands at the right


def test_the_dots_of_a_line_are_one_piece_of_text() -> None:
    (page,) = pages(LINE.format("天地"), STYLE.replace("pt", "px"))
    leader = next(box for box in page.descendants() if box.is_leader)
    (dots,) = leader.children
    assert dots.text.count(".") > 5


def test_the_dots_of_all_lines_stand_in_columns_and_folios_at_the_edge(tmp_path: Path) -> None:
    found = reading(tmp_path, "".join(LINE.format(title) for title in ("天地", "玄黄宇", "洪ab")), STYLE)
    rows: dict[float, list[float]] = {}
    for glyph in found.glyphs:
        if glyph.char == ".":
            rows.setdefault(round(glyph.y), []).append(glyph.x)
    assert len(rows) == 3
    first, *others = [sorted(row) for row in rows.values()]
    for row in others:  # titles are of several lengths; the last dots are as far to the right
        shared = min(len(row), len(first))
        assert row[-shared:] == pytest.approx(first[-shared:], abs=0.02)
    # The folio's last digit ends at the edge of the type area, 420 pt.
    digits = [glyph for glyph in found.glyphs if glyph.char == "3"]
    assert len(digits) == 3
    assert {round(digit.x, 1) for digit in digits} == {round(digits[0].x, 1)}
    assert digits[0].x == pytest.approx(420 - 0.56 * 20, abs=1)

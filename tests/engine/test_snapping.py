"""The hooks that keep lines on their rows: `line-snap`, and faces that do not open a line."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

import pytest
import weasyprint
from weasyprint.formatting_structure import boxes
from weasyprint.layout import block, inline

from kanyin import engine

# Lines of 20 px, letters of 10: between two lines 10 px are white, of which a line may take 5 on each side.
STYLE = "@page { size: 100px 400px; margin: 0 } html { font: 10px/20px monospace; line-snap: baseline } body, p { margin: 0 }"


@pytest.fixture(autouse=True)
def installed() -> None:
    """The hooks are in, whatever another test took out."""
    engine.install()


def lines(body: str, style: str = "") -> list[Any]:
    """Lay out a document; returns its outermost line boxes in order."""
    document = weasyprint.HTML(string=f"<style>{STYLE}{style}</style>{body}").render()
    return list(_lines(document.pages[0]._page_box))


def _lines(box: Any) -> Iterator[Any]:
    if isinstance(box, boxes.LineBox):
        yield box
    elif isinstance(box, boxes.ParentBox):
        for child in box.children:
            yield from _lines(child)


def baselines(found: list[Any]) -> list[float]:
    """Return where the lines' baselines are, in rows of 20 px below the first plain line's."""
    plain = lines("<p>a</p>")[0]
    return [round((line.position_y + line.baseline - plain.baseline) / 20, 4) for line in found]


def block_of(height: int, align: str = "baseline") -> str:
    """An inline block of this height in px."""
    return f'<span style="display: inline-block; width: 5px; height: {height}px; vertical-align: {align}"></span>'


@pytest.mark.parametrize("text", ["a{}b<br>c<br>d", "中{}文<br>字<br>号"])
@pytest.mark.parametrize(
    ("height", "rows"),
    [
        (14, [0, 1, 2]),  # its row has more than that above the baseline
        (16, [0, 1, 2]),  # sticks out by less than 5 px
        (30, [1, 2, 3]),  # sticks out by more: a second row, and the text stands on it
        (50, [2, 3, 4]),
    ],
)
def test_an_opened_line_takes_whole_rows(text: str, height: int, rows: list[float]) -> None:
    assert baselines(lines(f"<p>{text.format(block_of(height))}</p>")) == rows


def test_what_hangs_below_the_baseline_takes_rows_below() -> None:
    # 40 px below the line's top: one row of its own and one more.
    assert baselines(lines(f"<p>a{block_of(40, 'top')}<br>c</p>")) == [0, 2]


def test_the_text_and_its_line_move_together() -> None:
    line = lines(f"<p>a{block_of(30)}<br>c</p>")[0]
    text = next(box for box in line.descendants() if isinstance(box, boxes.TextBox))
    assert text.position_y + text.baseline == pytest.approx(line.position_y + line.baseline)
    assert line.height == 40


def test_a_run_with_a_larger_line_height_does_not_move_the_lines_below() -> None:
    assert baselines(lines("<p>a<i style='line-height: 24px'>b</i><br>c</p>")) == [0, 1]


def test_a_block_without_white_between_its_lines_is_left_alone() -> None:
    opened = lines(f"<p>a{block_of(14)}<br>c</p>", "p { line-height: 10px }")
    assert opened[0].height > 10


def test_without_line_snap_a_line_is_as_high_as_what_is_in_it() -> None:
    opened = lines(f"<p>a{block_of(30)}<br>c</p>", "html { line-snap: none }")
    assert 30 < opened[0].height < 40


def test_after_a_page_break_the_rows_go_on() -> None:
    body = f"<p>{'a<br>' * 19}a{block_of(30)}<br>c<br>d</p>"  # the opened line needs two rows and has one
    document = weasyprint.HTML(string=f"<style>{STYLE}p {{ orphans: 1; widows: 1 }}</style>{body}").render()
    first, second = (list(_lines(page._page_box)) for page in document.pages)
    assert len(first) == 19
    assert baselines(second) == [1, 2, 3]


def test_a_fallback_face_does_not_open_a_line_with_a_set_line_height() -> None:
    # Thai, Gujarati and emoji are in no monospaced face: Pango takes them elsewhere, with other heights.
    plain, odd, after = lines("<p>a<br>ภ ગ 😀<br>c</p>", "html { line-snap: none }")
    assert (odd.height, odd.baseline) == (plain.height, plain.baseline)
    assert after.position_y == 40


def test_with_a_normal_line_height_the_faces_of_a_line_count() -> None:
    texts = ["x", "ภ 😀 字"]
    heights = [lines(f"<p>{text}</p>", "html { line-height: normal; line-snap: none }")[0].height for text in texts]
    engine.uninstall()
    assert heights == [lines(f"<p>{text}</p>", "html { line-height: normal }")[0].height for text in texts]


def test_contract_a_block_takes_its_lines_from_one_iterator() -> None:
    engine.uninstall()
    assert block.iter_line_boxes is inline.iter_line_boxes
    assert list(inspect.signature(block.iter_line_boxes).parameters)[:4] == [
        "context", "box", "position_y", "bottom_space",
    ]  # fmt: skip
    assert inspect.getsource(block).count("iter_line_boxes(") == 1


def test_contract_a_text_box_is_split_by_one_function() -> None:
    engine.uninstall()
    assert list(inspect.signature(inline.split_text_box).parameters)[:2] == ["context", "box"]

"""Notes that cost as much as other paragraphs, however many a page or a book has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from weasyprint.css import ComputedStyle
from weasyprint.formatting_structure import boxes
from weasyprint.layout.block import block_level_layout

from kanyin import engine
from kanyin.engine import carrying

from .boxes import pages

STYLE = """
.n { float: footnote; footnote-display: block; font: 8px/10px "Noto Sans Mono CJK SC" }
.n::footnote-marker { content: counter(footnote); display: inline-block; width: 20px }
"""


def body(count: int, name: Callable[[int], str] = lambda number: "") -> str:
    """Paragraphs with a note each."""
    return "".join(f"<p>天地<span class=n {name(number)}>玄黄</span>" for number in range(count))


def styles_of_notes(html: str) -> list[Any]:
    """Return the styles of the notes at the foot of all pages, in order."""
    return [note.style for page in pages(html, STYLE) for note in page.children[1].children]


def test_notes_alike_share_a_style() -> None:
    styles = styles_of_notes(body(5))
    assert len(styles) == 5
    assert len(set(map(id, styles))) == 1
    assert styles[0]["float"] == "none"
    assert styles[0]["display"] == ("block", "flow")


def test_a_note_with_a_name_keeps_it_and_shares_all_else() -> None:
    styles = styles_of_notes(body(3, lambda number: f"id=n{number} class=n"))
    anchors = [style["anchor"] for style in styles]
    assert anchors == ["n0", "n1", "n2"]
    assert len({id(style.kanyin_like) for style in styles}) == 1


def test_a_style_that_is_no_note_s_is_copied() -> None:
    (page, *_) = pages("<p>天地")
    style = next(box for box in page.descendants() if isinstance(box, boxes.BlockBox)).style
    copy = style.copy()
    assert type(copy) is ComputedStyle
    assert copy is not style
    assert copy.parent_style is style.parent_style


def test_a_note_is_laid_out_once_to_know_its_height(monkeypatch: pytest.MonkeyPatch) -> None:
    # Eight paragraphs and notes: 8 × 20 + 8 × 10 = 240 px, over a page of 200: 6 and 2.
    calls: list[Any] = []
    lay_out = block_level_layout

    def counted(*arguments: Any) -> Any:
        calls.append(arguments)
        return lay_out(*arguments)

    monkeypatch.setattr(carrying, "block_level_layout", counted)
    assert [len(page.children[1].children) for page in pages(body(8), STYLE)] == [6, 2]
    # The seventh was tried on the first page too.
    assert len(calls) <= 8 + 1


@pytest.mark.parametrize(
    "style",
    [
        "", ".n { margin: 3px 0 }", "@page { @footnote { max-height: 25px } }", ".n p { margin: 2px 0 }",
        "@page { @footnote { padding: 5px; border: 1px solid; min-height: 40px } }", "@page { @footnote { height: 30px } }",
    ],
)  # fmt: skip
def test_the_area_is_as_high_as_when_all_its_notes_are_laid_out_together(
    style: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    html = body(9) + "<p>日<span class=n>月<p>盈昃</p></span>"

    def places() -> list[list[float]]:
        made = pages(html, STYLE + style)
        return [[box.position_y for box in page.descendants() if isinstance(box, boxes.LineBox)] for page in made]

    ours = places()
    monkeypatch.setattr(carrying, "_is_paragraph", lambda note: False)
    assert ours == [pytest.approx(page) for page in places()]


def test_waiting_notes_are_found_without_looking_through_them() -> None:
    engine.install()
    first, second, third = object(), object(), object()
    waiting = carrying._Waiting([first, second])
    assert first in waiting
    assert third not in waiting
    assert None not in waiting
    waiting.append(third)
    waiting.remove(first)
    assert (first in waiting, third in waiting) == (False, True)
    assert list(waiting) == [second, third]

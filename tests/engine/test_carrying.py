"""Notes that go on at the foot of the next page. The font is that of `tests/em_font.py`; an em is 20 pt, a line 30."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import weasyprint

from kanyin.engine import composition

from .. import em_font
from ..composed import NEAR, Row, document, rows, write_pdf
from ..reading import Reading

TEXT = "天地玄黄宇宙洪荒日月盈昃辰宿列张"
NOTE = "寒来暑往秋收冬藏闰余成岁律吕调阳"
CSS = """
@counter-style rings { system: fixed; symbols: "①" "②" "③" }
.n { float: footnote; footnote-display: block; footnote-policy: line }
.n::footnote-call { content: counter(footnote, rings); line-height: 1 }
.n::footnote-marker { content: counter(footnote, rings) }
"""
PAGE = "counter-reset: footnote; @footnote { padding-top: 30pt }"

Set = Callable[..., Reading]


@pytest.fixture(scope="module")
def font(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The font of round advances."""
    return em_font.write(tmp_path_factory.mktemp("font") / "em.ttf", TEXT + NOTE + "①②③，。")


@pytest.fixture
def set_pages(font: Path, tmp_path: Path) -> Callable[[str, int], list[list[Row]]]:
    """`set_pages(body, lines)`: the rows of each page, 8 em wide and so many lines high."""

    def made(body: str, lines: int) -> list[list[Row]]:
        html = document(body, 8, lines, font, PAGE, CSS)
        found = rows(write_pdf(html, tmp_path / "a.pdf"))
        return [[row for row in found if row.page == page] for page in range(found[-1].page + 1)]

    return made


Pages = Callable[[str, int], list[list[Row]]]


def note(length: int) -> str:
    """A note of so many characters, its number apart."""
    return f"<span class=n>{(NOTE * 9)[:length]}</span>"


def texts(page: list[Row]) -> list[str]:
    """The rows of a page as text."""
    return [row.text for row in page]


def test_a_note_that_does_not_fit_goes_on_on_the_next_page(set_pages: Pages) -> None:
    # Of seven lines one is the text's, one the padding, so five are left: the note has 1 + 47 characters, six lines.
    # One has to go, and two go, so that none stands alone.
    first, second = set_pages(f"<p>天地玄黄{note(47)}</p><p style='break-before: page'>宇宙</p>", 7)
    assert len(first) == 1 + 4
    assert len(second) == 1 + 2
    whole = "".join(texts(first)[1:] + texts(second)[1:])
    assert whole == "①" + (NOTE * 9)[:47]


def test_the_line_before_the_page_end_is_flush_and_the_rest_begins_without_number_or_indent(set_pages: Pages) -> None:
    first, second = set_pages(f"<p>天地玄黄{note(47)}</p><p style='break-before: page'>宇宙{note(3)}</p>", 7)
    assert first[-1].end == pytest.approx(8, abs=NEAR)
    assert second[1].xs[0] == pytest.approx(0, abs=NEAR)
    # The rest takes no number: the page's own first note is ①.
    assert second[0].text == "宇宙①"
    assert second[-1].text.startswith("①寒")


def test_a_note_of_three_lines_is_not_cut(set_pages: Pages) -> None:
    # Two lines on either side would be four: it goes to the next page with the line that calls it.
    body = f"<p>{TEXT}{TEXT}天地玄黄{note(20)}</p>"
    first, second = set_pages(body, 7)
    assert not any("寒" in row.text for row in first)
    assert [row.text[0] for row in second[1:]] == ["①", *(c for c in (NOTE * 2)[7:20:8])]


def test_a_page_whose_notes_are_all_carried_over_has_no_note_area(set_pages: Pages) -> None:
    # The fifth line calls a note that does not fit: it goes, and the four before it stay. With the padding of an empty
    # note area, one of them would have had to go too.
    body = f"<p>{TEXT}{TEXT}天地玄黄{note(20)}{TEXT}</p>"
    first, *_ = set_pages(body, 6)
    assert len(first) == 4


def test_the_second_note_of_a_line_is_cut_as_the_first_is(set_pages: Pages) -> None:
    # Of ten lines two and one are the text's, one the padding and one the first note's; the second would take six. One
    # has to go, and two go. How high the first note stands says nothing of the line that calls both.
    first, second = set_pages(f"<p>{TEXT}</p><p>天地玄黄{note(3)}{note(47)}</p>", 10)
    assert len(first) == 2 + 1 + 1 + 4
    assert len(second) == 2


@pytest.mark.parametrize("lines", range(7, 14))
@pytest.mark.parametrize("lengths", [(40, 40, 40), (100, 3, 60), (12, 90, 90), (30,) * 6])
def test_no_note_is_lost_or_doubled(set_pages: Pages, lines: int, lengths: tuple[int, ...]) -> None:
    body = "".join(f"<p>{TEXT}{note(length)}，{TEXT}。</p>" for length in lengths)
    found = "".join(text for page in set_pages(body, lines) for text in texts(page))
    for character in set(NOTE):
        expected = sum((NOTE * 9)[:length].count(character) for length in lengths)
        assert found.count(character) == expected, character
    assert found.count("天") == 2 * len(lengths)


def test_a_note_is_composed_once_however_many_follow_it_on_its_page(
    font: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    compose = composition._composition

    def counting(context: Any, linebox: Any, gathered: Any) -> Any:
        made.append(gathered.text)
        return compose(context, linebox, gathered)

    monkeypatch.setattr(composition, "_composition", counting)
    body = "".join(f"<p>{TEXT}{note(10)}</p>" for _ in range(8))
    weasyprint.HTML(string=document(body, 8, 60, font, PAGE, CSS)).render()
    # While the page fills, and once more for the finished page.
    assert sum(NOTE[:10] in text for text in made) <= 2 * 8

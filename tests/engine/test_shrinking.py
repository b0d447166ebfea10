"""Images made smaller until their block fits a page. A page holds ten lines of 20 px."""

from __future__ import annotations

import inspect
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block

from .boxes import pages, texts

STYLE = "figure { margin: 0; break-inside: avoid; -kanyin-fit: images } img { display: block }"
IMAGE = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='100' height='{}'></svg>"


def figure(*heights: int, lines: int = 1) -> str:
    """Return a figure with images 100 px wide, and a caption of some lines."""
    images = "".join(f'<img alt="" src="{IMAGE.format(height)}">' for height in heights)
    return f"<figure>{images}<figcaption>{'<br>'.join('题' * lines)}</figcaption></figure>"


def sizes(page: Any) -> list[tuple[float, float]]:
    """Return width and height of the images of a page, in px."""
    return [(round(b.width, 2), round(b.height, 2)) for b in page.descendants() if isinstance(b, boxes.ReplacedBox)]


def test_the_function_it_wraps_takes_what_it_hands_on() -> None:
    names = inspect.getsource(block).partition("def _in_flow_layout(")[2].partition(")")[0]
    assert [name.strip() for name in names.split(",")][:12] == [
        *("context", "box", "index", "child", "new_children", "page_is_empty", "absolute_boxes", "fixed_boxes"),
        *("adjoining_margins", "bottom_space", "position_y", "skip_stack"),
    ]


def test_an_image_gives_way_to_its_caption_and_keeps_its_proportions() -> None:
    # 200 px less three lines of caption are 140.
    (page,) = pages(figure(190, lines=3), STYLE)
    assert sizes(page) == [(round(100 * 140 / 190, 2), 140)]
    assert texts(page) == ["题", "题", "题"]


def test_what_fits_is_left_as_it_is() -> None:
    (page,) = pages(figure(180), STYLE)
    assert sizes(page) == [(100, 180)]


def test_a_figure_that_fits_the_next_page_goes_there_as_it_is() -> None:
    first, second = pages("<p>字</p>" * 4 + figure(150), STYLE)
    assert sizes(first) == []
    assert sizes(second) == [(100, 150)]


def test_images_give_way_in_proportion() -> None:
    # 240 px and a line: 60 too much, a quarter of both.
    (page,) = pages(figure(80, 160), STYLE)
    assert [height for _, height in sizes(page)] == [60, 120]


def test_without_the_property_the_block_breaks() -> None:
    assert len(pages(figure(190, lines=3), STYLE + "figure { -kanyin-fit: none }")) == 2


def test_a_caption_that_is_higher_than_a_page_breaks() -> None:
    found = pages(figure(100, lines=25), STYLE)
    assert sum(text == "题" for page in found for text in texts(page)) == 25
    assert sizes(found[0]) == [(20, 20)]  # no smaller than a fifth

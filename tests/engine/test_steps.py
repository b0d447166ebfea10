"""The hook that makes blocks whole lines high (`block-step`), in any WeasyPrint program.

Every page here is 200 px wide and 200 px high without margins, every line 20 px: ten lines a page.
"""

from __future__ import annotations

import inspect
from typing import Any

import pytest
import weasyprint
from weasyprint.css.properties import TABLE_WRAPPER_BOX_PROPERTIES
from weasyprint.formatting_structure import boxes
from weasyprint.layout import block

from kanyin import engine

STYLE = """
@page { size: 200px 200px; margin: 0 }
html { font: 10px/20px monospace; orphans: 1; widows: 1 }
body, p, div, pre, blockquote, figure { margin: 0 }
table { border-spacing: 0 }
td { padding: 0 }
"""


@pytest.fixture(autouse=True)
def installed() -> None:
    """The hooks are in, whatever another test took out."""
    engine.install()


def pages(body: str, style: str = "") -> list[Any]:
    """Lay out a document; returns its page boxes."""
    document = weasyprint.HTML(string=f"<style>{STYLE}{style}</style>{body}").render()
    return [page._page_box for page in document.pages]


def of(page: Any, name: str) -> Any:
    """Return the first block-level box on the page made by an element of this name or id; a table's with its caption."""
    for found in page.descendants():
        box = getattr(found, "_box", found)  # an absolutely placed box is held by a placeholder
        element = box.element
        named = element is not None and name in (element.tag, element.get("id"))
        if named and isinstance(box, boxes.BlockLevelBox) and not isinstance(box, boxes.TableBox):
            return box
    raise AssertionError(f"{name} is not on the page")


def text_top(page: Any, text: str) -> float:
    """Return where the line holding this text begins, in px."""
    for box in page.descendants():
        if isinstance(box, boxes.LineBox) and any(text in getattr(b, "text", "") for b in box.descendants()):
            return float(box.position_y)
    raise AssertionError(f"{text!r} is not on the page")


def after(block_style: str, content: str = "<div style='height: 25px'></div>") -> tuple[Any, float]:
    """Set one line, a block, one line; returns the block's box and where the last line begins."""
    (page,) = pages(f"<p>a</p><div id=b style='{block_style}'>{content}</div><p>z</p>")
    return of(page, "b"), text_top(page, "z")


def test_a_block_takes_whole_steps_half_the_space_above_and_half_below() -> None:
    # 25 px high: 15 are missing to 40, so 7.5 on each side; z stands below 20 + 40.
    box, z = after("block-step: 20px padding-box")
    assert (box.padding_top, box.padding_bottom) == (7.5, 7.5)
    assert box.children[0].position_y == 27.5  # 20 + 7.5
    assert z == 60


def test_a_block_of_whole_steps_is_left_alone() -> None:
    box, z = after("block-step: 20px padding-box", "<div style='height: 40px'></div>")
    assert (box.padding_top, box.padding_bottom, z) == (0, 0, 60)


@pytest.mark.parametrize(("size", "z"), [("none", 45), ("0", 45), ("20px", 60), ("1em", 50)])
def test_size(size: str, z: float) -> None:
    # 25 px: as it is; rounded to 2 x 20; rounded to 3 x 10.
    assert after(f"block-step-size: {size}")[1] == z


def test_insert_margin_box_keeps_the_border_and_adds_margin() -> None:
    box, z = after("block-step: 20px margin-box; border: 1px solid")  # 27 px: 13 missing
    assert (box.margin_top, box.margin_bottom, box.border_height()) == (6.5, 6.5, 27)
    assert box.border_box_y() == 26.5
    assert z == 60


def test_insert_padding_box_moves_the_border() -> None:
    box, z = after("block-step: 20px padding-box; border: 1px solid; padding: 2px 0")  # 31 px: 9 missing
    assert (box.padding_top, box.padding_bottom, box.border_height()) == (6.5, 6.5, 40)
    assert (box.border_box_y(), z) == (20, 60)


def test_insert_content_box_makes_the_content_higher() -> None:
    box, z = after("block-step: 20px content-box")
    assert (box.height, box.padding_top, box.margin_top, z) == (40, 0, 0, 60)
    assert box.children[0].position_y == 27.5


@pytest.mark.parametrize(
    ("align", "above"),
    [("auto", 7.5), ("center", 7.5), ("start", 0), ("end", 15), ("auto; align-self: end", 15)],
)
def test_align(align: str, above: float) -> None:
    # 15 px are missing; the block stands at the start of its steps, or at their end.
    box, z = after(f"block-step-size: 20px; block-step-align: {align}")
    assert (box.margin_top, box.margin_bottom, z) == (above, 15 - above, 60)


@pytest.mark.parametrize(
    ("height", "rounding", "taken"),
    [
        (25, "up", 40), (25, "down", 20), (25, "nearest", 20), (31, "nearest", 40),
        (30, "nearest", 40),  # as far from 20 as from 40: up
        (5, "down", 20), (5, "nearest", 20),  # one step at least
        (40, "down", 40), (40, "nearest", 40),
    ],
)  # fmt: skip
def test_round(height: int, rounding: str, taken: int) -> None:
    _, z = after(f"block-step: 20px {rounding}", f"<div style='height: {height}px'></div>")
    assert z == 20 + taken


def test_an_empty_block_stays_empty() -> None:
    _, z = after("block-step: 20px", "")
    assert z == 20


def test_the_boxs_own_margins_count() -> None:
    # 10 + 25 + 10 = 45: 15 missing to 60.
    box, z = after("block-step: 20px padding-box; margin: 10px 0")
    assert (box.border_height(), z) == (40, 80)  # 20 + 10 + 40 + 10


def test_collapsing_margins_swallow_nothing() -> None:
    # Paragraphs with margins of 20 px on both sides of a block with the same: the space is within the block.
    (page,) = pages(
        "<p>a</p><div id=b><div style='height: 25px'></div></div><p>z</p>",
        "p { margin: 20px 0 } #b { margin: 20px 0; block-step: 20px padding-box }",
    )
    assert text_top(page, "a") == 20
    assert text_top(page, "z") == 120  # 20 + 20 (a) + 20 + 40 + 20


def test_space_added_as_margin_does_not_collapse() -> None:
    (page,) = pages(
        "<p>a</p><div id=b><div style='height: 25px'></div></div><p>z</p>",
        "p { margin: 20px 0 } #b { margin: 20px 0; block-step: 20px margin-box }",
    )
    assert text_top(page, "z") == 120


def test_a_stepped_block_holds_the_margins_of_what_is_in_it() -> None:
    # The child's margin of 7 px does not collapse through: 7 + 20 + 7 = 34, and 6 are missing.
    _, z = after("block-step: 20px padding-box", "<div style='margin: 7px 0'>x</div>")
    assert z == 60


def test_nested_stepped_blocks_do_not_add_up() -> None:
    inner = "<div style='block-step: 20px padding-box'><div style='height: 25px'></div></div>"
    box, z = after("block-step: 20px padding-box", inner)
    assert (box.padding_top, box.height, z) == (0, 40, 60)


def test_a_table_is_stepped_with_its_caption() -> None:
    # Caption 20, two rows of 13: 46 px, 14 missing to 60. The rules of the table stay on its rows.
    (page,) = pages(
        "<p>a</p><table><caption>c</caption><tr><td>x<tr><td>y</table><p>z</p>",
        "table { block-step: 20px padding-box } td { line-height: 13px }",
    )
    table = next(box for box in page.descendants() if isinstance(box, boxes.TableBox))
    assert text_top(page, "c") == 27  # 20 + 7
    assert (table.position_y, table.height) == (47, 26)
    assert text_top(page, "z") == 80


def test_a_picture_is_stepped() -> None:
    picture = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='10' height='33'/>"
    (page,) = pages(f'<p>a</p><img src="{picture}"><p>z</p>', "img { display: block; block-step: 20px padding-box }")
    image = of(page, "img")
    assert (image.height, image.content_box_y()) == (33, 23.5)  # 7 missing
    assert text_top(page, "z") == 60


@pytest.mark.parametrize("display", ["flex", "grid"])
def test_containers_of_other_layouts_are_stepped(display: str) -> None:
    _, z = after(f"display: {display}; block-step: 20px padding-box")
    assert z == 60


def test_floats_and_absolute_boxes_keep_their_height() -> None:
    (page,) = pages(
        "<div id=f>x</div><div id=a>y</div><p>z</p>",
        "#f { float: right } #a { position: absolute } div { height: 25px; block-step: 20px padding-box }",
    )
    assert of(page, "f").border_height() == 25
    assert of(page, "a").border_height() == 25
    assert text_top(page, "z") == 0


def test_over_a_page_break_the_end_is_stepped_and_the_break_is_not() -> None:
    # A line of 20 px, then 20 lines of 13 px: 13 of them (169 px) fit in the 180 left. Seven go over: 91 px, and the
    # 9 missing to 100 all stand below, since the upper edge is cut.
    lines = "<br>".join("x" * 20)
    first, second = pages(
        f"<p>a</p><div id=b>{lines}</div><p>z</p>", "#b { line-height: 13px; block-step: 20px padding-box }"
    )
    assert of(first, "b").padding_top == 0
    assert len(of(second, "b").children) == 7
    assert (of(second, "b").padding_top, of(second, "b").padding_bottom) == (0, 9)
    assert text_top(second, "z") == 100


def test_at_the_foot_of_a_page_only_the_room_there_is_is_taken() -> None:
    # 190 px on a page of 200, step 60: 50 are missing, 10 are there.
    first, second = pages(
        "<div id=b><div style='height: 190px'></div></div><p>z</p>", "#b { block-step: 60px padding-box }"
    )
    box = of(first, "b")
    assert (box.padding_top, box.border_height()) == (5, 200)
    assert text_top(second, "z") == 0


def test_the_space_pushes_no_block_to_the_next_page() -> None:
    # Eight lines and a block of 27 px: 13 missing to the foot of the page.
    (page,) = pages("<p>1<br>2<br>3<br>4<br>5<br>6<br>7<br>8</p><div id=b></div>",
                    "#b { height: 27px; block-step: 20px padding-box }")  # fmt: skip
    assert of(page, "b").border_height() == 40


def test_at_a_page_top_margin_space_goes_below() -> None:
    # The margin over the first block of a page is dropped (CSS Fragmentation 3 5.2), so nothing is added to it.
    _, second = pages(
        f"<p>{'<br>'.join('0123456789')}</p><div id=b></div><p>z</p>", "#b { height: 25px; block-step: 20px }"
    )
    assert (of(second, "b").margin_top, of(second, "b").margin_bottom) == (0, 15)
    assert text_top(second, "z") == 40


def test_at_a_page_top_a_margin_within_a_stepped_block_is_dropped() -> None:
    # Nine lines, the first line of the block, and its second child is the first thing on the next page.
    _, second = pages(
        f"<p>{'<br>'.join('123456789')}</p><div id=b><p>x</p><p id=c>y</p></div>",
        "#b { block-step: 20px padding-box } #c { margin-top: 20px; margin-break: discard }",
    )
    assert text_top(second, "y") == 0


def test_in_columns_each_column_begins_anew() -> None:
    # Two columns of 100 px: a block of 25 px and three lines in the first, the rest in the second.
    (page,) = pages(
        "<div id=c><div id=b></div><p>p<br>q<br>r<br>s<br>t</p></div>",
        "#c { columns: 2; column-fill: auto; height: 100px } #b { height: 25px; block-step: 20px padding-box }",
    )
    assert text_top(page, "p") == 40
    assert text_top(page, "s") == 0


def test_a_block_that_keeps_together_is_stepped_on_the_next_page() -> None:
    first, second = pages(
        "<p>1<br>2<br>3<br>4<br>5<br>6<br>7<br>8<br>9</p><div id=b>x<br>y</div><p>z</p>",
        "#b { break-inside: avoid; line-height: 13px; block-step: 20px padding-box }",  # 26 px: 14 missing
    )
    assert "x" not in "".join(getattr(box, "text", "") for box in first.descendants())
    assert text_top(second, "z") == 40


def test_contract_blocks_in_flow_are_placed_by_one_function() -> None:
    engine.uninstall()
    assert list(inspect.signature(block._in_flow_layout).parameters)[:12] == [
        "context", "box", "index", "child", "new_children", "page_is_empty", "absolute_boxes", "fixed_boxes",
        "adjoining_margins", "bottom_space", "position_y", "skip_stack",
    ]  # fmt: skip
    assert inspect.getsource(block).count("= _in_flow_layout(") == 1


def test_contract_a_table_shares_its_properties_with_its_wrapper_through_one_set() -> None:
    engine.uninstall()
    assert "margin_top" in TABLE_WRAPPER_BOX_PROPERTIES
    assert {"block_step_size", "margin_break"}.isdisjoint(TABLE_WRAPPER_BOX_PROPERTIES)
    engine.install()
    assert {"block_step_size", "margin_break"} < TABLE_WRAPPER_BOX_PROPERTIES

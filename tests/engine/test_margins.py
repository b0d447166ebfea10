"""Margin boxes set apart from their pages: one set for all that differ in the number alone. The last tests are the
contract. Pages are 200 px square, a margin of 40 px around."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
import weasyprint
from weasyprint.formatting_structure import boxes
from weasyprint.text.fonts import FontConfiguration

from kanyin import engine
from kanyin.engine import margins
from kanyin.engine.hook import find, replace

FOOT = "@bottom-center { content: counter(page) }"


def pages(count: int, page: str, more: str = "", first: int = 1, last: int | None = None) -> list[Any]:
    """Lay out so many pages, the first of which will have a number from `first` to `last`; returns the page boxes."""
    style = f"@page {{ size: 200px 200px; margin: 40px; font: 10px/20px 'Noto Sans Mono CJK SC'; {page} }} {more}"
    style += f"@page :first {{ counter-reset: page {first} }} p {{ break-after: page; margin: 0; string-set: t content() }}"
    body = "".join(f"<p>{'甲乙丙丁'[n % 4]}" for n in range(count))
    html = weasyprint.HTML(string=f"<html lang=zh><style>{style}</style><body>{body}")
    with margins.apart(first, first if last is None else last):
        return [page._page_box for page in html.render(font_config=FontConfiguration()).pages]


def sets(page: Any) -> dict[int, Any]:
    """Return the sets of a page, by the count of digits."""
    found: dict[int, Any] = page.kanyin_margins
    return found


def texts(made: Any) -> list[str]:
    """Return the text of each box of a set."""
    return ["".join(b.text for b in box.descendants() if isinstance(b, boxes.TextBox)) for box in made.boxes]


def own(page: Any) -> list[Any]:
    """Return the margin boxes that stand on the page itself."""
    return [box for box in page.children if isinstance(box, boxes.MarginBox)]


def test_pages_that_differ_in_their_number_alone_share_a_set() -> None:
    found = pages(5, FOOT)
    assert len({id(sets(page)[1]) for page in found[1:]}) == 1
    assert sets(found[0])[1] is sets(found[1])[1]  # the first page's style differs in the number it begins with alone
    assert [own(page) for page in found] == [[]] * 5
    assert not any(page.kanyin_numbered for page in found)


def test_left_and_right_pages_of_other_styles_have_sets_of_their_own() -> None:
    found = pages(9, FOOT, "@page :left { @bottom-center { color: red } }")
    assert len({id(sets(page)[1]) for page in found}) == 2  # left ones, right ones
    assert sets(found[2])[1] is sets(found[4])[1] is sets(found[6])[1]


def test_a_set_is_made_for_each_count_of_digits_the_number_may_have() -> None:
    # The first page is one of 8 to 100, the second of 9 to 101, the third of 10 to 102.
    assert [sorted(sets(page)) for page in pages(3, FOOT, first=8, last=100)] == [[1, 2, 3], [1, 2, 3], [2, 3]]


def test_the_number_is_set_in_eights_of_its_length() -> None:
    [page] = pages(1, FOOT, first=98, last=120)
    assert [texts(sets(page)[count]) for count in (2, 3)] == [["88"], ["888"]]


def test_a_running_head_that_changes_makes_another_set() -> None:
    found = pages(9, "@top-center { content: string(t) }" + FOOT)
    # 甲乙丙丁甲乙丙丁甲: pages 1, 5 and 9 are alike, 2 and 6, 3 and 7, 4 and 8.
    assert [sets(found[n])[1] is sets(found[n + 4])[1] for n in range(5)] == [True] * 5
    assert len({id(sets(page)[1]) for page in found}) == 4
    assert texts(sets(found[5])[1]) == ["乙", "8"]


def test_a_page_without_head_and_foot_has_no_set() -> None:
    assert [sets(page) for page in pages(2, "")] == [{}, {}]
    blank, other = pages(2, FOOT, "@page :first { @bottom-center { content: none } }")
    assert sets(blank) == {}
    assert texts(sets(other)[1]) == ["8"]


@pytest.mark.parametrize(
    "content",
    ["counter(page, lower-roman)", "counter(page, cjk-decimal)", "element(x)", "counters(page, '.')", "'1 ' counter(page)"],
)
def test_what_cannot_be_shared_is_set_by_stock_and_depends_on_the_number(content: str) -> None:
    [page] = pages(1, f"@bottom-center {{ content: {content} }}", first=4)
    assert sets(page) == {}
    assert page.kanyin_numbered
    assert len(own(page)) == 1


def test_roman_numbers_are_the_pages_own() -> None:
    [page] = pages(1, "@bottom-center { content: counter(page, lower-roman) }", first=4)
    [text] = [box.text for box in own(page)[0].descendants() if isinstance(box, boxes.TextBox)]
    assert text == "iv"


def test_a_number_within_words_is_shared_too() -> None:
    [page] = pages(1, "@bottom-center { content: '第 ' counter(page) ' 页' }", first=4, last=20)
    assert [texts(sets(page)[count]) for count in (1, 2)] == [["第 8 页"], ["第 88 页"]]


def test_the_count_of_pages_is_a_text_as_any() -> None:
    found = pages(3, "@bottom-center { content: counter(page) '/' counter(pages) }")
    # Two numbers in one text: which is the page's is not clear.
    assert all(page.kanyin_numbered and not sets(page) for page in found)
    found = pages(3, "@top-left { content: counter(pages) }" + FOOT)
    assert texts(sets(found[1])[1]) == ["3", "8"]


def test_pages_numbered_anew_are_set_by_stock() -> None:
    found = pages(3, FOOT, "p + p { page: x } @page x { counter-reset: page 41 }")
    assert not found[0].kanyin_numbered
    assert [sets(page) for page in found[1:]] == [{}, {}]
    assert all(page.kanyin_numbered for page in found[1:])


def test_text_that_prints_page_numbers_depends_on_them() -> None:
    found = pages(2, FOOT, "p::after { content: counter(page) }")
    assert any(page.kanyin_numbered for page in found)


def test_outside_of_apart_stock_sets_them() -> None:
    html = weasyprint.HTML(string=f"<style>@page {{ {FOOT} }}</style><p>x")
    [page] = [page._page_box for page in html.render().pages]
    assert len(own(page)) == 1
    assert "kanyin_margins" not in vars(page)


def test_a_set_is_made_once_however_many_pages_there_are() -> None:
    engine.uninstall()
    calls: list[int] = []

    def counting(stock: Any) -> Any:
        def called(context: Any, page: Any, state: Any) -> Any:
            calls.append(context.current_page)
            return stock(context, page, state)

        return called

    undo = replace(["weasyprint.layout.page:make_margin_boxes", "weasyprint.layout:make_margin_boxes"], counting)
    engine.install()
    try:
        pages(30, FOOT)
    finally:
        engine.uninstall()
        undo()
    assert calls == [1, 10]  # pages of one digit, and of two


# ---- the contract with WeasyPrint


def test_contract_margin_boxes_are_made_by_one_generator() -> None:
    engine.uninstall()
    stock = find("weasyprint.layout.page:make_margin_boxes")
    assert inspect.isgeneratorfunction(stock)
    assert list(inspect.signature(stock).parameters) == ["context", "page", "state"]
    assert stock is find("weasyprint.layout:make_margin_boxes")
    assert "make_margin_boxes" in find("weasyprint.layout:layout_document").__code__.co_names


def test_contract_backgrounds_are_laid_out_box_by_box() -> None:
    stock = find("weasyprint.layout.background:layout_box_backgrounds")
    assert list(inspect.signature(stock).parameters)[:3] == ["page", "box", "get_image_from_uri"]


def test_contract_the_sixteen_boxes_are_those_stock_makes() -> None:
    engine.uninstall()
    wanted = "".join(f"{keyword} {{ content: 'x' }}" for keyword in margins._AT_KEYWORDS)
    html = weasyprint.HTML(string=f"<style>@page {{ margin: 20%; {wanted} }}</style><p>x")
    [page] = [page._page_box for page in html.render().pages]
    made = [box.at_keyword for box in own(page)]
    assert len(made) == 16
    assert sorted(made) == sorted(margins._AT_KEYWORDS)


def test_contract_the_state_of_a_page_begins_with_quotes_and_counters() -> None:
    engine.uninstall()
    seen: list[Any] = []

    def watching(stock: Any) -> Any:
        def called(context: Any, page: Any, state: Any) -> Any:
            seen.append((state, context.current_page, context.style_for(page.page_type, "@bottom-center")))
            assert "".join(context.get_string_set_for(page, "t", "first")) == ""
            assert context.counter_style.render_value(12, "decimal") == "12"
            assert context.target_collector.counter_lookup_items == {}
            return stock(context, page, state)

        return called

    undo = replace(["weasyprint.layout.page:make_margin_boxes", "weasyprint.layout:make_margin_boxes"], watching)
    try:
        weasyprint.HTML(string=f"<style>@page {{ counter-increment: page 4; {FOOT} }}</style><p>x").render()
    finally:
        undo()
    [(state, number, style)] = seen
    depth, counters, *_ = state
    assert (depth, number) == ([0], 1)
    assert counters["page"][-1] == 4
    assert style["content"] == (("counter()", ("page", "decimal")),)
    for name in ("counter_reset", "counter_increment", "counter_set"):
        assert not margins._changes(style, name), style[name]
    assert margins._changes({"x": (("page", 1),)}, "x")


def test_contract_margin_boxes_belong_to_a_page_by_its_children() -> None:
    [page] = pages(1, FOOT)
    copied = page.copy_with_children(sets(page)[1].boxes)
    assert copied.children == sets(page)[1].boxes
    assert inspect.signature(find("weasyprint.stacking:StackingContext.from_page"))


def test_contract_counters_without_a_value_are_told_by_the_collector() -> None:
    collector = find("weasyprint.css.targets:TargetCollector")()
    assert collector.counter_lookup_items == {}
    item = find("weasyprint.css.targets:CounterLookupItem")(None, ["page"], {"a": ["page"]})
    assert (item.missing_counters, item.missing_target_counters) == (["page"], {"a": ["page"]})

"""Rules of our own sheets are read when an element asks for them, and are then what stock reads."""

from __future__ import annotations

import logging
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import tinycss2
import weasyprint
from tinycss2.ast import Node
from weasyprint import html as stock
from weasyprint.css.counters import CounterStyle
from weasyprint.css.tokens import Pending

from kanyin import engine, theme
from kanyin.diagnostics import Report
from kanyin.engine import deferring
from kanyin.engine.messages import heard
from kanyin.resources import resource

from .counting import counted

SHEETS = ("book.css", *(f"themes/{name}.css" for name in theme.names()))


def read(*, ours: bool, **source: Any) -> tuple[list[Any], Any, dict[str, Any]]:
    """Read a sheet; return its rules, those for elements and those for pages, and its counter styles."""
    counters = CounterStyle()
    if ours:
        with deferring.ours():
            sheet = weasyprint.CSS(**source, counter_style=counters)
    else:
        sheet = weasyprint.CSS(**source, counter_style=counters)
    entries = [
        (table, key, specificity, order, pseudo, plain(list(declarations)), layer)
        for table, kept in vars(sheet.matcher).items() if table.endswith("selectors")
        for key, found in (kept.items() if isinstance(kept, dict) else [("", kept)])
        for _, specificity, order, pseudo, (declarations, layer) in found
    ]  # fmt: skip
    pages = [(selectors, plain(declarations)) for _, selectors, declarations in sheet.page_rules]
    return entries, pages, {name: counter.copy() for name, counter in counters.items()}


def plain(value: Any) -> Any:
    """Return a value in a form that can be compared: what waits for a variable is tokens, each with its place."""
    if isinstance(value, Node):
        return value.type, value.serialize(), value.source_line, value.source_column
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, partial):
        return value.func.__qualname__, value.keywords
    return (type(value), plain(list(vars(value).items()))) if isinstance(value, Pending) else value


@pytest.mark.parametrize("name", SHEETS)
def test_our_sheets_are_read_as_stock_reads_them_and_without_a_word(name: str) -> None:
    report, sheet = Report(), {"filename": str(resource("styles") / name)}
    with heard(report):
        ours, theirs = read(ours=True, **sheet), read(ours=False, **sheet)
    assert ours == theirs
    assert list(report) == []


def test_weasyprint_s_own_sheet_is_read_as_stock_reads_it() -> None:
    ours, theirs = read(ours=True, string=stock.UA), read(ours=False, string=stock.UA)
    assert ours == theirs
    assert {name: counter.copy() for name, counter in stock.UA_COUNTER_STYLE.items()} == theirs[2]


def test_a_rule_is_read_when_an_element_asks_for_it_and_once() -> None:
    with deferring.ours():
        sheet = weasyprint.CSS(string="p { margin: 1px } td { margin: 2px } li { margin: 3px }")
    calls: list[Any] = []
    undo = counted("weasyprint.css:preprocess_declarations", calls)
    try:
        for body in ("<p>天<p>地", "<p>玄<ul><li>黄<li>宇"):
            weasyprint.HTML(string=f"<html lang=zh><body>{body}").render(stylesheets=[sheet])
    finally:
        undo()
    read = [tinycss2.serialize(contents).strip() for _, contents in calls]
    assert [text for text in read if "px" in text] == ["margin: 1px ;", "margin: 3px ;"]


def test_a_mistake_in_a_rule_that_is_wanted_is_told_at_its_place(tmp_path: Path) -> None:
    sheet, report = tmp_path / "theme.css", Report()
    sheet.write_text("/* 一 { */\np::before { content: '};' }\n\np { color: red;\n  colour: blue }", "utf-8")
    with deferring.ours():
        css = weasyprint.CSS(filename=sheet)
    with heard(report):
        weasyprint.HTML(string="<html lang=zh><body><p>天").render(stylesheets=[css])
    (found,) = report
    assert found.span is not None
    assert (found.code, found.span.file, found.span.line, found.span.column) == ("style.ignored", sheet, 5, 3)


@pytest.mark.parametrize(
    "css",
    [
        "p:no-such-class { margin: 0 } em { margin: 0 }",
        "p::no-such-element { margin: 0 }",
        "p { & em { margin: 0 } margin: 1px }",
        "& p { margin: 1px }",
        "@media print { p { margin: 1px } } @media screen { p { margin: 2px } }",
        "@layer a, b; @layer b { p { margin: 1px } } @layer a { p { margin: 2px } }",
        "@page { margin: 1px; @top-left { content: '}' } }",
        "@counter-style a { system: cyclic; symbols: '甲' } p { margin: 0 }",
        "p { background: url('a;b}.png') } em { content: '\\'}' }",
        "p {} em { margin: 0 }",
        "p /* a { */, em { margin: 0 }",
        "p { margin: 0 } em { margin: 1px; ",
        "p { margin: 0 } } em { margin: 1px } td { margin: 2px }",
        "p { margin: 0 } /* em { margin: 1px }",
        "p { margin: 0 } /* the end */",
        "p { content: 'a\n} em { margin: 1px }",
        "p { margin: 0 }\r\nem {\r\n margin: var(--a) }\r\n",
        "@media print { p { margin: 1px } ",
        "p",
        "",
    ],
)
def test_whatever_is_not_plain_is_read_as_stock_reads_it(css: str) -> None:
    logger = logging.getLogger("weasyprint")
    logger.disabled = True  # what is said is another test's
    try:
        ours, theirs = read(ours=True, string=css, base_url="file:///"), read(ours=False, string=css, base_url="file:///")
    finally:
        logger.disabled = False
    assert [entry for entry in ours[0] if entry[5]] == [*map(_as_placed(ours[0]), theirs[0])] or ours == theirs
    assert ours[1:] == theirs[1:]


def _as_placed(entries: list[Any]) -> Any:
    """Let the order of a stock entry count the rules without declarations too, which stock leaves out."""
    orders = iter(entry[3] for entry in entries if entry[5])
    return lambda entry: (*entry[:3], next(orders), *entry[4:])


@pytest.mark.parametrize("data", ["p { margin: 0 }".encode("utf-8-sig"), "p::before { content: '天' }".encode("gbk")])
def test_bytes_are_decoded_as_stock_decodes_them(tmp_path: Path, data: bytes) -> None:
    sheet = tmp_path / "theme.css"
    sheet.write_bytes(data)
    assert read(ours=True, filename=sheet) == read(ours=False, filename=sheet)


def test_sheets_of_others_are_read_whole() -> None:
    calls: list[Any] = []
    undo = counted("weasyprint.css:preprocess_declarations", calls)
    try:
        weasyprint.CSS(string="td { margin: 2px } li { margin: 3px }")
    finally:
        undo()
    assert len(calls) == 2


def test_contract_stock_reads_its_own_sheets_where_the_hook_gives_way() -> None:
    engine.uninstall()
    assert weasyprint.tinycss2 is tinycss2
    entries, _, counters = read(ours=False, string=stock.UA)
    assert len(entries) > 200
    assert len(counters) > 40

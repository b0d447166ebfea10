"""The places of TOML keys and values: the text at each place is that key or value."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanyin.diagnostics import Report, Span
from kanyin.fields import Document, Place
from kanyin.toml_spans import parse_toml

FILE = Path("book.toml")


def _parse(text: str) -> Document:
    document = parse_toml(text, FILE, Report())
    assert document is not None
    return document


def _at(text: str, span: Span) -> str:
    return text.split("\n")[span.line - 1][span.column - 1 : span.column - 1 + span.length]


@pytest.mark.parametrize(
    ("text", "place", "key", "value"),
    [
        ('title = "甲"', ("title",), "title", '"甲"'),
        ('[book]\n  title="甲" # 注', ("book", "title"), "title", '"甲"'),
        ("[output.kanyin]\n\"cover-image\" = 'a.svg'", ("output", "kanyin", "cover-image"), '"cover-image"', "'a.svg'"),
        ("[ output . kanyin ]\nshort = true", ("output", "kanyin", "short"), "short", "true"),
        ("output.kanyin.depth = 2  ", ("output", "kanyin", "depth"), "depth", "2"),
        ('a = { b = 1, "丙" = [2, 3] }', ("a", "丙", 1), None, "3"),
        ('a = [\n  "甲", # 注 [\n\n  "乙",\n]', ("a", 1), None, '"乙"'),
        ('a = [["x"], [{ k = "深" }]]', ("a", 1, 0, "k"), "k", '"深"'),
        ("[[a]]\nk = 1\n[[a]]\nk = 2", ("a", 1, "k"), "k", "2"),
        ("[[a]]\n[a.b]\nk = 1\n[[a]]\n[a.b]\nk = 2", ("a", 1, "b", "k"), "k", "2"),
        ("d = 2024-05-01 10:00:00 # 注", ("d",), "d", "2024-05-01 10:00:00"),
        ('a = """x\\""" ]"""\nb = 1', ("b",), "b", "1"),
        ("a = '''\n[no]\nb = 0'''\nb = 1", ("b",), "b", "1"),
        ('a = """"引""""\nb = 1', ("b",), "b", "1"),
        ('a = "x # y = \\" z"\nb = 1', ("b",), "b", "1"),
    ],
)
def test_keys_and_values_are_found(text: str, place: Place, key: str | None, value: str) -> None:
    document = _parse(text)
    assert _at(text, document.items[place]) == value
    if key:
        assert _at(text, document.keys[place]) == key


def test_a_value_of_several_lines_is_marked_in_its_first() -> None:
    assert _parse('[book]\nauthors = [\n "甲",\n]').items[("book", "authors")] == Span(FILE, 2, 11, 1)


def test_numbers_and_dates_are_kept_as_written() -> None:
    assert _parse("price = 38.00\ndate = 2024-05-01\n").written == {("price",): "38.00", ("date",): "2024-05-01"}


def test_a_table_that_is_not_there_falls_back_to_its_parent() -> None:
    document = _parse("[book]\ntitle = 1")
    assert document.key_span(("book", "authors", 3)) == Span(FILE, 1, 2, 4)
    assert document.key_span(("output",)) == Span(FILE)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("[book]\ntitle = ", 2, 9),
        ('title = "甲', 1, 11),
        ("[book]\ntitle = 甲\n", 2, 9),
        ("[book\n", 1, 6),
        ("a = 1\na = 2\n", 2, 6),
        ("[a]\n[a]\n", 2, 3),
        ("title = “甲”", 1, 9),
    ],
)
def test_a_syntax_error_has_its_line_and_column(text: str, line: int, column: int) -> None:
    report = Report()
    assert parse_toml(text, FILE, report) is None
    (found,) = report
    assert found.code == "book.toml"
    assert found.span == Span(FILE, line, column)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("title = “甲”", 'use the ASCII marks " = [ ] ,'),
        ('定价 = "1 元"', 'put the key in quotes: "定价"'),
        ("[书]", 'put the key in quotes: "书"'),
        ("title = 甲", None),
    ],
)
def test_slips_of_a_chinese_keyboard_get_a_hint(text: str, hint: str | None) -> None:
    report = Report()
    parse_toml(text, FILE, report)
    assert [found.hint for found in report] == [hint]


def test_absurd_nesting_is_an_error_and_no_crash() -> None:
    report = Report()
    parse_toml("a = " + "[" * 100_000, FILE, report)
    assert [found.code for found in report] == ["book.toml"]


_STRINGS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=6)
_SCALARS = st.booleans() | st.integers(-(10**9), 10**9) | _STRINGS
_VALUES = st.recursive(
    _SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_STRINGS, inner, max_size=3)
)


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(k, ensure_ascii=False)} = {_toml(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _flat(value: object, place: Place) -> list[tuple[Place, object]]:
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [(place, value), *(found for k, v in children for found in _flat(v, (*place, k)))]


@given(st.dictionaries(_STRINGS, _VALUES, max_size=4))
def test_the_text_at_each_place_is_its_value(values: dict[str, object]) -> None:
    text = "# 书\n[t]\n" + "\n".join(f"{json.dumps(k, ensure_ascii=False)} = {_toml(v)}" for k, v in values.items())
    document = _parse(text)
    for place, value in _flat(values, ("t",))[1:]:
        assert tomllib.loads("x = " + _at(text, document.items[place])) == {"x": value}

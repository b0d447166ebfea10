"""The manual's appendices say what the program has: no name more, none less, and no way of writing untried."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import tostring

import pytest

from kanyin.diagnostics import Report, Severity
from kanyin.markdown import EXTENSIONS
from kanyin.markdown.blocks.parser import split_lines
from kanyin.markdown.chapter import Chapter, Host
from tools import appendix
from tools.appendix import codes, syntax


@pytest.fixture
def meanings() -> dict[str, Any]:
    """Return a copy of the table of meanings, to be changed."""
    return copy.deepcopy(dict(appendix.meanings()))


def test_the_appendices_are_as_the_program_is() -> None:
    stale = [path.name for path, text in appendix.pages() if path.read_text("utf-8") != text]
    assert not stale, "run script/appendix"


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (("commands", "build"), "watch"),
        (("commands", "all"), "json"),
        (("keys", "book"), "subtitle"),
        (("keys", "kanyin"), "paper"),
        (("keys", "colophon"), "cip"),
        (("keys", "proofread"), "allow"),
        (("rules",), "P007"),
        (("keys", "official"), "issuer"),
        (("codes", "of", "book"), "toml"),
        (("codes", "of"), "layout"),
    ],
)
def test_a_name_without_a_meaning_and_a_meaning_without_a_name_are_refused(
    place: tuple[str, ...], name: str, meanings: dict[str, Any]
) -> None:
    table = meanings
    for step in place:
        table = table[step]
    said = table.pop(name)
    with pytest.raises(appendix.Mismatch, match=name):
        list(appendix.pages(meanings))
    table |= {name: said, "no-such-name": said}
    with pytest.raises(appendix.Mismatch, match="no-such-name"):
        list(appendix.pages(meanings))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"write": "*强调"}, "does not give em"),
        ({"write": "**强调**"}, "does not give em"),
        ({"write": "[*字*]{.no-such-class}"}, "class that nothing acts on: no-such-class"),
    ],
)
def test_a_way_of_writing_that_does_not_work_is_refused(
    change: dict[str, str], told: str, meanings: dict[str, Any]
) -> None:
    assert meanings["syntax"]["inline"]["rows"][0]["gives"] == "em"
    meanings["syntax"]["inline"]["rows"][0] |= change
    with pytest.raises(appendix.Mismatch, match=told):
        list(appendix.pages(meanings))


def host() -> Host:
    """Return Markdown's host as a chapter gets it."""
    return Host(Chapter("x.md", Path("x.md"), Report(), 1), [extension() for extension in EXTENSIONS])


def rules() -> Iterator[tuple[str, str]]:
    """Yield every rule the extensions register, as (registry, name)."""
    for registry in ("block_starts", "inline_rules", "treeprocessors"):
        for item in getattr(host(), registry)._priority:
            yield registry, item.name


@pytest.mark.parametrize(("registry", "rule"), tuple(rules()))
def test_every_rule_of_markdown_is_shown_by_a_row(registry: str, rule: str) -> None:
    """Without the rule, some way of writing in the appendix gives something else."""
    assert any(made(text) != made(text, registry, rule) for text in syntax.examples(appendix.meanings()["syntax"]))


def made(text: str, registry: str = "", rule: str = "") -> str:
    """Return what becomes of the Markdown, without the rule if one is named."""
    converter = host()
    if rule:
        getattr(converter, registry).deregister(rule)
    converter.parser.parseDocument(split_lines(text))
    root = converter.parser.root
    for step in converter.treeprocessors:
        step.run(root)
    return tostring(root, "unicode")


def test_codes_are_read_from_the_calls_that_report_them(tmp_path: Path) -> None:
    (tmp_path / "markdown").mkdir()
    (tmp_path / "one.py").write_text(
        '''"""Tells of `book.in-a-docstring`."""
report.error("book.gone", f"{name} is gone", hint="styles/book.css")
self._report.warning(
    "font.odd-8", message
)
Diagnostic("book.gone", Severity.NOTE, "it is back")
open("page.css")
''',
        "utf-8",
    )
    (tmp_path / "two.py").write_text('code = "style.ignored" if place else "engine.message"\nreport.note(code, "")\n', "utf-8")
    (tmp_path / "markdown" / "notes.py").write_text('host.warn("note-empty", "no text", place)\n', "utf-8")
    assert codes.codes(tmp_path) == {
        "book.gone": {Severity.ERROR, Severity.NOTE},
        "font.odd-8": {Severity.WARNING},
        "style.ignored": {Severity.NOTE},
        "engine.message": {Severity.NOTE},
        "markdown.note-empty": {Severity.WARNING},
    }


def test_a_code_handed_on_with_two_severities_is_refused(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text('a.note(code, "")\na.error(code, "")\nc("book.unsure")\n', "utf-8")
    with pytest.raises(appendix.Mismatch, match=r"book\.unsure"):
        codes.codes(tmp_path)

"""What an author may write, each way of writing tried on the program before it is printed.

In: rows of `write` (the Markdown), `gives` (what must come of it), `meaning`, and `see` (a section's label). Out: a
table a group of rows, and the kinds of admonition with their labels.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

from kanyin.diagnostics import Report, Severity
from kanyin.markdown import convert
from kanyin.markdown.blocks.admonition import LABELS
from kanyin.resources import resource

from .cells import Mismatch, code, table
from .source import spoken, trees

_CLASS = re.compile(r"\{[^}]*\.([a-z][\w-]*)")
_SPACES = re.compile("^ +|  +")
"""Spaces that would be lost: those a line begins with, and all but one of several."""

Row = Mapping[str, str]


def tables(groups: Mapping[str, Mapping[str, object]]) -> dict[str, str]:
    """Return the tables, called `syntax_GROUP`, and `admonitions`. Raises `Mismatch` for a row that is not true."""
    made = {}
    for name, group in groups.items():
        rows = _rows(group)
        for row in rows:
            _try(row)
        caption = f"{group['caption']} {{#tbl-syntax-{name}}}"
        made[f"syntax_{name}"] = table(("写法", "意思"), map(_cells, rows), caption)
    return {**made, "admonitions": "、".join(f"{code(kind)}（{label}）" for kind, label in LABELS.items())}


def examples(groups: Mapping[str, Mapping[str, object]]) -> list[str]:
    """Return every piece of Markdown the rows show."""
    return [row["write"] for group in groups.values() for row in _rows(group)]


def _rows(group: Mapping[str, object]) -> Sequence[Row]:
    rows = group["rows"]
    assert isinstance(rows, list)
    return rows


def _cells(row: Row) -> tuple[str, str]:
    lines = [_SPACES.sub(lambda spaces: "\u00a0" * len(spaces[0]), line) for line in row["write"].split("\n")]
    shown = "<br>".join(code(line) if line else "" for line in lines)
    return shown, f"{row['meaning']}（[]({row['see']}){{.page}}）"


def _try(row: Row) -> None:
    """See that the program makes of the Markdown what the row says, and knows the classes in it."""
    report = Report()
    tree = convert(row["write"], file="x.md", path=Path("x.md"), report=report)
    if report.count(Severity.ERROR) or not _holds(tree, row["gives"]):
        raise Mismatch(f"`{row['write']}` does not give {row['gives']}")
    if idle := [name for name in _CLASS.findall(row["write"]) if name not in _known_classes()]:
        raise Mismatch(f"class that nothing acts on: {', '.join(idle)}")


def _holds(tree: Element, wanted: str) -> bool:
    """Tell whether the tree holds `tag`, `tag.class`, `tag#id` or `tag@attribute`; `=text` is all of its text."""
    if wanted.startswith("="):
        return "".join(tree.itertext()).strip() == wanted[1:]
    tag, mark, name = re.fullmatch(r"(\w+)(?:([.#@])([\w-]+))?", wanted).groups()  # type: ignore[union-attr]
    return any(_is(element, mark, name) for element in tree.iter(tag))


def _is(element: Element, mark: str | None, name: str) -> bool:
    if mark == "@":
        return name in element.attrib
    given = {"#": "id", ".": "class", None: "class"}[mark]
    return mark is None or name in element.get(given, "").split()


@cache
def _known_classes() -> frozenset[str]:
    """Every class a stylesheet selects, and every word the program spells."""
    sheets = "".join(sheet.read_text("utf-8") for sheet in sorted(resource("styles").rglob("*.css")))
    words = {word for _, tree in trees(Path(__file__).resolve().parents[2] / "kanyin") for word in spoken(tree)}
    return frozenset(words | set(re.findall(r"\.([a-zA-Z][\w-]*)", sheets)))

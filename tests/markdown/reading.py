"""Reading for the tests of `kanyin.markdown`: fixture files, and HTML in a form in which it can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, tostring

import tinyhtml5

from kanyin.diagnostics import Report
from kanyin.markdown import convert

FIXTURES = Path(__file__).parents[1] / "fixtures" / "markdown"
_CASE = re.compile(r"^(?P<title>[^\n]+)\n\.\n(?P<source>.*?)^\.\n(?P<expected>.*?)^\.$", re.DOTALL | re.MULTILINE)
_INLINE = frozenset(
    {
        *("a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "em", "i", "img", "ins", "kbd", "mark", "q"),
        *("rb", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "u", "var"),
    }
)
Node = tuple[str, tuple[tuple[str, str], ...], tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a fixture file; `→` stands for a tab in the source."""

    name: str
    source: str
    expected: str


def cases(files: str = "*.md") -> Iterator[Case]:
    """Yield the cases of the fixture files, in order."""
    for file in sorted(FIXTURES.glob(files)):
        for found in _CASE.finditer(file.read_text(encoding="utf-8")):
            yield Case(f"{file.stem}: {found['title']}", found["source"].replace("→", "\t"), found["expected"])


def read(text: str, report: Report | None = None, first_line: int = 1) -> Element:
    """Convert `text` as the chapter a.md."""
    return convert(
        text, file="a.md", path=Path("a.md"), report=Report() if report is None else report, first_line=first_line
    )


def codes(text: str) -> list[str]:
    """Return the codes of the diagnostics for `text`, in order."""
    report = Report()
    read(text, report)
    return [diagnostic.code for diagnostic in report]


def html_of(root: Element) -> str:
    """Return the content of a chapter's element as HTML."""
    html = tostring(root, encoding="unicode", method="html")
    return html[html.index(">") + 1 : -len("</div>")]


def canonical(html: str) -> Node:
    """Return the HTML as nested tuples, without `data-src` and without white space that no reader sees."""
    body = tinyhtml5.parse(f"<!DOCTYPE html><body>{html}", namespace_html_elements=False).find("body")
    return _node(body, False)


def _node(element: Element, verbatim: bool) -> Node:
    verbatim = verbatim or element.tag == "pre"
    parts: list[object] = [element.text or ""]
    for child in element:
        parts += [_node(child, verbatim), child.tail or ""]
    attributes = tuple(sorted((k, v) for k, v in element.attrib.items() if k != "data-src"))
    if not verbatim:
        parts = [
            _text(parts, index, element.tag) if isinstance(part, str) else part for index, part in enumerate(parts)
        ]
    return (element.tag, attributes, tuple(part for part in parts if part != ""))


def _text(parts: list[object], index: int, tag: str) -> str:
    text = re.sub(r"[ \n]+", " ", str(parts[index]))
    if (index == 0 and tag not in _INLINE) or (index and _breaks(parts[index - 1])):
        text = text.lstrip(" ")
    if (index == len(parts) - 1 and tag not in _INLINE) or (index + 1 < len(parts) and _breaks(parts[index + 1])):
        text = text.rstrip(" ")
    return text


def _breaks(part: object) -> bool:
    return isinstance(part, tuple) and (part[0] not in _INLINE or part[0] == "br")

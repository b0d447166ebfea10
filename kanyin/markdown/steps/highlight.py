"""The step that cuts code into lines and marks its parts by weight, for print without colour.

In: `<pre class="code" data-lang><code>text</code></pre>`, in a note `<span class="note-code">`. Out: one
`<span class="line">` a line, in it spans of class `k` (keywords), `c` (comments), `s` (strings) and `n` (names being
defined), as Pygments reads the language. Where the author asked for numbers each line has its own in `data-number`.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from xml.etree.ElementTree import Element, SubElement

from markdown.treeprocessors import Treeprocessor
from pygments.lexers import get_all_lexers, get_lexer_by_name
from pygments.token import Comment, Keyword, Name, Operator, String, _TokenType
from pygments.util import ClassNotFound

from ...trees import has_class
from ..attributes import add_classes
from ..chapter import Host

_PLAIN = frozenset({"", "text", "txt", "plain", "plaintext", "none", "nohighlight"})
_CLASSES: tuple[tuple[_TokenType, str], ...] = (
    (Comment, "c"),
    (Keyword, "k"),
    (Operator.Word, "k"),
    (Name.Tag, "k"),
    (String, "s"),
    (Name.Function, "n"),
    (Name.Class, "n"),
)
Part = tuple[str, str]  # class and text

# What holds code, and the class it has then.
_HOLDERS = {"pre": "code", "span": "note-code"}

# How lines are numbered: our class, then those of pandoc; the attribute that gives the first number, in the same order.
_NUMBERED = ("numbered", "numberLines", "number-lines")
_START = ("start", "startFrom", "start-from")
# Fewer lines than this are counted at a glance (LOOK §5), unless they begin with a number of their own.
_FEW = 10


class Highlight(Treeprocessor):
    """Cuts and marks all code blocks."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._host = host

    def run(self, root: Element) -> None:
        for pre in root.iter():
            if len(pre) == 1 and pre[0].tag == "code" and has_class(pre, _HOLDERS.get(str(pre.tag), "")):
                text = pre[0].text or ""
                if text:
                    # In a note a line end between blocks would stand as an empty line.
                    _fill(pre[0], self._parts(text, pre), "\n" if pre.tag == "pre" else None)
                    _number(pre)

    def _parts(self, text: str, pre: Element) -> list[Part]:
        language = pre.get("data-lang", "").lower()
        if language in _PLAIN:
            return [("", text)]
        try:
            lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
        except ClassNotFound:
            self._tell_unknown(language, pre)
            return [("", text)]
        parts = [(_class_of(kind), value) for kind, value in lexer.get_tokens(text)]
        # A lexer may normalise what it reads; the text of a book must not change.
        return parts if "".join(value for _, value in parts) == text else [("", text)]

    def _tell_unknown(self, language: str, pre: Element) -> None:
        aliases = sorted({alias for _, names, _, _ in get_all_lexers() for alias in names})
        near = get_close_matches(language, aliases, 1, 0.75)
        place = self._host.chapter.span(self._host.chapter.line_of(pre.get("data-src", "")))
        hint = f"did you mean {near[0]}?" if near else "write text for plain text"
        self._host.note("unknown-language", f"no highlighting for the language {language!r}", place, hint)


def _number(pre: Element) -> None:
    """Give each line its number, where there are enough of them or the author says where to begin."""
    start = next((value for name in _START if (value := pre.attrib.pop(name, ""))), "")
    if not any(has_class(pre, name) for name in _NUMBERED):
        return
    lines = list(pre[0])
    if len(lines) >= _FEW or start.isdecimal():
        add_classes(pre, ("numbered",))
        for number, line in enumerate(lines, int(start) if start.isdecimal() else 1):
            line.set("data-number", str(number))
    else:
        pre.set("class", " ".join(name for name in (pre.get("class") or "").split() if name not in _NUMBERED))


def _class_of(kind: _TokenType) -> str:
    return next((name for base, name in _CLASSES if base in kind.split()), "")


def _fill(code: Element, parts: list[Part], between: str | None) -> None:
    code.text = None
    line: Element | None = None
    for row in _rows(parts):
        if line is not None:
            line.tail = between
        line = SubElement(code, "span", {"class": "line"})
        _fill_line(line, row)


def _rows(parts: list[Part]) -> Iterator[list[Part]]:
    """Yield the parts of each line; parts of one class that touch are joined."""
    row: list[Part] = []
    for name, value in parts:
        first, *others = value.split("\n")
        _add(row, name, first)
        for other in others:
            yield row
            row = []
            _add(row, name, other)
    yield row


def _add(row: list[Part], name: str, value: str) -> None:
    if row and row[-1][0] == name:
        row[-1] = (name, row[-1][1] + value)
    elif value:
        row.append((name, value))


def _fill_line(line: Element, row: list[Part]) -> None:
    last: Element | None = None
    for name, value in row:
        if name:
            last = SubElement(line, "span", {"class": name})
            last.text = value
        elif last is None:
            line.text = value
        else:
            last.tail = value

"""Front matter: the YAML block that may open a Markdown file.

In: a file's text (`\\n` line ends, no BOM). Out: the text below the block, the line it starts at, and the block as a
`Document` with the place of every key and value. Scalars stay as written (`1984`, `no`, `38.00` are strings): a title
is never a number because it looks like one. It does not know what the keys mean, and leaves a `---` that opens no
front matter to Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from pathlib import Path
from typing import TYPE_CHECKING

from kanyin.diagnostics import Report, Span
from kanyin.fields import Document, Place
from kanyin.later import Later
from kanyin.records import dataclass

if TYPE_CHECKING:
    import yaml
else:
    yaml = Later("yaml")  # 10 ms, for books that have front matter

_FENCE = "---"
_CLOSE = ("---", "...")
# A key and a colon, a full-width colon after a key of ours (a slip worth telling), or the end at once: anything else
# below `---` is a thematic break and prose.
_OPENS = re.compile(
    r"""(?:"[^"]+"|'[^']+'|[A-Za-z_][A-Za-z0-9_-]*)[ \t]*:(?:[ \t]|$)"""
    r"|(?:title|subtitle|authors?|date|description|language|lang|keywords|series|publisher|kanyin)[ \t]*："
    r"|---[ \t]*$"
)
_NULL = "tag:yaml.org,2002:null"


@dataclass(frozen=True, slots=True)
class Split:
    """A text cut in two; `first_line` is the line of `body`'s first line in the file."""

    body: str
    first_line: int
    front: Document


def cut(text: str, file: Path, report: Report) -> Split:
    """Cut the front matter off; one that is not valid YAML is an error and reads as empty."""
    lines = text.split("\n", 2)
    if lines[0].rstrip() != _FENCE or len(lines) < 2 or not _OPENS.match(lines[1]):
        return Split(text, 1, Document(file, loose=True))
    every = text.split("\n")
    end = next((i for i, line in enumerate(every) if i and line.rstrip() in _CLOSE), 0)
    if not end:
        hint = "put a line of --- below it, or a blank line above it if it is no front matter"
        report.warning("book.front-matter-open", "the front matter has no end", Span(file, 1, 1, 3), hint)
        return Split(text, 1, Document(file, loose=True))
    front = _parse("\n".join(every[1:end]), file, report)
    return Split("\n".join(every[end + 1 :]), end + 2, front)


def _parse(block: str, file: Path, report: Report) -> Document:
    empty = Document(file, loose=True)
    try:
        node = yaml.compose(block, Loader=yaml.SafeLoader)
        if node is None:
            return empty
        walk = _Walk(file, report)
        values = walk.value(node, ())
    except yaml.YAMLError as error:
        report.error("book.yaml", *_syntax_error(error, block, file))
        return empty
    except RecursionError:
        report.error("book.yaml", "the front matter is nested too deeply", Span(file, 1))
        return empty
    if not isinstance(values, dict):
        hint = "write `key: value`, with an ASCII colon and a space" if "：" in block else "write `key: value` lines"
        report.error("book.yaml", "the front matter has no keys", Span(file, 2), hint)
        return empty
    return Document(file, values, walk.keys, walk.items, loose=True)


def _syntax_error(error: yaml.YAMLError, block: str, file: Path) -> tuple[str, Span, str | None]:
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        span = Span(file, mark.line + 2, mark.column + 1) if mark else Span(file, 1)
        hint = "put a value that holds `: ` in quotes" if "mapping values" in (error.problem or "") else None
        return f"the front matter is not valid YAML: {error.problem or error.context}", span, hint
    at = getattr(error, "position", 0)
    before = block[:at]
    span = Span(file, before.count("\n") + 2, at - before.rfind("\n"))
    return "the front matter holds a character that YAML does not allow", span, None


class _Walk:
    """YAML nodes → plain values, noting places; a node met again through an alias is not walked twice."""

    def __init__(self, file: Path, report: Report) -> None:
        self.file, self.report = file, report
        self.keys: dict[Place, Span] = {}
        self.items: dict[Place, Span] = {}
        self._done: dict[int, object] = {}

    def value(self, node: yaml.Node, place: Place) -> object:
        self.items[place] = self._span(node)
        if id(node) not in self._done:
            self._done[id(node)] = None  # what an alias inside its own anchor reads as
            self._done[id(node)] = self._value(node, place)
        return self._done[id(node)]

    def _value(self, node: yaml.Node, place: Place) -> object:
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*place, index)) for index, child in enumerate(node.value)]
        return None if node.tag == _NULL else _whole(str(node.value))

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[Hashable, object]:
        values: dict[Hashable, object] = {}
        for key_node, child in node.value:
            key = _whole(str(key_node.value)) if isinstance(key_node, yaml.ScalarNode) else "?"
            here = (*place, key)
            if key in values:
                twice = f"{key} is given twice"
                self.report.error("book.duplicate-key", twice, self._span(key_node), "keep one of them")
                continue
            self.keys[here] = self._span(key_node)
            values[key] = self.value(child, here)
        return values

    def _span(self, node: yaml.Node) -> Span:
        """Return the node's span; the block begins below the `---` in line 1."""
        start, end = node.start_mark, node.end_mark
        length = end.column - start.column if end.line == start.line else 1
        return Span(self.file, start.line + 2, start.column + 1, max(1, length))


def _whole(text: str) -> str:
    """Return a scalar with characters that were escaped in halves (`"\\uD83D\\uDE00"`, as JSON does) put together."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

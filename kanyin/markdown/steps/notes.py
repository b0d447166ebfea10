"""The step that takes each note to its calls, for the page's foot.

Out: `<span class="footnote">` with the note's content; of several paragraphs each is a `<span class="p">`, because a
`<p>` would end the paragraph that calls the note, and code is a `<span class="note-code">`.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

from ...trees import has_class
from ..chapter import Host, Note
from ..inline.nodes import fill
from ..inline.rule import Node
from .trees import BLOCKS


class Notes(Treeprocessor):
    """Fills the calls; reports notes that are never called, empty, or of more than paragraphs."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._host = host

    def run(self, root: Element) -> None:
        seen: set[str] = set()
        for call, note in self._host.tables.calls:
            content = deepcopy(note.content)
            if note.label in seen:
                _drop_ids(content)
            seen.add(note.label)
            _fill_call(call, content)
        for note in self._host.tables.notes.values():
            self._check(note)

    def _check(self, note: Note) -> None:
        place = self._host.chapter.span(note.line)
        if not note.calls:
            hint = f"call it with [^{note.label}], or delete it"
            self._host.warn("note-unused", f"the note [^{note.label}] is never called", place, hint)
        if not len(note.content):
            self._host.warn("note-empty", f"the note [^{note.label}] has no text", place)
        if any(child.tag not in ("p", "pre") for child in note.content):
            message = f"the note [^{note.label}] holds more than paragraphs and code: it is printed as paragraphs"
            self._host.warn("note-block", message, place, "write the note as plain paragraphs")


def _fill_call(call: Element, content: Element) -> None:
    for pre in content.iter("pre"):
        pre.tag = "span"
        pre.set("class", "note-code")
    groups = [(group, src) for group, src in _groups(content, call.get("data-src", "")) if group]
    if len(groups) == 1:
        fill(call, groups[0][0])
        return
    for group, src in groups:
        if len(group) == 1 and isinstance(group[0], Element) and has_class(group[0], "note-code"):
            call.append(group[0])
            continue
        part = Element("span", {"class": "p", "data-src": src})
        fill(part, group)
        call.append(part)


def _groups(block: Element, src: str) -> Iterator[tuple[list[Node], str]]:
    """Yield the runs of inline content in `block`, in order, each with the lines it comes from."""
    run: list[Node] = [block.text or ""]
    for child in block:
        tail, child.tail = child.tail, None
        if child.tag in BLOCKS or has_class(child, "note-code"):
            yield [n for n in run if n != "" and not (isinstance(n, str) and n.isspace())], src
            if child.tag in BLOCKS:
                yield from _groups(child, child.get("data-src", src))
            else:
                yield [child], child.get("data-src", src)
            run = []
        else:
            run.append(child)
        run.append(tail or "")
    yield [n for n in run if n != ""], src


def _drop_ids(content: Element) -> None:
    for element in content.iter():
        element.attrib.pop("id", None)

"""The walk through a tree of HTML.

In: elements. Out: blocks. `Reader` keeps the line it is gathering and the blocks made so far; what stands inside an
item, a cell or a quotation is gathered apart. Not done: what elements are by themselves (`elements.py`), lines into
paragraphs (`gathered.py`), notes (`notes.py`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from xml.etree.ElementTree import Element

from kanyin.importer.hypertext.elements import SPECIAL
from kanyin.importer.hypertext.gathered import paragraphs, unwrapped
from kanyin.importer.hypertext.labels import without_label
from kanyin.importer.hypertext.looks import is_hidden, marks
from kanyin.importer.hypertext.page import Page
from kanyin.importer.hypertext.state import State
from kanyin.importer.model import (
    Anchor,
    Block,
    Inline,
    Note,
    Paragraph,
    Run,
)

# Elements that stand in a line; every other one, known or not, is a block.
_INLINE: Final = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "rb",
        "rp",
        "rt",
        "rtc",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "o:p",
        "st1:chsdate",
        "st1:place",
    ]
)
_PASSED: Final = frozenset(
    [
        "script",
        "style",
        "head",
        "title",
        "meta",
        "link",
        "template",
        "noscript",
        "base",
        "param",
        "source",
        "track",
        "rp",
        "area",
        "map",
        "select",
        "option",
        "datalist",
        "button",
        "textarea",
        "progress",
        "meter",
        "dialog",
    ]
)
_MEDIA: Final = frozenset({"video", "audio", "iframe", "object", "embed", "canvas"})


class Reader:
    """Reads the blocks of one page: `line` is what is being gathered, `out` the blocks made so far."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.out: list[Block] = []
        self.line: list[Inline] = []
        self._noted: dict[Element, Note] = {}
        self._in_note = False

    def blocks(self, element: Element) -> tuple[Block, ...]:
        """Return the blocks in the element, gathered apart from what is around it."""
        return self.apart(element, State())

    def apart(self, element: Element, state: State) -> tuple[Block, ...]:
        """Return the blocks in the element; the line and the blocks at hand stay as they are."""
        out, line = self.out, self.line
        self.out, self.line = [], []
        self.walk(element, state)
        self.flush()
        made = tuple(self.out) if not self.line else (*self.out, Paragraph(tuple(self.line)))
        self.out, self.line = out, line
        return made

    def walk(self, element: Element, state: State) -> None:
        """Read what is in the element into the line and the blocks at hand."""
        self.text(element.text, state)
        for child in element:
            if isinstance(child.tag, str):
                self._element(child, state)
            self.text(child.tail, state)

    def text(self, text: str | None, state: State) -> None:
        """Add text to the line."""
        if text:
            self.line.append(Run(unwrapped(text), state.marks - state.plain, state.href))

    def flush(self) -> None:
        """End the line that is being gathered. Anchors without text wait for the next."""
        made, waiting = paragraphs(self.line)
        self.out += made
        self.line = list(waiting)

    def _element(self, element: Element, state: State) -> None:
        tag = str(element.tag).rpartition("}")[2].lower()
        called = self.page.notes.called.get(element)
        if called is not None:
            self._call(called)
        if called is not None or element in self.page.notes.passed or tag in _PASSED or is_hidden(element):
            return
        self.anchor(element)
        if tag in SPECIAL:
            SPECIAL[tag](self, element, state)
        elif tag in _MEDIA:
            self._media(element, tag)
        elif tag in _INLINE:
            self.walk(element, replace(state, marks=marks(element, state.marks)))
        else:
            self._block(element, replace(state, marks=marks(element, state.marks)))

    def anchor(self, element: Element) -> None:
        """Add an anchor to the line where links lead to the element."""
        for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
            label = self.page.labels.get(self.page.site.key(name)) if name else None
            if label and Anchor(label) not in self.line:
                self.line.append(Anchor(label))

    def _block(self, element: Element, state: State) -> None:
        self.flush()
        self.walk(element, state)
        self.flush()

    def _call(self, element: Element) -> None:
        if self._in_note:
            return
        if element not in self._noted:
            self._in_note = True
            self._noted[element] = Note(without_label(self.apart(element, State())))
            self._in_note = False
        self.line.append(self._noted[element])

    def _media(self, element: Element, tag: str) -> None:
        address = element.get("src") or element.get("data") or next((s.get("src") for s in element.iter("source")), "")
        message = f"<{tag}> is left out: {address[:120]}" if address else f"<{tag}> is left out"
        self.page.losses.note("import.media", message)

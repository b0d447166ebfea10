"""The walk through a tree of HTML.

In: elements. Out: blocks. `Reader` keeps the line it is gathering and the blocks made so far; what stands inside an
item, a cell or a quotation is gathered apart. Not done: tables' grids (`grids.py`), lines into paragraphs
(`gathered.py`), notes (`notes.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final
from xml.etree.ElementTree import Element

from kanyin.importer.docx.numerals import numeral
from kanyin.importer.hypertext import grids
from kanyin.importer.hypertext.gathered import paragraphs, unwrapped
from kanyin.importer.hypertext.looks import classes, is_hidden, marks, text_in
from kanyin.importer.hypertext.page import Page
from kanyin.importer.model import (
    Anchor,
    Block,
    Break,
    Captioned,
    Code,
    Definitions,
    Figure,
    Heading,
    Inline,
    List,
    Mark,
    Note,
    Paragraph,
    Quote,
    Ruby,
    Rule,
    Run,
    Table,
    text_of,
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
_LANGUAGE: Final = re.compile(r"(?:lang(?:uage)?-|brush:\s*|highlight-(?:source-)?|sourcecode\s+)([\w+#.-]+)")


@dataclass(frozen=True, slots=True)
class _State:
    """What holds for text at a place in the tree."""

    marks: frozenset[Mark] = frozenset()
    href: str | None = None
    plain: frozenset[Mark] = frozenset()


class Reader:
    """Reads the blocks of one page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._out: list[Block] = []
        self._line: list[Inline] = []
        self._noted: dict[Element, Note] = {}
        self._in_note = False

    def blocks(self, element: Element) -> tuple[Block, ...]:
        """Return the blocks in the element, gathered apart from what is around it."""
        return self._apart(element, _State())

    def _apart(self, element: Element, state: _State) -> tuple[Block, ...]:
        out, line = self._out, self._line
        self._out, self._line = [], []
        self._walk(element, state)
        self._flush()
        made = tuple(self._out) if not self._line else (*self._out, Paragraph(tuple(self._line)))
        self._out, self._line = out, line
        return made

    def _walk(self, element: Element, state: _State) -> None:
        self._text(element.text, state)
        for child in element:
            if isinstance(child.tag, str):
                self._element(child, state)
            self._text(child.tail, state)

    def _text(self, text: str | None, state: _State) -> None:
        if text:
            self._line.append(Run(unwrapped(text), state.marks - state.plain, state.href))

    def _flush(self) -> None:
        """End the line that is being gathered. Anchors without text wait for the next."""
        made, waiting = paragraphs(self._line)
        self._out += made
        self._line = list(waiting)

    def _element(self, element: Element, state: _State) -> None:
        tag = str(element.tag).rpartition("}")[2].lower()
        called = self._page.notes.called.get(element)
        if called is not None:
            self._call(called)
        if called is not None or element in self._page.notes.passed or tag in _PASSED or is_hidden(element):
            return
        self._anchor(element)
        if tag in _SPECIAL:
            _SPECIAL[tag](self, element, state)
        elif tag in _MEDIA:
            self._media(element, tag)
        elif tag in _INLINE:
            self._walk(element, replace(state, marks=marks(element, state.marks)))
        else:
            self._block(element, replace(state, marks=marks(element, state.marks)))

    def _anchor(self, element: Element) -> None:
        for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
            label = self._page.labels.get(self._page.site.key(name)) if name else None
            if label and Anchor(label) not in self._line:
                self._line.append(Anchor(label))

    def _block(self, element: Element, state: _State) -> None:
        self._flush()
        self._walk(element, state)
        self._flush()

    def _call(self, element: Element) -> None:
        if self._in_note:
            return
        if element not in self._noted:
            self._in_note = True
            self._noted[element] = Note(without_label(self._apart(element, _State())))
            self._in_note = False
        self._line.append(self._noted[element])

    def _media(self, element: Element, tag: str) -> None:
        address = element.get("src") or element.get("data") or next((s.get("src") for s in element.iter("source")), "")
        message = f"<{tag}> is left out: {address[:120]}" if address else f"<{tag}> is left out"
        self._page.losses.note("import.media", message)

    # --- elements that are something by themselves ---

    def _heading(self, element: Element, state: _State) -> None:
        self._flush()
        outer = self._out
        waiting, self._line, self._out = self._line, [], []
        self._walk(element, replace(state, plain=state.plain | {Mark.STRONG}))
        content: list[Inline] = [*waiting, *self._line]
        for block in self._out:
            if isinstance(block, Paragraph | Heading):
                content += [*block.content, Run(" ")]
        figures = [block for block in self._out if isinstance(block, Figure)]
        self._out, self._line = [*outer, *figures], []
        if text_of(tuple(content)):
            self._out.append(Heading(int(str(element.tag)[-1]), tuple(content)))
        else:
            self._line = [item for item in content if isinstance(item, Anchor)]

    def _link(self, element: Element, state: _State) -> None:
        href = element.get("href", "").strip()
        place = self._page.site.place(href) if href else None
        if place is not None:
            label = self._page.labels.get(place)
            target = f"#{label}" if label else None
        else:
            target = self._page.site.address(href) if href else None
        self._walk(element, replace(state, marks=marks(element, state.marks), href=target or state.href))

    def _image(self, element: Element, state: _State) -> None:
        if image := self._page.site.image(element):
            self._line.append(replace(image, href=state.href))
        elif alt := " ".join(element.get("alt", "").split()):
            # What is not there still said something: an emoji, a formula, a logo.
            if len(alt) <= 2 or "math" in element.get("class", ""):
                self._line.append(Run(alt, state.marks, state.href))

    def _break(self, _element: Element, _state: _State) -> None:
        self._line.append(Break())

    def _rule(self, _element: Element, _state: _State) -> None:
        self._flush()
        if self._out and not isinstance(self._out[-1], Rule):
            self._out.append(Rule())

    def _quotation(self, element: Element, state: _State) -> None:
        self._flush()
        blocks = self._apart(element, state)
        if blocks:
            self._out.append(Quote(blocks))

    def _quoted(self, element: Element, state: _State) -> None:
        self._line.append(Run("“", state.marks, state.href))
        self._walk(element, state)
        self._line.append(Run("”", state.marks, state.href))

    def _code(self, element: Element, _state: _State) -> None:
        self._flush()
        text = verbatim(element).strip("\n")
        named = " ".join([element.get("class", ""), *(e.get("class", "") for e in element.iter("code"))])
        language = _LANGUAGE.search(named.lower())
        if text.strip():
            self._out.append(Code(text, language[1] if language and language[1] != "plaintext" else ""))

    def _list(self, element: Element, state: _State) -> None:
        self._flush()
        items = [blocks for child in element if (blocks := self._item(child, state))]
        if not items:
            return
        form = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}.get(
            element.get("type", "")
        )
        start = element.get("start", "1")
        first = int(start) if start.isdecimal() and len(start) < 6 else 1
        if element.tag != "ol":
            self._out.append(List(tuple(items)))
        elif form:
            self._out += [b for n, item in enumerate(items, first) for b in typed(f"{numeral(n, form)}. ", item)]
        else:
            self._out.append(List(tuple(items), first))

    def _item(self, element: Element, state: _State) -> tuple[Block, ...]:
        if not isinstance(element.tag, str) or element in self._page.notes.passed or is_hidden(element):
            return ()
        if element.tag != "li":
            shell = Element("li")
            shell.append(element)
            element = shell
        anchors = self._line
        self._line = []
        self._anchor(element)
        own, self._line = self._line, anchors
        blocks = self._apart(element, replace(state, marks=marks(element, state.marks)))
        if blocks and own and isinstance(first := blocks[0], Paragraph):
            return (Paragraph((*own, *first.content)), *blocks[1:])
        return blocks

    def _definitions(self, element: Element, state: _State) -> None:
        self._flush()
        entries: list[tuple[tuple[Inline, ...], tuple[Block, ...]]] = []
        for child in (e for e in element.iter() if e.tag in ("dt", "dd")):
            blocks = self._apart(child, state)
            if child.tag == "dt" or not entries:
                content = next((b.content for b in blocks if isinstance(b, Paragraph)), ())
                entries.append((content, () if child.tag == "dt" else blocks))
            else:
                entries[-1] = (entries[-1][0], (*entries[-1][1], *blocks))
        if all(term for term, _ in entries) and any(said for _, said in entries):
            self._out.append(Definitions(tuple(entries)))
        else:  # indented talk, not terms
            self._out += [b for term, said in entries for b in ([Paragraph(term)] if term else []) + list(said)]

    def _table(self, element: Element, state: _State) -> None:
        self._flush()
        if grids.is_layout(element):
            self._page.losses.note("import.layout-table", "a table that only arranges the page is taken apart", summed=True)
            self._out += self._apart(element, state)
            return
        table = grids.table(element, lambda cell: self._apart(cell, state))
        if table is not None:
            self._out.append(table)

    def _figure(self, element: Element, state: _State) -> None:
        self._flush()
        captions = [child for child in element.iter("figcaption")]
        content = [
            item for c in captions for b in self._apart(c, state) if isinstance(b, Paragraph) for item in b.content
        ]
        shell = Element("div", element.attrib)
        shell.text = element.text
        shell.extend(child for child in element if child.tag != "figcaption")
        inside = list(self._apart(shell, state))
        caption = tuple(content)
        for i, block in enumerate(inside):
            if caption and isinstance(block, Figure | Table) and not block.caption:
                inside[i] = replace(block, caption=caption)
                caption = ()
        self._out += [*inside, *([Captioned(caption)] if caption else [])]

    def _ruby(self, element: Element, state: _State) -> None:
        base = element.text or ""
        for child in element:
            if child.tag == "rt":
                reading = text_in(child)
                self._line.append(Ruby(base.strip(), reading)) if reading and base.strip() else self._text(base, state)
                base = ""
            elif child.tag not in ("rp", "rtc") and isinstance(child.tag, str):
                base += text_in(child)
            base += child.tail or ""
        self._text(base, state)

    def _formula(self, element: Element, state: _State) -> None:
        notation = next((e.text for e in element.iter() if str(e.tag).endswith("annotation") and e.text), None)
        text = element.get("alttext") or notation or text_in(element)
        text = re.sub(r"^\{\\displaystyle (.*)\}$", r"\1", " ".join(text.split()))
        self._page.losses.warning("import.formula", f"a formula is kept as text on one line: “{text[:60]}”")
        self._line.append(Run(text, state.marks | {Mark.CODE}))

    def _drawing(self, _element: Element, _state: _State) -> None:
        self._page.losses.note("import.drawing", "a drawing inside the page (SVG) is left out", summed=True)

    def _tick(self, element: Element, state: _State) -> None:
        if element.get("type", "").lower() == "checkbox":
            self._line.append(Run("☑" if "checked" in element.attrib else "☐", state.marks))


_SPECIAL: Final[Mapping[str, Callable[[Reader, Element, _State], None]]] = MappingProxyType(
    {
        **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), Reader._heading),
        "a": Reader._link,
        "img": Reader._image,
        "image": Reader._image,
        "br": Reader._break,
        "hr": Reader._rule,
        "blockquote": Reader._quotation,
        "q": Reader._quoted,
        **dict.fromkeys(("pre", "xmp", "listing"), Reader._code),
        **dict.fromkeys(("ul", "ol", "menu", "dir"), Reader._list),
        "dl": Reader._definitions,
        "table": Reader._table,
        "figure": Reader._figure,
        "ruby": Reader._ruby,
        "math": Reader._formula,
        "svg": Reader._drawing,
        "input": Reader._tick,
    }
)


def verbatim(element: Element) -> str:
    """Return the text of code: its breaks as line ends, the numbers of its lines left out."""
    parts: list[str] = [element.text or ""]
    for child in element:
        if child.tag == "br":
            parts.append("\n")
        elif isinstance(child.tag, str) and not {"linenos", "lineno", "gutter", "line-numbers"} & set(classes(child)):
            parts.append(verbatim(child))
            if child.tag in ("div", "p", "li") and not "".join(parts).endswith("\n"):
                parts.append("\n")
        parts.append(child.tail or "")
    return "".join(parts).replace("\r", "").replace("\u00a0", " ").replace("\u200b", "")


def typed(label: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Put a label before the first paragraph."""
    if blocks and isinstance(first := blocks[0], Paragraph):
        return (Paragraph((Run(label), *first.content)), *blocks[1:])
    return blocks


_LABEL: Final = re.compile(
    r"\s*(?:[\[【〔(（]\s*(?:\d{1,4}|注|[a-z])\s*[\]】〕)）]|[①-⑳㉑-㉟㊱-㊿]|\d{1,4}[.．、:：]|[*†‡※]|[↑^])\s*"
)


def without_label(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return a note without the number typed before it: the book prints its own."""
    if not blocks or not isinstance(first := blocks[0], Paragraph):
        return blocks
    content = list(first.content)
    for i, item in enumerate(content):
        if isinstance(item, Run) and item.text.strip():
            content[i] = replace(
                item, text=_LABEL.sub("", item.text, count=1) if _LABEL.match(item.text) else item.text
            )
            break
        if not isinstance(item, Run | Anchor):
            break
    return (Paragraph(tuple(content)), *blocks[1:])

"""The elements of HTML that are something by themselves: headings, links, lists, tables, pictures, code.

In: the reader, an element, what holds for text in it. Out: nothing; the reader is handed lines and blocks. A new
element is a function and a line in `SPECIAL`. Not done: elements that only hold text (`reader.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element

from kanyin.importer.docx.numerals import numeral
from kanyin.importer.hypertext import grids
from kanyin.importer.hypertext.labels import typed, verbatim
from kanyin.importer.hypertext.looks import is_hidden, marks, text_in
from kanyin.importer.hypertext.state import State
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
    Paragraph,
    Quote,
    Ruby,
    Rule,
    Run,
    Table,
    text_of,
)  # fmt: skip

if TYPE_CHECKING:
    from kanyin.importer.hypertext.reader import Reader

_LANGUAGE: Final = re.compile(r"(?:lang(?:uage)?-|brush:\s*|highlight-(?:source-)?|sourcecode\s+)([\w+#.-]+)")


def _heading(reader: Reader, element: Element, state: State) -> None:
    reader.flush()
    outer = reader.out
    waiting, reader.line, reader.out = reader.line, [], []
    reader.walk(element, replace(state, plain=state.plain | {Mark.STRONG}))
    content: list[Inline] = [*waiting, *reader.line]
    for block in reader.out:
        if isinstance(block, Paragraph | Heading):
            content += [*block.content, Run(" ")]
    figures = [block for block in reader.out if isinstance(block, Figure)]
    reader.out, reader.line = [*outer, *figures], []
    if text_of(tuple(content)):
        reader.out.append(Heading(int(str(element.tag)[-1]), tuple(content)))
    else:
        reader.line = [item for item in content if isinstance(item, Anchor)]


def _link(reader: Reader, element: Element, state: State) -> None:
    href = element.get("href", "").strip()
    place = reader.page.site.place(href) if href else None
    if place is not None:
        label = reader.page.labels.get(place)
        target = f"#{label}" if label else None
    else:
        target = reader.page.site.address(href) if href else None
    reader.walk(element, replace(state, marks=marks(element, state.marks), href=target or state.href))


def _image(reader: Reader, element: Element, state: State) -> None:
    if image := reader.page.site.image(element):
        reader.line.append(replace(image, href=state.href))
        return
    alt = " ".join(element.get("alt", "").split())
    # What is not there still said something: an emoji, a formula.
    if alt and (len(alt) <= 2 or "math" in element.get("class", "")):
        reader.line.append(Run(alt, state.marks, state.href))


def _break(reader: Reader, _element: Element, _state: State) -> None:
    reader.line.append(Break())


def _rule(reader: Reader, _element: Element, _state: State) -> None:
    reader.flush()
    if reader.out and not isinstance(reader.out[-1], Rule):
        reader.out.append(Rule())


def _quotation(reader: Reader, element: Element, state: State) -> None:
    reader.flush()
    blocks = reader.apart(element, state)
    if blocks:
        reader.out.append(Quote(blocks))


def _quoted(reader: Reader, element: Element, state: State) -> None:
    reader.line.append(Run("“", state.marks, state.href))
    reader.walk(element, state)
    reader.line.append(Run("”", state.marks, state.href))


def _code(reader: Reader, element: Element, _state: State) -> None:
    reader.flush()
    text = verbatim(element).strip("\n")
    named = " ".join([element.get("class", ""), *(e.get("class", "") for e in element.iter("code"))])
    language = _LANGUAGE.search(named.lower())
    if text.strip():
        reader.out.append(Code(text, language[1] if language and language[1] != "plaintext" else ""))


def _list(reader: Reader, element: Element, state: State) -> None:
    reader.flush()
    items = [blocks for child in element if (blocks := _item(reader, child, state))]
    if not items:
        return
    form = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}.get(element.get("type", ""))
    start = element.get("start", "1")
    first = int(start) if start.isdecimal() and len(start) < 6 else 1
    if element.tag != "ol":
        reader.out.append(List(tuple(items)))
    elif form:
        reader.out += [b for n, item in enumerate(items, first) for b in typed(f"{numeral(n, form)}. ", item)]
    else:
        reader.out.append(List(tuple(items), first))


def _item(reader: Reader, element: Element, state: State) -> tuple[Block, ...]:
    if not isinstance(element.tag, str) or element in reader.page.notes.passed or is_hidden(element):
        return ()
    if element.tag != "li":
        shell = Element("li")
        shell.append(element)
        element = shell
    anchors = reader.line
    reader.line = []
    reader.anchor(element)
    own, reader.line = reader.line, anchors
    blocks = reader.apart(element, replace(state, marks=marks(element, state.marks)))
    if blocks and own and isinstance(first := blocks[0], Paragraph):
        return (Paragraph((*own, *first.content)), *blocks[1:])
    return blocks


def _definitions(reader: Reader, element: Element, state: State) -> None:
    reader.flush()
    entries: list[tuple[tuple[Inline, ...], tuple[Block, ...]]] = []
    for child in (e for e in element.iter() if e.tag in ("dt", "dd")):
        blocks = reader.apart(child, state)
        if child.tag == "dt" or not entries:
            content = next((b.content for b in blocks if isinstance(b, Paragraph)), ())
            entries.append((content, () if child.tag == "dt" else blocks))
        else:
            entries[-1] = (entries[-1][0], (*entries[-1][1], *blocks))
    if all(term for term, _ in entries) and any(said for _, said in entries):
        reader.out.append(Definitions(tuple(entries)))
    else:  # indented talk, not terms
        reader.out += [b for term, said in entries for b in ([Paragraph(term)] if term else []) + list(said)]


def _table(reader: Reader, element: Element, state: State) -> None:
    reader.flush()
    if grids.is_layout(element):
        reader.page.losses.note(
            "import.layout-table", "a table that only arranges the page is taken apart", summed=True
        )
        reader.out += reader.apart(element, state)
        return
    table = grids.table(element, lambda cell: reader.apart(cell, state))
    if table is not None:
        reader.out.append(table)


def _figure(reader: Reader, element: Element, state: State) -> None:
    reader.flush()
    captions = list(element.iter("figcaption"))
    content = [item for c in captions for b in reader.apart(c, state) if isinstance(b, Paragraph) for item in b.content]
    shell = Element("div", element.attrib)
    shell.text = element.text
    shell.extend(child for child in element if child.tag != "figcaption")
    inside = list(reader.apart(shell, state))
    caption = tuple(content)
    for i, block in enumerate(inside):
        if caption and isinstance(block, Figure | Table) and not block.caption:
            inside[i] = replace(block, caption=caption)
            caption = ()
    reader.out += [*inside, *([Captioned(caption)] if caption else [])]


def _ruby(reader: Reader, element: Element, state: State) -> None:
    base = element.text or ""
    for child in element:
        if child.tag == "rt":
            reading = text_in(child)
            reader.line.append(Ruby(base.strip(), reading)) if reading and base.strip() else reader.text(base, state)
            base = ""
        elif child.tag not in ("rp", "rtc") and isinstance(child.tag, str):
            base += text_in(child)
        base += child.tail or ""
    reader.text(base, state)


def _formula(reader: Reader, element: Element, state: State) -> None:
    notation = next((e.text for e in element.iter() if str(e.tag).endswith("annotation") and e.text), None)
    text = element.get("alttext") or notation or text_in(element)
    text = re.sub(r"^\{\\displaystyle (.*)\}$", r"\1", " ".join(text.split()))
    reader.page.losses.warning("import.formula", f"a formula is kept as text on one line: “{text[:60]}”")
    reader.line.append(Run(text, state.marks | {Mark.CODE}))


def _drawing(reader: Reader, _element: Element, _state: State) -> None:
    reader.page.losses.note("import.drawing", "a drawing inside the page (SVG) is left out", summed=True)


def _tick(reader: Reader, element: Element, state: State) -> None:
    if element.get("type", "").lower() == "checkbox":
        reader.line.append(Run("☑" if "checked" in element.attrib else "☐", state.marks))


SPECIAL: Final[Mapping[str, Callable[[Reader, Element, State], None]]] = MappingProxyType(
    {
        **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
        "a": _link,
        "img": _image,
        "image": _image,
        "br": _break,
        "hr": _rule,
        "blockquote": _quotation,
        "q": _quoted,
        **dict.fromkeys(("pre", "xmp", "listing"), _code),
        **dict.fromkeys(("ul", "ol", "menu", "dir"), _list),
        "dl": _definitions,
        "table": _table,
        "figure": _figure,
        "ruby": _ruby,
        "math": _formula,
        "svg": _drawing,
        "input": _tick,
    }
)

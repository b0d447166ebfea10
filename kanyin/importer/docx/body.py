"""The body of a Word document, a cell, a note or a text box → blocks.

In: an element that holds paragraphs and tables. Out: blocks; headings with Word's own levels, titles as `Titled`. Not
done: lists out of their items (`lists.py`), what a title becomes (`structure.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal
from xml.etree.ElementTree import Element

from kanyin.importer.docx import tables
from kanyin.importer.docx.fields import Fields
from kanyin.importer.docx.lists import Item, nested
from kanyin.importer.docx.numbering import Label
from kanyin.importer.docx.parts import Shared
from kanyin.importer.docx.runs import Runs
from kanyin.importer.docx.styles import Role, Style, list_of, outline_level, value
from kanyin.importer.losses import shortened
from kanyin.importer.model import (
    Anchor,
    Block,
    Break,
    Captioned,
    Code,
    Figure,
    Heading,
    Image,
    Inline,
    Mark,
    Note,
    Paragraph,
    Quote,
    Run,
    Titled,
    text_of,
)

_HOLDERS = frozenset({"w:sdtContent", "w:ins", "w:moveTo", "w:customXml", "w:smartTag", "mc:Choice"})

_TITLES: Mapping[Role, Literal["title", "subtitle", "author"]] = {
    Role.TITLE: "title",
    Role.SUBTITLE: "subtitle",
    Role.AUTHOR: "author",
}


class Body:
    """Reads the blocks of one part; `part` names it in diagnostics, `in_note` where no further note can stand."""

    def __init__(self, shared: Shared, part: str, *, in_note: bool = False) -> None:
        self._shared, self._part, self._in_note = shared, part, in_note
        self._relations = shared.relations(part)
        self._fields = Fields()
        self._count = 0
        self._waiting: list[Anchor] = []

    def blocks(self, parent: Element) -> tuple[Block, ...]:
        """Return the blocks in the element."""
        return nested(list(self._items(parent)))

    def _items(self, parent: Element) -> Iterator[Item]:
        for child in parent:
            if child.tag == "w:p":
                self._count += 1
                yield from self._paragraph(child)
            elif child.tag == "w:tbl":
                yield Item(None, tables.read(child, self))
            elif child.tag == "w:bookmarkStart" and child.get("w:name") in self._shared.targets:
                self._waiting.append(Anchor(self._shared.label(child.get("w:name", ""))))
            elif child.tag == "w:sdt":
                yield from self._control(child)
            elif child.tag in _HOLDERS:
                yield from self._items(child)
            elif child.tag == "mc:AlternateContent":
                yield from self._items(next(iter(child), child))
            elif child.tag == "w:altChunk":
                message = "a document inside the document is left out"
                self._shared.losses.warning("import.drawing", message, self.place(None), "paste its text in")

    def _control(self, control: Element) -> Iterator[Item]:
        """A content control. Word keeps its table of contents in one."""
        gallery = next((value(part, "w:docPartGallery") for part in control.iter("w:docPartObj")), None)
        if gallery == "Table of Contents":
            self._tell_contents()
            self._count += sum(1 for _ in control.iter("w:p"))
            return
        for content in control.findall("w:sdtContent"):
            yield from self._items(content)

    def place(self, paragraph: Element | None) -> str:
        """Return where reading stands, in words."""
        part = "" if self._part == self._shared.package.main else f"{self._part.rpartition('/')[2]}, "
        text = "".join(e.text or "" for e in paragraph.iter("w:t")) if paragraph is not None else ""
        return f"{part}paragraph {self._count}" + (f" {shortened(text, 12)}" if text.strip() else "")

    def _paragraph(self, paragraph: Element) -> Iterator[Item]:
        properties = paragraph.find("w:pPr")
        style = self._shared.styles.get(value(properties, "w:pStyle") or self._shared.styles.default)
        role, level = _role(style, properties)
        runs = Runs(self._shared, self._relations, self._fields, self.blocks, self._note)
        plain = frozenset({Mark.STRONG}) if role in (Role.HEADING, Role.TITLE, Role.SUBTITLE) else frozenset()
        plain |= {Mark.CODE} if role is Role.CODE else set()
        plain |= {mark for mark, on in (style.marks or {}).items() if on} if role is Role.CAPTION else set()
        content, after = runs.read(paragraph, self.place(paragraph), plain)
        if any(map(_prints, content)):
            content, self._waiting = (*self._waiting, *content), []
        if role is Role.CONTENTS:
            self._tell_contents()
        else:
            label = self._label(style, properties, content)
            yield from self._made(role, level, content, label)
        for block in after:
            yield Item(None, block)

    def _label(self, style: Style, properties: Element | None, content: tuple[Inline, ...]) -> Label | None:
        list_id, level = list_of(properties)
        list_id = list_id or style.list_id
        if not list_id or list_id == "0" or not any(not isinstance(c, Run) or c.text.strip() for c in content):
            return None
        return self._shared.numbering.label(list_id, level if level is not None else style.list_level or 0)

    def _made(self, role: Role, level: int, content: tuple[Inline, ...], label: Label | None) -> Iterator[Item]:
        """Yield what the paragraph is, its pictures set apart where nothing stands beside them."""
        if not text_of(content) and not any(isinstance(item, Image | Note) for item in content):
            # An empty line inside code is a line of it.
            if role is Role.CODE:
                yield Item(None, Code(""))
            return
        if role is Role.HEADING:
            yield Item(None, Heading(level, _labelled(label, content)))
        elif role in _TITLES:
            yield Item(None, Titled(_TITLES[role], content))
        elif role is Role.CAPTION:
            yield Item(None, Captioned(content))
        elif role is Role.CODE:
            yield Item(None, Code(_verbatim(content)))
        elif not text_of(content) and all(isinstance(i, Image) or not _prints(i) for i in content):
            for image in (item for item in content if isinstance(item, Image)):
                yield Item(None, Figure(image))
        elif role is Role.QUOTE and label is None:
            yield Item(None, Quote((Paragraph(content),)))
        elif label is None or label.bullet or label.plain or label.continues:
            yield Item(label, Paragraph(content))
        else:
            yield Item(label, Paragraph(_labelled(label, content)))

    def _note(self, kind: str, name: str) -> Note | None:
        part = self._shared.notes.get(kind)
        note = part.notes.get(name) if part else None
        if part is None or note is None:
            message = f"the {kind} {name} is not in the file"
            self._shared.losses.warning("import.note-missing", message, self.place(None))
            return None
        if self._in_note:
            message = f"a {kind} in a note is left out"
            self._shared.losses.warning("import.note-in-note", message, self.place(None))
            return None
        return Note(Body(self._shared, part.name, in_note=True).blocks(note))

    def _tell_contents(self) -> None:
        message = "the table of contents is left out: the book makes its own"
        self._shared.losses.note("import.contents-list", message, self.place(None), summed=True)


def _role(style: Style, properties: Element | None) -> tuple[Role, int]:
    """Return what a paragraph is, and its level; what it says itself goes before its style."""
    own = outline_level(properties)
    if own and style.role is Role.TEXT:
        return Role.HEADING, own
    if own == 0 and style.role is Role.HEADING:
        return Role.TEXT, 0
    return style.role, own or style.level or 0


def _prints(item: Inline) -> bool:
    return not isinstance(item, Run | Break | Anchor) or (isinstance(item, Run) and bool(item.text.strip()))


def _labelled(label: Label | None, content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Put a label before a paragraph, as it would have been typed."""
    if label is None or label.continues:
        return content
    bare = "•" if label.bullet else label.text
    gap = "" if bare[-1] in "、）】〕．。：" else " "
    return (Run(bare + gap), *content)


def _verbatim(content: Sequence[Inline]) -> str:
    return "".join(
        i.text.replace("\u3000", "    ") if isinstance(i, Run) else "\n" if i == Break() else "" for i in content
    )

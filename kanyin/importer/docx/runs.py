"""The content of a paragraph of Word's → inlines.

In: a `w:p`, and what its part's readers share. Out: inlines, and the blocks of text boxes that hang on the paragraph.
Deleted text, hidden text and comments are left out and told; fonts, sizes and colours are not even counted. Not done:
what the paragraph is (`body.py`), pictures (`drawings.py`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from typing import Final
from xml.etree.ElementTree import Element

from kanyin.importer.docx import drawings
from kanyin.importer.docx.fields import Fields, href_of, is_left_out, name_of
from kanyin.importer.docx.formulas import linear
from kanyin.importer.docx.package import Relation
from kanyin.importer.docx.parts import Shared
from kanyin.importer.docx.styles import is_on, marks_of, value
from kanyin.importer.docx.symbols import symbol
from kanyin.importer.losses import shortened
from kanyin.importer.model import Anchor, Block, Break, Inline, Mark, Note, Ruby, Run

# Elements that only hold others, as far as text goes.
_THROUGH: Final = frozenset(
    {"w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:sdtContent", "w:dir", "w:bdo", "w:rubyBase", "w:p"}
)  # fmt: skip
_TAB: Final = "\u3000"


class Runs:
    """Reads paragraphs; `blocks_of` reads what stands in a text box, `note_of` a note by its kind and id."""

    def __init__(
        self,
        shared: Shared,
        relations: Mapping[str, Relation],
        fields: Fields,
        blocks_of: Callable[[Element], tuple[Block, ...]],
        note_of: Callable[[str, str], Note | None],
    ) -> None:
        self._shared, self._relations, self._fields = shared, relations, fields
        self._blocks_of, self._note_of = blocks_of, note_of
        self._out: list[Inline] = []
        self._after: list[Block] = []
        self._place, self._href = "", list[str | None]()
        self._plain_marks: frozenset[Mark] = frozenset()

    def read(
        self, paragraph: Element, place: str, plain_marks: frozenset[Mark] = frozenset()
    ) -> tuple[tuple[Inline, ...], tuple[Block, ...]]:
        """Return the content of the paragraph, and the blocks that follow it; `plain_marks` say nothing in it."""
        self._out, self._after, self._href = [], [], []
        self._place, self._plain_marks = place, plain_marks
        self._children(paragraph)
        return tuple(self._out), tuple(self._after)

    def _children(self, parent: Element) -> None:
        for child in parent:
            self._child(child)

    def _child(self, child: Element) -> None:
        tag, losses = child.tag, self._shared.losses
        if tag == "w:r":
            self._run(child)
        elif tag == "w:hyperlink":
            self._linked(self._target(child), child)
        elif tag == "w:fldSimple":
            self._simple_field(child)
        elif tag in ("w:del", "w:moveFrom"):
            if text := "".join(e.text or "" for e in child.iter("w:delText")):
                losses.note("import.deleted-text", f"deleted text left out: {shortened(text)}", self._place)
        elif tag == "w:bookmarkStart":
            if child.get("w:name") in self._shared.targets:
                self._out.append(Anchor(self._shared.label(child.get("w:name", ""))))
        elif tag in ("m:oMath", "m:oMathPara"):
            self._formula(child)
        elif tag == "w:sdt":
            self._control(child)
        elif tag in _THROUGH:
            self._children(child)
        elif tag == "mc:AlternateContent":
            self._alternative(child)

    def _linked(self, href: str | None, parent: Element) -> None:
        self._href.append(href)
        self._children(parent)
        self._href.pop()

    def _target(self, link: Element) -> str | None:
        relation = self._relations.get(link.get("r:id", ""))
        if relation is None or not relation.target:
            return self._local(f"#{link.get('w:anchor')}") if link.get("w:anchor") else None
        return relation.target + (f"#{link.get('w:anchor')}" if link.get("w:anchor") else "")

    def _local(self, href: str | None) -> str | None:
        """Give a link to a bookmark the bookmark's name in the book."""
        if href and href.startswith("#"):
            return f"#{self._shared.label(href[1:])}" if href[1:] in self._shared.bookmarks else None
        return href

    def _simple_field(self, field: Element) -> None:
        instruction = field.get("w:instr", "")
        self._tell_field(instruction)
        if not is_left_out(instruction):
            self._linked(self._local(href_of(instruction)), field)

    def _tell_field(self, instruction: str) -> None:
        losses, name = self._shared.losses, name_of(instruction)
        if name in ("TOC", "INDEX"):
            message = "the table of contents is left out: the book makes its own"
            losses.note("import.contents-list", message, self._place, summed=True)
        elif name in ("PAGEREF", "PAGE", "NUMPAGES"):
            message = f"a page number ({name}) is kept as it was, and may not be right in the book"
            losses.warning("import.page-number", message, self._place)

    def _control(self, control: Element) -> None:
        """A content control; one that still shows its prompt is left out."""
        properties = control.find("w:sdtPr")
        if is_on(properties.find("w:showingPlcHdr") if properties is not None else None):
            return
        for content in control.findall("w:sdtContent"):
            self._children(content)

    def _alternative(self, element: Element) -> None:
        """Of a drawing and its stand-in for old programs, take the one that is understood."""
        for choice in element:
            if choice.tag == "mc:Choice" and any(e.tag in drawings.UNDERSTOOD for e in choice.iter()):
                return self._run_children(choice, frozenset())
        for fallback in element.findall("mc:Fallback"):
            self._run_children(fallback, frozenset())
        return None

    def _formula(self, formula: Element) -> None:
        text = linear(formula)
        if text:
            message = f"a formula is kept as text on one line: {shortened(text)}"
            self._shared.losses.warning("import.formula", message, self._place, "write it out as it is to print")
            self._add(text, frozenset())

    def _run(self, run: Element) -> None:
        properties = run.find("w:rPr")
        if properties is not None and is_on(properties.find("w:vanish")):
            if text := "".join(e.text or "" for e in run.iter("w:t")):
                message = f"hidden text left out: {shortened(text)}"
                self._shared.losses.note("import.hidden-text", message, self._place)
            return
        self._run_children(run, self._marks(properties))

    def _marks(self, properties: Element | None) -> frozenset[Mark]:
        style = self._shared.styles.get(value(properties, "w:rStyle"))
        found = {**(style.marks or {}), **marks_of(properties)}
        # Word underlines and colours links by a style: that is no emphasis.
        if (self._href and self._href[-1]) or self._fields.href:
            found[Mark.UNDERLINE] = False
        return frozenset(mark for mark, on in found.items() if on) - self._plain_marks

    def _run_children(self, run: Element, marks: frozenset[Mark]) -> None:
        for child in run:
            self._run_child(child, marks)

    def _run_child(self, child: Element, marks: frozenset[Mark]) -> None:
        tag = child.tag
        if tag == "w:fldChar":
            self._tell_field(self._fields.mark(child.get("w:fldCharType", "")))
        elif tag == "w:instrText":
            self._fields.instruct(child.text or "")
        elif not self._fields.keeps:
            return
        elif tag == "w:t":
            self._add(child.text or "", marks)
        elif tag in _SIGNS:
            self._add(_SIGNS[tag], marks)
        elif tag in ("w:br", "w:cr"):
            self._break(child)
        elif tag == "w:sym":
            self._symbol(child, marks)
        elif tag in ("w:footnoteReference", "w:endnoteReference"):
            if note := self._note_of(tag[2:].removesuffix("Reference"), child.get("w:id", "")):
                self._out.append(note)
        elif tag == "w:ruby":
            self._ruby(child, marks)
        elif tag == "w:commentReference":
            self._shared.losses.note("import.comment", "comments are left out", self._place, summed=True)
        elif tag in ("w:drawing", "w:pict", "w:object"):
            self._drawing(child)
        elif tag == "mc:AlternateContent":
            self._alternative(child)
        elif tag in ("m:oMath", "m:oMathPara"):
            self._formula(child)

    def _add(self, text: str, marks: frozenset[Mark]) -> None:
        """Add text. Underlined blanks are lines to write on."""
        if not self._fields.keeps or not text:
            return
        if Mark.UNDERLINE in marks and not text.strip():
            text = "_" * max(3, sum(4 if c == _TAB else 1 for c in text))
            marks -= {Mark.UNDERLINE}
        href = self._href[-1] if self._href and self._href[-1] else self._local(self._fields.href)
        self._out.append(Run("".join(c for c in text if unicodedata.category(c) != "Cc"), marks, href))

    def _break(self, element: Element) -> None:
        kind = element.get("w:type", "textWrapping")
        if kind == "textWrapping":
            self._out.append(Break())
        else:
            self._shared.losses.note("import.page-break", f"{kind} breaks are left out", self._place, summed=True)

    def _symbol(self, element: Element, marks: frozenset[Mark]) -> None:
        font, code = element.get("w:font", ""), element.get("w:char", "")
        found = symbol(font, code)
        if found is None:
            message = f"the sign {code} of the font {font} is not known: 〓 stands for it"
            self._shared.losses.warning("import.symbol", message, self._place)
        self._add(found or "〓", marks)

    def _ruby(self, element: Element, marks: frozenset[Mark]) -> None:
        base = "".join(e.text or "" for part in element.findall("w:rubyBase") for e in part.iter("w:t"))
        reading = "".join(e.text or "" for part in element.findall("w:rt") for e in part.iter("w:t"))
        self._out.append(Ruby(base, reading)) if reading.strip() else self._add(base, marks)

    def _drawing(self, element: Element) -> None:
        found = drawings.read(element, self._shared, self._relations, self._place)
        self._out += found.images
        for box in found.boxes:
            self._shared.losses.note("import.text-box", "a text box is set as a quotation", self._place)
            self._after += drawings.boxed(self._blocks_of(box))


_SIGNS: Final = {"w:tab": _TAB, "w:ptab": _TAB, "w:noBreakHyphen": "-", "w:dayShort": "", "w:softHyphen": ""}

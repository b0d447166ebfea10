"""Blocks → Markdown, one string a block.

In: blocks. Out: their Markdown, to be parted by blank lines, and the notes called in them. A block inside another is
indented or quoted here. Not done: tables (`tables.py`), the content of paragraphs (`inlines.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kanyin.importer.escape import comment, escape_closer, escape_opener
from kanyin.importer.model import (
    Anchor,
    Block,
    Captioned,
    Code,
    Comment,
    Definitions,
    Figure,
    Heading,
    Inline,
    List,
    Note,
    Paragraph,
    Quote,
    Rule,
    Run,
    Table,
    Titled,
)
from kanyin.importer.writing import tables
from kanyin.importer.writing.inlines import Inlines, destination, tidy, without_indent
from kanyin.importer.writing.tags import html_of

_APART = "<!-- -->"
"""Stands between two neighbouring lists, which Markdown would run together."""
_SPACED = "<br>"
_CALL = re.compile(r"\[[^\]\n]*\]:")


class Writer:
    """Writes the blocks of one chapter and numbers its notes; a note called twice is written once."""

    def __init__(self) -> None:
        self._notes: dict[Note, int] = {}
        self._inlines = Inlines(self._name_of)

    def blocks(self, blocks: Sequence[Block]) -> list[str]:
        """Return the Markdown of each block, and what keeps neighbours apart."""
        out: list[str] = []
        previous: Block | None = None
        for block in blocks:
            written = self._block(block)
            if not written:
                continue
            if isinstance(block, List) and isinstance(previous, List):
                out.append(_APART)
            if isinstance(block, Quote) and isinstance(previous, Quote):
                out.append(_APART)
            out.append(written)
            previous = block
        return out

    def notes(self) -> list[str]:
        """Return the definitions of the notes called so far; a note called in a note follows its caller."""
        out: list[str] = []
        while len(out) < len(self._notes):
            note, number = list(self._notes.items())[len(out)]
            parts = [self._block(block) for block in note_paragraphs(note.blocks)]
            out.append(f"[^{number}]: " + indented("\n\n".join(filter(None, parts)), 4))
        return out

    def paragraph(self, content: Sequence[Inline]) -> str:
        """Return the content as a paragraph: every line of it guarded against being read as another block."""
        text = self._inlines.markdown(without_indent(tidy(content)))
        return "\n".join(_guarded(line.lstrip(" ")) for line in text.split("\n"))

    def line(self, content: Sequence[Inline]) -> str:
        """Return the content on one line, its breaks as tags."""
        return self._inlines.markdown(without_indent(tidy(content)), _SPACED)

    def _name_of(self, note: Note) -> str:
        return f"[^{self._notes.setdefault(note, len(self._notes) + 1)}]"

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph(content) | Captioned(content) | Titled(_, content):
                return self.paragraph(content)
            case Heading():
                return self._heading(block)
            case List():
                return self._list(block)
            case Quote(blocks):
                return quoted("\n\n".join(self.blocks(blocks)))
            case Code():
                return _code(block)
            case Table():
                return tables.markdown(block, self)
            case Figure():
                return self._figure(block)
            case Definitions(entries):
                return "\n\n".join(self._entry(term, said) for term, said in entries)
            case Rule():
                return "***"
            case Comment(text):
                return comment(text)
        raise AssertionError(block)

    def _heading(self, heading: Heading) -> str:
        """A heading that links lead to takes the first of its anchors as its own id; the others stand in it."""
        anchors = [item for item in heading.content if isinstance(item, Anchor)]
        content = [item for item in heading.content if item not in anchors[:1]]
        text = escape_closer(self._inlines.markdown(without_indent(tidy(content)), " "))
        own = f" {{#{anchors[0].id}}}" if anchors else ""
        return f"{'#' * max(1, min(6, heading.level))} {text}{own}"

    def _list(self, block: List) -> str:
        bodies = ["\n\n".join(self.blocks(item)) for item in block.items]
        tight = all(_is_tight(item) for item in block.items)
        if tight:
            bodies = ["\n".join(self.blocks(item)) for item in block.items]
        numbers = range(block.start or 0, (block.start or 0) + len(bodies))
        markers = [f"{number}. " if block.start is not None else "- " for number in numbers]
        items = [(marker + indented(body, len(marker))).rstrip() for marker, body in zip(markers, bodies, strict=True)]
        return ("\n" if tight else "\n\n").join(items)

    def _entry(self, term: tuple[Inline, ...], said: tuple[Block, ...]) -> str:
        body = "\n\n".join(self.blocks(said))
        return f"{escape_opener(self.line(term))}\n:   {indented(body, 4)}" if body else self.paragraph(term)

    def _figure(self, figure: Figure) -> str:
        """A caption is the image's text in Markdown. Without one, HTML keeps the image's text from becoming it."""
        image = figure.image
        caption = self.line(figure.caption)
        if not caption and (image.alt or image.href):
            return f'<figure class="figure">\n{html_of((image,))}\n</figure>'
        size = f" width={image.width}%" if image.width else ""
        attributes = f"{{.unnumbered{size}}}" if caption else f"{{{size.strip()}}}" if size else ""
        return f"![{caption}]({destination(image.name)}){attributes}"


def _guarded(line: str) -> str:
    """Return a line that opens no block: a colon behind a note's call would make it the note, blanks alone a rule."""
    if line and not line.strip("_ \u3000"):
        return line.replace("_", "\\_")
    call = _CALL.match(line)
    return escape_opener(line) if not call else f"{line[: call.end() - 1]}&#58;{line[call.end() :]}"


def _is_tight(item: Sequence[Block]) -> bool:
    """Tell whether an item is one paragraph, with perhaps a list under it."""
    kinds = [type(block) for block in item]
    # A list that does not begin with 1 cannot follow a paragraph's line.
    return kinds in ([Paragraph], [Paragraph, List], []) and not (
        len(item) == 2 and isinstance(inner := item[1], List) and inner.start not in (None, 1)
    )


def _code(block: Code) -> str:
    longest = max((len(run) for run in re.findall("`{3,}", block.text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{block.language}\n{block.text.expandtabs(4)}\n{fence}"


def quoted(text: str) -> str:
    """Return Markdown as a quotation."""
    return "\n".join(f"> {line}" if line else ">" for line in text.split("\n")) if text else ""


def indented(text: str, by: int) -> str:
    """Return Markdown with all lines but the first indented, as what belongs to a list's item."""
    return ("\n" + " " * by).join(text.split("\n")).replace("\n" + " " * by + "\n", "\n\n") if text else text


def note_paragraphs(blocks: Sequence[Block]) -> list[Block]:
    """Return what stands in a note as paragraphs and code, all that prints at the foot of a page."""
    out: list[Block] = []
    for block in blocks:
        match block:
            case List(items, start):
                for i, item in enumerate(items):
                    label = f"{start + i}. " if start is not None else "· "
                    out += _labelled(label, note_paragraphs(item))
            case Quote(inner):
                out += note_paragraphs(inner)
            case Heading(_, content) | Captioned(content) | Titled(_, content):
                out.append(Paragraph(content))
            case Figure(image, caption):
                out += [Paragraph((image,)), *([Paragraph(caption)] if caption else [])]
            case Table(rows, _, caption):
                out += [Paragraph(caption)] if caption else []
                out += [b for row in rows for cell in row for b in note_paragraphs(cell.blocks)]
            case Definitions(entries):
                out += [b for term, said in entries for b in (Paragraph(term), *note_paragraphs(said))]
            case Paragraph() | Code():
                out.append(block)
            case Rule() | Comment():
                pass
    return out


def _labelled(label: str, blocks: list[Block]) -> list[Block]:
    if blocks and isinstance(first := blocks[0], Paragraph):
        return [Paragraph((Run(label), *first.content)), *blocks[1:]]
    return blocks

"""The pages of an e-book → its blocks, headings in the levels that its contents says.

In: each page's blocks in the order of reading, and the contents. Out: blocks. The contents knows how deep a chapter
stands, which the page (every one begins with an H1, or with none) does not. Not done: reading pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kanyin.importer.epub.contents import Entry
from kanyin.importer.model import Anchor, Block, Heading, Inline, Paragraph, Titled, run, text_of
from kanyin.records import dataclass

_DEEPEST = 9


@dataclass(frozen=True, slots=True)
class PageBlocks:
    """A page: its path, and its blocks."""

    path: str
    blocks: tuple[Block, ...]


def joined(pages: Sequence[PageBlocks], contents: Sequence[Entry]) -> list[Block]:
    """Return the blocks of the book."""
    entries: dict[str, Entry] = {}
    for entry in contents:
        entries.setdefault(entry.path, entry)
    shift = 0
    out: list[Block] = []
    for page in pages:
        found = entries.get(page.path)
        if found is None or not found.title:
            out += _shifted(page.blocks, shift)
            continue
        level = found.depth + 1
        blocks = _opened(page.blocks, found.title, level)
        below = [b.level for b in blocks[1:] if isinstance(b, Heading)]
        shift = max(0, level + 1 - min(below)) if below else level - 1
        out += [blocks[0], *_shifted(blocks[1:], shift)]
    return out


def _opened(blocks: Sequence[Block], title: str, level: int) -> list[Block]:
    """Return the page's blocks, a heading first: its own, or a line that says the title, or else the contents'."""
    anchors: list[Inline] = []
    for i, block in enumerate(blocks[:4]):
        content = block.content if isinstance(block, Heading | Paragraph | Titled) else ()
        if content and (_key(text_of(content)) == _key(title) or (isinstance(block, Heading) and i == _first(blocks))):
            number = blocks[_first(blocks)] if i > _first(blocks) else None
            if isinstance(number, Heading) and i == _first(blocks) + 1:
                break
            return [Heading(level, content), *blocks[:i], *blocks[i + 1 :]]
    joined_title = _joined_title(blocks, title, level)
    return joined_title or [Heading(level, (*anchors, *run(title))), *blocks]


def _joined_title(blocks: Sequence[Block], title: str, level: int) -> list[Block] | None:
    """A number and a title in two lines are one heading, where the contents says them as one."""
    for i in range(min(3, len(blocks) - 1)):
        pair = blocks[i : i + 2]
        contents = [b.content for b in pair if isinstance(b, Heading | Paragraph | Titled)]
        if len(contents) == 2 and _key(text_of(contents[0]) + text_of(contents[1])) == _key(title):
            return [Heading(level, (*contents[0], *run(" "), *contents[1])), *blocks[:i], *blocks[i + 2 :]]
    return None


def _first(blocks: Sequence[Block]) -> int:
    return next((i for i, b in enumerate(blocks) if isinstance(b, Heading | Paragraph)), -1)


def _key(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _shifted(blocks: Sequence[Block], shift: int) -> Iterator[Block]:
    for block in blocks:
        yield replace(block, level=min(_DEEPEST, block.level + shift)) if isinstance(block, Heading) else block


def with_anchor(blocks: tuple[Block, ...], label: str) -> tuple[Block, ...]:
    """Return a page's blocks with an anchor at their beginning: links lead to the page as a whole."""
    for i, block in enumerate(blocks):
        if isinstance(block, Heading | Paragraph | Titled):
            return (*blocks[:i], replace(block, content=(Anchor(label), *block.content)), *blocks[i + 1 :])
    return (Paragraph((Anchor(label),)), *blocks)

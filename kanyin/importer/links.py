"""Links inside a work, made sound: each leads to a place there is, each place is one that a link leads to.

In: blocks. Out: the same, without links that lead nowhere (their words stay), and without anchors that nothing leads to
or that stand twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from kanyin.importer.model import (
    Anchor,
    Block,
    Captioned,
    Definitions,
    Figure,
    Heading,
    Image,
    Inline,
    List,
    Note,
    Paragraph,
    Quote,
    Run,
    Table,
    Titled,
)

Change = Callable[[tuple[Inline, ...]], tuple[Inline, ...]]


def sound_links(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with sound links."""
    content = [item for part in _contents(blocks) for item in part]
    anchors = {item.id for item in content if isinstance(item, Anchor)}
    wanted = {item.href[1:] for item in content if isinstance(item, Run | Image) and (item.href or "").startswith("#")}  # type: ignore[index]
    placed: set[str] = set()

    def sound(part: tuple[Inline, ...]) -> tuple[Inline, ...]:
        out: list[Inline] = []
        for item in part:
            if isinstance(item, Anchor):
                if item.id not in wanted or item.id in placed:
                    continue
                placed.add(item.id)
            elif isinstance(item, Run | Image) and item.href and item.href[0] == "#" and item.href[1:] not in anchors:
                item = replace(item, href=None)
            out.append(item)
        return tuple(out)

    return [changed(block, sound) for block in blocks]


def changed(block: Block, change: Change) -> Block:
    """Return a block with `change` made to the content of every paragraph in it, notes too."""

    def inline(part: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return tuple(replace(i, blocks=many(i.blocks)) if isinstance(i, Note) else i for i in change(part))

    def many(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(changed(inner, change) for inner in blocks)

    match block:
        case Paragraph(content) | Heading(_, content) | Captioned(content) | Titled(_, content):
            return replace(block, content=inline(content))
        case List(items):
            return replace(block, items=tuple(many(item) for item in items))
        case Definitions(entries):
            return replace(block, entries=tuple((inline(term), many(said)) for term, said in entries))
        case Quote(blocks):
            return replace(block, blocks=many(blocks))
        case Table(rows, _, caption):
            cells = tuple(tuple(replace(cell, blocks=many(cell.blocks)) for cell in row) for row in rows)
            return replace(block, rows=cells, caption=inline(caption))
        case Figure(_, caption):
            return replace(block, caption=inline(caption))
    return block


def _contents(blocks: Sequence[Block]) -> Iterator[tuple[Inline, ...]]:
    """Yield the content of every paragraph in the blocks."""
    found: list[tuple[Inline, ...]] = []

    def collect(part: tuple[Inline, ...]) -> tuple[Inline, ...]:
        found.append(part)
        return part

    for block in blocks:
        changed(block, collect)
    yield from found

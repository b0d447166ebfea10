"""Blocks → Markdown of the dialect that `kanyin.markdown` reads.

In: the blocks of one chapter. Out: its text, with the notes at its end. What the Markdown means is what the blocks
say: where a sign could be misread, HTML stands in its place. Not done: files and their names (`arrange.py`).
"""

from __future__ import annotations

from collections.abc import Sequence

from kanyin.importer.model import Block
from kanyin.importer.writing.blocks import Writer

__all__ = ["markdown_of"]


def markdown_of(blocks: Sequence[Block]) -> str:
    """Return the chapter's Markdown, ending in a line end."""
    writer = Writer()
    parts = writer.blocks(blocks)
    return "\n\n".join([*parts, *writer.notes()]) + "\n"

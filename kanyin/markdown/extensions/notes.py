"""Notes: `[^x]` with its definition anywhere in the chapter, and `^[…]` in place."""

from __future__ import annotations

from markdown import Markdown
from markdown.extensions import Extension

from ..blocks.block import Start
from ..blocks.notes import open_note
from ..chapter import host_of
from ..inline.links import read_call, read_opening
from ..inline.rule import InlineRule
from ..steps.notes import Notes


class NotesExtension(Extension):
    """Registers definitions, calls and the step that brings them together."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        host = host_of(md)
        host.block_starts.register(Start("[", open_note), "note", 95)
        host.inline_rules.register(InlineRule("[", read_call), "note-call", 42)
        host.inline_rules.register(InlineRule("^", read_opening), "note-in-place", 41)
        host.treeprocessors.register(Notes(host), "notes", 80)

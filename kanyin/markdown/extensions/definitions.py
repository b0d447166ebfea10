"""Definition lists: `:   definition` under a term."""

from __future__ import annotations

from markdown import Markdown
from markdown.extensions import Extension

from ..blocks.block import Start
from ..blocks.definitions import open_definition
from ..chapter import host_of


class DefinitionsExtension(Extension):
    """Registers the definition line; a caption line under a table goes first."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        host = host_of(md)
        host.block_starts.register(Start(":", open_definition), "definition", 58)

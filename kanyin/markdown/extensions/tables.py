"""Tables as GitHub's, with captions."""

from __future__ import annotations

from markdown import Markdown
from markdown.extensions import Extension

from ..blocks.block import Start
from ..blocks.tables import open_caption, open_table
from ..chapter import host_of


class TablesExtension(Extension):
    """Registers the delimiter line and the caption line."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        host = host_of(md)
        host.block_starts.register(Start("|-:", open_table), "table", 66)
        host.block_starts.register(Start(":", open_caption), "caption", 65)

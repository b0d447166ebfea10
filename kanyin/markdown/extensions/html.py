"""Raw HTML: the seven kinds of HTML block, and the step that parses it."""

from __future__ import annotations

from markdown import Markdown
from markdown.extensions import Extension

from ..blocks.block import Start
from ..blocks.html import open_html
from ..chapter import host_of
from ..steps.assemble import Assemble


class HtmlExtension(Extension):
    """Registers the block and the step."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        host = host_of(md)
        host.block_starts.register(Start("<", open_html), "html", 70)
        host.treeprocessors.register(Assemble(host), "assemble", 30)

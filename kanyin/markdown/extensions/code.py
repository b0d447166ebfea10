"""Code blocks, fenced and indented, marked by weight."""

from __future__ import annotations

from markdown import Markdown
from markdown.extensions import Extension

from ..blocks.block import Start
from ..blocks.code import open_fence, open_indented
from ..chapter import host_of
from ..steps.highlight import Highlight


class CodeExtension(Extension):
    """Registers both openings and the step that cuts code into lines."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        host = host_of(md)
        host.block_starts.register(Start("`~", open_fence), "fence", 75)
        host.block_starts.register(Start("", open_indented, indented=True), "indented", 40)
        host.treeprocessors.register(Highlight(host), "highlight", 50)

"""What Chinese text asks for: no space where a line ends between two characters, Latin marked in emphasis."""

from __future__ import annotations

from markdown import Markdown
from markdown.extensions import Extension

from ..chapter import host_of
from ..steps.latin import Latin
from ..steps.line_ends import LineEnds


class HanExtension(Extension):
    """Registers the two steps."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        host = host_of(md)
        host.treeprocessors.register(Latin(host), "latin", 40)
        host.treeprocessors.register(LineEnds(host), "line-ends", 20)

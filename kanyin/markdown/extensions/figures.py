"""Figures: an image alone in its paragraph."""

from __future__ import annotations

from markdown import Markdown
from markdown.extensions import Extension

from ..chapter import host_of
from ..steps.figures import Figures


class FiguresExtension(Extension):
    """Registers the step."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        host = host_of(md)
        host.treeprocessors.register(Figures(host), "figures", 60)

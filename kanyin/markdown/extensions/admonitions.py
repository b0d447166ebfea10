"""Admonitions: `!!! note "题"`. GitHub's `> [!NOTE]` is a block quote until it is built."""

from __future__ import annotations

from markdown import Markdown
from markdown.extensions import Extension

from ..blocks.admonition import open_admonition
from ..blocks.block import Start
from ..chapter import host_of


class AdmonitionsExtension(Extension):
    """Registers the opening line."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        host = host_of(md)
        host.block_starts.register(Start("!", open_admonition), "admonition", 85)

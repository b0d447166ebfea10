"""Abbreviations: `*[HTML]: HyperText Markup Language`."""

from __future__ import annotations

from markdown import Markdown
from markdown.extensions import Extension

from ..blocks.block import Start
from ..blocks.lines import open_abbreviation
from ..chapter import host_of
from ..steps.abbreviations import Abbreviations


class AbbreviationsExtension(Extension):
    """Registers the definition line and the step that marks the text."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        host = host_of(md)
        host.block_starts.register(Start("*", open_abbreviation), "abbreviation", 92)
        host.treeprocessors.register(Abbreviations(host), "abbreviations", 70)

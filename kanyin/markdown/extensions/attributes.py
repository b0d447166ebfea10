"""Attribute lists, `{#id .class key=value}`: after an inline element, and on a line under a block."""

from __future__ import annotations

from markdown import Markdown
from markdown.extensions import Extension

from ..blocks.block import Start
from ..blocks.lines import open_attributes
from ..chapter import host_of
from ..inline.rule import InlineRule
from ..inline.simple import read_attributes


class AttributesExtension(Extension):
    """Registers the two rules; headings and table captions cut their own lists off."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        host = host_of(md)
        host.block_starts.register(Start("{", open_attributes), "attributes", 100)
        host.inline_rules.register(InlineRule("{", read_attributes), "attributes", 45)

"""What runs of delimiters make: emphasis, `~~del~~`, `~sub~`, `^sup^`, `==mark==`."""

from __future__ import annotations

from markdown import Markdown
from markdown.extensions import Extension

from ..chapter import host_of
from ..inline.delimiters import read_run
from ..inline.rule import InlineRule


class DelimitersExtension(Extension):
    """Registers one rule for all of them, because they nest in each other."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        host = host_of(md)
        host.inline_rules.register(InlineRule("*_~^=", read_run), "delimiters", 35)

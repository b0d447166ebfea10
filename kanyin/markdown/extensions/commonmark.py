"""CommonMark itself: the line parser and the scanner in the host's place, with CommonMark's block and inline rules."""

from __future__ import annotations

from markdown import Markdown
from markdown.extensions import Extension

from ..blocks.block import Start
from ..blocks.headings import open_atx, open_break, open_setext
from ..blocks.lists import open_item
from ..blocks.parser import LineParser
from ..blocks.quote import open_quote
from ..chapter import Host, host_of
from ..inline.links import read_closing, read_opening
from ..inline.rule import InlineRule
from ..inline.simple import read_autolink, read_code, read_entity, read_escape, read_html, read_line_end
from ..steps.inlines import Inlines

_STARTS = (
    ("quote", 90, Start(">", open_quote)),
    ("atx", 80, Start("#", open_atx)),
    ("setext", 60, Start("=-", open_setext)),
    ("break", 55, Start("*-_", open_break)),
    ("item", 50, Start("-+*0123456789", open_item)),
)
_RULES = (
    ("escape", 90, InlineRule("\\", read_escape)),
    ("code", 80, InlineRule("`", read_code)),
    ("autolink", 70, InlineRule("<", read_autolink)),
    ("html", 60, InlineRule("<", read_html)),
    ("entity", 50, InlineRule("&", read_entity)),
    ("opening", 40, InlineRule("[!", read_opening)),
    ("closing", 30, InlineRule("]", read_closing)),
    ("line-end", 20, InlineRule("\n", read_line_end)),
)


class CommonMarkExtension(Extension):
    """Puts our parser and scanner in and the host's patterns and steps out."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        host = host_of(md)
        host.parser = LineParser(host)
        _empty(host)
        host.treeprocessors.register(Inlines(host), "inline", 90)
        for name, priority, start in _STARTS:
            host.block_starts.register(start, name, priority)
        for name, priority, rule in _RULES:
            host.inline_rules.register(rule, name, priority)


def _empty(host: Host) -> None:
    for step in ("inline", "prettify", "unescape"):
        host.treeprocessors.deregister(step, strict=False)

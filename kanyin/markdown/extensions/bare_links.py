"""Bare URLs, `www.` names and mail addresses."""

from __future__ import annotations

from markdown import Markdown
from markdown.extensions import Extension

from ..chapter import host_of
from ..inline.bare import MAIL_HINTS, MAIL_OPENING, URL_HINTS, URL_OPENING, read_mail, read_url
from ..inline.rule import InlineRule


class BareLinksExtension(Extension):
    """Registers the two rules."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        host = host_of(md)
        host.inline_rules.register(InlineRule("", read_url, URL_OPENING, URL_HINTS), "url", 25)
        host.inline_rules.register(InlineRule("", read_mail, MAIL_OPENING, MAIL_HINTS), "mail", 24)

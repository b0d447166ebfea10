"""The content of a paragraph → HTML, for where Markdown is not read.

In: inlines without notes. Out: their text. Not done: white space (`inlines.tidy`).
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from itertools import groupby

from kanyin.importer.model import Anchor, Break, Image, Inline, Mark, Ruby, Run


def html_of(content: Sequence[Inline]) -> str:
    """Return the content as HTML; there must be no notes in it."""
    return "".join(_linked_html(href_of(group[0]), group) for group in map(list, links(content)))


def _linked_html(href: str | None, items: list[Inline]) -> str:
    inside = "".join(_item_html(item) for item in items)
    return f'<a href="{html.escape(href)}">{inside}</a>' if href else inside


def _item_html(item: Inline) -> str:
    match item:
        case Run(text, marks, _):
            out = html.escape(text, False)
            for mark in reversed(tuple(Mark)):
                if mark in marks:
                    out = f'<span class="dots">{out}</span>' if mark is Mark.DOTS else f"<{mark}>{out}</{mark}>"
            return out
        case Break():
            return "<br>"
        case Image(name, alt, width, _):
            size = f' style="width: {width}%"' if width else ""
            return f'<img src="{html.escape(name)}" alt="{html.escape(alt)}"{size}>'
        case Anchor(name):
            return f'<span id="{html.escape(name)}"></span>'
        case Ruby():
            return ruby(item)
    raise AssertionError(item)


def ruby(item: Ruby) -> str:
    """Return a word with its reading, in brackets for what cannot set it above the word."""
    base, reading = html.escape(item.base, False), html.escape(item.reading, False)
    return f"<ruby>{base}<rp>（</rp><rt>{reading}</rt><rp>）</rp></ruby>"


def links(content: Sequence[Inline]) -> Iterator[Iterator[Inline]]:
    """Yield the stretches of the content that are one link, or none."""
    for _, group in groupby(content, href_of):
        yield group


def href_of(item: Inline) -> str | None:
    """Return where an inline leads."""
    return item.href if isinstance(item, Run | Image) else None

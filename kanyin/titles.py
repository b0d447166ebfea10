"""Titles as plain text: a heading's or link's inline Markdown without its marks, and the level-one headings of a text.

In: Markdown. Out: plain strings and line numbers. It is no Markdown parser: it sees ATX and Setext headings outside
fenced code and comments, which is enough to name a book.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from .records import dataclass

_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_ATX = re.compile(r" {0,3}#(?=[ \t]|$)")
_SETEXT = re.compile(r" {0,3}=+[ \t]*$")
_PARAGRAPH = re.compile(r" {0,3}[^\s>#\-*+|<].*")
_ATTRIBUTES = re.compile(r"\{:?[ \t]*[#.\w][^{}]*\}[ \t]*$")
_INLINE = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?<!`)(?P<ticks>`++)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)"
    r"|\[\^[^\]]*\]"
    r"|!?\[(?P<link>[^\[\]]*)\]\([^()]*\)"
    r"|(?P<bold>\*\*|__)(?=\S)(?P<strong>.+?)(?<=\S)(?P=bold)(?!\*)"
    r"|\*(?=\S)(?P<emphasis>[^*]+?)(?<=\S)\*"
)


_LONGEST = 1000  # what is longer is no title, and unpaired marks in it would take quadratic time


@dataclass(frozen=True, slots=True)
class Heading:
    """A level-one heading: plain text, line (from 1, in the text) and the line as written."""

    text: str
    line: int
    source: str


def plain(markdown: str) -> str:
    """Return inline Markdown as its reader sees it: no escapes, code marks, emphasis, notes or link targets."""
    if len(markdown) > _LONGEST:
        return markdown.strip()
    return html.unescape(_INLINE.sub(_inner, markdown)).strip()


def level_one(text: str) -> Iterator[Heading]:
    """Yield the level-one headings in order."""
    previous = ""
    for number, line in prose_lines(text):
        if atx := _ATX.match(line):
            yield Heading(plain(_ATTRIBUTES.sub("", without_closing(line[atx.end() :]))), number, line)
        elif _SETEXT.match(line) and _PARAGRAPH.match(previous):
            yield Heading(plain(_ATTRIBUTES.sub("", previous)), number - 1, previous)
        previous = line


def without_closing(text: str) -> str:
    """Return an ATX heading's text without the `#`s that may close it (CommonMark 0.31.2, 4.2: after a blank)."""
    text = text.strip(" \t")
    opened = text.rstrip("#")
    return opened.rstrip(" \t") if not opened or opened[-1] in " \t" else text


def only_title(text: str) -> Heading | None:
    """Return the level-one heading if there is exactly one and it has words; headings of attachments (附件) after it
    do not count."""
    headings = (heading for at, heading in enumerate(level_one(text)) if not at or not heading.text.startswith("附件"))
    found = [heading for _, heading in zip(range(2), headings, strict=False)]
    return found[0] if len(found) == 1 and found[0].text else None


def _inner(match: re.Match[str]) -> str:
    kept = (match["escaped"], match["code"], match["link"], match["strong"], match["emphasis"])
    inner = next((part for part in kept if part is not None), "")
    return inner if match["escaped"] or match["code"] else plain(inner)


def prose_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines outside fenced code and comments, numbered from 1; a line that ends a block comes out blank."""
    fence, comment = "", False
    for number, line in enumerate(text.split("\n"), 1):
        if comment:
            comment = "-->" not in line
        elif fence:
            closing = line.strip()
            if len(closing) >= len(fence) and set(closing) == {fence[0]} and len(line) - len(line.lstrip()) < 4:
                fence = ""
        elif opening := _FENCE.match(line):
            fence = opening[1]
        elif line.lstrip().startswith("<!--"):
            comment = "-->" not in line
        else:
            yield number, line
            continue
        yield number, ""

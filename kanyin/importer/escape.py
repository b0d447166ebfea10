"""Plain text → Markdown that prints exactly as it was typed.

In: one paragraph on one line. Out: the same with Markdown's signs made harmless, and only where they would act. A
backslash serves where Python-Markdown's core knows it, a character reference elsewhere, so that no extension need be on
for it to work. Web addresses are left alone; one that holds Markdown signs is put in `<>`, where none act.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

_ADDRESS: Final = re.compile(r"(?:https?|ftp)://[A-Za-z0-9\-._~:/?#@!$&()*+,;=%]+(?<![.,;:!?)])", re.I)
_AUTOLINKED: Final = re.compile(r"(?:https?|ftp):", re.I)
_ACTIVE_IN_ADDRESS: Final = re.compile(r"[*_]|==|\+\+|~.*~|\$.*\$")

_ALWAYS: Final = re.compile(r"[*_`\[{]")
_BACKSLASH: Final = re.compile(r"\\(?=[!-/:-@\[-`{-~\s]|$)")
_ENTITY: Final = re.compile(r"&(?=#\w|\w+;)")

# A pair of these means something to some extension; one alone never does.
_PAIRED: Final = (
    ("~", re.compile(r"~")),
    ("^", re.compile(r"\^")),
    ("==", re.compile(r"==")),
    ("++", re.compile(r"\+\+")),
    ("$", re.compile(r"\$")),
)

# What means something at the start of a line only: the sign to neutralise is the group.
_OPENERS: Final = (
    re.compile(r"(#)"),
    re.compile(r"(>)"),
    re.compile(r"([-+])(?:\s|$)"),
    re.compile(r"(-)[-\s]*$"),
    re.compile(r"(\+)\+\+"),
    re.compile(r"\d+([.)])(?:\s|$)"),
    re.compile(r"[(（]?(?:\d+|[a-zA-Z]|[ivxlcIVXLC]+)([.)])(?:\s|$)"),
    re.compile(r"(!)!!"),
    re.compile(r"(\?)\?\?"),
    re.compile(r"(:)(?:\s|:|$)"),
    re.compile(r"(/)//"),
    re.compile(r"(=)[=\s]*$"),
    re.compile(r"(\|)"),
)
_BACKSLASHED: Final = "#>-+.)!*_`[{\\"


def escape(text: str) -> str:
    """Return the paragraph `text` as Markdown; also good inside a list item."""
    return escape_opener(escape_inline(text, text))


def escape_heading(text: str) -> str:
    """Return `text` as the content of an ATX heading, whose trailing `#`s Markdown would drop."""
    return escape_closer(escape_inline(text, text))


def escape_inline(text: str, paragraph: str) -> str:
    """Return a stretch of `paragraph` as Markdown for the middle of a line; pairs are counted over all of it."""
    return _outside_addresses(text, lambda stretch: _escape_inline(stretch, paragraph))


def escape_closer(inline: str) -> str:
    """Return the Markdown of a heading with the `#`s at its end made harmless."""
    body = inline.rstrip("#")
    return body + "\\#" * (len(inline) - len(body))


def comment(text: str) -> str:
    """Return an HTML comment holding `text`; dashes that would end it are set apart with spaces.

    A space also parts a text that would be a command to the reader, which breaks a page at `pagebreak`.
    """
    return f"<!-- {re.sub('-(?=-)|(?<=page)(?=break)', lambda m: m[0] + ' ', text)} -->"


def _outside_addresses(text: str, change: Callable[[str], str]) -> str:
    out, at = "", 0
    for match in _ADDRESS.finditer(text):
        out += change(text[at : match.start()]) + _address(match[0])
        at = match.end()
    return out + change(text[at:])


def _address(url: str) -> str:
    if not _ACTIVE_IN_ADDRESS.search(url) and not _ENTITY.search(url):
        return url
    return f"<{url}>" if _AUTOLINKED.match(url) and not _ENTITY.search(url) else _escape_inline(url, url)


def _escape_inline(stretch: str, paragraph: str) -> str:
    """Escape a stretch of `paragraph`; what comes in pairs is counted over all of it."""
    out = _BACKSLASH.sub(r"\\\\", stretch)
    out = _ENTITY.sub("&amp;", out).replace("<", "&lt;")
    out = _ALWAYS.sub(lambda m: "\\" + m[0], out).replace("|", "&#124;")
    for sign, pattern in _PAIRED:
        if len(pattern.findall(paragraph)) > 1:
            out = out.replace(sign, "".join(_reference(c) for c in sign))
    return out


def escape_opener(text: str) -> str:
    """Return a line of Markdown with what would make a block of it made harmless."""
    for pattern in _OPENERS:
        match = pattern.match(text)
        if match:
            sign = match[1]
            safe = "\\" + sign if sign in _BACKSLASHED else _reference(sign)
            return text[: match.start(1)] + safe + text[match.end(1) :]
    return text


def _reference(char: str) -> str:
    return f"&#{ord(char)};"

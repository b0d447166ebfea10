"""The inline rules that need no stack: escapes, references, code, line breaks, autolinks, raw HTML, attribute lists.

(CommonMark 2.4, 2.5, 6.1, 6.5, 6.6, 6.7, 6.8.) In: a position. Out: items, and where the rule ended.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from ..attributes import LIST, parse
from ..chapter import RAW
from ..linkparts import ENTITY, PUNCTUATION, character
from .patterns import CLOSING_TAG, EMAIL, OPEN_TAG, URI
from .rule import Mark
from .scanner import Scanner

_TICKS = re.compile("`+")
_AUTOLINK = re.compile(f"{URI}|{EMAIL}")
_TAG = re.compile(f"{OPEN_TAG}|{CLOSING_TAG}")
_LINE_BREAK = re.compile(r"<br[ ]*/?>", re.IGNORECASE)
_DECLARATION = re.compile(r"<![A-Za-z]")


def read_escape(scanner: Scanner, pos: int) -> int | None:
    """A backslash before ASCII punctuation hides its meaning; before a line end it breaks the line."""
    following = scanner.data[pos + 1 : pos + 2]
    if following == "\n":
        scanner.items.append(Element("br"))
        return pos + 2
    if following and following in PUNCTUATION:
        scanner.items.append(following)
        return pos + 2
    return None


def read_entity(scanner: Scanner, pos: int) -> int | None:
    """A character reference becomes its character."""
    found = ENTITY.match(scanner.data, pos)
    if not found:
        return None
    scanner.items.append(character(found))
    return found.end()


def read_code(scanner: Scanner, pos: int) -> int | None:
    """A code span ends at a run of as many backticks; one space inside each end goes if both are there."""
    found = _TICKS.match(scanner.data, pos)
    length = len(found[0]) if found else 1
    close = scanner.closing_ticks(pos, length)
    if close is None:
        scanner.items.append("`" * length)
        return pos + length
    code = Element("code")
    text = scanner.data[pos + length : close].replace("\n", " ")
    if text.startswith(" ") and text.endswith(" ") and text.strip(" "):
        text = text[1:-1]
    code.text = text
    scanner.items.append(code)
    return close + length


def read_line_end(scanner: Scanner, pos: int) -> int | None:
    """Two spaces before a line end break the line, and so does every line end of a poem."""
    last = scanner.items[-1] if scanner.items else ""
    spaces = 0
    if isinstance(last, str):
        bare = last.rstrip(" ")
        spaces = len(last) - len(bare)
        if spaces:
            scanner.items[-1] = bare
    scanner.items.append(Element("br") if spaces >= 2 or scanner.text.hard else "\n")
    return pos + 1


def read_autolink(scanner: Scanner, pos: int) -> int | None:
    """`<https://…>` and `<name@host>` are links."""
    found = _AUTOLINK.match(scanner.data, pos)
    if not found:
        return None
    link = Element("a", {"href": found[1] or f"mailto:{found[2]}"})
    link.text = found[1] or found[2]
    scanner.items.append(link)
    return found.end()


def read_html(scanner: Scanner, pos: int) -> int | None:
    """Raw HTML is kept for the assembly; comments vanish; `<br>` needs no assembly."""
    end = _line_break(scanner, pos) or _comment(scanner, pos)
    if end:
        return end
    found = _TAG.match(scanner.data, pos)
    end = found.end() if found else _special(scanner, pos)
    if end:
        raw = Element(RAW)
        raw.text = scanner.data[pos:end]
        scanner.items.append(raw)
    return end


def _line_break(scanner: Scanner, pos: int) -> int | None:
    found = _LINE_BREAK.match(scanner.data, pos)
    if not found:
        return None
    scanner.items.append(Element("br"))
    return found.end()


def _comment(scanner: Scanner, pos: int) -> int | None:
    if not scanner.data.startswith("<!--", pos):
        return None
    for empty in ("<!-->", "<!--->"):
        if scanner.data.startswith(empty, pos):
            return pos + len(empty)
    close = scanner.find("-->", pos + 4)
    return close + 3 if close >= 0 else None


def _special(scanner: Scanner, pos: int) -> int | None:
    """Processing instructions, CDATA sections and declarations."""
    data = scanner.data
    for opening, closing in (("<?", "?>"), ("<![CDATA[", "]]>")):
        if data.startswith(opening, pos):
            close = scanner.find(closing, pos + len(opening))
            return close + len(closing) if close >= 0 else None
    close = scanner.find(">", pos) if _DECLARATION.match(data, pos) else -1
    return close + 1 if close >= 0 else None


def read_attributes(scanner: Scanner, pos: int) -> int | None:
    """An attribute list that clings to what is before it; whether that is an element, pairing will tell."""
    if not pos or scanner.data[pos - 1] not in ")]`*_~^=>":
        return None
    found = LIST.match(scanner.data, pos)
    attributes = parse(found[1]) if found else None
    if not found or not attributes:
        return None
    scanner.items.append(Mark(attributes, found[0]))
    return found.end()

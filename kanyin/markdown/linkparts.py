"""The parts links are made of: labels, destinations, titles, escapes, character references (CommonMark 2.4, 2.5, 6.3).

In: text and a position. Out: what was read and where it ends, or None.
"""

from __future__ import annotations

import re
from html.entities import html5

PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
ENTITY = re.compile(r"&(?:#[xX]([0-9A-Fa-f]{1,6})|#([0-9]{1,7})|([A-Za-z][A-Za-z0-9]{1,31}));")
LABEL = re.compile(r"\[((?:[^\\\[\]]|\\.){0,999})\]", re.DOTALL)
SPACE = re.compile(r"[ \t]*(?:\n[ \t]*)?")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])|" + ENTITY.pattern)
_POINTY = re.compile(r"<((?:[^<>\n\\]|\\.)*)>")
_BARE_STOP = re.compile(r"[\\() \x00-\x1f\x7f]")
_TITLES = {
    '"': re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL),
    "'": re.compile(r"'((?:[^'\\]|\\.)*)'", re.DOTALL),
    "(": re.compile(r"\(((?:[^()\\]|\\.)*)\)", re.DOTALL),
}
_MAX_PARENS = 32


def unescape(text: str) -> str:
    """Resolve backslash escapes and character references."""
    if "\\" not in text and "&" not in text:
        return text
    return _ESCAPE.sub(lambda found: found[1] or _referred(found[0], found[2], found[3], found[4]), text)


def character(found: re.Match[str]) -> str:
    """Return what a match of `ENTITY` stands for; an unknown name stands for itself."""
    return _referred(found[0], found[1], found[2], found[3])


def _referred(whole: str, hexadecimal: str | None, decimal: str | None, name: str | None) -> str:
    if name:
        return html5.get(name + ";", whole)
    code = int(hexadecimal, 16) if hexadecimal else int(decimal or "0")
    unfit = code == 0 or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF
    return "\ufffd" if unfit else chr(code)


def normal_label(label: str) -> str:
    """Return the label as labels are compared: case folded, white space collapsed."""
    return " ".join(label.split()).casefold()


def destination(text: str, pos: int) -> tuple[str, int] | None:
    """Read a link destination at `pos`."""
    if text.startswith("<", pos):
        found = _POINTY.match(text, pos)
        return (unescape(found[1]), found.end()) if found else None
    depth, at = 0, pos
    while stop := _BARE_STOP.search(text, at):
        at = stop.start()
        if stop[0] == "(":
            depth += 1
            if depth > _MAX_PARENS:
                return None
        elif stop[0] == ")":
            if not depth:
                break
            depth -= 1
        elif stop[0] == "\\":
            at += 1 if text[at + 1 : at + 2] in PUNCTUATION and at + 1 < len(text) else 0
        else:
            break
        at += 1
    else:
        at = len(text)
    return None if depth else (unescape(text[pos:at]), at)


def title(text: str, pos: int) -> tuple[str, int] | None:
    """Read a link title at `pos`; it must not hold a blank line."""
    pattern = _TITLES.get(text[pos : pos + 1])
    found = pattern.match(text, pos) if pattern else None
    if not found or "\n\n" in found[1]:
        return None
    return unescape(found[1]), found.end()


def skip_space(text: str, pos: int) -> int:
    """Return the position after spaces and at most one line end."""
    found = SPACE.match(text, pos)
    return found.end() if found else pos

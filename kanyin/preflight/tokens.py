"""Tokens of a content stream (ISO 32000-1 §7.2), taken apart by one regular expression: a book has a million.

In: the bytes of a stream. Out: its tokens, arrays and strings each as one, and inline images, which are cut out first.
A stream that is none gives nonsense and no error.
"""

from __future__ import annotations

import re
from typing import Final

_TEXT: Final = rb"[^()\\]*+(?:\\.[^()\\]*+)*+"
_INNER: Final = rb"\(" + _TEXT + rb"(?:\(" + _TEXT + rb"\)" + _TEXT + rb")*+\)"
_STRING: Final = rb"\(" + _TEXT + rb"(?:" + _INNER + _TEXT + rb")*+\)"  # parentheses nest, here twice
_HEX: Final = rb"<[0-9A-Fa-f\s]*+>"
_NUMBER: Final = rb"[-+]?(?:\d++\.?\d*+|\.\d++)"
_NAME: Final = rb"/[^\s/<>\[\](){}%\x00]*+"
_OPERATOR: Final = rb"[A-Za-z'\"][A-Za-z0-9*]*+"
_ARRAY: Final = rb"\[(?:[^\[\]()]++|" + _STRING + rb")*+\]"
_TOKEN: Final = re.compile(
    b"|".join((_NUMBER, _OPERATOR, _ARRAY, _HEX, _NAME, _STRING, rb"<<", rb">>", rb"%[^\r\n]*+")), re.DOTALL
)
_SHOWN: Final = re.compile(b"|".join((_HEX, _NUMBER, _STRING)), re.DOTALL)
_BEGIN: Final = re.compile(rb"(?<!\S)BI\s")
_DATA: Final = re.compile(rb"\sID\s")
_END: Final = re.compile(rb"\sEI(?!\S)")
_ESCAPE: Final = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPES: Final = {
    b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b"",
}  # fmt: skip

INLINE: Final = b"InlineImage"
"""The operator that stands for an inline image; its operands are those of its dictionary."""


def tokens(data: bytes) -> list[bytes]:
    """Return the tokens of a content stream; comments are left in, and begin with `%`."""
    return _TOKEN.findall(_without_images(data) if b"BI" in data else data)


def _without_images(data: bytes) -> bytes:
    """Return a content stream with each inline image as an operator, as far as they have an end."""
    pieces, place = [], 0
    while (begin := _BEGIN.search(data, place)) and (middle := _DATA.search(data, begin.end() - 1)):
        if not (end := _END.search(data, middle.end() - 1)):
            break
        pieces += [data[place : begin.start()], data[begin.end() : middle.start()], INLINE]
        place = end.end()
    return b" ".join([*pieces, data[place:]])


def shown(array: bytes) -> list[bytes]:
    """Return the strings and numbers of the array that TJ shows."""
    return _SHOWN.findall(array)


def string(token: bytes) -> bytes:
    """Return the bytes that a token of a string stands for; none for another token."""
    if token[:1] == b"(":
        inner = token[1:-1]
        return _ESCAPE.sub(_unescaped, inner) if b"\\" in inner else inner
    if token[:1] != b"<" or token[:2] == b"<<":
        return b""
    digits = token[1:-1]
    try:
        return bytes.fromhex(digits.decode("ascii"))
    except ValueError:  # white space inside a pair, or an odd count, to which a 0 is added
        digits = b"".join(digits.split())
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _unescaped(found: re.Match[bytes]) -> bytes:
    code = found[1]
    if code.isdigit():
        return bytes([int(code, 8) & 255])
    return _ESCAPES.get(code, code)


def number(token: bytes) -> float:
    """Return the number of a token; 0 for another token."""
    try:
        return float(token)
    except ValueError:
        return 0.0


def name(token: bytes) -> str:
    """Return a name as pikepdf has it, with its `/`, and `#20` as a blank."""
    text = re.sub(rb"#([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), token) if b"#" in token else token
    return text.decode("utf-8", "replace")

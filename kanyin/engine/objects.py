"""Objects of a `pydyf.PDF` as text: what a forme and a volume's fonts are made of.

Wraps the property `pydyf:String.data` (0.13): a string that holds what looks like a reference is written so that it
does not, since whoever binds the objects gives them other numbers.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any, Final

import pydyf

from kanyin.engine.hook import Undo, replace
from kanyin.engine.streams import joined
from kanyin.forme import Stream
from kanyin.pdf import deflated

_REFERENCE: Final = re.compile(rb"(\d \d )R")


def apply() -> Undo:
    """Put the hook in."""
    return replace(["pydyf:String.data"], lambda stock: property(lambda string: _escaped(stock.fget(string))))


def _escaped(data: bytes) -> bytes:
    # A backslash before any other letter says nothing (ISO 32000-1 §7.3.4.2), and adds no digit that a reference could
    # begin with: `1 0 R 0 R`.
    return _REFERENCE.sub(rb"\1\\R", data) if data[:1] == b"(" else data


def split(pdf: Any, left_out: Collection[int] = ()) -> tuple[list[tuple[int, bytes]], list[tuple[int, Any]]]:
    """Return (number, text) of every object that is not a stream, and (number, object) of those that are.

    The catalog and the page tree are not among them, nor are the numbers in `left_out`.
    """
    left_out = {pdf.pages.number, pdf.catalog.number, *left_out}
    found = [item for item in pdf.objects[1:] if item.number not in left_out]
    plain = [(item.number, item.data) for item in found if not isinstance(item, pydyf.Stream)]
    return plain, [(item.number, item) for item in found if isinstance(item, pydyf.Stream)]


def as_stream(stream: Any, content: bytes | None = None) -> Stream:
    """Return a stream as it stands in a file; `content` is what it holds, for whoever has joined that already."""
    extra, content = pydyf.Dictionary(stream.extra), joined(stream) if content is None else content
    if not stream.compress:
        return Stream(extra.data, content, ())
    extra["Filter"] = "/FlateDecode"
    return Stream(extra.data, deflated(content), ())

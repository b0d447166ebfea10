"""The bytes of a web page → its text.

In: a `Source`. Out: text. A byte-order mark says what it is, then the page itself (`<meta charset>`), as the HTML
standard has it; where neither does, or the page is wrong, it is found out as for plain text. Bytes that are no
characters become U+FFFD and are told: a page is often cut in the middle of one.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from kanyin.diagnostics import BuildFailed, Report, Span
from kanyin.importer.encoding import decode, plausibility
from kanyin.importer.reading import Source

_META: Final = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,80}?encoding=[\"']([\w.:-]+)", re.I
)
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# The names a page may give, and the codec that reads all of what bears them (Encoding Standard, "names and labels").
_WIDER: Final = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "x-gbk", "gb_2312-80", "chinese", "hz-gb-2312"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5", "cn-big5"), "big5hkscs"),
    **dict.fromkeys(("iso-8859-1", "latin1", "us-ascii", "ascii"), "cp1252"),
    "utf8": "utf-8",
}
_HEAD: Final = 4096


def decoded(source: Source, report: Report) -> str:
    """Return the page's text; raises `BuildFailed` when it is in no encoding that is known."""
    data = source.data
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], codec, source, report)
    named = _named(data)
    if named:
        text = _strict(data, named)
        if text is not None and named != "cp1252":
            return _told(text, named, source, report)
        if named != "cp1252" and plausibility(data.decode(named, "replace")[:50_000]) > 0.5:
            return _decoded(data, named, source, report)
    own = Report()
    try:
        text = decode(data, source.path, own).text
    except BuildFailed:
        return _decoded(data, named or "utf-8", source, report)
    for diagnostic in own:
        report.add(diagnostic)
    return text


def _named(data: bytes) -> str | None:
    found = _META.search(data[:_HEAD]) or _META.search(data[: 16 * _HEAD])
    if not found:
        return None
    name = (found[1] or found[2]).decode("ascii").lower()
    name = _WIDER.get(name, name)
    try:
        # A page whose bytes say this in ASCII is not in UTF-16, whatever it says.
        return "utf-8" if name.startswith("utf-16") else codecs.lookup(name).name
    except LookupError:
        return None


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return None


def _told(text: str, codec: str, source: Source, report: Report) -> str:
    report.note("import.encoding", f"read as {codec.upper()}, as the page says", Span(source.path))
    return text


def _decoded(data: bytes, codec: str, source: Source, report: Report) -> str:
    text = data.decode(codec, "replace")
    bad = text.count("\ufffd")
    if bad:
        line = text[: text.index("\ufffd")].count("\n") + 1
        message = f"{bad} places are no {codec.upper()} characters: U+FFFD stands for each"
        hint = "look at them in the chapter file, and type what is missing"
        report.warning("import.undecodable-byte", message, Span(source.path, line), hint)
    return _told(text, codec, source, report)

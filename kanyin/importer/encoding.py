"""Bytes of a plain-text file → its text: which encoding it is in, decided by what the decoded text looks like.

In: the bytes. Out: `Decoded`: the text and its encoding; a warning when another reading came close. Errors: every byte
that the chosen encoding has no character for. Nothing is ever replaced or skipped. Not done: single-byte encodings
(Latin-1, KOI8): those accept any byte, so a wrong guess could not be noticed.

Charset-normalizer was tried and is not used: it took a 24-character Big5 text for Shift JIS.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from pathlib import Path
from typing import Final

from kanyin.diagnostics import Report, Span
from kanyin.importer.common import COMMON
from kanyin.records import dataclass


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, without byte-order mark, and the name of the encoding as a user knows it."""

    text: str
    encoding: str


@dataclass(frozen=True, slots=True)
class Charset:
    """An encoding: its name, and the Python codecs that read its variants, the usual one first."""

    name: str
    codecs: tuple[str, ...]


CHARSETS: Final = (
    Charset("UTF-8", ("utf-8",)),
    Charset("GB18030", ("gb18030",)),
    Charset("Big5", ("big5hkscs", "cp950")),
    Charset("UTF-16LE", ("utf-16-le",)),
    Charset("UTF-16BE", ("utf-16-be",)),
)

# The longer marks first: UTF-32LE begins like UTF-16LE.
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, Charset("UTF-32LE", ("utf-32-le",))),
    (codecs.BOM_UTF32_BE, Charset("UTF-32BE", ("utf-32-be",))),
    (codecs.BOM_UTF8, CHARSETS[0]),
    (b"\x84\x31\x95\x33", CHARSETS[1]),
    (codecs.BOM_UTF16_LE, CHARSETS[3]),
    (codecs.BOM_UTF16_BE, CHARSETS[4]),
)

_SAMPLE: Final = 1 << 16  # bytes looked at; enough for any guess, and a book of megabytes costs no more
_TELLING: Final = re.compile(rb"[\x00\x80-\xff]")
_THREE_BYTES: Final = re.compile(rb"[\xe0-\xef][\x80-\xbf]{2}")
_PLAUSIBLE: Final = 0.3  # below this mean weight a decoded text is noise
_CLOSE: Final = 0.15  # two readings nearer than this leave a doubt worth telling
_CLOSE_WHEN_SHORT: Final = 0.4  # and of less than _SHORT characters, nearer than this
_SHORT: Final = 12
_MAX_BAD_BYTES: Final = 20  # reported in one run; a file with more is not text in this encoding

_WIDE_MARKS: Final = ((0x3000, 0x303F), (0xFF00, 0xFFEF), (0x2010, 0x2027), (0xB7, 0xB7))
_LETTERS: Final = ((0xA0, 0x24F), (0x370, 0x52F), (0x3040, 0x312F), (0xAC00, 0xD7A3), (0x2030, 0x27BF))


def decode(data: bytes, file: Path, report: Report) -> Decoded:
    """Return the text of `data`; adds a note with the encoding found, raises `BuildFailed` at undecodable bytes."""
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return _decode_as(charset, data, len(mark), file, report)
    best, second = _ranked(data)[:2]
    if best[0] < _PLAUSIBLE and not _is_valid(CHARSETS[0], data):
        report.error(
            "import.unknown-encoding",
            "the encoding of this file cannot be told: it is not UTF-8, GB18030, Big5 or UTF-16 text",
            Span(file),
            "open it in an editor that shows it rightly and save it as UTF-8",
        )
        report.stop_on_errors()
    decoded = _decode_as(best[1], data, 0, file, report)
    close = _CLOSE if len(decoded.text) >= _SHORT else _CLOSE_WHEN_SHORT
    if best[0] - second[0] < close and _is_valid(second[1], data):
        report.warning(
            "import.doubtful-encoding",
            f"read as {best[1].name}, but it could be {second[1].name}: there is too little text to be sure",
            Span(file),
            "look at the result; if it is wrong, save the file as UTF-8 and import it again",
        )
    return decoded


def plausibility(text: str) -> float:
    """Return the mean weight of the characters beyond printable ASCII: 1 for everyday Chinese, below 0 for noise."""
    weights = [_weight(c) for c in text if not (" " <= c <= "~" or c in "\t\n\r\f")]
    if weights:
        return sum(weights) / len(weights)
    return 1.0 if text else 0.0


def _ranked(data: bytes) -> list[tuple[float, Charset]]:
    """Return every charset with its score, the likeliest first; ties stay in the order of `CHARSETS`."""
    scored = [(plausibility(_loose(data, c)) + _prior(data, c), c) for c in CHARSETS]
    return sorted(scored, key=lambda pair: -pair[0])


def _prior(data: bytes, charset: Charset) -> float:
    """What speaks for a charset before any text is looked at.

    Bytes that decode as UTF-8 are hardly ever anything else, least of all where three of them make a character (two may
    be chance: 联通 in GBK). UTF-16 without a single NUL byte has no line end and no
    space in it: a mere few words, if it is UTF-16 at all.
    """
    if charset.name == "UTF-8":
        return 0.0 if not _is_valid(charset, data) else 1.0 if _THREE_BYTES.search(data) else 0.5
    return -0.2 if charset.name.startswith("UTF-16") and b"\0" not in data else 0.0


def _loose(data: bytes, charset: Charset) -> str:
    """Decode, for scoring only, the stretch that tells most: from the first byte beyond ASCII on.

    It begins at an even offset for UTF-16's sake. A character cut at its end must not count against the charset.
    """
    first = _TELLING.search(data)
    start = max(0, first.start() // 2 * 2 - 2) if first else 0
    sample = data[start : start + _SAMPLE]
    decoder = codecs.getincrementaldecoder(charset.codecs[0])("replace")
    return decoder.decode(sample, final=start + _SAMPLE >= len(data))


def _is_valid(charset: Charset, data: bytes) -> bool:
    return any(_strict(codec, data) is not None for codec in charset.codecs)


def _strict(codec: str, data: bytes) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _weight(char: str) -> float:
    if char in COMMON:
        return 1.0
    code = ord(char)
    if _within(code, _WIDE_MARKS):
        return 0.8
    if 0x4E00 <= code <= 0x9FFF:
        return 0.1
    if _within(code, _LETTERS):
        return 0.3
    # Controls, unassigned and private-use code points and U+FFFD hardly occur in text that was decoded rightly.
    return -1.0 if unicodedata.category(char) in ("Cc", "Cn", "Co", "Cs") or char == "\ufffd" else 0.0


def _within(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code <= last for first, last in ranges)


def _decode_as(charset: Charset, data: bytes, start: int, file: Path, report: Report) -> Decoded:
    for codec in charset.codecs:
        text = _strict(codec, data[start:])
        if text is not None:
            report.note("import.encoding", f"read as {charset.name}", Span(file))
            return Decoded(text, charset.name)
    _report_bad_bytes(charset, data, start, file, report)
    report.stop_on_errors()
    raise AssertionError("undecodable bytes were reported, so the report stops")


def _report_bad_bytes(charset: Charset, data: bytes, start: int, file: Path, report: Report) -> None:
    """Report each place that cannot be decoded: its offset in the file, and the line and column it would print at."""
    before, at = "", start
    for _ in range(_MAX_BAD_BYTES):
        try:
            data[at:].decode(charset.codecs[0])
            return
        except UnicodeDecodeError as error:
            before += data[at : at + error.start].decode(charset.codecs[0])
            bad = data[at + error.start : at + error.end]
            _report_bad_byte(charset, bad, at + error.start, before, file, report)
            before, at = before + "\ufffd", at + error.end
    report.note(
        "import.more-undecodable-bytes", f"only the first {_MAX_BAD_BYTES} undecodable places are listed", Span(file)
    )


def _report_bad_byte(charset: Charset, bad: bytes, offset: int, before: str, file: Path, report: Report) -> None:
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    shown = " ".join(f"0x{byte:02X}" for byte in bad)
    report.error(
        "import.undecodable-byte",
        f"{shown} at byte offset {offset} is no {charset.name} character",
        Span(file, len(lines), len(lines[-1]) + 1),
        "the file may be damaged or cut off here; mend it, or save it as UTF-8 from an editor that shows it rightly",
    )

"""Decoded text → its lines, each with its number in the source, cleaned of what is not text.

In: the text of the file. Out: `Line`s that are not blank, knowing their indent and whether blank space stood before.
Removed, and reported: NUL and other control characters, zero-width characters between Han characters. Line ends may be
mixed. Not done: joining lines into paragraphs (`paragraphs.py`).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from kanyin.diagnostics import Report, Span, cells
from kanyin.records import dataclass

# A form feed, a vertical tab and Unicode's own separators end a line and a paragraph; they are numbered with the line
# they stand in, because editors do not count them.
_LINE_END: Final = re.compile(r"\r\n|\n|\r")
_BREAK: Final = re.compile("[\f\v\x85\u2028\u2029]")

_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_ZERO_WIDTH: Final = re.compile("[\u200b\u2060\ufeff]")
# Joiners shape emoji and Indic or Arabic letters; beside anything else they are rubbish from a web page.
_STRAY_JOINER: Final = re.compile(
    "(?<![\u00a9-\u2bff\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]|[\u200c\u200d](?=[\\s\u3000-\u9fff\uff00-\uffef]|$)"
)

_LONG: Final = 200  # characters


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank. `indent` and `width` are in terminal cells; `width` counts the indent in."""

    number: int
    text: str
    indent: int
    width: int
    after_blank: bool


def split_lines(text: str, file: Path, report: Report) -> tuple[Line, ...]:
    """Return the lines of `text` that hold text; what was removed from them is reported once a kind."""
    physical = _LINE_END.split(text)
    _report_removed(physical, file, report)
    lines: list[Line] = []
    blank = True
    for number, raw in enumerate(physical, start=1):
        for i, piece in enumerate(_BREAK.split(clean(raw))):
            blank = blank or i > 0
            if piece.strip():
                lines.append(_line(number, piece, blank))
                blank = False
            else:
                blank = True
    return tuple(lines)


def cleaned(text: str, file: Path, report: Report) -> str:
    """Return a whole text without what `clean` removes, which is reported, and with line ends of one kind."""
    physical = _LINE_END.split(text)
    _report_removed(physical, file, report)
    return "\n".join(map(clean, physical))


def clean(text: str) -> str:
    """Return `text` without control characters, zero-width spaces and stray joiners."""
    for pattern in (_CONTROL, _ZERO_WIDTH, _STRAY_JOINER):
        text = pattern.sub("", text)
    return text


def _line(number: int, piece: str, after_blank: bool) -> Line:
    body = piece.strip()
    lead = piece[: len(piece) - len(piece.lstrip())].expandtabs(4)
    # Nobody wraps text wider than this: the exact width of a whole paragraph is never asked for, and costs time.
    width = cells(body) if len(body) <= _LONG else 2 * len(body)
    return Line(number, body, cells(lead), cells(lead) + width, after_blank)


def _report_removed(physical: list[str], file: Path, report: Report) -> None:
    for code, what, patterns in (
        ("import.control-character", "control character", (_CONTROL,)),
        ("import.zero-width-character", "zero-width character", (_ZERO_WIDTH, _STRAY_JOINER)),
    ):
        places = [(n, m) for n, raw in enumerate(physical, 1) for p in patterns for m in p.finditer(raw)]
        if places:
            number, match = places[0]
            more = f", and {len(places) - 1} more" if len(places) > 1 else ""
            message = f"{what} U+{ord(match[0]):04X} removed{more}"
            report.warning(code, message, Span(file, number, match.start() + 1))

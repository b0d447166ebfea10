"""Lines → paragraphs: one a line, or hard-wrapped lines joined, whichever the statistics of the file say.

In: the lines. Out: `Paragraph`s with the first and last source line of each. A text is hard-wrapped when many of its
lines are about as long as the longest and most of those do not end a sentence. Not done: telling headings from text.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import Final

from kanyin.importer.plain.headings import family_of, looks_like_unmarked_heading
from kanyin.importer.plain.lines import Line
from kanyin.importer.plain.lists import marker_of
from kanyin.importer.plain.sources import is_source_line
from kanyin.records import dataclass

CLOSING_MARKS: Final = "。！？；…!?;.．”’」』）)】》〉]"

_MIN_MEASURE: Final = 40  # cells; shorter equal lines are verse or a list
_MAX_MEASURE: Final = 130  # cells; nobody wraps text by hand wider than this
_FULL: Final = 0.88  # of the measure: a line this long was broken because it was full
_LENIENT: Final = 0.7  # the same, where an indent or a blank line tells where paragraphs begin
_LEADING_WORD: Final = re.compile(r"[!-~]+")


class Layout(StrEnum):
    """How the source sets its paragraphs."""

    LINE = "one paragraph a line"
    WRAPPED = "hard-wrapped lines"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph on one line, and the first and last line of the source that it was made of."""

    text: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Wrapping:
    """The measure of a hard-wrapped text in cells, and whether an indent or a blank line opens its paragraphs."""

    measure: int
    indented: bool
    spaced: bool


def paragraphs_of(lines: tuple[Line, ...]) -> tuple[tuple[Paragraph, ...], Layout]:
    """Return the paragraphs of the text and the layout they were read by."""
    wrapping = _wrapping(lines)
    if wrapping is None:
        return tuple(Paragraph(line.text, line.number, line.number) for line in lines), Layout.LINE
    groups: list[list[Line]] = [[lines[0]]]
    for line, following, third in zip(lines, lines[1:], (*lines[2:], None), strict=False):
        if _continues(line, following, wrapping) and not _is_own_line(line, following, third):
            groups[-1].append(following)
        else:
            groups.append([following])
    return tuple(Paragraph(_joined(g), g[0].number, g[-1].number) for g in groups), Layout.WRAPPED


def _wrapping(lines: tuple[Line, ...]) -> Wrapping | None:
    widths = sorted(line.width for line in lines)
    if len(widths) < 4:
        return None
    measure = widths[int(0.98 * (len(widths) - 1))]
    if not _MIN_MEASURE <= measure <= _MAX_MEASURE or widths[-1] > 1.3 * measure:
        return None
    full = [line for line in lines if line.width >= _FULL * measure]
    unfinished = [line for line in full if line.text[-1] not in CLOSING_MARKS]
    if len(full) < max(3, 0.15 * len(lines)) or len(unfinished) < 0.5 * len(full):
        return None
    indented = sum(line.indent >= 2 for line in lines) / len(lines)
    spaced = sum(line.after_blank for line in lines) / len(lines)
    return Wrapping(measure, 0.02 <= indented <= 0.8, 0.02 <= spaced <= 0.8)


def _continues(line: Line, following: Line, wrapping: Wrapping) -> bool:
    """Say whether `following` goes on with the paragraph of `line`."""
    if following.after_blank or family_of(following.text) or marker_of(following.text):
        return False
    if wrapping.indented and following.indent >= 2:
        return False
    word = _LEADING_WORD.match(following.text)
    room = max(4, len(word[0]) + 1 if word else 0)
    if line.width + room >= wrapping.measure:
        return True
    cued = wrapping.indented or wrapping.spaced
    return cued and line.width >= _LENIENT * wrapping.measure and line.text[-1] not in CLOSING_MARKS


def _is_own_line(line: Line, following: Line, third: Line | None) -> bool:
    """Say whether `following`, though no indent sets it off, is a heading or a source line."""
    if line.text[-1] not in CLOSING_MARKS:
        return False
    ends = third is None or third.after_blank or third.indent > following.indent
    return is_source_line(following.text) or (ends and looks_like_unmarked_heading(following.text))


def _joined(lines: list[Line]) -> str:
    text = lines[0].text
    for line in lines[1:]:
        text += _between(text[-1], line.text[0]) + line.text
    return text


def _between(before: str, after: str) -> str:
    """Nothing stands between two Han characters, nor inside a number or after a hyphen; a space parts Latin words."""
    if _is_wide(before) or _is_wide(after) or before == "-" or (before.isdigit() and after.isdigit()):
        return ""
    return " "


def _is_wide(char: str) -> bool:
    # Curly quotes, dashes and the ellipsis are full-width marks in Chinese text, though Unicode calls them ambiguous.
    return unicodedata.east_asian_width(char) in "WF" or char in "“”‘’—…·"

"""The step that lets a line end between two Chinese characters disappear (CSS Text 4, segment break transformation).

In: the finished tree, whose texts still hold the line ends of the source. Out: texts in which each is gone or a space.
It works across inline elements (`**词**` at a line's end), and never in code.
"""

from __future__ import annotations

import re
import unicodedata
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

from ...records import dataclass
from .trees import BLOCKS, VERBATIM

_BREAK = re.compile(r"[ \t]*\n[ \t\n]*")
_OBJECT = "\ufffc"  # stands for an image: no character to join with
_INDENT = "\u3000"


@dataclass(slots=True)
class _Slot:
    """One text of the tree: an element's `text` or its `tail`; `value` None is an object that is no text."""

    element: Element
    is_tail: bool
    value: str

    def write(self, value: str) -> None:
        if self.is_tail:
            self.element.tail = value
        else:
            self.element.text = value


class LineEnds(Treeprocessor):
    """Joins the lines of every run of inline content."""

    def run(self, root: Element) -> None:
        _walk(root, [])


def _walk(element: Element, run: list[_Slot]) -> None:
    """Add the texts of `element` to `run`; where a block begins or ends, join what the run holds."""
    _add(run, element, False)
    for child in element:
        if child.tag in BLOCKS or child.tag == "br":
            _join(run)
            if child.tag != "pre":
                _walk(child, run)
            _join(run)
        elif child.get("class") == "footnote":
            _walk_apart(child)
        elif child.tag in VERBATIM or child.tag == "img":
            text = "".join(child.itertext()).strip()
            run.append(_Slot(child, False, _OBJECT if not text else ""))
            run[-1].value = (text[0] + text[-1]) if text else _OBJECT
            run[-1].element = Element("verbatim")
        else:
            _walk(child, run)
        _add(run, child, True)


def _walk_apart(note: Element) -> None:
    """A note is printed elsewhere: the text around its call joins as if it were not there."""
    run: list[_Slot] = []
    for part in [note] if not _has_parts(note) else list(note):
        _walk(part, run)
        _join(run)


def _has_parts(note: Element) -> bool:
    return any(child.get("class") == "p" for child in note)


def _add(run: list[_Slot], element: Element, is_tail: bool) -> None:
    value = element.tail if is_tail else element.text
    if value:
        run.append(_Slot(element, is_tail, value))


def _join(run: list[_Slot]) -> None:
    """Settle the line ends of one run of inline content, and empty it."""
    if any("\n" in slot.value for slot in run):
        whole = "".join(slot.value for slot in run)
        if not whole.isspace():
            _rewrite(run, whole)
    run.clear()


def _rewrite(run: list[_Slot], whole: str) -> None:
    cuts = [(found.start(), found.end(), _replacement(whole, found)) for found in _BREAK.finditer(whole)]
    start, index = 0, 0
    for slot in run:
        end = start + len(slot.value)
        parts, at = [], start
        while index < len(cuts) and cuts[index][0] < end:
            first, last, new = cuts[index]
            if first >= start:
                parts += [whole[at:first], new]
            at = min(last, end)
            if last > end:
                break
            index += 1
        parts.append(whole[at:end])
        slot.write("".join(parts))
        start = end


def _replacement(whole: str, found: re.Match[str]) -> str:
    """Return what stands for a line end: nothing at the edge of a block or between wide characters, else a space."""
    before, after = found.start() - 1, found.end()
    if before < 0 or after >= len(whole):
        return ""
    return "" if _joins(whole, before, after) else " "


def _joins(whole: str, before: int, after: int) -> bool:
    """CSS Text 4, 4.1.3: both sides wide; or one side wide and the other a mark of ambiguous width.

    Where both sides are such marks (`”` and `“`), the nearest character beyond them decides.
    """
    left, right = whole[before], whole[after]
    if _is_wide(left) and _is_wide(right):
        return True
    if _is_ambiguous_mark(left) and _is_ambiguous_mark(right):
        return _is_wide(_beyond(whole, before, -1)) or _is_wide(_beyond(whole, after, 1))
    return (_is_wide(left) and _is_ambiguous_mark(right)) or (_is_ambiguous_mark(left) and _is_wide(right))


def _beyond(whole: str, index: int, step: int) -> str:
    while 0 <= index < len(whole) and _is_ambiguous_mark(whole[index]):
        index += step
    return whole[index] if 0 <= index < len(whole) else " "


def _is_wide(character: str) -> bool:
    """Fullwidth, wide or halfwidth (the East Asian kind), and not Hangul, which is written with spaces."""
    if unicodedata.east_asian_width(character) not in "FWH":
        return False
    return not unicodedata.name(character, "").startswith(("HANGUL", "HALFWIDTH HANGUL"))


def _is_ambiguous_mark(character: str) -> bool:
    return unicodedata.east_asian_width(character) == "A" and unicodedata.category(character)[0] in "PS"

"""Page numbers left blank in a drawing, to be filled in when the volume is bound.

In: text boxes whose digits are a page number: those of an element with `data-page-of` (flush right in its room with
`data-page-at="end"`), and of margin boxes that `margins.py` has marked. Out: `Slot`s, told to whoever draws under
`leaving()`; the content stream has a mark where a
slot's digits go. A drawing so depends on how many digits its page numbers have, and not on which. Where digits are of
several fonts, or stand inside a word, they are drawn as they are and `Blanks.exact` says so. Replaces nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import field
from typing import Any, Final, NamedTuple

from kanyin.forme import OWN_PAGE, Content, Slot
from kanyin.records import dataclass

_DIGITS: Final = re.compile("[0-9]+")
_MARK: Final = re.compile(rb"\0(\d+)\0")


@dataclass(slots=True)
class Blanks:
    """The slots of one drawing. `exact`: it also shows page numbers that cannot be filled in later."""

    slots: list[Slot] = field(default_factory=list)
    exact: bool = False

    def leave(self, slot: Slot) -> str:
        """Take a slot in, and return its mark, which cannot occur in a content stream otherwise."""
        self.slots.append(slot)
        return f"\0{len(self.slots) - 1}\0"

    def parts(self, content: bytes) -> Content:
        """Return a content stream, taken apart at its slots."""
        parts = _MARK.split(content)
        return tuple(self.slots[int(part)] if index % 2 else part for index, part in enumerate(parts))


_blanks: ContextVar[Blanks | None] = ContextVar("blanks", default=None)


@contextmanager
def leaving() -> Iterator[Blanks]:
    """Leave page numbers blank in everything drawn meanwhile."""
    blanks = Blanks()
    token = _blanks.set(blanks)
    try:
        yield blanks
    finally:
        _blanks.reset(token)


class Place(NamedTuple):
    """Where in a paragraph's text a page number stands, and whose it is."""

    start: int
    stop: int
    target: str
    align: float  # 0 where the digits are flush left in the room they have, 1 flush right


def place_of(box: Any, text: str, start: int, stop: int) -> tuple[Blanks, Place] | None:
    """Return the page number in text[start:stop], the text of a box, if it is to be left blank."""
    blanks = _blanks.get()
    if blanks is None or (whose := _target(box)) is None:
        return None
    found = _DIGITS.search(text, start, stop)
    return (blanks, Place(found.start(), found.end(), *whose)) if found else None


def shows_page(box: Any) -> bool:
    """Whether a box shows the number of a page."""
    return _target(box) is not None


def note_stock(box: Any) -> None:
    """Note that a box is drawn by stock, which leaves nothing blank."""
    blanks = _blanks.get()
    if blanks is not None and _target(box) is not None and _DIGITS.search(box.text):
        blanks.exact = True


def mark_own_page(box: Any, align: float) -> None:
    """Mark a text box: its digits are the number of the page it stands on."""
    box.kanyin_own_page = align


def _target(box: Any) -> tuple[str, float] | None:
    """Return whose number a box shows, and how it stands in its room; in a line of text, in the middle."""
    if (align := vars(box).get("kanyin_own_page")) is not None:
        return OWN_PAGE, align
    if box.element is None or (target := box.element.get("data-page-of")) is None:
        return None
    return target, 1.0 if box.element.get("data-page-at") == "end" else 0.5

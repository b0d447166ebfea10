"""What an inline rule looks like, and what the scanner collects before the delimiters are paired."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from ...records import dataclass
from ..attributes import Attributes

if TYPE_CHECKING:
    from .scanner import Scanner

Node = str | Element


@dataclass(frozen=True, slots=True)
class InlineRule:
    """Reads what begins at a position.

    `signs` are the characters it may begin with. A rule that begins with a word has instead an `opening` pattern, which
    is searched for only in texts that hold one of `hints`. `read` returns where it ended, or None if there was nothing.
    """

    signs: str
    read: Callable[[Scanner, int], int | None]
    opening: str = ""
    hints: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class Run:
    """A run of delimiters (CommonMark 6.2). `place` is its index among the nodes while it waits for its closer."""

    sign: str
    count: int
    length: int
    opens: bool
    closes: bool
    serial: int
    place: int = 0

    @property
    def text(self) -> str:
        """The delimiters not yet paired."""
        return self.sign * self.count


@dataclass(frozen=True, slots=True)
class Mark:
    """An attribute list, for the element right before it; after anything else its source stays text."""

    attributes: Attributes
    source: str


Item = Node | Run | Mark

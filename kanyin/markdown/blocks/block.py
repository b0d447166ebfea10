"""The kinds of block: what every open block can be asked, and what a rule that opens blocks looks like.

In: lines. Out: a tree of `Block`s that know their lines, and from it elements. A kind of block is a subclass here or in
its own file; a rule that opens it is a `Start` in the host's registry.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING, ClassVar
from xml.etree.ElementTree import Element

from ...records import dataclass
from ..attributes import Attributes

if TYPE_CHECKING:
    from .builder import Builder
    from .cursor import Cursor
    from .parser import LineParser


class Resume(Enum):
    """Whether a line goes on with an open block: yes, no, or it is eaten whole (a closing fence)."""

    YES = 1
    NO = 2
    EATEN = 3


class Block:
    """A block, open or closed, with the first and last of its lines (counted from 0)."""

    container: ClassVar[bool] = False  # may hold other blocks
    takes_lines: ClassVar[bool] = False  # keeps its lines itself
    literal: ClassVar[bool] = False  # its lines open no other block
    lazy: ClassVar[bool] = True  # a paragraph inside may go on with a line that lacks this block's marker

    def __init__(self, first: int) -> None:
        self.first = self.last = first
        self.parent: Block | None = None
        self.children: list[Block] = []
        self.open = True
        self.depth = 0
        self.attributes: Attributes | None = None

    def holds(self, child: Block) -> bool:
        """Tell whether `child` may stand directly in this block."""
        return self.container

    def resume(self, cursor: Cursor, parser: LineParser) -> Resume:
        """Tell whether the line goes on with this block, and eat this block's marker if so."""
        return Resume.NO

    def add_line(self, cursor: Cursor, parser: LineParser) -> None:
        """Take the rest of the line in (only asked where `takes_lines`)."""
        self.last = cursor.line

    def close(self, parser: LineParser) -> None:
        """Settle what can only be known when the block has ended."""

    def build(self, builder: Builder) -> Element | None:
        """Return the block's element, or None if it leaves none."""
        return None


class Document(Block):
    """The chapter itself."""

    container = True

    def resume(self, cursor: Cursor, parser: LineParser) -> Resume:
        return Resume.YES


@dataclass(frozen=True, slots=True)
class Start:
    """A rule that may open a block.

    `signs` are the characters one of which must be the first non-space of the line ("" is any). `indented` rules are
    also asked for lines indented by four columns or more. `open` returns True when it opened a block.
    """

    signs: str
    open: Callable[[LineParser, Cursor, Block], bool]
    indented: bool = False

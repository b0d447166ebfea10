"""Lines that say something about the text and are no block of their own.

An abbreviation, `*[HTML]: HyperText Markup Language`, goes to `host.tables`; an attribute list on a line of its own,
`{.poem}` or `{: .poem}`, goes to the block above it.
"""

from __future__ import annotations

import re

from ..attributes import LIST, Attributes, parse
from .block import Block
from .cursor import Cursor
from .lists import Item, List
from .paragraph import Paragraph
from .parser import LineParser

_ABBREVIATION = re.compile(r"\*\[([^\]\\]+)\]:[ ]*(.*\S)")


class Vanished(Block):
    """A line that leaves no element."""


def open_abbreviation(parser: LineParser, cursor: Cursor, container: Block) -> bool:
    """Take an abbreviation's meaning in."""
    found = _ABBREVIATION.match(cursor.content)
    if not found or not found[1].strip():
        return False
    parser.host.tables.abbreviations[found[1].strip()] = found[2]
    parser.open(Vanished(cursor.line))
    cursor.eat_to(len(cursor.text))
    return True


def open_attributes(parser: LineParser, cursor: Cursor, container: Block) -> bool:
    """Give an attribute list to the block above: the paragraph it clings to, or the last block before it."""
    found = LIST.fullmatch(cursor.content.rstrip(" "))
    attributes = parse(found[1]) if found else None
    target = _block_above(container)
    if not attributes or target is None:
        return False
    parser.close_unmatched()
    target.attributes = _merged(target.attributes, attributes)
    target.last = cursor.line
    if target.open:
        parser.close(target)
    parser.tip.last = max(parser.tip.last, cursor.line)
    cursor.eat_to(len(cursor.text))
    return True


def _block_above(container: Block) -> Block | None:
    """Return the block that an attribute list in `container` belongs to."""
    if not container.container:
        return container
    if isinstance(container, List):
        return container
    last = container.children[-1] if container.children else None
    if isinstance(last, Vanished) or (isinstance(last, Paragraph) and not last.open and not last.lines):
        return None
    return last if last or not isinstance(container, Item) else None


def _merged(old: Attributes | None, new: Attributes) -> Attributes:
    if old is None:
        return new
    return Attributes(new.id or old.id, (*old.classes, *new.classes), (*old.others, *new.others))

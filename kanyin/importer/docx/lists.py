"""Paragraphs with their labels → lists in lists.

In: blocks in the order of the text, each with the label that Word gives it. Out: blocks. A paragraph whose label
Markdown has no list for goes on with the item it stands under, its label typed. Neighbouring lines of code and
paragraphs of quotations become one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from kanyin.importer.docx.numbering import Label
from kanyin.importer.model import Block, Code, List, Quote
from kanyin.records import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """A block, and the label it has in a list of Word's."""

    label: Label | None
    block: Block


@dataclass(slots=True)
class _Growing:
    """A list being made; `number` is that of its last item."""

    label: Label
    number: int
    items: list[list[Block]] = field(default_factory=list)


def nested(items: Sequence[Item]) -> tuple[Block, ...]:
    """Return the blocks with their lists made."""
    out: list[Block] = []
    open_: list[_Growing] = []
    for item in items:
        label = item.label
        if label is None:
            _close(open_, out, 0)
            _append(out, item.block)
        elif label.continues or not (label.bullet or label.plain):
            _close_above(open_, out, label)
            _append(open_[-1].items[-1] if open_ else out, item.block)
        else:
            _take(item.block, label, open_, out)
    _close(open_, out, 0)
    return tuple(out)


def _take(block: Block, label: Label, open_: list[_Growing], out: list[Block]) -> None:
    """Put an item into the list that is open at its level, or begin one there."""
    while open_ and (open_[-1].label.level > label.level or _differs(open_[-1], label)):
        _close(open_, out, len(open_) - 1)
    if not open_ or open_[-1].label.level < label.level:
        open_.append(_Growing(label, label.number))
    open_[-1].items.append([block])
    open_[-1].number = label.number


def _differs(growing: _Growing, label: Label) -> bool:
    """At the same level: another kind of list, another list of bullets, a number that does not follow."""
    if growing.label.level != label.level:
        return False
    if growing.label.bullet or label.bullet:
        return growing.label.bullet != label.bullet or growing.label.list_id != label.list_id
    return label.number != growing.number + 1


def _close_above(open_: list[_Growing], out: list[Block], label: Label) -> None:
    """Close what is not above a paragraph that is no item itself."""
    while open_ and (
        open_[-1].label.level > label.level
        or (open_[-1].label.level == label.level and not label.continues)
        or (open_[-1].label.list_id != label.list_id and not label.continues and label.level == 0)
    ):
        _close(open_, out, len(open_) - 1)


def _close(open_: list[_Growing], out: list[Block], depth: int) -> None:
    while len(open_) > depth:
        done = open_.pop()
        start = None if done.label.bullet else done.number - len(done.items) + 1
        made = List(tuple(nested([Item(None, block) for block in item]) for item in done.items), start)
        (open_[-1].items[-1] if open_ else out).append(made)


def _append(out: list[Block], block: Block) -> None:
    """Add a block, joining it to one of its kind before it that is a part of the same."""
    last = out[-1] if out else None
    if isinstance(block, Code) and isinstance(last, Code):
        out[-1] = Code(f"{last.text}\n{block.text}", last.language)
    elif isinstance(block, Quote) and isinstance(last, Quote):
        out[-1] = Quote((*last.blocks, *block.blocks))
    elif not (isinstance(block, Code) and not block.text):
        out.append(block)

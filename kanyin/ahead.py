"""Binding ahead of its time, while workers still set what is missing.

In: formes that an earlier build made, and where each began in its volume. Out: the same with the volume's numbers, if
it begins there again, as after nearly any edit: there is room between the numbers of one section and of the next
(`bind.py`), and where pages have moved only margins show it; and the uses of fonts of all formes put together as they
come. A tenth of a build after an edit, in which this process only waited, and a hundredth of any. Fallback: what begins
elsewhere is numbered when it is bound, and what is not of the volume after all is left out of its fonts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from .forme import FontUse, Forme, Union
from .renumbering import Numbered, Start, numbered, on_other_pages
from .sheet import Order


class Ahead:
    """Gets ahead with one volume; `last` is where sections began in the last one, by their names."""

    def __init__(self, last: Mapping[str, Start] | None = None) -> None:
        self.last = last or {}
        self.starts: dict[str, Start] = {}
        """Where sections begin in this volume."""
        self._made: dict[str, tuple[Forme, Start, Numbered]] = {}
        self._fonts = Union()

    def advance(self, orders: Sequence[Order], formes: Mapping[int, Forme]) -> None:
        """Get as far as can be with the formes of these orders, by their places."""
        for place, forme in formes.items():
            self.number(orders[place].sheet.section, forme)
            self.take(forme)

    def take(self, forme: Forme) -> None:
        """Put the fonts of a forme to those of the volume."""
        self._fonts.add(forme.fonts)

    def number(self, name: str, forme: Forme) -> None:
        """Number the forme of a section as if it began where it did in the last volume."""
        start = self.last.get(name)
        if start and (name not in self._made or self._made[name][0] is not forme):
            self._made[name] = forme, start, numbered(forme, start)

    def numbered(self, name: str, forme: Forme, start: Start) -> Numbered:
        """Return the forme of a section as the volume has it from this start on."""
        self.starts[name] = start
        made, guessed, part = self._made.pop(name, (None, None, None))
        if part and guessed and made is forme and guessed._replace(page=start.page) == start:
            return part if guessed == start else on_other_pages(part, forme, start)
        return numbered(forme, start)

    def together(self, uses: Sequence[FontUse]) -> list[FontUse]:
        """Return one use for each font of a volume, as `forme.together` does."""
        return self._fonts.of(uses)


def cast(starts: Mapping[str, Start]) -> bytes:
    """Return starts as bytes, for the store."""
    return json.dumps(starts).encode()


def restored(data: bytes) -> dict[str, Start]:
    """Return the starts that were cast. Raises ValueError."""
    try:
        return {name: _start(*row) for name, row in json.loads(data).items()}
    except (AttributeError, TypeError) as error:
        raise ValueError(str(error)) from error


def _start(object: int, page: int, key: int, known: Any) -> Start:
    start = Start(object, page, key, tuple((own, number) for own, number in known))
    if not all(type(number) is int and number >= 0 for number in (*start[:3], *sum(start.known, ()))):
        raise ValueError("a number is none")
    return start

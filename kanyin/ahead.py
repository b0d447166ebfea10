"""Formes numbered ahead of binding, while workers still set what is missing.

In: formes that an earlier build made, and where each began in its volume. Out: the same with the volume's numbers, if
it begins there again: after most edits every section has as many pages and objects as before. A tenth of a build after
an edit, in which this process only waited. Fallback: what begins elsewhere is numbered when it is bound.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from .forme import Forme
from .renumbering import Numbered, Start, numbered


class Ahead:
    """Numbers the formes of one volume; `last` is where sections began in the last one, by their names."""

    def __init__(self, last: Mapping[str, Start] | None = None) -> None:
        self.last = last or {}
        self.starts: dict[str, Start] = {}
        """Where sections begin in this volume."""
        self._made: dict[str, tuple[Forme, Start, Numbered]] = {}

    def number(self, name: str, forme: Forme) -> None:
        """Number the forme of a section as if it began where it did in the last volume."""
        start = self.last.get(name)
        if start and (name not in self._made or self._made[name][0] is not forme):
            self._made[name] = forme, start, numbered(forme, start)

    def numbered(self, name: str, forme: Forme, start: Start) -> Numbered:
        """Return the forme of a section as the volume has it from this start on."""
        self.starts[name] = start
        guessed = self._made.pop(name, None)
        if guessed and guessed[0] is forme and guessed[1] == start:
            return guessed[2]
        return numbered(forme, start)


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

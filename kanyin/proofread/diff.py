"""A unified diff of two texts with the same number of lines.

In: the lines, with their ends. Out: the lines of the diff. Mending never makes or joins lines, so that no search for
what belongs to what is needed, which takes long in a long file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

_AROUND = 3  # unchanged lines shown before and after changed ones


def unified(old: Sequence[str], new: Sequence[str], name: str) -> Iterator[str]:
    """Yield the diff's lines, with their ends; nothing where nothing changed."""
    changed = [number for number, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1]]
    if changed:
        yield f"--- {name}\n"
        yield f"+++ {name}\n"
    for first, last in _hunks(changed):
        start, stop = max(0, first - _AROUND), min(len(old), last + 1 + _AROUND)
        stop -= stop == len(old) and not old[-1]  # behind the last line end stands nothing
        size = stop - start
        yield f"@@ -{start + 1},{size} +{start + 1},{size} @@\n"
        yield from _lines(old[start:stop], new[start:stop])


def _hunks(changed: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last changed line of each hunk: changes whose surroundings meet are in one."""
    first = 0
    for index, number in enumerate(changed):
        if index + 1 == len(changed) or changed[index + 1] > number + 2 * _AROUND:
            yield changed[first], number
            first = index + 1


def _lines(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a hunk; of changed lines that follow each other, first all old ones."""
    waiting: list[str] = []
    for before, after in zip(old, new, strict=True):
        if before == after:
            yield from waiting
            waiting.clear()
            yield from _line(" ", before)
        else:
            yield from _line("-", before)
            waiting += _line("+", after)
    yield from waiting


def _line(sign: str, text: str) -> Iterator[str]:
    if text.endswith(("\n", "\r")):
        yield sign + text
    else:
        yield f"{sign}{text}\n"
        yield "\\ No newline at end of file\n"

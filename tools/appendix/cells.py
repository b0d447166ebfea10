"""What all appendices need: Markdown tables, code in their cells, and a meaning for every name.

In: names and Chinese texts. Out: Markdown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence


class Mismatch(Exception):  # noqa: N818 - the name says what happened
    """Raised when the program has a name that has no meaning, or the meanings a name that the program has not."""


def matched(names: Iterable[str], meanings: Mapping[str, object], what: str) -> None:
    """See that exactly these names have meanings; `what` they are is for the message."""
    known = set(names)
    if lacking := sorted(known - set(meanings)):
        raise Mismatch(f"{what} without a meaning: {', '.join(lacking)}")
    if gone := sorted(set(meanings) - known):
        raise Mismatch(f"{what} the program does not have: {', '.join(gone)}")


def table(head: Sequence[str], rows: Iterable[Sequence[str]], caption: str) -> str:
    """Return a Markdown table; `caption` is as it stands below the table, with its label."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join([*("| " + " | ".join(line) + " |" for line in lines), f": {caption}"])


def code(text: str) -> str:
    """Return the text as code for a cell of a table."""
    text = text.replace("|", "\\|")
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def listed(spellings: Mapping[str, object]) -> str:
    """Return values as a Chinese list; spellings of the same meaning stand in brackets after the first."""
    groups: dict[object, list[str]] = {}
    for spelling, meaning in spellings.items():
        groups.setdefault(meaning, []).append(spelling)
    return "、".join(
        code(first) + (f"（{'、'.join(map(code, others))}）" if others else "") for first, *others in groups.values()
    )


def with_facts(meaning: str, *facts: str) -> str:
    """Return a cell: the meaning, and below it, on a line of its own, what the program says of the name."""
    told = "；".join(fact for fact in facts if fact)
    return f"{meaning}<br>{told}" if told else meaning

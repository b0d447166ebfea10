"""The HTML parser's patterns, made once each.

Replaces the table `tinyhtml5.inputstream:characters_until_regex` (2.1), which is meant to keep them: tinyhtml5 writes
each under a key that it never looks up again, and so makes a pattern for every word of every tag anew. That takes four
tenths of the time a section's document is parsed in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kanyin.engine.hook import Undo, replace


class Patterns(dict[tuple[Iterable[str], bool], "re.Pattern[str]"]):
    """Runs of characters that are in a set, or that are not; by the set and which of both."""

    def __missing__(self, key: tuple[Iterable[str], bool]) -> re.Pattern[str]:
        characters, inside = key
        listed = "".join(f"\\x{ord(character):02x}" for character in characters)
        self[key] = re.compile(f"[{'' if inside else '^'}{listed}]+")
        return self[key]


def apply() -> Undo:
    """Put the table in."""
    return replace(["tinyhtml5.inputstream:characters_until_regex"], lambda _: Patterns())

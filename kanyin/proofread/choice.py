"""Which rules are asked, and which words may stand: `[output.kanyin.proofread]` of book.toml, and the command line.

In: a table of fields. Out: `Choice`. Codes are checked against the rules where the table is there, so that a book
without one does not load them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..fields import Fields
from ..records import dataclass

KEYS = ("select", "ignore", "allow", "build")


@dataclass(frozen=True, slots=True)
class Choice:
    """The codes asked for (none: all), those passed over, the words that may stand as they are, and whether a build
    counts the findings."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    build: bool = True

    def has(self, code: str) -> bool:
        """Tell whether findings of this code are wanted."""
        return (not self.select or code in self.select) and code not in self.ignore

    def narrowed(self, select: Iterable[str], ignore: Iterable[str]) -> Choice:
        """Return the choice with the command line's codes: its `select` wins, and its `ignore` is added."""
        return replace(self, select=tuple(select) or self.select, ignore=(*self.ignore, *ignore))


def read_choice(fields: Fields, label: str) -> Choice:
    """Return the choice of a book; `fields` is the table that holds `proofread`, `label` what messages call that."""
    if not fields.has("proofread"):
        return Choice()
    table = fields.sub("proofread", label)
    table.check_keys(KEYS, {})
    return Choice(
        select=_codes(table, "select", table.texts("select")),
        ignore=_codes(table, "ignore", table.texts("ignore")),
        allow=table.strings("allow") if table.is_list("allow") else table.texts("allow"),
        build=table.flag("build", True),
    )


def _codes(table: Fields, key: str, given: Iterable[str]) -> tuple[str, ...]:
    from .ignoring import MISUNDERSTOOD
    from .rules import CODES

    known = (MISUNDERSTOOD, *CODES)
    codes = tuple(code.upper() for code in given)
    for index, code in enumerate(codes):
        if code not in known:
            table.bad_value((key, index), f"there is no rule “{code}”", known, code, f"P001 to {CODES[-1]}")
    return tuple(code for code in codes if code in known)

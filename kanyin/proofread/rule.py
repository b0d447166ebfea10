"""What a rule of the proofreader is, and what it finds.

A rule is pure: it sees the prose of one chapter and nothing else, and yields `Hit`s in it. `Finding`s are the same in
the chapter's source.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import NamedTuple

from ..records import dataclass
from .pattern import Pattern
from .prose import Prose


class Hit(NamedTuple):
    """What is wrong at `start`-`end` of the prose, and what should stand there.

    `replacement` None leaves the remedy to the author, whom `hint` may help.
    """

    start: int
    end: int
    message: str
    replacement: str | None = None
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its stable code, its name (what it finds, in the plural), and the module of `rules/` that finds it.

    `signs` are strings one of which a text must hold for the rule to be asked at all, or a pattern that must be found
    in it, empty for any text; `languages` are those it speaks of (the first part of a BCP 47 tag), empty for all. One
    that does not mend only reports.
    """

    code: str
    name: str
    module: str
    signs: tuple[str, ...] | Pattern = ()
    languages: tuple[str, ...] = ("zh",)
    mends: bool = True

    def concerns(self, prose: Prose) -> bool:
        """Tell whether the rule can find anything in this prose."""
        spoken = not self.languages or prose.language.split("-")[0] in self.languages
        return spoken and (not self.signs or self._has_sign(prose))

    def _has_sign(self, prose: Prose) -> bool:
        if isinstance(self.signs, Pattern):
            return self.signs.search(prose.text) is not None
        held = prose.characters.issuperset
        return any(held(sign) and (len(sign) == 1 or sign in prose.text) for sign in self.signs)

    def find(self, prose: Prose) -> Iterable[Hit]:
        """Return what the rule finds; its module is loaded when it is first asked."""
        hits: Iterable[Hit] = import_module(f".rules.{self.module}", __package__).find(prose)
        return hits


@dataclass(frozen=True, slots=True)
class Finding:
    """A hit in the source: `start`-`end` there; a `replacement` is certain, and can be written as it is."""

    code: str
    start: int
    end: int
    message: str
    replacement: str | None
    hint: str | None

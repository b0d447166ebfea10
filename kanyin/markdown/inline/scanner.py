"""The inline scanner: CommonMark's one pass over a text in the place of Python-Markdown's pattern after pattern.

In: a `Text` and the rules in `host.inline_rules`. Out: nodes. The host's own machinery applies each pattern to the
whole text and copies the text at each match: a construct that begins earlier does not win, and a long paragraph costs
its square.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from xml.etree.ElementTree import Element

from ...records import dataclass
from ..chapter import Host, Text
from .nodes import Maker
from .rule import InlineRule, Item, Node


@dataclass(slots=True)
class Bracket:
    """An open bracket: where it stands in the text and among the items, and how it was written: `[`, `![` or `^[`."""

    pos: int
    index: int
    sign: str


class RuleSet:
    """The rules by the sign they begin with, and the patterns that find the next sign; made once a chapter."""

    def __init__(self, rules: list[InlineRule]) -> None:
        self.by_sign: dict[str, list[InlineRule]] = {}
        for rule in rules:
            for sign in rule.signs:
                self.by_sign.setdefault(sign, []).append(rule)
        self._words = [rule for rule in rules if rule.opening]
        self._signs = "[" + re.escape("".join(self.by_sign)) + "]"
        self._hints = [(hint, i) for i, rule in enumerate(self._words) for hint in rule.hints]
        self._patterns: dict[tuple[int, ...], re.Pattern[str]] = {}

    def pattern_for(self, data: str) -> re.Pattern[str]:
        """Return the pattern that finds the next place of `data` where a rule may begin."""
        key = tuple(dict.fromkeys([i for hint, i in self._hints if hint in data]))
        if key not in self._patterns:
            words = [f"(?P<w{i}>{self._words[i].opening})" for i in key]
            self._patterns[key] = re.compile("|".join([*words, self._signs]), re.IGNORECASE)
        return self._patterns[key]

    def begins_in(self, data: str) -> bool:
        """Tell whether a rule may begin anywhere in `data`: half of all texts are nothing but words."""
        return self.pattern_for(data).search(data) is not None

    def at(self, found: re.Match[str]) -> list[InlineRule]:
        """Return the rules for what was found."""
        if found.lastgroup:
            return [self._words[int(found.lastgroup[1:])]]
        return self.by_sign[found[0]]


class Scanner:
    """Reads one text. Rules append to `items`; `brackets` are the ones still open."""

    def __init__(self, host: Host, text: Text, rules: RuleSet, maker: Maker) -> None:
        self.host = host
        self.text = text
        self.data = text.text
        self.maker = maker
        self.items: list[Item] = []
        self.brackets: list[Bracket] = []
        self.dead_below = 0  # brackets below this height cannot open a link any more: a link stands inside them
        self.bare: set[Element] = set()  # links made from bare URLs, which a link around them takes apart
        self.rules = rules
        self._ticks: dict[int, list[int]] | None = None
        self._absent: dict[str, int] = {}

    def scan(self, resolve: Callable[[list[Item], Maker], list[Node]]) -> list[Node]:
        """Read the whole text; `resolve` pairs the delimiters."""
        data, items, pos = self.data, self.items, 0
        search = self.rules.pattern_for(data).search
        while found := search(data, pos):
            start = found.start()
            if start > pos:
                items.append(data[pos:start])
            end = self.read_at(found)
            if end is None:
                end = start + 1
                items.append(data[start:end])
            pos = end
        items.append(data[pos:])
        return resolve(items, self.maker)

    def read_at(self, found: re.Match[str]) -> int | None:
        """Let the rules for what was found read it; return where the first one that took it ended."""
        for rule in self.rules.at(found):
            end = rule.read(self, found.start())
            if end is not None:
                return end
        return None

    def warn(self, code: str, message: str, pos: int, length: int, hint: str | None = None) -> None:
        """Report a warning about `length` characters at `pos`."""
        line, column = self.text.place(pos)
        self.host.warn(code, message, self.host.chapter.span(line, column, length), hint)

    def closing_ticks(self, pos: int, length: int) -> int | None:
        """Return where the next run of exactly `length` backticks after `pos` begins."""
        if self._ticks is None:
            self._ticks = {}
            for run in re.finditer("`+", self.data):
                self._ticks.setdefault(len(run[0]), []).append(run.start())
        starts = self._ticks.get(length, [])
        index = bisect_right(starts, pos)
        return starts[index] if index < len(starts) else None

    def find(self, sign: str, pos: int) -> int:
        """Return where `sign` next stands at or after `pos`, or -1; a vain search is not made twice."""
        if self._absent.get(sign, len(self.data) + 1) <= pos:
            return -1
        at = self.data.find(sign, pos)
        if at < 0:
            self._absent[sign] = pos
        return at

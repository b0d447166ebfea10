"""What the inline scanner takes for markup, and where: the scanner of `kanyin.markdown`, watched at its work.

In: a text with the host's inline rules. Out: `Token`s, in order: the stretches that are no text, and what is read in
their place. Mathematics is none of the host's rules, and must not be touched all the same: it is recognised here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from types import MappingProxyType
from typing import NamedTuple

from ..markdown.chapter import Host, Text
from ..markdown.inline.bare import read_mail, read_url
from ..markdown.inline.delimiters import read_run, resolve
from ..markdown.inline.links import read_call, read_closing
from ..markdown.inline.nodes import Maker
from ..markdown.inline.rule import InlineRule, Run
from ..markdown.inline.scanner import RuleSet, Scanner
from ..markdown.inline.simple import (
    read_attributes,
    read_autolink,
    read_code,
    read_entity,
    read_escape,
    read_html,
)
from ..markdown.linkparts import unescape
from ..markdown.steps.trees import VERBATIM, VOID
from .context import holds_han
from .pattern import Pattern
from .prose import ADDRESS, BREAK, OBJECT

_TAG = Pattern(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_MATHS = (
    Pattern(r"\$\$(?P<math>[^$]+)\$\$"),
    Pattern(r"\$(?P<math>(?![\s$])(?:[^$\\\n]|\\.)*?(?<!\s))\$(?![0-9$])"),
    Pattern(r"\\\\?\((?P<math>.{1,1000}?)\\\\?\)", re.DOTALL),
    Pattern(r"\\\\?\[(?P<math>.{1,1000}?)\\\\?\]", re.DOTALL),
)
_RAISED = frozenset({"sub", "sup"})


class Token(NamedTuple):
    """A stretch of the text that is markup; `reading` is what is read in its place."""

    start: int
    end: int
    reading: str


def read_math(scanner: Scanner, pos: int) -> int | None:
    r"""`$…$`, `$$…$$`, `\(…\)` and `\[…\]`, unless it rather looks like prose between two prices."""
    for pattern in _MATHS:
        found = pattern.match(scanner.data, pos)
        if found and ("\\" in found["math"] or not holds_han(found["math"])):
            return found.end()
    return None


def rules_of(host: Host) -> RuleSet:
    """Return the host's inline rules, and mathematics before them."""
    return RuleSet([InlineRule("$\\", read_math), *host.inline_rules])


class TracingScanner(Scanner):
    """Notes what each rule took; `comments` are where HTML comments stand."""

    def __init__(self, host: Host, text: Text, rules: RuleSet) -> None:
        super().__init__(host, text, rules, Maker())
        self.comments: list[tuple[int, int]] = []
        self._tokens: list[Token] = []
        self._runs: list[tuple[Run, int, int]] = []

    def trace(self) -> list[Token]:
        """Scan the text and return its tokens, in order."""
        self.scan(resolve)
        # A run of delimiters is markup if some of it was paired; what is left over then goes with it.
        for run, start, end in self._runs:
            if run.count < run.length:
                raised = run.sign in "~^" and run.length == 1
                self._tokens.append(Token(start, end, OBJECT if raised else ""))
        return sorted(self._tokens, key=lambda token: token.start)

    def read_at(self, found: re.Match[str]) -> int | None:
        start = found.start()
        for rule in self.rules.at(found):
            bracket = self.brackets[-1] if self.brackets else None
            end = rule.read(self, start)
            if end is not None:
                if rule.read is read_closing and bracket:
                    self._note_brackets(bracket.pos + 1 - len(bracket.sign), bracket.sign, start, end)
                elif rule.read is read_run:
                    self._note_run(start, end)
                elif rule.read is read_html:
                    end = self._note_html(start, end)
                elif make := _READINGS.get(rule.read):
                    self._tokens.append(Token(start, end, make(self.data[start:end])))
                return end
        return None

    def _note_brackets(self, opening: int, sign: str, start: int, end: int) -> None:
        """The words of a link are read on; those of an image and a note stand apart from the text around them.

        A reference without words prints what it refers to.
        """
        reading = "" if sign == "[" and start > opening + 1 else OBJECT
        self._tokens.append(Token(opening, opening + len(sign), reading))
        self._tokens.append(Token(start, end, reading))

    def _note_run(self, start: int, end: int) -> None:
        last = self.items[-1]
        if isinstance(last, Run):
            self._runs.append((last, start, end))

    def _note_html(self, start: int, end: int) -> int:
        """Note a tag or comment; return where it ends, which for code is behind its closing tag."""
        if self.data.startswith("<!--", start):
            self.comments.append((start, end))
        found = _TAG.match(self.data, start)
        name = found[2].lower() if found else ""
        reading = BREAK if name == "br" else OBJECT if name in VOID | _RAISED else ""
        if found and not found[1] and name in VERBATIM:
            close = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(self.data, end)
            reading, end = OBJECT, close.end() if close else len(self.data)
        self._tokens.append(Token(start, end, reading))
        return end


def _entity(source: str) -> str:
    """A mark written as an entity is read as the mark; a blank or an invisible sign was meant as it is."""
    read = unescape(source)
    return read if len(read) == 1 and read.isprintable() and not read.isspace() else OBJECT


# `[` opens what is noted when it closes, and a line end stays in the text.
_READINGS: MappingProxyType[object, Callable[[str], str]] = MappingProxyType(
    {
        read_escape: lambda source: source[1:].replace("\n", BREAK),
        read_entity: _entity,
        read_code: lambda _: OBJECT,
        read_math: lambda _: OBJECT,
        read_autolink: lambda _: OBJECT,
        read_url: lambda _: ADDRESS,
        read_mail: lambda _: ADDRESS,
        read_call: lambda _: "",
        read_attributes: lambda _: "",
    }
)

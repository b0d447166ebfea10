"""Selectors of tags and classes, the most of any stylesheet, without cssselect2.

In: the text of a selector list. Out: what `cssselect2.compile_selector_list` (0.10) returns for it; None where that has
to be asked, for a list with anything but names, classes, pseudo-elements, and the combinators of descendants, children
and next siblings. It parses a selector into a tree and that into the source of a function, 0.1 ms, and the function is
compiled when it is first asked, as much again. Here a selector is a chain of compounds, and asking walks along it.
"""

from __future__ import annotations

import re
from typing import Any, Final

from cssselect2.parser import SUPPORTED_PSEUDO_ELEMENTS

_PLAIN: Final = re.compile(r"[\w\s.,>+*:-]*", re.ASCII)
_COMBINATOR: Final = re.compile(r"\s*([>+]|\s)\s*")
_COMPOUND: Final = re.compile(r"(?:\*|([a-z][a-z0-9]*))?((?:\.[A-Za-z_][\w-]*)*)", re.ASCII)


class Chain:
    """Whether an element is of a name and of classes, and what is before it of the next of the chain."""

    __slots__ = ("before", "classes", "combinator", "is_settled", "tag")

    def __init__(self, tag: str | None, classes: frozenset[str], combinator: str, before: Chain | None) -> None:
        self.tag, self.classes, self.combinator, self.before = tag, classes, combinator, before
        self.is_settled: bool = combinator != "+" and (before is None or before.is_settled)

    def __call__(self, element: Any) -> bool:
        """Tell whether it matches an element of cssselect2's."""
        if (self.tag is not None and element.local_name != self.tag) or not self.classes <= element.classes:
            return False
        if self.before is None:
            return True
        if self.combinator == " ":
            return any(map(self.before, element.ancestors))
        other = element.parent if self.combinator == ">" else element.previous
        return other is not None and self.before(other)


class Selector:
    """What `cssselect2.Matcher.add_selector` asks of a selector."""

    never_matches = requires_lang_attr = False
    id = namespace = None

    def __init__(self, test: Chain, class_name: str | None, pseudo: str | None) -> None:
        chain: Chain | None = test
        classes, names = 0, int(pseudo is not None)
        while chain:
            classes, names, chain = classes + len(chain.classes), names + (chain.tag is not None), chain.before
        self.test, self.specificity, self.pseudo_element = test, (0, classes, names), pseudo
        self.class_name, self.local_name = class_name, test.tag
        self.lower_local_name = test.tag


def selectors(text: str) -> list[Selector] | None:
    """Return the selectors of a list; None if one is not plain."""
    if not _PLAIN.fullmatch(text):
        return None
    found = [_selector(part.strip()) for part in text.split(",")]
    return None if None in found else found  # type: ignore[return-value]


def _selector(text: str) -> Selector | None:
    text, colons, pseudo = text.partition("::")
    if colons and pseudo not in SUPPORTED_PSEUDO_ELEMENTS:
        return None
    chain, combinator, last = None, "", None
    for place, part in enumerate(_COMBINATOR.split(text)):
        if place % 2:
            combinator = part if part in ">+" else " "
            continue
        found = _COMPOUND.fullmatch(part)
        if found is None or not (part or (colons and not chain)):
            return None
        names = found[2].split(".")[1:]
        if len(set(names)) < len(names):
            return None  # which counts twice
        chain, last = Chain(found[1], frozenset(names), combinator, chain), names[-1] if names else None
    return Selector(chain, last, pseudo or None) if chain else None

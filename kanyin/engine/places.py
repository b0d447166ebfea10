"""Which rules match an element, found by its place in the document.

In: the stylesheets of a document, then its elements, parents first. Out: for each the rules that match it. An element's
place is its name, those of its attributes that a selector mentions, and the place of its parent. Most selectors ask for
nothing else, so they are asked once a place and not once an element; those that ask for siblings are asked every time.
A chapter has some hundred places. Asking 60 selectors an element was a thirtieth of a whole build.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from math import inf
from typing import Any, Final, TypeAlias

from cssselect2 import ascii_lower

from kanyin.engine.chains import Chain

Match: TypeAlias = tuple[str, Any, Any, str | None, Any]
"""A rule that matches: its origin, specificity, order of its layer, pseudo-element, and declarations."""

_Test: TypeAlias = Callable[[Any], Any]

_MOST: Final = 1000  # places that are kept below one: a table of links has one for each

_SETTLED: Final = frozenset((
    "local_name", "namespace_url", "classes", "id", "lang", "parent", "ancestors", "in_html_document", "etree_element"
))  # fmt: skip
_ASKED: Final = re.compile(r"\bel\.(\w+)")
_NAMES: Final = re.compile(r"""(['"])([^'"]+)\1 in el\.etree_element\.attrib""")
_VALUES: Final = re.compile(r"""el\.etree_element\.get\((['"])([^'"]+)\1(\) is )?""")
_OF_NODE: Final = re.compile(r"\betree_element\.(?:attrib|get|tag)\b")


class Rules:
    """The rules of sheets, in the order of the cascade, by what of an element chooses among them."""

    def __init__(self, sheets: Sequence[tuple[Any, str, Any]]) -> None:
        self._sheets = sheets
        self.names = {name for sheet, _, _ in sheets for name in sheet.matcher.id_selectors}
        self._candidates: dict[Hashable, list[tuple[_Test, Match]]] = {}
        self._matches: dict[Hashable, Match] = {}

    def candidates(self, element: Any) -> list[tuple[_Test, Match]]:
        """Return the rules that may match an element, each with what is to be asked."""
        attributes = element.etree_element.attrib
        own = attributes.get("id")
        key = element.etree_element.tag, attributes.get("class"), own in self.names and own, "lang" in attributes
        if key not in self._candidates:
            self._candidates[key] = list(self._asked(element))
        return self._candidates[key]

    def tests(self) -> Iterator[_Test]:
        """Yield everything that may be asked."""
        for sheet, _, _ in self._sheets:
            for name, kept in vars(sheet.matcher).items():
                if name.endswith("selectors"):
                    for entries in kept.values() if isinstance(kept, dict) else (kept,):
                        yield from (test for test, *_ in entries)

    def _asked(self, element: Any) -> Iterator[tuple[_Test, Match]]:
        """Yield what `cssselect2.Matcher.match` (0.10) tests, in the order of its results."""
        for sheet, origin, own in self._sheets:
            for test, specificity, _, pseudo, (declarations, layer) in sorted(
                _entries(sheet.matcher, element), key=lambda entry: entry[1:3]
            ):
                order = inf if layer is None else sheet.layers.index(layer)
                match = (origin, own or specificity, order, pseudo, declarations)
                yield test, self._matches.setdefault((*match[:-1], id(declarations)), match)


def _entries(matcher: Any, element: Any) -> list[Any]:
    found = [*matcher.id_selectors.get(element.id, ())]
    for name in element.classes:
        found += matcher.class_selectors.get(name, ())
    found += matcher.lower_local_name_selectors.get(ascii_lower(element.local_name), ())
    found += matcher.namespace_selectors.get(element.namespace_url, ())
    found += matcher.lang_attr_selectors if "lang" in element.etree_element.attrib else ()
    return [*found, *matcher.other_selectors]


class _Place:
    """A place: the rules that match there or may, what is to be asked every time, and what matched by the answers."""

    __slots__ = ("below", "entries", "found", "tests")

    def __init__(self, entries: list[tuple[_Test | None, Match]]) -> None:
        self.below: dict[Hashable, _Place] = {}
        self.entries = entries
        self.tests = [test for test, _ in entries if test]
        self.found: dict[tuple[bool, ...], tuple[Match, ...]] = {}

    def matches(self, answers: Iterable[bool]) -> Iterator[Match]:
        """Yield the rules that match an element of which the tests say this."""
        said = iter(answers)
        return (match for test, match in self.entries if test is None or next(said))


class Places:
    """The places of documents that have the same rules."""

    def __init__(self, sheets: Sequence[tuple[Any, str, Any]]) -> None:
        self._rules = Rules(sheets)
        self._mentioned = {"class": True, "lang": True, "{http://www.w3.org/XML/1998/namespace}lang": True}
        for test in self._rules.tests():
            for name, is_value in (_mentioned(test) or {}).items():
                self._mentioned[name] = self._mentioned.get(name, False) or is_value
        self._roots: dict[Hashable, _Place] = {}
        self._lists: dict[tuple[int, ...], tuple[Match, ...]] = {}

    def matching(self, element: Any) -> tuple[Match, ...]:
        """Return the rules that match an element: the same tuple wherever they are the same."""
        place = vars(element)["kanyin_place"] = self._place(element)
        answers = tuple([bool(test(element)) for test in place.tests])
        if answers not in place.found:
            place.found[answers] = self._given(place.matches(answers))
        return place.found[answers]

    def _given(self, matches: Iterable[Match]) -> tuple[Match, ...]:
        found = tuple(matches)
        return self._lists.setdefault(tuple(map(id, found)), found)

    def _place(self, element: Any) -> _Place:
        node, mentioned = element.etree_element, self._mentioned
        key: tuple[Any, ...] = (node.tag, *(
            (name, mentioned[name] and value) for name, value in node.attrib.items() if name in mentioned
        ))  # fmt: skip
        if (own := node.get("id")) in self._rules.names:
            key += (own,)
        if element.parent is None:
            key, known = (element.in_html_document, element.lang, *key), self._roots
        else:
            known = element.parent.kanyin_place.below
        place = known.get(key)
        if place is None:
            place = _Place([*self._entries(element)])
            if len(known) < _MOST:
                known[key] = place
        return place

    def _entries(self, element: Any) -> Iterator[tuple[_Test | None, Match]]:
        """Yield the rules that match at the place of an element, and those that may, with what is to be asked."""
        for test, match in self._rules.candidates(element):
            if _mentioned(test) is None:
                yield test, match
            elif test(element):
                yield None, match


def _mentioned(test: Any) -> Mapping[str, bool] | None:
    """Return the attributes on which an answer depends, and whether on their values; None if on siblings too."""
    if isinstance(test, Chain):
        return {} if test.is_settled else None
    facts: Mapping[str, bool] | None
    known: dict[str, Any] = getattr(test, "__dict__", {})
    if "kanyin_facts" in known:
        facts = known["kanyin_facts"]
        return facts
    source: str | None = known.get("source")
    facts = known["kanyin_facts"] = None if source is None else _facts(source)
    return facts


def _facts(source: str) -> Mapping[str, bool] | None:
    """Read a selector's source, which `cssselect2.compiler` writes."""
    names, values, asked = _NAMES.findall(source), _VALUES.findall(source), _ASKED.findall(source)
    plain = source.count("etree_element") == len(_OF_NODE.findall(source))
    whole = source.count(".attrib") == len(names) and source.count(".get(") == len(values)
    if "\\" in source or "el.id" in source or not (plain and whole and _SETTLED.issuperset(asked)):
        return None
    facts = {name: False for _, name in names}
    facts.update((name, True) for _, name, is_there in values if not is_there)
    return {**{name: False for _, name, _ in values}, **facts}

"""Notes in hypertext: a call and a note that lead to one another.

In: the trees of a source's pages and what their links lead to. Out: `Notes`. HTML has no element for notes; everywhere
(Wikipedia, Word, pandoc, e-books) they are a link from a number to a text that links back. Endnotes in a file of their
own are found alike. Not done: notes that do not link back, unless the source says that they are notes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final
from xml.etree.ElementTree import Element

from kanyin.importer.hypertext.looks import classes, text_in
from kanyin.importer.hypertext.page import Notes
from kanyin.records import dataclass

_NUMBER: Final = re.compile(
    r"[\[【〔(（]?\s*(?:注|註|note|脚注|尾注)?\s*(?:\d{1,4}(?:\.\d{1,2})?|[a-zA-Z]{1,2}|[ivxIVX]{1,6}|[*＊†‡§※]{1,3}|[①-⑳㉑-㉟㊱-㊿⓪]|注|註)?\s*[\]】〕)）]?",
    re.I,
)
_BLOCKS: Final = frozenset({"li", "p", "aside", "dd", "div", "section", "td", "blockquote"})
_CALLS: Final = frozenset({"footnote-ref", "footnoteref", "noteref", "duokan-footnote", "fn-ref", "footnote-reference"})
_SECTIONS: Final = frozenset(
    {"footnotes", "endnotes", "rearnotes", "doc-endnotes", "doc-footnotes", "footnote-definitions"}
)
_ARROWS: Final = re.compile(r"[\s↑↩^⮌⇧←↵\ufe0e\ufe0f⤴︎\[\]]*|返回|back|跳转", re.I)
_MOST: Final = 5000
"""Characters: what is longer is no note, whatever leads to it and back."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of a source: its tree, the key of the page's ids, and where its links lead."""

    root: Element
    key: Callable[[str], str]
    place: Callable[[str], str | None]


def find(leaves: Iterable[Leaf]) -> Notes:
    """Return the notes of all pages of a source."""
    leaves = list(leaves)
    parents = {child: parent for leaf in leaves for parent in leaf.root.iter() for child in parent}
    places = {leaf.key(name): e for leaf in leaves for e in leaf.root.iter() for name in _ids(e)}
    order = {element: n for n, element in enumerate(e for leaf in leaves for e in leaf.root.iter())}
    called: dict[Element, Element] = {}
    for leaf in leaves:
        for link in leaf.root.iter("a"):
            note = _note(link, leaf, places, parents)
            # The way back is a link from a number too; what tells them apart is that notes come after their calls.
            if note is not None and order[note] > order[link]:
                called[link] = note
    called = _without_crossings(called, parents)
    notes = frozenset(called.values())
    backs = {a for note in notes for a in note.iter("a") if a not in called and _ARROWS.fullmatch(text_in(a))}
    return Notes(called, notes | backs | _sections(leaves, notes) | _back_numbers(called, leaves, places))


def _ids(element: Element) -> Iterator[str]:
    if element.get("id"):
        yield element.get("id", "")
    if element.tag == "a" and element.get("name") and element.get("name") != element.get("id"):
        yield element.get("name", "")


def _note(
    link: Element, leaf: Leaf, places: Mapping[str, Element], parents: Mapping[Element, Element]
) -> Element | None:
    """Return the element that is the note this link calls."""
    key = leaf.place(link.get("href", ""))
    target = places.get(key) if key else None
    if target is None:
        return None
    said = _is_called(link, parents)
    if not said and not (text_in(link) and _NUMBER.fullmatch(text_in(link))):
        return None
    note = _block(target, parents)
    if note is None or link in set(note.iter()) or len(text_in(note)) > _MOST or not text_in(note):
        return None
    own = {leaf.key(name) for e in _around(link, parents) for name in _ids(e)}
    returns = any(leaf_place in own for leaf_place in _places(note, leaf))
    return note if returns or (said and _is_said(note)) else None


def _is_called(link: Element, parents: Mapping[Element, Element]) -> bool:
    kind = f"{link.get('epub:type', '')} {link.get('role', '')}"
    return "noteref" in kind or bool(_CALLS & set(classes(link)))


def _is_said(note: Element) -> bool:
    kind = f"{note.get('epub:type', '')} {note.get('role', '')} {' '.join(classes(note))}".lower()
    return any(word in kind for word in ("footnote", "endnote", "rearnote", "note"))


def _around(link: Element, parents: Mapping[Element, Element]) -> Iterator[Element]:
    """Yield the link, what is in it, and what is around it in the line: any of them may bear the id."""
    yield from link.iter()
    above = parents.get(link)
    while above is not None and above.tag in ("sup", "span", "b", "small", "font", "em"):
        yield above
        above = parents.get(above)


def _places(note: Element, leaf: Leaf) -> Iterator[str]:
    for link in note.iter("a"):
        if (found := leaf.place(link.get("href", ""))) is not None:
            yield found


def _block(target: Element, parents: Mapping[Element, Element]) -> Element | None:
    """Return the block that the target is, or stands in."""
    found: Element | None = target
    while found is not None and found.tag not in _BLOCKS:
        found = parents.get(found)
    # A paragraph that is all there is in an item stands for the item.
    above = parents.get(found) if found is not None else None
    if above is not None and above.tag in ("li", "aside") and found is not None and text_in(above) == text_in(found):
        return above
    return found


def _without_crossings(called: Mapping[Element, Element], parents: Mapping[Element, Element]) -> dict[Element, Element]:
    """Leave out calls that stand in notes, and notes that hold others: several in one block cannot be told apart."""
    notes = set(called.values())
    inside = {e for note in notes for e in note.iter() if e is not note}
    held = {note for note in notes if note in inside}
    holding = {note for note in notes if any(e in held for e in note.iter() if e is not note)}
    return {
        link: note
        for link, note in called.items()
        if note not in holding and link not in inside and sum(1 for _ in _targets(note, called)) <= 1
    }


def _targets(note: Element, called: Mapping[Element, Element]) -> Iterator[Element]:
    """Yield the different numbers that call a block: more than one number, more than one note in it."""
    seen: set[str] = set()
    for link, block in called.items():
        if block is note and link.get("href", "") not in seen:
            seen.add(link.get("href", ""))
            yield link


def _sections(leaves: Iterable[Leaf], notes: frozenset[Element]) -> frozenset[Element]:
    """Return the sections that hold nothing but notes and their headings."""
    found = set()
    for leaf in leaves:
        for element in leaf.root.iter():
            kind = f"{element.get('epub:type', '')} {element.get('role', '')}".lower().split()
            if _SECTIONS & {*kind, *classes(element)} and any(e in notes for e in element.iter()):
                rest = sum(len(text_in(e)) for e in element if e not in notes and not any(n in notes for n in e.iter()))
                if rest <= 40:
                    found.add(element)
    return frozenset(found)


def _back_numbers(
    called: Mapping[Element, Element], leaves: Iterable[Leaf], places: Mapping[str, Element]
) -> frozenset[Element]:
    """Return the numbers before the notes that lead back: the book prints its own."""
    calls = {e for link in called for e in link.iter()}
    found = set()
    for leaf in leaves:
        for note in set(called.values()):
            for link in note.iter("a"):
                key = leaf.place(link.get("href", ""))
                target = places.get(key) if key else None
                if (
                    target is not None
                    and _NUMBER.fullmatch(text_in(link))
                    and (target in calls or set(target.iter()) & calls)
                ):
                    found.add(link)
    return frozenset(found)

"""From files to chapters: splitting at H1, nesting sub-chapters, and numbering what is to be numbered.

In: outline entries with their trees. Out: `Draught`s, the chapters a manuscript works on before it is frozen. Trees are
changed in place: they belong to the manuscript that asked for them.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import Literal
from xml.etree.ElementTree import Element

from . import book as books
from .covers import ems
from .numbering import Forms, carried_number
from .records import dataclass
from .trees import add_class, drop_leading, has_class, plain_text, prepend, sub

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_WRAPPERS = ("div", "section", "article", "main")


@dataclass(slots=True)
class HeadingDraught:
    """A heading being numbered; `path` counts it within its chapter: (2, 1) is section two's first subsection."""

    element: Element
    level: int
    number: str | None = None
    path: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The title without number and notes."""
        return plain_text(without_number(self.element))


@dataclass(slots=True)
class Draught:
    """A chapter in the making.

    `value` is what its figures and tables are numbered by (`3`, `A`), None where they take no chapter's number;
    `article` marks the one chapter of a book whose only H1 is the book's title.
    """

    kind: Literal["prefix", "numbered", "suffix"]
    tree: Element
    opener: HeadingDraught | None = None
    headings: list[HeadingDraught] = field(default_factory=list)
    value: str | None = None
    article: bool = False

    @property
    def all_headings(self) -> list[HeadingDraught]:
        """The opener, where there is one, and the headings below it."""
        return [self.opener, *self.headings] if self.opener else self.headings


Listed = books.Part | books.Draft | books.Break


def compose(book: books.Book, entries: Sequence[tuple[books.Entry, Element | None]]) -> list[Draught | Listed]:
    """Return the book's entries with each chapter file made into draughts: split at H1, sub-chapters taken in."""
    if article := _article(book, entries):
        return [article if isinstance(entry, books.Chapter) else entry for entry, _ in entries]
    result: list[Draught | Listed] = []
    for entry, tree in entries:
        if not isinstance(entry, books.Chapter) or tree is None:
            if not isinstance(entry, books.Chapter):
                result.append(entry)
        elif parent := _parent(result, entry.depth):
            _nest(parent, entry, tree)
        else:
            result += _split(entry, tree)
    return result


def _parent(result: Sequence[Draught | Listed], depth: int) -> Draught | None:
    """Return the chapter that takes in a sub-chapter of this depth; drafts of its own rank may lie between."""
    for entry in reversed(result) if depth else ():
        if isinstance(entry, Draught):
            return entry
        if not isinstance(entry, books.Draft) or entry.depth < depth:
            break
    return None


def _article(book: books.Book, entries: Sequence[tuple[books.Entry, Element | None]]) -> Draught | None:
    """Return the draught of a book that is one file with at most one H1, which then is the book's title."""
    trees = [(entry, tree) for entry, tree in entries if isinstance(entry, books.Chapter) and tree is not None]
    if len(trees) != 1:
        return None
    [(entry, tree)] = trees
    titles = [heading for heading in _headings(tree) if heading.tag == "h1"]
    if titles and not (titles == [next(_headings(tree))] and _is_title(titles[0], entry, book)):
        return None
    if titles and titles[0] in list(tree):
        tree.remove(titles[0])
    draught = Draught("numbered", tree, article=True)
    draught.headings = [_draught(heading) for heading in _headings(tree)]
    return draught


def _is_title(heading: Element, entry: books.Chapter, book: books.Book) -> bool:
    """Tell whether the heading is what the book is called; where the book has another name, it must be printed."""
    span = book.title_span
    taken_from_it = span is not None and span.file == entry.path and span.line >= entry.first_line
    return taken_from_it or _letters(plain_text(heading)) == _letters(book.title)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _split(entry: books.Chapter, tree: Element) -> list[Draught]:
    """Return one draught for each H1 of the file; what stands before the first H1 belongs to the first."""
    groups: list[Draught] = []
    lead = Element("div")
    for child in list(tree):
        if child.tag == "h1":
            groups.append(Draught(entry.kind, Element("div"), opener=HeadingDraught(child, 1)))
        else:
            (groups[-1].tree if groups else lead).append(child)
    if not groups:
        groups = [Draught(entry.kind, Element("div"), opener=_listed_opener(entry))]
    for child in reversed(list(lead)):
        groups[0].tree.insert(0, child)
    for draught in groups:
        draught.headings = [_draught(heading) for heading in _headings(draught.tree)]
    return groups


def _listed_opener(entry: books.Chapter) -> HeadingDraught | None:
    """Return an opener made of the title that SUMMARY gives a file without an H1."""
    if not entry.title:
        return None
    heading = Element("h1", {"data-src": f"{entry.file}:{entry.first_line}-{entry.first_line}"})
    heading.text = entry.title
    return HeadingDraught(heading, 1)


def _nest(parent: Draught, entry: books.Chapter, tree: Element) -> None:
    """Take a sub-chapter's content into its chapter, its headings as many levels lower as it is deep."""
    headings = list(_headings(tree))
    if entry.title and not any(heading.tag == "h1" for heading in headings):
        listed = _listed_opener(entry)
        assert listed is not None
        tree.insert(0, listed.element)
    for heading in _headings(tree):
        heading.tag = HEADINGS[min(5, HEADINGS.index(heading.tag) + entry.depth)]
        parent.headings.append(_draught(heading))
    parent.tree.extend(list(tree))


def _headings(tree: Element) -> Iterator[Element]:
    """Yield the headings that structure the text: not those inside quotes, lists or boxes."""
    for child in tree:
        if child.tag in HEADINGS:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _headings(child)


def _draught(element: Element) -> HeadingDraught:
    return HeadingDraught(element, HEADINGS.index(element.tag) + 1)


def number_headings(chapters: Sequence[Draught], mode: Literal["auto", "on", "off"], forms: Forms) -> None:
    """Number the headings of the whole book; a number the author typed is set apart from its title and kept.

    `auto` leaves a level alone when half or more of its headings carry numbers already.
    """
    silent = _carried_levels(chapters) if mode == "auto" else set()
    chapter_number = 0
    for chapter in chapters:
        if chapter.opener:
            numbered = chapter.kind == "numbered" and forms.headings[0] != ""
            counts = numbered and _counts(chapter.opener, mode, silent)
            _number_opener(chapter, chapter_number + 1 if counts else None, forms)
            chapter_number = _reached(chapter, chapter_number)
        _number_sections(chapter, mode, silent, forms)


def _carried_levels(chapters: Sequence[Draught]) -> set[int]:
    carried: dict[int, int] = defaultdict(int)
    total: dict[int, int] = defaultdict(int)
    for chapter in chapters:
        if chapter.kind != "numbered":
            continue
        for heading in chapter.all_headings:
            if not has_class(heading.element, "unnumbered"):
                total[heading.level] += 1
                carried[heading.level] += carried_number(plain_text(heading.element)) is not None
    return {level for level in total if 2 * carried[level] >= total[level]}


def _counts(heading: HeadingDraught, mode: str, silent: set[int]) -> bool:
    return (
        mode != "off"
        and heading.level not in silent
        and not has_class(heading.element, "unnumbered")
        and carried_number(plain_text(heading.element)) is None
    )


def _number_opener(chapter: Draught, number: int | None, forms: Forms) -> None:
    assert chapter.opener is not None
    element = chapter.opener.element
    if number is not None:
        chapter.opener.number, chapter.value = forms.heading(1, number), str(number)
    elif carried := carried_number(plain_text(element)):
        chapter.value = carried.value
        chapter.opener.number = _carried_label(element)


def _reached(chapter: Draught, before: int) -> int:
    """Return the number of the last chapter so far: after a typed 第3章 it goes on from there."""
    label = chapter.opener.number or "" if chapter.opener else ""
    is_chapter = chapter.kind == "numbered" and (label.endswith(("章", "回", "장")) or label.startswith("Chapter"))
    return int(chapter.value) if is_chapter and chapter.value and chapter.value.isdecimal() else before


def _number_sections(chapter: Draught, mode: str, silent: set[int], forms: Forms) -> None:
    counts = [0, 0, 0, 0, 0]
    for heading in chapter.headings:
        place = heading.level - 2
        if place < 0:
            continue
        counts[place] += 1
        counts[place + 1 :] = [0] * (len(counts) - place - 1)
        heading.path = tuple(counts[: place + 1])
        numbered = chapter.kind == "numbered" and _counts(heading, mode, silent)
        if not numbered and has_class(heading.element, "unnumbered"):
            counts[place] -= 1
        heading.number = forms.heading(heading.level, counts[place]) if numbered else _carried_label(heading.element)
        if heading.number:
            _set_number(heading.element, heading.number)


def _carried_label(element: Element) -> str | None:
    """Take the number an author typed off the heading's text and return it, where it can be set apart."""
    text = plain_text(element)
    carried = carried_number(text)
    if carried is None or not carried.label or carried.length >= len(text):
        return None
    if not (element.text or "").lstrip().startswith(carried.label):
        return None
    drop_leading(element, carried.length)
    return carried.label


def _set_number(element: Element, number: str) -> None:
    shell = Element("x")
    span = sub(shell, "span", number, class_="number")
    if number[0] in "(（":
        add_class(span, "bracketed")
    add_class(element, "numbered")
    element.set("style", f"--hang: {math.ceil(ems(number)) + 1}em")
    prepend(element, span)


def without_number(element: Element) -> Element:
    """Return the heading without the number that was set before its title; the same element where there is none."""
    if len(element) and has_class(element[0], "number"):
        shell = Element("x")
        shell.text = element[0].tail
        shell.extend(list(element)[1:])
        return shell
    return element

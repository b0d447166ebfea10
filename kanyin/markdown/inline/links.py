"""Brackets: links, images, bracketed spans, notes (CommonMark 6.3, 6.4).

In: `[`, `![`, `^[` and `]`. Out: `<a>`, `<img>`, `<span>`. An image keeps its alternative text as children until the
figures are made, because a caption is that text with its markup.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from ..attributes import LIST, parse
from ..chapter import MAX_DEPTH, Reference
from ..linkparts import LABEL, destination, normal_label, skip_space, title
from .delimiters import resolve
from .nodes import plain_text
from .rule import Node
from .scanner import Bracket, Scanner

_CALL = re.compile(r"\[\^([^\]\[\s]{1,200})\]")


def read_call(scanner: Scanner, pos: int) -> int | None:
    """`[^x]` calls a note. Without a definition it stays as typed."""
    found = _CALL.match(scanner.data, pos)
    if not found:
        return None
    note = scanner.host.tables.notes.get(normal_label(found[1]))
    length = len(found[0])
    if note is None:
        hint = f"add a line [^{found[1]}]: with the note's text"
        scanner.warn("note-undefined", f"the note {found[0]} is not defined", pos, length, hint)
    elif scanner.text.in_note:
        note.calls += 1
        scanner.warn(
            "note-nested", f"the note {found[0]} is called inside a note", pos, length, "write it into the text"
        )
    else:
        note.calls += 1
        call = Element("span", {"class": "footnote", "data-src": note.src})
        scanner.host.tables.calls.append((call, note))
        scanner.items.append(call)
        return found.end()
    scanner.items.append(found[0])
    return found.end()


def read_opening(scanner: Scanner, pos: int) -> int | None:
    """`[` opens a link or span, `![` an image, `^[` a note written in place."""
    data = scanner.data
    sign = "[" if data[pos] == "[" else data[pos : pos + 2]
    if sign not in ("[", "![", "^["):
        return None
    if sign == "^[" and scanner.text.in_note:
        return None
    scanner.brackets.append(Bracket(pos + len(sign) - 1, len(scanner.items), sign))
    scanner.items.append(sign)
    if len(scanner.brackets) > MAX_DEPTH:  # what has been open longest may not nest so deep
        del scanner.brackets[0]
        scanner.dead_below = max(0, scanner.dead_below - 1)
    return pos + len(sign)


def read_closing(scanner: Scanner, pos: int) -> int | None:
    """`]` makes what the last open bracket began, if what follows allows it."""
    if not scanner.brackets:
        return None
    bracket = scanner.brackets.pop()
    height = len(scanner.brackets)
    dead = bracket.sign == "[" and height < scanner.dead_below
    scanner.dead_below = min(scanner.dead_below, height)
    if bracket.sign == "^[":
        _replace(scanner, bracket, "span", {"class": "footnote", "data-src": _src(scanner, bracket.pos, pos)})
        return pos + 1
    if not dead:
        target = _inline_target(scanner.data, pos + 1) or _reference(scanner, bracket, pos)
        if target:
            _make_link(scanner, bracket, *target[0])
            return target[1]
    return _span(scanner, bracket, pos)


def _src(scanner: Scanner, first: int, last: int) -> str:
    return scanner.host.chapter.src(scanner.text.place(first)[0], scanner.text.place(last)[0])


def _inner(scanner: Scanner, bracket: Bracket) -> list[Node]:
    inner = resolve(scanner.items[bracket.index + 1 :], scanner.maker)
    del scanner.items[bracket.index :]
    return inner


def _replace(scanner: Scanner, bracket: Bracket, tag: str, attributes: dict[str, str]) -> None:
    scanner.items += scanner.maker.make(tag, _inner(scanner, bracket), attributes)


def _span(scanner: Scanner, bracket: Bracket, pos: int) -> int | None:
    """`[字]{.dots}` is a span with these attributes."""
    found = LIST.match(scanner.data, pos + 1) if bracket.sign == "[" else None
    attributes = parse(found[1]) if found else None
    if not found or not attributes:
        return None
    holder = Element("span")
    attributes.set_on(holder)
    _replace(scanner, bracket, "span", dict(holder.attrib))
    return found.end()


def _make_link(scanner: Scanner, bracket: Bracket, href: str, caption: str | None) -> None:
    inner = _inner(scanner, bracket)
    extra = {"title": caption} if caption is not None else {}
    if bracket.sign == "![":
        alt = "".join(plain_text(node) for node in inner)
        scanner.items += scanner.maker.make("img", inner, {"src": href, "alt": alt, **extra})
        return
    _take_apart(inner, scanner.bare)
    attributes = {"href": href, **extra}
    if all(node == "" for node in inner):
        attributes = {"class": "xref", **attributes}
    scanner.items += scanner.maker.make("a", inner, attributes)
    scanner.dead_below = len(scanner.brackets)


def _take_apart(inner: list[Node], bare: set[Element]) -> None:
    """A link holds no links: bare URLs inside it become text again."""
    for index, node in enumerate(inner if bare else ()):
        for link in node.iter("a") if isinstance(node, Element) else ():
            if link is node and link in bare:
                inner[index] = link.text or ""
            elif link in bare:
                link.tag = "span"
                link.attrib.clear()


def _inline_target(data: str, pos: int) -> tuple[tuple[str, str | None], int] | None:
    """Read `(destination "title")`."""
    if not data.startswith("(", pos):
        return None
    start = skip_space(data, pos + 1)
    target = destination(data, start)
    if target is None:
        return None
    href, end = target
    at = skip_space(data, end)
    caption = title(data, at) if at > end else None
    if caption:
        at = skip_space(data, caption[1])
    if not data.startswith(")", at):
        return None
    return (href, caption[0] if caption else None), at + 1


def _reference(scanner: Scanner, bracket: Bracket, pos: int) -> tuple[tuple[str, str | None], int] | None:
    """Find a full `[…][label]`, collapsed `[…][]` or shortcut `[…]` reference's definition."""
    references = scanner.host.tables.references
    if not references:
        return None
    data = scanner.data
    full = LABEL.match(data, pos + 1)
    if full and full[1]:
        return _found(references, full[1], full.end())
    own = LABEL.match(data, bracket.pos)
    if not own or own.end() != pos + 1:
        return None
    return _found(references, own[1], pos + 3 if full else pos + 1)


def _found(references: dict[str, Reference], label: str, end: int) -> tuple[tuple[str, str | None], int] | None:
    reference = references.get(normal_label(label))
    return ((reference.target, reference.title), end) if reference else None

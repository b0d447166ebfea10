"""Reads the structure of a finished PDF back (ISO 32000-1 §14.7): elements as a tree, and whether all of it hangs together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf

_MARKED = re.compile(rb"<<\s*/MCID (\d+)\s*>>\s*BDC")
_SHOWING = {"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "EI"}

_OPERANDS = {"BMC": 1, "BDC": 2, "EMC": 0}


@dataclass(slots=True)
class Element:
    """An element: its tag, its dictionary, and what is in it, in reading order.

    Content is (page from 0, number) of marked content; `links` are the annotations it stands for.
    """

    tag: str
    object: Any
    kids: list[Element | tuple[int, int]] = field(default_factory=list)
    links: list[Any] = field(default_factory=list)

    @property
    def below(self) -> list[Element]:
        """The elements right below it."""
        return [kid for kid in self.kids if isinstance(kid, Element)]

    @property
    def content(self) -> list[tuple[int, int]]:
        """Its own content."""
        return [kid for kid in self.kids if isinstance(kid, tuple)]

    def all(self, *tags: str) -> list[Element]:
        """Return the elements of these tags in it, in reading order."""
        return [found for found in self.walk() if found.tag in tags]

    def walk(self) -> Iterator[Element]:
        """Yield it and what is below it."""
        yield self
        for element in self.below:
            yield from element.walk()

    @property
    def tags(self) -> list[str]:
        """The tags of the elements right below it."""
        return [element.tag for element in self.below]

    @property
    def pages(self) -> list[int]:
        """The pages that its content and that of what is below it stands on."""
        return sorted({page for element in self.walk() for page, _ in element.content})


@contextmanager
def tagged(path: Path) -> Iterator[Tagged]:
    """Read the structure of a file."""
    with pikepdf.open(path) as pdf:
        yield Tagged(pdf)


class Tagged:
    """The structure of a PDF."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self._pages = {page.objgen: index for index, page in enumerate(pdf.pages)}
        self._texts: dict[int, dict[int, str]] = {}
        self.root = self._element(pdf.Root.StructTreeRoot.K)

    def _element(self, made: Any) -> Element:
        element = Element(str(made.S)[1:], made)
        kids = made.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                element.kids.append((self._pages[made.Pg.objgen], kid))
            elif kid.get("/Type") == "/MCR":
                element.kids.append((self._pages[kid.Pg.objgen], int(kid.MCID)))
            elif kid.get("/Type") == "/OBJR":
                element.links.append(kid.Obj)
            else:
                element.kids.append(self._element(kid))
        return element

    # ---- whether it hangs together

    def check(self) -> None:
        """Fail where content and elements, links and elements, elements and their parents do not lead to each other."""
        self._check_parents(self.root, self.pdf.Root.StructTreeRoot)
        parents = self._parent_tree()
        by_content = self._check_content(parents)
        self._check_links(parents)
        marked = {(page, number) for page in range(len(self.pdf.pages)) for number in self._marked(page)}
        assert set(by_content) == marked

    def _check_parents(self, element: Element, parent: Any) -> None:
        assert element.object.P.objgen == parent.objgen, element.tag
        assert element.object.Type == "/StructElem"
        for below in element.below:
            self._check_parents(below, element.object)

    def _parent_tree(self) -> dict[int, Any]:
        numbers = list(self.pdf.Root.StructTreeRoot.ParentTree.Nums)
        keys = [int(key) for key in numbers[::2]]
        assert keys == sorted(set(keys))
        assert self.pdf.Root.StructTreeRoot.ParentTreeNextKey > max(keys, default=-1)
        return dict(zip(keys, numbers[1::2], strict=True))

    def _check_content(self, parents: dict[int, Any]) -> dict[tuple[int, int], Element]:
        """Fail unless each piece of content belongs to one element, which the parent tree names."""
        content = Counter(place for element in self.root.walk() for place in element.content)
        assert set(content.values()) <= {1}
        by_content = {place: element for element in self.root.walk() for place in element.content}
        keys = [int(page.StructParents) for page in self.pdf.pages]
        assert len(set(keys)) == len(keys)
        for page, key in enumerate(keys):
            for number, owner in enumerate(parents[key]):
                found = by_content.get((page, number))
                assert (owner is None) == (found is None), (page, number)
                assert found is None or found.object.objgen == owner.objgen, (page, number, found.tag)
        return by_content

    def _check_links(self, parents: dict[int, Any]) -> None:
        """Fail unless each link of each page is that of an element, which the parent tree names."""
        of = {link.objgen: element for element in self.root.walk() for link in element.links}
        on_pages = [annotation for page in self.pdf.pages for annotation in page.get("/Annots", [])]
        assert {annotation.objgen for annotation in on_pages} == set(of)
        keys = [int(annotation.StructParent) for annotation in on_pages]
        assert len(set(keys)) == len(keys)
        for annotation, key in zip(on_pages, keys, strict=True):
            assert parents[key].objgen == of[annotation.objgen].object.objgen

    def _marked(self, page: int) -> list[int]:
        numbers = [int(number) for number in _MARKED.findall(self._stream(page))]
        assert len(set(numbers)) == len(numbers)
        return numbers

    def _stream(self, page: int) -> bytes:
        contents = self.pdf.pages[page].Contents
        return b"\n".join(s.read_bytes() for s in (contents if isinstance(contents, pikepdf.Array) else [contents]))

    def unmarked(self, page: int) -> list[str]:
        """Return the operators that draw on a page what is neither of an element nor an artifact."""
        depth, found = 0, []
        instructions: Any = pikepdf.parse_content_stream(self.pdf.pages[page])
        for operands, operator in instructions:
            name = str(operator)
            depth += name in ("BMC", "BDC")
            assert name not in _OPERANDS or len(operands) == _OPERANDS[name], (page, operands, name)
            depth -= name == "EMC"
            assert depth >= 0
            if name in _SHOWING and not depth:
                found.append(f"{operands} {name}")
        assert depth == 0
        return found

    # ---- what it says

    def text(self, element: Element) -> str:
        """Return the text of an element, of all that is below it too."""
        return "".join(
            self.text(kid) if isinstance(kid, Element) else self._text(kid[0]).get(kid[1], "") for kid in element.kids
        )

    def _text(self, page: int) -> dict[int, str]:
        """Return the text of each piece of marked content of a page, read through the fonts' tables."""
        if page not in self._texts:
            found: dict[int, list[str]] = {}
            for number, text in _spelled(self.pdf.pages[page]):
                found.setdefault(number, []).append(text)
            self._texts[page] = {number: "".join(texts) for number, texts in found.items()}
        return self._texts[page]


def _spelled(page: Any) -> Iterator[tuple[int, str]]:
    stack: list[int | None] = []
    font: dict[int, str] = {}
    instructions: Any = pikepdf.parse_content_stream(page)
    for operands, operator in instructions:
        name = str(operator)
        if name in ("BMC", "BDC"):
            marks = operands[1] if len(operands) > 1 else {}
            stack.append(int(marks["/MCID"]) if "/MCID" in marks else stack[-1] if stack else None)
        elif name == "EMC":
            stack.pop()
        elif name == "Tf":
            font = _unicode(page.Resources.Font[str(operands[0])])
        elif name == "TJ" and stack and stack[-1] is not None:
            codes = b"".join(bytes(item) for item in operands[0] if isinstance(item, pikepdf.String))
            text = "".join(font.get(int.from_bytes(codes[i : i + 2], "big"), "") for i in range(0, len(codes), 2))
            yield stack[-1], text


def _unicode(font: Any) -> dict[int, str]:
    table = font.ToUnicode.read_bytes().decode()
    pairs = re.findall(r"^<([0-9a-f]{4})> <([0-9a-f]*)>$", table, re.M)
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}

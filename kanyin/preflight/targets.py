"""Where links and bookmarks lead: the named destinations of a file, and which of them are there.

In: the open file. Out: `Targets`, which tells of a destination or an action whether it leads anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pikepdf

from .model import Bookmark
from .objects import FAULTS, array, dictionary, items, number, same, text

_MOST: Final = 100_000  # entries of an outline; a damaged one may be a ring


class Targets:
    """What there is to lead to; `pages` are the numbers of the pages by `objects.same`."""

    def __init__(self, pdf: pikepdf.Pdf, pages: Mapping[Any, int]) -> None:
        self._pages, self._names = pages, dict(_destinations(pdf))

    def of(self, holder: Any) -> tuple[str, str, bool]:
        """Return the action of a link or a bookmark, what it leads to, and whether that is missing."""
        action = dictionary(holder.get("/A"))
        kind = text(action.get("/S")) or ("GoTo" if "/Dest" in holder else "")
        if kind == "URI":
            return kind, text(action.get("/URI")), False
        if kind != "GoTo":
            return kind, text(action.get("/F")), False
        target = holder["/Dest"] if "/Dest" in holder else action.get("/D")
        return kind, _name(target), not self._leads(target, 0)

    def _leads(self, target: Any, depth: int) -> bool:
        """Tell whether a destination is a page of this file, by its name or by itself."""
        if depth > 3:
            return False
        if isinstance(target, (pikepdf.String, pikepdf.Name)):
            found = self._names.get(_key(target))
            return found is not None and self._leads(found, depth + 1)
        if isinstance(target, pikepdf.Dictionary):
            return "/D" in target and self._leads(target["/D"], depth + 1)
        parts = array(target)
        if not parts:
            return False
        if isinstance(parts[0], int):  # some programs number the pages
            return 0 <= parts[0] < len(self._pages)
        return same(parts[0]) in self._pages


def _key(target: Any) -> bytes:
    return bytes(target) if isinstance(target, pikepdf.String) else str(target).encode("utf-8", "replace")


def _name(target: Any) -> str:
    return text(target) if isinstance(target, (pikepdf.String, pikepdf.Name)) else ""


def _destinations(pdf: pikepdf.Pdf) -> Iterator[tuple[bytes, Any]]:
    root = dictionary(pdf.Root)
    yield from ((key.encode("utf-8", "replace"), value) for key, value in items(root.get("/Dests")))
    nodes, met = [dictionary(root.get("/Names")).get("/Dests")], set[Any]()
    while nodes:
        node = dictionary(nodes.pop())
        if (key := same(node)) in met and key is not None:
            continue
        met.add(key)
        names = node.get("/Names")
        if isinstance(names, pikepdf.Array):
            pairs = iter(names)
            for name, value in zip(pairs, pairs, strict=False):
                if isinstance(name, pikepdf.String):
                    yield bytes(name), value
        nodes += array(node.get("/Kids"))


def bookmarks(pdf: pikepdf.Pdf, targets: Targets) -> Iterator[Bookmark]:
    """Yield the entries of the outline; one that leads nowhere because it names nothing is no fault."""
    stack, met = [dictionary(dictionary(pdf.Root).get("/Outlines")).get("/First")], set[Any]()
    while stack and len(met) < _MOST:
        entry = stack.pop()
        if not isinstance(entry, pikepdf.Dictionary) or same(entry) in met:
            continue
        met.add(same(entry))
        try:
            leads = "/Dest" in entry or "/A" in entry
            yield Bookmark(text(entry.get("/Title")), leads and targets.of(entry)[2])
        except FAULTS:
            continue
        stack += [entry.get("/Next"), entry.get("/First")]


def labels(pdf: pikepdf.Pdf, count: int) -> list[str]:
    """Return what each page is called (ISO 32000-1 §12.4.2); its number where the file does not say."""
    plain = [str(number + 1) for number in range(count)]
    if "/PageLabels" not in dictionary(pdf.Root):
        return plain
    try:
        tree = pikepdf.NumberTree(pdf.Root["/PageLabels"])
        ranges = sorted((int(first), dictionary(value)) for first, value in tree.items())
    except FAULTS:
        return plain
    for (first, found), last in zip(ranges, [*(first for first, _ in ranges[1:]), count], strict=True):
        start = max(1, int(number(found.get("/St"), 1)))
        before, style = text(found.get("/P")), text(found.get("/S"))
        for index in range(max(first, 0), min(last, count)):
            plain[index] = before + _written(start + index - first, style)
    return plain


def _written(number: int, style: str) -> str:
    from ..labels import roman

    if style in ("r", "R"):
        return roman(number) if style == "r" else roman(number).upper()
    if style in ("a", "A"):
        letter = chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if style == "a" else letter.upper()
    return str(number) if style == "D" else ""

"""Word's lists → the label of each paragraph in one.

In: the part of the numbering, then the paragraphs' lists and levels in the order of the text. Out: for each a `Label`:
what Word prints before it, and whether Markdown's own lists have it so. Counters run on as in Word: a list goes on
where it was left, a level begins anew after one above it.
"""

from __future__ import annotations

import re
from typing import Final
from xml.etree.ElementTree import Element

from kanyin.importer.docx.numerals import numeral
from kanyin.importer.docx.styles import is_on, value
from kanyin.records import dataclass

_DEEPEST: Final = 9
_PLAIN: Final = re.compile(r"%\d[.．)]")
"""A label that a numbered list of Markdown's prints likewise."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it begins, its format, its text with `%1` for the number of level 1, and so on."""

    start: int
    form: str
    text: str
    legal: bool
    restarts_after: int | None
    suffix: str


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before a paragraph. `bullet` and `plain` lists are Markdown's; of others `text` is kept as typed.

    A label that is blank belongs to a paragraph that goes on with the item above it.
    """

    list_id: str
    level: int
    text: str
    number: int
    bullet: bool
    plain: bool

    @property
    def continues(self) -> bool:
        """Whether nothing is printed: the paragraph belongs to the item above it."""
        return not self.text.strip()


class Numbering:
    """The lists of a document, with their counters."""

    def __init__(self, root: Element | None) -> None:
        self._lists: dict[str, tuple[str, dict[int, Level]]] = {}
        self._fresh: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if root is not None:
            self._read(root)

    def _read(self, root: Element) -> None:
        abstract = {item.get("w:abstractNumId", ""): _levels(item) for item in root.iter("w:abstractNum")}
        linked = {value(item, "w:styleLink"): item.get("w:abstractNumId", "") for item in root.iter("w:abstractNum")}
        links = {item.get("w:abstractNumId", ""): value(item, "w:numStyleLink") for item in root.iter("w:abstractNum")}
        for item in root.iter("w:num"):
            name = value(item, "w:abstractNumId") or ""
            if not abstract.get(name) and links.get(name) in linked:
                name = linked[links[name]]
            list_id = item.get("w:numId", "")
            own = {level: made for o in item.iter("w:lvlOverride") for level, made in _levels(o).items()}
            self._lists[list_id] = (name, {**abstract.get(name, {}), **own})
            self._fresh[list_id] = _overrides(item)

    def label(self, list_id: str, level: int) -> Label | None:
        """Count a paragraph of the list and return its label; None for a list that is not there."""
        if list_id not in self._lists or not 0 <= level < _DEEPEST:
            return None
        name, levels = self._lists[list_id]
        here = levels.get(level)
        if here is None:
            return None
        counts = self._counts.setdefault(name, {})
        self._begin_anew(list_id, level, counts)
        counts[level] = counts[level] + 1 if level in counts else here.start
        for below in [n for n in counts if n > level and _restarts(levels.get(n), level)]:
            del counts[below]
        text = here.text
        for n in range(_DEEPEST):
            text = text.replace(f"%{n + 1}", self._numeral(levels, counts, n, here))
        bullet = here.form == "bullet"
        plain = here.form == "decimal" and _PLAIN.fullmatch(here.text) is not None
        return Label(list_id, level, text.strip(), counts[level], bullet, plain)

    def _begin_anew(self, list_id: str, level: int, counts: dict[int, int]) -> None:
        """A list that overrides a start does so at its first paragraph."""
        start = self._fresh[list_id].pop(level, None)
        if start is not None:
            counts[level] = start - 1

    def _numeral(self, levels: dict[int, Level], counts: dict[int, int], n: int, here: Level) -> str:
        level = levels.get(n)
        if level is None:
            return ""
        form = "decimal" if here.legal and level.form not in ("bullet", "none") else level.form
        return numeral(counts.get(n, level.start), form) if form != "bullet" else ""


def _restarts(level: Level | None, after: int) -> bool:
    return level is None or level.restarts_after is None or (level.restarts_after > 0 and after < level.restarts_after)


def _levels(parent: Element) -> dict[int, Level]:
    levels = {}
    for item in parent.findall("w:lvl"):
        number = item.get("w:ilvl", "")
        if number.isdecimal():
            levels[int(number)] = _level(item)
    return levels


def _level(item: Element) -> Level:
    start, restart = value(item, "w:start"), value(item, "w:lvlRestart")
    return Level(
        start=int(start) if start and start.isdecimal() else 1,
        form=value(item, "w:numFmt") or "decimal",
        text=value(item, "w:lvlText") or "",
        legal=is_on(item.find("w:isLgl")),
        restarts_after=int(restart) if restart and restart.isdecimal() else None,
        suffix=value(item, "w:suff") or "tab",
    )


def _overrides(item: Element) -> dict[int, int]:
    found = {}
    for override in item.iter("w:lvlOverride"):
        level, start = override.get("w:ilvl", ""), value(override, "w:startOverride")
        if level.isdecimal() and start and start.isdecimal():
            found[int(level)] = int(start)
    return found

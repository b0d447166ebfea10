"""Word's styles → what a paragraph or a run in that style is.

In: the part of the styles. Out: for each style's id a `Style`: a heading of a level, a title, a caption, a quotation,
code, a line of a table of contents; which marks it sets; which list it belongs to. A style has what it does not say
from the one it is based on. Not done: fonts, sizes, colours, indents: those are the theme's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from enum import Enum, auto
from typing import Final
from xml.etree.ElementTree import Element

from kanyin.importer.model import Mark
from kanyin.records import dataclass


class Role(Enum):
    """What a paragraph is by its style."""

    TEXT = auto()
    TITLE = auto()
    SUBTITLE = auto()
    AUTHOR = auto()
    HEADING = auto()
    CAPTION = auto()
    QUOTE = auto()
    CODE = auto()
    CONTENTS = auto()


# Names in Word's English, which it writes in every language, in LibreOffice's and pandoc's, and as users call them.
_ROLES: Final = tuple(
    (re.compile(names, re.I), role)
    for names, role in (
        (r"title|标题|文档标题|題名|书名", Role.TITLE),
        (r"subtitle|副标题|副標題", Role.SUBTITLE),
        (r"author|作者", Role.AUTHOR),
        (r"caption|题注|題註|(?:table|image|figure) caption|table|figure|drawing|illustration", Role.CAPTION),
        (r"(?:intense )?quote|(?:明显)?引用|quotations?|block text|文本块|block quotation", Role.QUOTE),
        (r"html (?:preformatted|预设格式)|(?:source|preformatted) (?:code|text)|代码|code(?: block)?", Role.CODE),
        (r"toc (?:\d|heading)|contents (?:heading|\d)|目录 ?(?:\d|标题)?|table of figures|index \d", Role.CONTENTS),
    )
)
_HEADING: Final = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.I)
_CODE_NAMES: Final = re.compile(
    r"verbatim char|html (?:code|typewriter|代码|打字机)|source text|代码(?: char)?|code char", re.I
)
_TOGGLES: Final = (("w:b", Mark.STRONG), ("w:i", Mark.EM), ("w:strike", Mark.DEL), ("w:dstrike", Mark.DEL))


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says; None for what it leaves to the style it is based on."""

    role: Role = Role.TEXT
    level: int | None = None
    marks: Mapping[Mark, bool] | None = None
    list_id: str | None = None
    list_level: int | None = None


NOTHING: Final = Style()


class Styles:
    """The styles of a document, by id."""

    def __init__(self, root: Element | None) -> None:
        found = root.iter("w:style") if root is not None else ()
        self._elements = {style.get("w:styleId", ""): style for style in found}
        self._known: dict[str, Style] = {}
        self.default = next((i for i, e in self._elements.items() if _is_default(e)), "")

    def get(self, name: str | None) -> Style:
        """Return the style; one that is not there says nothing."""
        return self._get(name, frozenset())

    def _get(self, name: str | None, seen: frozenset[str]) -> Style:
        if not name or name in seen or name not in self._elements:
            return NOTHING
        if name not in self._known:
            element = self._elements[name]
            base = value(element, "w:basedOn")
            self._known[name] = _style(element, self._get(base, seen | {name}))
        return self._known[name]


def _is_default(element: Element) -> bool:
    return element.get("w:type") == "paragraph" and element.get("w:default") in ("1", "true", "on")


def _style(element: Element, base: Style) -> Style:
    name = (value(element, "w:name") or "").strip()
    style = replace(base, marks={**(base.marks or {}), **marks_of(element.find("w:rPr"))})
    if element.get("w:type") == "character":
        return replace(style, marks={**(style.marks or {}), Mark.CODE: True}) if _CODE_NAMES.fullmatch(name) else style
    properties = element.find("w:pPr")
    list_id, list_level = list_of(properties)
    style = replace(
        style, list_id=list_id or base.list_id, list_level=base.list_level if list_level is None else list_level
    )
    role = next((role for pattern, role in _ROLES if pattern.fullmatch(name)), None)
    heading = _HEADING.fullmatch(name)
    level = int(heading[1]) if heading else outline_level(properties)
    if role:
        return replace(style, role=role, level=None)
    return (
        replace(style, role=Role.HEADING, level=level)
        if level
        else replace(style, level=level if level == 0 else style.level)
    )


def outline_level(properties: Element | None) -> int | None:
    """Return the level a paragraph takes in Word's outline, from 1 on; 0 for body text, None where it is not said."""
    found = value(properties, "w:outlineLvl")
    if found is None or not found.isdecimal():
        return None
    return int(found) + 1 if int(found) < 9 else 0


def list_of(properties: Element | None) -> tuple[str | None, int | None]:
    """Return the list and the level in it that the properties of a paragraph name."""
    numbering = properties.find("w:numPr") if properties is not None else None
    level = value(numbering, "w:ilvl")
    return value(numbering, "w:numId"), int(level) if level and level.isdecimal() else None


def marks_of(properties: Element | None) -> dict[Mark, bool]:
    """Return the marks that the properties of a run turn on or off."""
    found: dict[Mark, bool] = {}
    if properties is None:
        return found
    for tag, mark in _TOGGLES:
        if (element := properties.find(tag)) is not None:
            found[mark] = found.get(mark, False) or is_on(element)
    for tag, mark in (("w:u", Mark.UNDERLINE), ("w:em", Mark.DOTS), ("w:highlight", Mark.HIGHLIGHT)):
        if (element := properties.find(tag)) is not None:
            found[mark] = element.get("w:val", "none") not in ("none", "white")
    shifted = value(properties, "w:vertAlign")
    if shifted is not None:
        found |= {Mark.SUP: shifted == "superscript", Mark.SUB: shifted == "subscript"}
    return found


def is_on(element: Element | None) -> bool:
    """Tell whether a toggle is there and on."""
    return element is not None and element.get("w:val", "1") not in ("0", "false", "off", "none")


def value(parent: Element | None, tag: str) -> str | None:
    """Return the value of a property."""
    found = parent.find(tag) if parent is not None else None
    return found.get("w:val") if found is not None else None


def below(parent: Element, *tags: str) -> Element | None:
    """Return the element that a path of tags leads to; ElementTree's own paths take a prefix for a namespace."""
    found: Element | None = parent
    for tag in tags:
        found = found.find(tag) if found is not None else None
    return found

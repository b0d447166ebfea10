"""What an element of HTML says of the text in it: marks, by its tag and by its style.

In: an element. Out: the marks it adds and takes away; whether it is shown. Not done: stylesheets: a saved page's
classes mean nothing without them.
"""

from __future__ import annotations

import re
from typing import Final, Literal
from xml.etree.ElementTree import Element

from kanyin.importer.model import Mark

_TAGS: Final = {
    **dict.fromkeys(("b", "strong"), Mark.STRONG),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), Mark.EM),
    **dict.fromkeys(("del", "s", "strike"), Mark.DEL),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), Mark.CODE),
    "u": Mark.UNDERLINE,
    "mark": Mark.HIGHLIGHT,
    "sup": Mark.SUP,
    "sub": Mark.SUB,
}  # fmt: skip
_DECLARATION: Final = re.compile(r"([\w-]+)\s*:\s*([^;]+)")
_BOLD: Final = re.compile(r"bold|bolder|[6-9]00")
_LIGHT: Final = re.compile(r"normal|lighter|[1-5]00")


def style_of(element: Element) -> dict[str, str]:
    """Return the declarations of the element's style attribute, in small letters."""
    return {name.lower(): value.strip().lower() for name, value in _DECLARATION.findall(element.get("style", ""))}


def marks(element: Element, before: frozenset[Mark]) -> frozenset[Mark]:
    """Return the marks of text in the element, which stands in text with the marks `before`."""
    style = style_of(element) if element.get("style") else {}
    mark = _TAGS.get(str(element.tag))
    added = before | ({mark} if mark else frozenset())
    weight = style.get("font-weight", "")
    if _BOLD.match(weight):
        added |= {Mark.STRONG}
    elif _LIGHT.match(weight):
        added -= {Mark.STRONG}
    slant = style.get("font-style", "")
    added = added | {Mark.EM} if slant in ("italic", "oblique") else added - {Mark.EM} if slant == "normal" else added
    if "line-through" in style.get("text-decoration", "") + style.get("text-decoration-line", ""):
        added |= {Mark.DEL}
    elif "underline" in style.get("text-decoration", "") + style.get("text-decoration-line", "") and element.tag != "a":
        added |= {Mark.UNDERLINE}
    if any(name.endswith(("text-emphasis", "text-emphasis-style")) for name in style):
        added |= {Mark.DOTS}
    shift = style.get("vertical-align", "")
    return added | {Mark.SUP} if shift == "super" else added | {Mark.SUB} if shift == "sub" else added


def is_hidden(element: Element) -> bool:
    """Tell whether the page says that the element is not shown."""
    if "hidden" in element.attrib:
        return True
    style = style_of(element) if element.get("style") else {}
    return style.get("display") == "none" or style.get("visibility") == "hidden"


def alignment(element: Element) -> Literal["", "center", "right"]:
    """Return `center`, `right` or nothing."""
    found = style_of(element).get("text-align") or element.get("align", "").lower()
    return "center" if found == "center" else "right" if found == "right" else ""


def classes(element: Element) -> tuple[str, ...]:
    """Return the element's classes and its id, in small letters: what its maker called it."""
    return tuple(f"{element.get('class', '')} {element.get('id', '')}".lower().split())


def text_in(element: Element) -> str:
    """Return all text in the element, white space single; scripts and styles hold none."""
    parts: list[str] = []
    _collect(element, parts)
    return " ".join("".join(parts).split())


def _collect(element: Element, parts: list[str]) -> None:
    if not isinstance(element.tag, str) or element.tag in ("script", "style", "template", "noscript"):
        return
    parts.append(element.text or "")
    for child in element:
        _collect(child, parts)
        parts.append(child.tail or "")

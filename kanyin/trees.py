"""Small tools on ElementTree elements, shared by the stages that work on a chapter's tree.

An ElementTree element owns the text after it (`tail`), so removing or splitting one must say where that text goes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

from markupsafe import Markup

from .diagnostics import Span

DECORATIVE = "decorative"
"""The class by which an author says that an image needs no text: it shows nothing that is not said."""


def plain_text(element: Element) -> str:
    """Return the element's text without its notes, white space folded."""
    if not len(element):
        return " ".join((element.text or "").split())
    return " ".join("".join(_texts(element)).split())


def _texts(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if not has_class(child, "footnote"):
            yield from _texts(child)
            if child.tag == "img":
                yield child.get("alt", "")
        yield child.tail or ""


def inner_html(element: Element) -> Markup:
    """Return the element's content as HTML, without the element itself."""
    if not len(element):
        return escaped(element.text or "")
    shell = Element("x")
    shell.text = element.text
    shell.extend(list(element))
    html = tostring(shell, encoding="unicode", method="html")
    return Markup(html.removeprefix("<x>").removesuffix("</x>"))


def escaped(text: str) -> Markup:
    """Return text as HTML's content has it: quotes stay as they are."""
    return Markup(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def bare_html(element: Element) -> Markup:
    """Return the element's content as HTML with notes, links and ids gone: what a contents line may hold."""
    return inner_html(_bare(element))


def _bare(element: Element) -> Element:
    kept = Element("span" if element.tag == "a" else element.tag)
    if element.tag in ("img", "i", "em", "span") and not has_class(element, "number"):
        kept.attrib = {name: value for name, value in element.attrib.items() if name not in ("id", "data-src", "href")}
    kept.text = element.text
    for child in element:
        if has_class(child, "footnote"):
            append_text(kept, child.tail or "")
        elif child.tag in ("a", "span") and not child.get("class") and len(child) == 0:
            append_text(kept, (child.text or "") + (child.tail or ""))
        else:
            copy = _bare(child)
            copy.tail = child.tail
            kept.append(copy)
    return kept


def append_text(parent: Element, text: str) -> None:
    """Add text at the end of the element's content."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def drop_leading(element: Element, length: int) -> None:
    """Remove `length` characters, and the white space after them, from the start of the element's own text.

    A number an author typed stands there; where mark-up cuts it in two, only what precedes the mark-up goes.
    """
    element.text = (element.text or "").lstrip()[length:].lstrip() or None


def has_class(element: Element, name: str) -> bool:
    """Tell whether the element's class attribute holds `name`."""
    return name in element.get("class", "").split()


def add_class(element: Element, name: str) -> None:
    """Add `name` to the element's class attribute."""
    element.set("class", f"{element.get('class', '')} {name}".strip())


def prepend(parent: Element, child: Element) -> None:
    """Put `child` before all of the parent's content, its text included."""
    child.tail = parent.text
    parent.text = None
    parent.insert(0, child)


def sub(parent: Element, tag: str, text: str, **attributes: str) -> Element:
    """Append a new element with text; a trailing underscore in an attribute's name is dropped (`class_`)."""
    child = SubElement(parent, tag, {name.rstrip("_"): value for name, value in attributes.items()})
    child.text = text
    return child


def preorder(tree: Element) -> list[tuple[str, dict[str, str], str | None, str | None, int]]:
    """Return tag, attributes, text, tail and count of kids of each element in preorder, which no other tree has so."""
    return [(each.tag, each.attrib, each.text, each.tail, len(each)) for each in tree.iter()]


def with_sources(element: Element, src: str = "") -> Iterator[tuple[Element, str]]:
    """Yield the element and all below it, each with the `data-src` it stands in; `src` is that of what holds it."""
    waiting = [(element, src)]
    while waiting:
        element, src = waiting.pop()
        src = element.get("data-src") or src
        yield element, src
        waiting += [(child, src) for child in element[::-1]]


def file_of(src: str) -> str:
    """Return the file that a `data-src` (`file:first-last`) names."""
    return src.rpartition(":")[0]


def span_of(src: str | None, root: Path) -> Span | None:
    """Return the place a `data-src` (`file:first-last`) names, below the folder `root`."""
    if not src or ":" not in src:
        return None
    file, _, lines = src.rpartition(":")
    first = lines.partition("-")[0]
    return Span(root / file, int(first) if first.isdecimal() else 0)

"""The step that turns raw HTML into elements.

In: a tree in which elements named `raw-html` stand for raw HTML, a tag or any number of lines each. Out: a tree of
plain elements. Blocks without raw HTML are left as they are. Each run of blocks from one that opens a tag to the one
that closes it is written out as HTML, read by an HTML parser and put in its place; so `<div>`, paragraphs, `</div>`
become a `<div>` that holds paragraphs.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

import tinyhtml5
from markdown.treeprocessors import Treeprocessor

from ..chapter import RAW, Host
from .raw import HtmlWriter
from .trees import BLOCKS

_PAGE = "<!DOCTYPE html><html><head></head><body>{}</body></html>"
_PAGE_BREAK = {"class": "pagebreak"}


class Assemble(Treeprocessor):
    """Parses the raw HTML of a chapter."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._host = host

    def run(self, root: Element) -> None:
        if not any(True for _ in root.iter(RAW)):
            return
        done: list[Element] = []
        waiting: list[Element] = []
        writer = HtmlWriter(self._host)
        for block in list(root):
            if not waiting and not _holds_raw(block):
                done.append(block)
            elif not waiting and _is_page_break(block):
                done.append(Element("div", {**_PAGE_BREAK, "data-src": block.get("data-src", "")}))
            else:
                waiting.append(block)
                writer.write(block)
                if not writer.open_tags:
                    done += _parsed(writer.finish(), waiting)
                    waiting, writer = [], HtmlWriter(self._host)
        if waiting:
            done += _parsed(writer.finish(), waiting)
        root[:] = done


def _holds_raw(block: Element) -> bool:
    return any(True for _ in block.iter(RAW))


def _is_page_break(block: Element) -> bool:
    text = (block.text or "").strip() if block.tag == RAW else ""
    return text.startswith("<!--") and text.endswith("-->") and text[4:-3].strip().lower() == "pagebreak"


def _parsed(html: str, sources: list[Element]) -> list[Element]:
    """Return the elements of `html`; a block that the parser made itself gets the source of what stands around it."""
    page = tinyhtml5.parse(_PAGE.format(html), namespace_html_elements=False)
    body = page.find("body")
    if body is None:
        return []
    _plain_names(body)
    src = sources[0].get("data-src", "")
    holder = _wrapped_text(body, src)
    _complete_sources(holder, src)
    return list(holder)


def _plain_names(body: Element) -> None:
    """Drop the namespaces of SVG and MathML from names, and comments from the tree."""
    for element in body.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
            for name in [name for name in element.attrib if name.startswith("{")]:
                element.set(name.rpartition("}")[2], element.attrib.pop(name))


def _wrapped_text(body: Element, src: str) -> Element:
    """Return the children of `body`; inline content directly in it is put into paragraphs."""
    holder = Element("div")
    paragraph: Element | None = None
    pieces: list[tuple[Element | None, str]] = [(None, body.text or ""), *((child, child.tail or "") for child in body)]
    for child, tail in pieces:
        if child is not None:
            child.tail = None
            if _is_block(child):
                holder.append(child)
                paragraph = None
            else:
                paragraph = _paragraph(holder, paragraph, src)
                paragraph.append(child)
        if tail.strip() or (tail and paragraph is not None):
            paragraph = _paragraph(holder, paragraph, src)
            if len(paragraph):
                paragraph[-1].tail = tail
            else:
                paragraph.text = tail.lstrip()
    return holder


def _is_block(element: Element) -> bool:
    """Tell whether the element is a block, or an inline element that a raw tag put around blocks."""
    return element.tag in ("svg", "style") or any(inner.tag in BLOCKS for inner in element.iter())


def _paragraph(holder: Element, current: Element | None, src: str) -> Element:
    if current is not None:
        return current
    paragraph = Element("p", {"data-src": src})
    holder.append(paragraph)
    return paragraph


def _complete_sources(holder: Element, src: str) -> None:
    stack = [(child, src) for child in reversed(holder)]
    while stack:
        element, around = stack.pop()
        own = element.get("data-src")
        if own is None and element.tag in BLOCKS and element.tag not in ("col", "colgroup"):
            element.set("data-src", around)
        stack += [(child, own or around) for child in reversed(element)]

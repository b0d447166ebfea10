"""Elements from nodes (strings and elements), within the depth that later stages can walk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element

from ..chapter import MAX_DEPTH
from .rule import Item, Mark, Node


class Maker:
    """Makes inline elements; remembers how deep each is, and drops a wrapper that would be nested too deep."""

    def __init__(self) -> None:
        self._depths: dict[Element, int] = {}

    def make(self, tag: str, inner: Sequence[Node], attributes: dict[str, str] | None = None) -> list[Node]:
        """Return the element `tag` around `inner`; too deep, `inner` itself."""
        depth = 1 + max((self._depths.get(node, 0) for node in inner if isinstance(node, Element)), default=0)
        if depth > MAX_DEPTH:
            return list(inner)
        element = Element(tag, attributes or {})
        fill(element, inner)
        self._depths[element] = depth
        return [element]

    def put(self, nodes: list[Item], item: Item) -> None:
        """Append `item`; an attribute list goes to the element right before it."""
        if isinstance(item, Mark):
            last = nodes[-1] if nodes else None
            if isinstance(last, Element) and last.tag != "br":
                item.attributes.set_on(last)
            else:
                nodes.append(item.source)
        else:
            nodes.append(item)


def fill(element: Element, nodes: Iterable[Node]) -> None:
    """Append nodes to an element."""
    last: Element | None = element[-1] if len(element) else None
    texts: list[str] = []
    for node in nodes:
        if isinstance(node, str):
            texts.append(node)
        else:
            _flush(element, last, texts)
            element.append(node)
            last = node
    _flush(element, last, texts)


def _flush(element: Element, last: Element | None, texts: list[str]) -> None:
    if not texts:
        return
    if last is None:
        element.text = (element.text or "") + "".join(texts)
    else:
        last.tail = (last.tail or "") + "".join(texts)
    texts.clear()


def plain_text(node: Node) -> str:
    """Return the text of a node as an `alt` attribute needs it: images give theirs, raw HTML and notes none."""
    if isinstance(node, str):
        return node
    parts: list[str] = []
    stack: list[Node] = [node]
    while stack:
        top = stack.pop()
        if isinstance(top, str):
            parts.append(top)
        elif top.tag == "img":
            parts.append(top.get("alt", ""))
        elif top.tag == "br":
            parts.append("\n")
        elif top.tag != "raw-html" and top.get("class") != "footnote":
            stack += [part for child in reversed(top) for part in (child.tail or "", child)]
            stack.append(top.text or "")
    return "".join(parts)

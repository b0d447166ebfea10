"""The step that makes an image alone in its paragraph a figure; every other image loses the markup of its text.

In: `<p><img …>caption</img></p>`. Out: `<figure class="figure" id><img><figcaption>…</figcaption></figure>`.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from markdown.treeprocessors import Treeprocessor

from ...trees import DECORATIVE
from ..attributes import add_classes

_LENGTH = re.compile(r"\d+(?:\.\d+)?(%|px|pt|mm|cm|in|em|rem)?\Z")


class Figures(Treeprocessor):
    """Makes the figures."""

    def run(self, root: Element) -> None:
        for image in list(root.iter("img")):
            _size(image)
        for paragraph in list(root.iter("p")):
            if len(paragraph) == 1 and paragraph[0].tag == "img" and _is_alone(paragraph):
                _make(paragraph, paragraph[0])
        for image in root.iter("img"):
            image.text = None
            del image[:]


def _is_alone(paragraph: Element) -> bool:
    return not (paragraph.text or "").strip() and not (paragraph[0].tail or "").strip()


def _make(figure: Element, image: Element) -> None:
    """Turn the paragraph into the figure, in place; that an image only decorates is said of itself too."""
    classes = [*(figure.get("class") or "").split(), *(image.attrib.pop("class", "")).split()]
    if DECORATIVE in classes:
        image.set("class", DECORATIVE)
    figure.tag, figure.text, image.tail = "figure", None, None
    figure.attrib.pop("class", None)
    add_classes(figure, ("figure", *classes))
    name = image.attrib.pop("id", None) or figure.get("id")
    if name:
        figure.set("id", name)
    if image.text or len(image):
        caption = SubElement(figure, "figcaption", {"data-src": figure.get("data-src", "")})
        caption.text = image.text
        caption.extend(list(image))


def _size(image: Element) -> None:
    """Turn `width` and `height` into a style: they are lengths, where HTML's attributes are pixels."""
    style = []
    for name in ("width", "height"):
        value = image.get(name)
        found = _LENGTH.match(value) if value else None
        if found:
            style.append(f"{name}: {value}{'' if found[1] else 'px'}")
            del image.attrib[name]
    if style:
        image.set("style", "; ".join(style))

"""What stands in an element of HTML as text: code, and the labels of lists and notes.

In: an element, or blocks. Out: text, or blocks.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final
from xml.etree.ElementTree import Element

from kanyin.importer.hypertext.looks import classes
from kanyin.importer.model import Anchor, Block, Paragraph, Run


def verbatim(element: Element) -> str:
    """Return the text of code: its breaks as line ends, the numbers of its lines left out."""
    parts: list[str] = [element.text or ""]
    for child in element:
        if child.tag == "br":
            parts.append("\n")
        elif isinstance(child.tag, str) and not {"linenos", "lineno", "gutter", "line-numbers"} & set(classes(child)):
            parts.append(verbatim(child))
            if child.tag in ("div", "p", "li") and not "".join(parts).endswith("\n"):
                parts.append("\n")
        parts.append(child.tail or "")
    return "".join(parts).replace("\r", "").replace("\u00a0", " ").replace("\u200b", "")


def typed(label: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Put a label before the first paragraph."""
    if blocks and isinstance(first := blocks[0], Paragraph):
        return (Paragraph((Run(label), *first.content)), *blocks[1:])
    return blocks


_LABEL: Final = re.compile(
    r"\s*(?:[\[【〔(（]\s*(?:\d{1,4}|注|[a-z])\s*[\]】〕)）]|[①-⑳㉑-㉟㊱-㊿]|\d{1,4}[.．、:：]|[*†‡※]|[↑^])\s*"
)


def without_label(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return a note without the number typed before it: the book prints its own."""
    if not blocks or not isinstance(first := blocks[0], Paragraph):
        return blocks
    content = list(first.content)
    for i, item in enumerate(content):
        if isinstance(item, Run) and item.text.strip():
            content[i] = replace(
                item, text=_LABEL.sub("", item.text, count=1) if _LABEL.match(item.text) else item.text
            )
            break
        if not isinstance(item, Run | Anchor):
            break
    return (Paragraph(tuple(content)), *blocks[1:])

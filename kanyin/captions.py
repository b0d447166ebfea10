"""Captions of figures and tables: which are numbered, what they print, what stands over a table's further parts.

In: the body of a chapter and the numbers `references.py` counts. Out: a number in each caption, the label by which it
is referred to, and in every table with a head or a caption an empty second caption, whose text (续表 1) the stylesheet
sets from its attribute, over each part of the table but the first. Nothing here counts or claims ids.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from .numbering import Forms
from .trees import has_class, prepend, sub


def caption_of(element: Element) -> Element | None:
    """Return the caption of a figure or table that is to be numbered: one that has a caption or a label.

    One that is `.unnumbered` is not: its caption may hold a number that was typed.
    """
    if has_class(element, "unnumbered"):
        return None
    if element.tag == "figure" and has_class(element, "figure"):
        tag = "figcaption"
    elif element.tag == "table":
        tag = "caption"
    else:
        return None
    caption = element.find(tag)
    if caption is None and element.get("id"):
        caption = Element(tag)
        element.insert(0 if tag == "caption" else len(element), caption)
    return caption


def number(caption: Element, text: str) -> None:
    """Put a number before a caption's text."""
    prepend(caption, sub(Element("x"), "span", text, class_="number"))


def continue_table(table: Element, number: str, forms: Forms) -> None:
    """Give a table the caption of its further parts; `number` is empty for a table without one."""
    captions = table.findall("caption")
    if not captions and table.find("thead") is None:
        return
    continued = Element("caption", {"class": "continued", "data-label": forms.continuation(number)})
    continued.set("data-src", (captions[0] if captions else table).get("data-src", ""))
    table.insert(list(table).index(captions[-1]) + 1 if captions else 0, continued)

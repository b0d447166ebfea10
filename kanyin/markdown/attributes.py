"""Attribute lists: `{#id .class key="value"}`, and kramdown's `{: .class}`.

In: text that may be one. Out: `Attributes`, or None when it is none and must stay as typed. Python-Markdown's attr_list
splits the parts; it takes a bare word for an attribute, and we do not, so that `{注}` in running text stays text.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown.extensions.attr_list import get_attrs_and_remainder

from kanyin.records import dataclass

LIST = re.compile(r"\{:?[ ]*([^{}\n]*)\}")
_TRAILING = re.compile(r"[ ]*\{:?[ ]*([^{}\n]*)\}[ ]*\Z")
_SIGNS = frozenset(".#-=")
_NAME = re.compile(r"[A-Za-z_][\w.:-]*\Z")


@dataclass(frozen=True, slots=True)
class Attributes:
    """An id (or None), classes in order, and other attributes in order."""

    id: str | None = None
    classes: tuple[str, ...] = ()
    others: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str | None:
        """Return the value of another attribute, or None."""
        return dict(self.others).get(name)

    def set_on(self, element: Element, *skip: str) -> None:
        """Give `element` the id, the classes (after those it has) and the other attributes but `skip`."""
        if self.id:
            element.set("id", self.id)
        add_classes(element, self.classes)
        for name, value in self.others:
            if name not in skip:
                element.set(name, value)


def add_classes(element: Element, classes: tuple[str, ...]) -> None:
    """Add classes to an element, each once, in order."""
    known = (element.get("class") or "").split()
    merged = known + [c for c in dict.fromkeys(classes) if c not in known]
    if merged:
        element.set("class", " ".join(merged))


def parse(inside: str) -> Attributes | None:
    """Return the attributes written between the braces, or None if anything there is not one."""
    if not inside.strip() or not _SIGNS & set(inside):
        return None
    pairs, rest = get_attrs_and_remainder(inside.strip() + "}")
    if rest != "}":
        return None
    names: list[str] = []
    classes: list[str] = []
    others: list[tuple[str, str]] = []
    for key, value in pairs:
        if key == "-" and value in (None, "-"):
            classes.append("unnumbered")
        elif not value or value == key:  # older versions of the host give a bare word the value of its name
            return None
        elif key == ".":
            classes.append(value)
        elif key == "class":
            classes += value.split()
        elif key == "id":
            names.append(value)
        elif _NAME.match(key) and not key.lower().startswith(("on", "data-src")):
            others.append((key, value))
        else:
            return None
    return Attributes(names[-1] if names else None, tuple(classes), tuple(others))


def cut_trailing(text: str) -> tuple[str, Attributes | None]:
    """Split a trailing attribute list off `text`; without one, `text` comes back whole.

    A list that clings to a link, image, code span or emphasis belongs to that: `# 见[图](a.svg){.wide}`.
    """
    if not text.rstrip().endswith("}"):
        return text, None
    at = text.rfind("{")
    found = _TRAILING.match(text, at) if at >= 0 else None
    if not found or (at and text[at - 1] in ")]`*_\\"):
        return text, None
    attributes = parse(found[1])
    return (text[:at].rstrip(" "), attributes) if attributes else (text, None)

"""A sheet: a section as HTML, ready to be set; and the order to set it.

In: a skeleton that the templates made, and trees. Out: the document's tree. Whoever sets pages needs this, and nothing
of what fills templates.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple
from xml.etree.ElementTree import Element, SubElement

from .later import Later
from .records import dataclass

if TYPE_CHECKING:
    import tinyhtml5
else:
    tinyhtml5 = Later("tinyhtml5")  # only who sets pages parses


@dataclass(frozen=True, slots=True)
class Sheet:
    """A section as HTML: a skeleton with slots, the bodies that go there, and the digest of everything in it.

    `section` is its name, `weight` how many bytes it would be as a file.
    """

    section: str
    skeleton: str
    bodies: tuple[Element, ...]
    digest: str
    weight: int

    def root(self, first: int) -> Element:
        """Return the document's tree; `first` is the number of its first page."""
        root: Element = tinyhtml5.parse(self.skeleton, namespace_html_elements=False)
        style = SubElement(root[0], "style")
        style.text = f"@page :first {{ counter-reset: page {first} footnote }}"
        _fill_slots(root, self.bodies)
        return root


class Order(NamedTuple):
    """A sheet to be set; the number of its first page will be one from `first` to `last`."""

    sheet: Sheet
    first: int
    last: int


def _fill_slots(root: Element, bodies: Sequence[Element]) -> None:
    slots = {str(number): body for number, body in enumerate(bodies)}
    for parent in list(root.iter()):
        for place, child in enumerate(list(parent)):
            if (wanted := slots.get(child.get("data-slot", ""))) is not None:
                body = copy.copy(wanted)
                body.tail = child.tail
                parent[place] = body

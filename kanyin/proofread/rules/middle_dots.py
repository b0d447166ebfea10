"""P007: the dot inside a name is `·`, U+00B7 (GB/T 15834 4.14): 阿尔伯特·爱因斯坦, not `•`, `・` or `‧`.

In traditional Chinese `‧` and `．` are in use, and nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..context import is_han
from ..pattern import Pattern
from ..prose import Prose
from ..rule import Hit

_DOT = Pattern("[•・‧∙⋅･]")


def find(prose: Prose) -> Iterator[Hit]:
    """Yield the other dots between the parts of a name."""
    if prose.traditional:
        return
    for found in _DOT.finditer(prose.text):
        sides = prose.text[max(found.start() - 1, 0)], prose.text[found.end()]
        if any(map(is_han, sides)) and all(is_han(side) or _is_initial(side) for side in sides):
            yield Hit(*found.span(), f"“{found[0]}” (U+{ord(found[0]):04X}) inside a name", "·")


def _is_initial(character: str) -> bool:
    return "A" <= character <= "Z"

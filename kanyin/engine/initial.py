"""What layout asks of any box, and what of it is the same for all texts and lines.

In: nothing. Out: names and values, which `lines.py` gives to the classes of texts and lines: their styles are
anonymous, and in those all of these are initial. A page is made of half as many values so. Replaces nothing.
"""

from __future__ import annotations

from math import inf
from typing import Any, Final

LENGTHS: Final = {
    **{f"{edge}_{side}": 0 for edge in ("margin", "padding") for side in ("top", "right", "bottom", "left")},
    **{f"border_{side}_width": 0 for side in ("top", "right", "bottom", "left")},
    **{f"{end}_{length}": value for end, value in (("min", 0), ("max", inf)) for length in ("width", "height")},
}
INITIAL: Final = {**LENGTHS, "first_letter_style": None, "first_line_style": None}


def without_initial(box: Any) -> Any:
    """Return a copy of a text or a line that says nothing its class says."""
    kind: Any = type(box)
    made, own = kind.__new__(kind), vars(box).items()
    vars(made).update({name: value for name, value in own if name not in INITIAL or value != INITIAL[name]})
    return made

"""What a book's keys say of its appearance: accent, paper, size of type, faces.

In: the table of settings. Out: plain values, checked one by one; what is wrong is a diagnostic at its place. Whether a
family is installed is asked where fonts are known, and what becomes of a theme's grid in `grid.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from .colours import DARKEST_WHITE_TYPE, darkened, lightness
from .diagnostics import Span
from .fields import Fields
from .records import dataclass

ACCENTS: Mapping[str, str] = {
    "朱": "朱", "青": "青", "松": "松", "墨灰": "墨灰",
    "vermilion": "朱", "red": "朱", "blue": "青", "green": "松", "ink": "墨灰", "grey": "墨灰", "gray": "墨灰",
}  # fmt: skip

# Trimmed sizes in mm: GB/T 148 (A4, A5, B5), the usual 787 × 1092 mm sheet cut in 16 and 32, ANSI Letter.
PAPERS: Mapping[str, tuple[float, float]] = {
    "a4": (210, 297), "a5": (148, 210), "b5": (176, 250), "16k": (185, 260), "32k": (130, 185),
    "letter": (215.9, 279.4), "16开": (185, 260), "32开": (130, 185),
}  # fmt: skip
SMALLEST, LARGEST = 90, 450
"""The shortest and the longest side of paper, in mm."""

TYPE_SIZES = (8, 24)
"""The smallest and the largest body type, in pt."""

ROLES = ("song", "hei", "kai", "code", "fang", "biao")
"""The faces a book may choose: 宋 for text, 黑 for labels, 楷 for voices, the face of code, 仿宋 and 小标宋 of official
documents."""

_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Face:
    """The font families a book chose for one role, the first that is there to be used, and where it says so."""

    families: tuple[str, ...]
    span: Span


def accent(fields: Fields) -> str | None:
    """Return one of 朱 青 松 墨灰, or `#rrggbb` that is dark enough to carry white type."""
    given = fields.text("accent")
    if given is None:
        return None
    name = given.casefold()
    if not _HEX.fullmatch(name):
        if name not in ACCENTS:
            fields.bad_value(("accent",), f"there is no accent “{given}”", [*ACCENTS, "#rrggbb"], given)
        return ACCENTS.get(name)
    colour = name if len(name) == 7 else "#" + "".join(c * 2 for c in name[1:])
    light = lightness(colour)
    if light <= DARKEST_WHITE_TYPE:
        return colour
    message = f"the accent {given} is too light for white type: L* {light:.0f}, {DARKEST_WHITE_TYPE:g} at most"
    fields.bad_value(("accent",), message, hint=f"dark enough, and of the same hue: {darkened(colour)}")
    return None


def paper(fields: Fields) -> tuple[float, float] | None:
    """Return the width and height in mm: of a named paper, or the two numbers given."""
    if fields.is_list("paper"):
        return _own_paper(fields)
    given = fields.text("paper")
    if given is None:
        return None
    if given.casefold() not in PAPERS:
        hint = f"write one of {', '.join(PAPERS)}, or width and height in millimetres: [170, 240]"
        fields.bad_value(("paper",), f"there is no paper “{given}”", PAPERS, given, hint=hint)
    return PAPERS.get(given.casefold())


def _own_paper(fields: Fields) -> tuple[float, float] | None:
    sides = fields.numbers("paper")
    if sides is None:
        return None
    if len(sides) == 2 and all(SMALLEST <= side <= LARGEST for side in sides):
        return sides[0], sides[1]
    message = f"paper must be width and height, {SMALLEST} to {LARGEST} mm each"
    fields.bad_value(("paper",), message, hint="write them so: paper = [170, 240]")
    return None


def faces(fields: Fields) -> dict[str, Face]:
    """Return the faces by role; a role the book does not name is not there."""
    label = fields.label.strip("[]`")
    table = fields.sub("fonts", f"[{label}.fonts]" if fields.label.startswith("[") else f"`{label}: fonts`")
    table.check_keys(ROLES, {})
    found = {}
    for role in ROLES:
        families = table.texts(role)
        if any(map(_UNPRINTABLE.search, families)):
            table.bad_value((role,), f"{role} is not the name of a font")
        elif families:
            found[role] = Face(families, table.value_span(role))
    return found

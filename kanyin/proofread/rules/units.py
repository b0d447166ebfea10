"""P016: the symbols of units as GB 3100 writes them: km, kg, kW·h, not KM, Kg, KWH.

Only behind a number, and only symbols that mean nothing else when they are written wrong: `5M`, `3K` and `8KB` may be
what they look like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..pattern import Pattern
from ..prose import Prose
from ..rule import Hit

_SYMBOLS = (
    "km", "kg", "cm", "mm", "mL", "mg", "kW", "kV", "kA", "kHz", "MHz", "GHz", "Hz", "kPa", "MPa", "kJ", "dB", "mAh",
    "kWh", "kN", "nm",
)  # fmt: skip
_ACCEPTED = frozenset({"ml", "kwh", "nM", "Mg", "mHz", "mPa", "MW", "NM", "Nm", "KA", "MM", "MJ", "KN", "kn"})
_RIGHT = {symbol.lower(): symbol for symbol in _SYMBOLS}
_NUMBER = Pattern("[0-9](?= ?[A-Za-z])")  # what follows may be a symbol
_SYMBOL = Pattern(rf" ?({'|'.join(_SYMBOLS)})(?![A-Za-z0-9_-])", re.IGNORECASE)
_SQUARED = {
    "㎜": "mm", "㎝": "cm", "㎞": "km", "㎏": "kg", "㎎": "mg",
    "㎡": "m²", "㎥": "m³", "㏄": "mL", "㎖": "mL", "㎐": "Hz",
}  # fmt: skip
_SQUARE = Pattern(f"[{''.join(_SQUARED)}]")
_POWER = Pattern(r" ?([kcdm]?m)([23])(?![A-Za-z0-9./^-])")


def find(prose: Prose) -> Iterator[Hit]:
    """Yield the symbols written otherwise."""
    behind = [found.end() for found in _NUMBER.finditer(prose.text)]
    for found in filter(None, (_SYMBOL.match(prose.text, place) for place in behind)):
        right = _RIGHT[found[1].lower()]
        if found[1] != right and found[1] not in _ACCEPTED:
            yield Hit(*found.span(1), f"“{found[1]}” for the unit {right}", right)
    for found in _SQUARE.finditer(prose.text):
        yield Hit(*found.span(), f"“{found[0]}” is a character for vertical setting", _SQUARED[found[0]])
    for found in filter(None, (_POWER.match(prose.text, place) for place in behind)):
        right = found[1] + {"2": "²", "3": "³"}[found[2]]
        yield Hit(found.start(1), found.end(), f"“{found[1]}{found[2]}” for the unit {right}", right)

"""Signs that Word takes from fonts of pictures → characters.

In: a font and a code in it (`w:sym`). Out: the character that looks so, None where none is known. Not done: whole texts
in such fonts.
"""

from __future__ import annotations

from typing import Final

_WINGDINGS: Final = {
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖", 0xA1: "○", 0xA7: "▪",
    0xA8: "□", 0xD8: "➢", 0xE0: "→", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x4A: "☺",
    0x4C: "☹", 0x28: "☎", 0x2A: "✉", 0x21: "✏", 0x22: "✂", 0xAB: "★", 0xDF: "←", 0xE1: "↑", 0xE2: "↓",
}  # fmt: skip
_WINGDINGS_2: Final = {0x50: "✓", 0x4F: "✗", 0x52: "☑", 0x53: "☒", 0xA3: "□", 0x2A: "□", 0x97: "●", 0x98: "●"}
_SYMBOL: Final = {
    0xB7: "•", 0xAE: "→", 0xAC: "←", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xA3: "≤", 0xB3: "≥",
    0xBB: "≈", 0xA5: "∞", 0xCE: "∈", 0xC7: "∩", 0xC8: "∪", 0xDE: "⇒", 0xD6: "√", 0xE5: "∑", 0xF2: "∫", 0x61: "α",
    0x62: "β", 0x67: "γ", 0x64: "δ", 0x65: "ε", 0x6C: "λ", 0x6D: "μ", 0x70: "π", 0x72: "ρ", 0x73: "σ", 0x74: "τ",
    0x6A: "φ", 0x77: "ω", 0x71: "θ", 0x44: "Δ", 0x57: "Ω", 0x53: "Σ", 0x46: "Φ", 0x50: "Π", 0x51: "Θ",
}  # fmt: skip
_FONTS: Final = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}


def symbol(font: str, code: str) -> str | None:
    """Return the character; a code is hexadecimal, and may be moved into the private area (F0B7)."""
    try:
        number = int(code, 16)
    except ValueError:
        return None
    table = _FONTS.get(font.casefold())
    private = 0xF000 <= number <= 0xF0FF
    if table is None:
        return None if private or not 0x20 <= number < 0x110000 or 0xD800 <= number < 0xE000 else chr(number)
    return table.get(number - 0xF000 if private else number)

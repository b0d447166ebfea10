"""Which font families there are, and in which files: those of the system, and those the stylesheets bring with
`@font-face`.

Replaces nothing: it asks the Fontconfig configuration that `weasyprint.text.fonts:FontConfiguration` (70.0) holds.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from weasyprint.text.ffi import ffi, fontconfig


def has_family(configuration: Any, family: str) -> bool:
    """Tell whether the `FontConfiguration` has a family of this name; a family may have several, in several scripts."""
    pattern = ffi.gc(fontconfig.FcPatternCreate(), fontconfig.FcPatternDestroy)
    fontconfig.FcPatternAddString(pattern, b"family", family.encode())
    fontconfig.FcConfigSubstitute(configuration._config, pattern, fontconfig.FcMatchPattern)
    fontconfig.FcDefaultSubstitute(pattern)
    found = fontconfig.FcFontMatch(configuration._config, pattern, ffi.new("FcResult *"))
    if found == ffi.NULL:
        return False
    found = ffi.gc(found, fontconfig.FcPatternDestroy)
    return family.casefold() in (name.casefold() for name in _names(found))


def font_files(config: Any, which: int) -> list[str]:
    """Return the files of the fonts in one of the sets (`FcSetName`) of a Fontconfig configuration, sorted."""
    fonts = fontconfig.FcConfigGetFonts(config, which)
    return [] if fonts == ffi.NULL else sorted({file_of(fonts.fonts[index]) for index in range(fonts.nfont)} - {""})


def file_of(pattern: Any) -> str:
    """Return the file that a Fontconfig pattern names, `""` where it names none."""
    found = ffi.new("FcChar8 **")
    if fontconfig.FcPatternGetString(pattern, b"file", 0, found) != fontconfig.FcResultMatch:
        return ""
    return os.fsdecode(ffi.string(found[0]))


def _names(pattern: Any) -> Iterator[str]:
    text, index = ffi.new("FcChar8 **"), 0
    while fontconfig.FcPatternGetString(pattern, b"family", index, text) == fontconfig.FcResultMatch:
        yield ffi.string(text[0]).decode(errors="replace")
        index += 1

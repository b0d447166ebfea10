"""What pages depend on beside the book and the styles: the libraries, and the fonts of the system with their rules.

Replaces nothing: it asks the libraries that `weasyprint.text.ffi` (70.0) opens. Out: lines of text that change when one
of these does, for the keys of what is kept from one build to the next.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import Any, Final

from weasyprint.text.ffi import ffi, fontconfig, harfbuzz, pango

from kanyin.engine.configurations import leave
from kanyin.engine.families import font_files
from kanyin.engine.hook import MisfitError
from kanyin.installed import versions
from kanyin.store import stamp

_PACKAGES: Final = ("weasyprint", "pydyf", "tinycss2", "cssselect2", "tinyhtml5", "fonttools", "pyphen", "pillow")

_THREADED: Final = 15200  # 1.52, as Pango counts


def surroundings() -> tuple[str, ...]:
    """Return the libraries with their versions, and the files of fonts and of Fontconfig's rules with size and date."""
    try:
        libraries = (
            ffi.string(pango.pango_version_string()).decode(),
            ffi.string(harfbuzz.hb_version_string()).decode(),
            str(fontconfig.FcGetVersion()),
        )
    except AttributeError as error:
        raise MisfitError(str(error)) from error
    config = fontconfig.FcInitLoadConfigAndFonts()
    files = sorted({*font_files(config, fontconfig.FcSetSystem), *_rules(config)})
    leave(fontconfig, config)
    return (sys.version, sys.byteorder, *libraries, *versions(_PACKAGES), *map(stamp, files))


def looks_for_fonts_aside() -> bool:
    """Whether Pango looks for fonts in a thread of its own, so that a process that has fonts cannot be forked."""
    return bool(pango.pango_version() >= _THREADED)


def _rules(config: Any) -> Iterator[str]:
    files = fontconfig.FcConfigGetConfigFiles(config)
    while (name := fontconfig.FcStrListNext(files)) != ffi.NULL:
        yield os.fsdecode(ffi.string(name))
    fontconfig.FcStrListDone(files)

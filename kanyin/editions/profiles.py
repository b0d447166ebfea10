"""ICC profiles: the press's, which the print edition is made for, and sRGB.

In: the path of a profile, or none. Out: a `Profile`, or a diagnostic: only a profile of an output device (`prtr`) for
four inks can be an output intent here. Where none is given, Ghostscript's `default_cmyk.icc` stands in, wherever
Ghostscript or Debian's libgs-common has put it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Final

from PIL import ImageCms

from .. import system
from ..diagnostics import Report, Span, shown
from ..records import dataclass

_HINT: Final = (
    "give one with --icc, or in the book: [output.kanyin.print] icc; or install Ghostscript's: {}; "
    "the printing house has the one for its press"
)


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile: its bytes, what it calls itself, and the name of its file."""

    data: bytes
    name: str
    file: str

    def opened(self) -> Any:
        """Return it as lcms wants it."""
        return ImageCms.ImageCmsProfile(io.BytesIO(self.data))


def press(path: Path | None, report: Report, span: Span | None = None) -> Profile | None:
    """Return the profile at `path`, or the system's own for four inks; None, with an error, for none that will do."""
    path, given = path or usual(), path is not None
    if path is None:
        needs = [need for need in system.NEEDS if need.kind == "profile"]
        here = system.system_here()
        remedy = (system.remedy(needs, here) if here else ()) or [f"it has {system.PROFILE}"]
        message = "the print edition has no ICC profile to print by"
        report.error("print.no-profile", message, None, _HINT.format(remedy[0]))
        return None
    try:
        data = path.read_bytes()
        return Profile(data, *_checked(data), path.name)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        where = span or (Span(path) if given else None)
        report.error("print.profile", f"{shown(path)} is no profile to print by: {reason}", where, _ASK)
        return None


_ASK: Final = "an output intent is an ICC profile of the class `prtr` for CMYK; ask the printing house for its own"


def _checked(data: bytes) -> tuple[str]:
    """Return what a profile calls itself; raise ValueError, with the reason, for one that is of no use here."""
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(data)).profile
    except (OSError, ImageCms.PyCMSError):
        raise ValueError("it is not an ICC profile") from None
    kind, space = str(profile.device_class).strip(), str(profile.xcolor_space).strip()
    if kind != "prtr":
        raise ValueError(f"its class is `{kind}`")
    if space != "CMYK":
        raise ValueError(f"its colours are {space}")
    if not profile.is_intent_supported(ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Direction.OUTPUT):
        raise ValueError("it cannot turn colours into ink")
    return (" ".join((profile.profile_description or "").split()) or "unnamed",)


def usual(patterns: Iterable[str] = system.PROFILES) -> Path | None:
    """Return the first of the system's profiles for four inks that is there."""
    return next((path for pattern in patterns for path in system.found(pattern)), None)


@cache
def srgb() -> bytes:
    """Return the sRGB profile: lcms's own, without the moment it was made at, and of the version PDF 1.7 knows."""
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    made[8:12] = b"\x04\x20\x00\x00"  # ICC.1:2004-10; nothing in it is younger
    made[24:36] = bytes.fromhex("07bc 0001 0001 0000 0000 0000")  # 1980-01-01
    made[84:100] = bytes(16)  # no digest of what it was
    return bytes(made)

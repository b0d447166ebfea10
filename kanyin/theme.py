"""A theme: the stylesheets it is made of, and the few facts of its geometry that are needed outside CSS.

In: a theme's name. Out: `Theme`. The geometry is read from the custom properties of `tokens.css` and of the theme's own
file, so that it is written once.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from pathlib import Path

import tinycss2

from .diagnostics import Report, Span
from .resources import resource

_POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0, "px": 0.75}


@dataclass(frozen=True, slots=True)
class Theme:
    """`sheets` in the order they apply; `trim` is the page in mm; `characters` x `lines` is its grid."""

    name: str
    sheets: tuple[Path, ...]
    trim: tuple[float, float]
    characters: int
    lines: int

    @property
    def capacity(self) -> int:
        """How many characters a full page of text holds."""
        return self.characters * self.lines


def names() -> list[str]:
    """Return the themes the program has."""
    return sorted(path.stem for path in (resource("styles") / "themes").glob("*.css"))


def find(name: str, report: Report, span: Span | None = None) -> Theme:
    """Return the theme; an unknown name is an error diagnostic and raises `BuildFailed`."""
    if name not in names():
        near = difflib.get_close_matches(name, names(), 1)
        hint = f"did you mean `{near[0]}`?" if near else f"there are: {', '.join(names())}"
        report.error("book.unknown-theme", f"there is no theme `{name}`", span, hint)
        report.stop_on_errors()
    styles = resource("styles")
    own = styles / "themes" / f"{name}.css"
    tokens = {**_tokens(styles / "tokens.css"), **_tokens(own)}
    trim = (_millimetres(tokens["--trim-width"]), _millimetres(tokens["--trim-height"]))
    return Theme(name, (styles / "book.css", own), trim, int(tokens["--characters"]), int(tokens["--lines"]))


def _tokens(sheet: Path) -> dict[str, str]:
    """Return the custom properties that the sheet sets on `:root`."""
    found: dict[str, str] = {}
    for rule in tinycss2.parse_stylesheet(sheet.read_text("utf-8"), skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule" and tinycss2.serialize(rule.prelude).strip() == ":root":
            for declaration in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
                if declaration.type == "declaration" and declaration.name.startswith("--"):
                    found[declaration.name] = tinycss2.serialize(declaration.value).strip()
    return found


def _millimetres(length: str) -> float:
    match = re.fullmatch(r"([\d.]+)(pt|mm|cm|in|px)", length)
    if match is None:
        raise ValueError(f"a theme's trim must be a plain length, not {length!r}")
    return float(match[1]) * _POINTS[match[2]] / _POINTS["mm"]

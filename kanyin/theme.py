"""A theme: the stylesheets and templates it is made of, and the few facts of it that are needed outside CSS.

In: a theme's name, and what a book's keys ask of it. Out: `Theme`. Its facts and its grid are read from the custom
properties of `tokens.css` and of the theme's own file, so that they are written once.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Literal

import tinycss2

from .diagnostics import Report, Span
from .grid import POINTS, Grid, fitted, scaled
from .records import dataclass
from .resources import resource
from .settings import Settings

_POINTS = {"pt": 1.0, "mm": POINTS, "cm": 10 * POINTS, "in": 72.0, "px": 0.75}
Form = Literal["booklet", "sheets", "document"]

FEWEST_CHARACTERS, FEWEST_LINES = 12, 10
"""A page with less room than this holds no book."""

_LENGTH = re.compile(r"([\d.]+)(pt|mm|cm|in|px)")


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme as a book will use it.

    `sheets` apply in their order; `templates` is the folder of those it has of its own. `form` is `booklet`, with cover
    and front matter, `sheets`, one run of pages under a masthead, or `document`, an official one; `sides` is how many
    sides of a leaf are printed; `cover` is `plain` where the theme has no coloured cover. `tokens` are its custom
    properties, as written.
    """

    name: str
    sheets: tuple[Path, ...]
    templates: Path | None
    form: Form
    sides: int
    cover: Literal["colour", "plain"]
    grid: Grid
    tokens: Mapping[str, str]

    @property
    def trim(self) -> tuple[float, float]:
        """The page in mm."""
        return self.grid.trim

    @property
    def characters(self) -> int:
        """How many characters a line holds."""
        return self.grid.characters

    @property
    def lines(self) -> int:
        """How many lines a page holds."""
        return self.grid.lines

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
    styles, templates = resource("styles"), resource("templates") / "themes" / name
    own = styles / "themes" / f"{name}.css"
    tokens = {**_tokens(styles / "tokens.css"), **_tokens(own)}
    return Theme(
        name,
        (styles / "book.css", own),
        templates if templates.is_dir() else None,
        tokens["--form"],  # type: ignore[arg-type]
        int(tokens["--sides"]),
        tokens["--cover"],  # type: ignore[arg-type]
        _grid(tokens),
        tokens,
    )


def adapted(theme: Theme, settings: Settings, report: Report) -> Theme:
    """Return the theme on the paper, in the size and with the column for notes that the book's keys ask for."""
    grid = theme.grid
    if settings.notes_column:
        grid = _beside_notes(theme, report)
    if settings.paper or settings.size:
        size = settings.size or grid.size
        pitch = scaled(grid.pitch, size / grid.size)
        grid = fitted(grid, settings.paper or grid.trim, size, pitch)
        _check_room(grid, report)
    return replace(theme, grid=grid)


def _check_room(grid: Grid, report: Report) -> None:
    if grid.characters < FEWEST_CHARACTERS or grid.lines < FEWEST_LINES:
        message = f"type of {grid.size:g} pt leaves {grid.characters} characters a line and {grid.lines} lines a page"
        report.error("book.no-room", message, None, "choose larger paper or smaller type")


def _beside_notes(theme: Theme, report: Report) -> Grid:
    """Return the grid of the narrower text beside a column for notes; only some themes have one."""
    if "--notes-characters" not in theme.tokens:
        message = f"the theme `{theme.name}` has no column for notes: `notes_column` changes nothing"
        report.note("book.no-notes-column", message, None, "the theme `handout` has one")
        return theme.grid
    inner = _points(theme.tokens["--notes-inner"]) / POINTS
    return replace(theme.grid, characters=int(theme.tokens["--notes-characters"]), inner=inner)


def _grid(tokens: Mapping[str, str]) -> Grid:
    return Grid(
        trim=(_millimetres(tokens["--trim-width"]), _millimetres(tokens["--trim-height"])),
        head=_millimetres(tokens["--margin-head"]),
        inner=_millimetres(tokens["--margin-inner"]),
        size=_points(tokens["--size"]),
        pitch=_points(tokens["--pitch"]),
        characters=int(tokens["--characters"]),
        lines=int(tokens["--lines"]),
        scale=float(tokens["--scale"]),
    )


def _tokens(sheet: Path) -> dict[str, str]:
    """Return the custom properties that the sheet sets on `:root`."""
    found: dict[str, str] = {}
    for rule in tinycss2.parse_stylesheet(sheet.read_text("utf-8"), skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule" and tinycss2.serialize(rule.prelude).strip() == ":root":
            for declaration in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
                if declaration.type == "declaration" and declaration.name.startswith("--"):
                    found[declaration.name] = tinycss2.serialize(declaration.value).strip()
    return found


def points(length: str) -> float | None:
    """Return a plain CSS length in pt; None for anything else."""
    match = _LENGTH.fullmatch(length)
    return float(match[1]) * _POINTS[match[2]] if match else None


def _points(length: str) -> float:
    found = points(length)
    if found is None:
        raise ValueError(f"a measure of the grid must be a plain length, not {length!r}")
    return found


def _millimetres(length: str) -> float:
    return _points(length) / POINTS

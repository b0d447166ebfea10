"""A book's choices as a stylesheet: the tokens that its keys change in the theme.

In: the theme as adapted to the book, the book's settings, the words of its language. Out: CSS that stands after the
theme's own sheets and before the book's. Nothing is decided here but how a choice is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .grid import scaled
from .settings import Settings
from .theme import Theme, points
from .words import Words

# LOOK §3: accents of one lightness, so that any of them carries white type and prints as the same dark grey.
ACCENTS: Mapping[str, str] = {
    "朱": "rgb(156 40 34)", "青": "rgb(30 77 107)", "松": "rgb(44 90 74)", "墨灰": "rgb(58 58 58)",
}  # fmt: skip


def stylesheet(theme: Theme, settings: Settings, words: Words, rare: Mapping[str, str] | None = None) -> str:
    """Return the stylesheet; one without a rule where nothing was chosen. `rare` are the tokens of rare faces."""
    tokens = {**(rare or {}), **dict(_grid(theme, settings)), **dict(_text(theme, settings, words))}
    tokens |= dict(_faces(settings))
    if settings.accent:
        tokens["--accent"] = ACCENTS.get(settings.accent, settings.accent)
    return ":root {" + "".join(f" {name}: {value};" for name, value in tokens.items()) + " }"


def _grid(theme: Theme, settings: Settings) -> Iterator[tuple[str, str]]:
    """Yield the grid where it is no longer the one the theme is written with."""
    if not (settings.paper or settings.size or settings.notes_column):
        return
    grid = theme.grid
    yield "--trim-width", f"{grid.trim[0]:g}mm"
    yield "--trim-height", f"{grid.trim[1]:g}mm"
    yield "--margin-head", f"{grid.head:g}mm"
    yield "--margin-inner", f"{grid.inner:g}mm"
    yield "--characters", str(grid.characters)
    yield "--lines", str(grid.lines)
    yield "--scale", f"{grid.scale:g}"
    if settings.size:
        yield from _sizes(theme)
        yield "--pitch", f"{grid.pitch:g}pt"
        yield "--size", f"{grid.size:g}pt"


def _sizes(theme: Theme) -> Iterator[tuple[str, str]]:
    """Yield every size of type that the theme gives as a plain length, enlarged as the body's is."""
    body = points(theme.tokens["--size"])
    assert body
    for name, value in theme.tokens.items():
        length = points(value)
        if name.startswith("--size-") and length:
            yield name, f"{scaled(length, theme.grid.size / body):g}pt"


def _text(theme: Theme, settings: Settings, words: Words) -> Iterator[tuple[str, str]]:
    if settings.columns > 1:
        yield "--columns", str(settings.columns)
        # A column is whole characters wide: two em between them, or three where the line holds an odd number.
        yield "--column-gap", "3em" if theme.characters % 2 else "2em"
    if settings.notes_column and "--notes-characters" in theme.tokens:
        yield "--notes-head", quoted(words.notes)


def _faces(settings: Settings) -> Iterator[tuple[str, str]]:
    for role, face in settings.fonts.items():
        behind = [f"var(--{role}-stack)", *(["var(--song)"] if role in ("fang", "biao") else [])]
        yield f"--{role}", ", ".join([*map(quoted, face.families), *behind])


def quoted(text: str) -> str:
    """Return the text as a CSS string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

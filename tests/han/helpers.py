"""What the tests of kanyin/han share: a font of exact advances, settings as the fixtures write them, a line's numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from kanyin.han import Composer, Kind, Line, Paragraph, Region, Settings, classify, faces, pieces, prepare

FIXTURES = Path(__file__).parents[1] / "fixtures" / "han"
DEFAULT = Settings()
_TUPLES = ("autospace", "hanging", "justify")


def near(expected: Any, **tolerances: Any) -> Any:
    """`pytest.approx` without its type, which no number may be compared with."""
    return pytest.approx(expected, **tolerances)


def glyph_advance(character: str, face: str) -> float:
    """The advance, in em, in the font of these tests: Han 1, letters and digits .5, everything else Latin .25."""
    if character == "\n" or classify(character) in (Kind.MARK, Kind.JOINER, Kind.BREAK):
        return 0.0
    if character == "·":
        return 0.33  # as in Noto Serif CJK SC: not the width it is set in
    if face == "han":
        return 1.0
    return 0.5 if character.isalnum() else 0.25


def advances(text: str, settings: Settings = DEFAULT, size: float = 1.0, whole_words: bool = True) -> list[float]:
    """The advances as the engine gives them: a Latin piece's stands at its first character."""
    single = [glyph_advance(c, face) * size for c, face in zip(text, faces(text, settings.region), strict=True)]
    if not whole_words:
        return single
    found = [0.0] * len(text)
    for start, end in pieces(classify(text, settings.region), settings):
        found[start] = sum(single[start:end])
    return found


def make(text: str, size: float = 1.0, whole_words: bool = True, **changes: Any) -> Paragraph:
    """A paragraph in the font of these tests."""
    settings = replace(Settings(), **changes)
    return prepare(text, advances(text, settings, size, whole_words), size, settings)


def lines(text: str, em: float, indent: float = 0.0, **changes: Any) -> list[Line]:
    """The lines of a text at a measure of so many em."""
    return list(Composer(make(text, **changes)).lines(em, indent))


def facts(line: Line) -> tuple[object, ...]:
    """All that a line says."""
    return (
        line.start, line.stop, line.end, line.x, line.width, line.natural, line.moves, line.tracking, line.hang,
        line.hyphen, line.last, line.legal, line.fits,
    )  # fmt: skip


def shown(text: str, found: list[Line]) -> list[str]:
    """What is seen of each line."""
    return [text[line.start : line.stop] for line in found]


def fixture(name: str) -> Iterator[tuple[int, str]]:
    """The lines of a fixture file that are no remarks, with their numbers."""
    for number, line in enumerate((FIXTURES / name).read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line


def settings_from(line: str, before: Settings) -> Settings | None:
    """The settings after a line like `[trim: normal]`; `[]` gives the default ones. None if it is no such line."""
    if not (line.startswith("[") and line.endswith("]")):
        return None
    if line == "[]":
        return Settings()
    name, value = (part.strip() for part in line[1:-1].split(":"))
    assert name in {field.name for field in fields(Settings)}, f"no setting called {name}"
    return replace(before, **{name: setting(name, value)})


def setting(name: str, value: str) -> Any:
    """A setting's value as the fixtures write it."""
    if name in _TUPLES:
        return tuple(value.split())
    if name == "region":
        return Region.of(value)
    if name == "wrap":
        return value == "yes"
    return float(value) if name == "autospace_size" else value


def examples(name: str) -> Iterator[tuple[int, str, Settings]]:
    """The examples of a fixture file, each with the settings in force."""
    settings = Settings()
    for number, line in fixture(name):
        changed = settings_from(line, settings)
        if changed is None:
            yield number, line, settings
        else:
            settings = changed

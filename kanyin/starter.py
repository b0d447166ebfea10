"""A new book: one of the program's sample books → a folder of one's own.

In: a folder that is not there yet, a theme, perhaps a title and authors. Out: the folder, which builds as it is. The
samples are `starters/<theme>/`; a theme without one gets the sample of the default theme. In its book.toml a few lines
are made to fit, by the key they begin with; nothing else of a sample is touched.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from kanyin import theme as themes
from kanyin.diagnostics import Report
from kanyin.folders import check_target, write_folder
from kanyin.records import dataclass
from kanyin.resources import resource

DEFAULT = "book"
# What the sample says of itself, and a book with another title would not.
_OF_THE_SAMPLE = ("subtitle", "series", "description", "blurb")


@dataclass(frozen=True, slots=True)
class Started:
    """What was made: the folder, its files in the order of their names, the theme; `title` is None for the sample's."""

    folder: Path
    files: tuple[Path, ...]
    theme: str
    title: str | None


def start(
    folder: Path, report: Report, *, theme: str = DEFAULT, title: str | None = None, authors: Sequence[str] = ()
) -> Started:
    """Make a book in `folder`, which must be missing or empty; raises `BuildFailed`, and then has written nothing.

    Without a `title` a folder with a Chinese name gives its own; any other leaves the sample's.
    """
    check_target(folder, report)
    themes.find(theme, report)
    title = title or _title_of(folder)
    files = [
        (name, "\n".join(_fitted(text, theme, title, authors)) if name == "book.toml" else text)
        for name, text in _sample(theme)
    ]
    return Started(folder, write_folder(folder, files, report), theme, title)


def _sample(theme: str) -> Iterator[tuple[str, str]]:
    """Yield the names and texts of the sample for the theme."""
    folder = resource("starters") / theme
    if not folder.is_dir():
        folder = resource("starters") / DEFAULT
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_text("utf-8")


def _fitted(text: str, theme: str, title: str | None, authors: Sequence[str]) -> Iterator[str]:
    """Yield the lines of book.toml for this book."""
    for line in text.split("\n"):
        key = line.removeprefix("# ").partition(" = ")[0]
        if key == "theme":
            yield f"theme = {_quoted(theme)}"
        elif key == "authors" and authors:
            yield f"authors = [{', '.join(map(_quoted, authors))}]"
        elif key == "title" and title:
            yield f"title = {_quoted(title)}"
        elif key in _OF_THE_SAMPLE and title:
            yield f"# {line}"
        else:
            yield line


def _quoted(text: str) -> str:
    """Return a TOML string of one line; what JSON escapes, TOML reads."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def _title_of(folder: Path) -> str | None:
    name = folder.resolve().name
    return name if any(unicodedata.name(character, "").startswith("CJK UNIFIED") for character in name) else None

"""The manual is true of the program: it lists every diagnostic code and every key, and nothing that is gone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kanyin.cli import COMMANDS
from kanyin.config import BOOK_KEYS
from kanyin.official import schema
from kanyin.settings import KEYS

from .conftest import BuildBook
from .varied import beyond_the_type_area, grid_of, off_grid

ROOT = Path(__file__).resolve().parent.parent
MANUAL = ROOT / "content" / "manual"
_CODE = re.compile(
    r"(?:book|official|summary|markdown|import|label|link|image|template|font|access|style|engine|layout|output)\.[a-z][a-z-]*"
)


def spoken_codes() -> set[str]:
    """Return every diagnostic code that a string of the program spells."""
    return {code for file in (ROOT / "kanyin").rglob("*.py") for code in _codes(file)}


def _codes(file: Path) -> Iterator[str]:
    tree = ast.parse(file.read_text("utf-8"))
    docstrings = {node.body[0].value for node in ast.walk(tree) if hasattr(node, "body") and _is_docstring(node.body)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docstrings:
            if _CODE.fullmatch(node.value) and not node.value.endswith((".md", ".html", ".css")):
                yield node.value
        elif "markdown" in file.parts and isinstance(node, ast.Call):
            yield from _markdown_codes(node)


def _markdown_codes(call: ast.Call) -> Iterator[str]:
    """Yield the code of a `warn("note-unused", …)` of the Markdown stage, which adds the stage's name itself."""
    first = call.args[0] if call.args else None
    if (
        getattr(call.func, "attr", "") in ("warn", "tell")
        and isinstance(first, ast.Constant)
        and isinstance(first.value, str)
    ):
        yield f"markdown.{first.value}"


def _is_docstring(body: object) -> bool:
    return isinstance(body, list) and bool(body) and isinstance(body[0], ast.Expr)


def test_the_manual_lists_every_code_and_no_other() -> None:
    listed = set(re.findall(r"^\| `([a-z]+\.[a-z-]+)` \|", (MANUAL / "src" / "11-codes.md").read_text("utf-8"), re.M))
    assert spoken_codes() - listed == set()
    assert listed - spoken_codes() - {c for c in listed if c.startswith("markdown.")} == set()


def test_the_manual_lists_every_key() -> None:
    text = (MANUAL / "src" / "10-keys.md").read_text("utf-8")
    missing = [key for key in (*BOOK_KEYS, *KEYS, *schema.KEYS) if f"`{key}`" not in text and key not in ("lang", "author")]
    assert missing == []


def test_the_manual_builds_without_a_warning_and_its_contents_tell_the_truth(build_book: BuildBook) -> None:
    reading = build_book(MANUAL)
    body = reading.labels.index("1")
    text = " ".join(text for text in reading.texts[:body] if ". . . ." in text)
    lines = re.findall(r"([^\s.]+)[. ]{6,}(\d+)", text)
    assert len(lines) > 40
    for title, folio in lines:
        page = reading.labels.index(folio)
        assert title in reading.texts[page].replace(" ", ""), (title, folio)


def test_the_manual_lists_every_option_of_every_command() -> None:
    text = (MANUAL / "src" / "10-keys.md").read_text("utf-8")
    options = {
        name for command in COMMANDS for parameter in command.params for name in parameter.opts if name[0] == "-"
    }
    assert sorted(name for name in options if f"`{name}`" not in text) == []
    assert [
        command.name for command in COMMANDS if f"`{command.name}`" not in text and f"kanyin {command.name}" not in text
    ] == []


@pytest.mark.parametrize("name", ["handout", "large", "official"])
def test_the_manual_fits_every_theme(name: str, build_book: BuildBook) -> None:
    reading = build_book(MANUAL, theme=name, strict=True)
    assert beyond_the_type_area(reading, name) == []
    # A part's opener has a grid of its own.
    text = [found for found in off_grid(reading, grid_of(name), main_face=True) if len(reading.on(found[0])) > 20]
    assert text == []

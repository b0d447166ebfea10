"""Accent, paper, size and faces as a book's keys give them, in book.toml and in a front matter."""

from __future__ import annotations

from pathlib import Path

import pytest

from kanyin.appearance import PAPERS
from kanyin.book import load
from kanyin.diagnostics import BuildFailed, Diagnostic, Report

from .small_books import read_book


def failure(folder: Path, setting: str) -> Diagnostic:
    """Return the one finding in a book with this setting."""
    with pytest.raises(BuildFailed) as failed:
        read_book(folder, {"book.toml": f"[output.kanyin]\n{setting}\n", "a.md": "# 水\n\n文。\n"})
    [found] = failed.value.diagnostics
    return found


def test_an_accent_that_is_too_light_is_refused_with_a_darker_one(tmp_path: Path) -> None:
    found = failure(tmp_path, 'accent = "#1e90ff"')
    assert found.message == "the accent #1e90ff is too light for white type: L* 59, 36 at most"
    assert found.hint == "dark enough, and of the same hue: #125596"


@pytest.mark.parametrize(
    ("setting", "hint"),
    [
        ('paper = "a44"', "did you mean “a4”?"),
        (
            'paper = "folio"',
            "write one of a4, a5, b5, 16k, 32k, letter, 16开, 32开, or width and height in millimetres: [170, 240]",
        ),
        ("paper = [500, 700]", "write them so: paper = [170, 240]"),
        ('accent = "vermillion"', "did you mean “vermilion”?"),
    ],
)
def test_a_mistake_has_its_remedy(tmp_path: Path, setting: str, hint: str) -> None:
    assert failure(tmp_path, setting).hint == hint


@pytest.mark.parametrize("name", PAPERS)
def test_papers_are_upright_and_of_use(name: str) -> None:
    width, height = PAPERS[name]
    assert 90 <= width < height <= 450


def test_a_front_matter_may_say_it_all(tmp_path: Path) -> None:
    front = "---\nkanyin:\n  paper: [170, 240.5]\n  size: 11.5\n  fonts:\n    hei: 甲黑, 乙黑\n  meta:\n    姓名: ____\n---\n# 题\n\n文。\n"
    (tmp_path / "a.md").write_text(front, encoding="utf-8")
    settings = load(tmp_path / "a.md", Report()).settings
    assert (settings.paper, settings.size) == ((170, 240.5), 11.5)
    assert settings.fonts["hei"].families == ("甲黑", "乙黑")
    assert settings.fonts["hei"].span.line == 6
    assert settings.meta == {"姓名": "____"}

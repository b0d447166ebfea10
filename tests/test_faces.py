"""Rare faces: 仿宋 and 小标宋 from the system, from a TeX tree, of the book's choice, or 宋 in their place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kanyin import faces, theme
from kanyin.appearance import Face
from kanyin.diagnostics import Report, Span
from kanyin.settings import Settings

NONE = Settings()


def chosen(
    has: Callable[[str], bool], settings: Settings = NONE, language: str = "zh-Hans"
) -> tuple[faces.Chosen, list[str]]:
    """Return what the rare faces of the theme `official` come to, and the codes reported."""
    report = Report()
    made = faces.rare(theme.find("official", report), settings, language, has, report)
    return made, [found.code for found in report]


@pytest.fixture(autouse=True)
def no_tex(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave what TeX this system has out of it."""
    monkeypatch.setattr(faces, "tex_font", lambda _: None)


def test_without_either_song_stands_in_bold_for_titles_and_a_note_says_so() -> None:
    made, codes = chosen(lambda _: False)
    assert made.tokens == {"--fang": "var(--song)", "--biao-weight": "bold", "--biao": "var(--song)"}
    assert codes == ["font.stand-in"]


def test_faces_of_the_system_are_taken_in_their_own_weight() -> None:
    made, codes = chosen(lambda family: family in ("STFangsong", "STZhongsong"))
    assert (made.tokens, codes) == ({"--biao-weight": "normal"}, [])


def test_fangsong_of_a_tex_tree_is_loaded_from_its_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "字 体" / "FandolFang-Regular.otf"
    monkeypatch.setattr(faces, "tex_font", lambda _: file)
    made, codes = chosen(lambda _: False)
    assert faces.files(theme.find("official", Report()), "zh-Hans") == (file,)
    assert file.as_uri() in made.rules
    assert made.tokens["--fang"].endswith(", var(--song)")
    assert codes == []


def test_a_face_the_book_chose_is_not_replaced() -> None:
    face = Face(("方正仿宋_GBK",), Span(Path("book.toml")))
    made, codes = chosen(lambda _: False, replace(Settings(), fonts={"fang": face, "biao": face}))
    assert (made.tokens, codes) == ({"--biao-weight": "normal"}, [])


@pytest.mark.parametrize("language", ["zh-Hant", "ja", "ko", "en"])
def test_other_languages_have_no_such_faces(language: str) -> None:
    assert chosen(lambda _: False, language=language) == (faces.Chosen({}, ""), [])


def test_a_theme_that_asks_for_none_gets_none() -> None:
    report = Report()
    made = faces.rare(theme.find("book", report), Settings(), "zh-Hans", lambda _: False, report)
    assert (made.tokens, list(report)) == ({}, [])

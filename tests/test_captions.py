"""What stands over the further parts of a table, in each language."""

from __future__ import annotations

from pathlib import Path

import pytest

from kanyin.trees import plain_text

from .small_books import PIXEL, read_book

HEAD = "| 甲 |\n|---|\n| 乙 |\n"


def continued(folder: Path, text: str, language: str = "zh-Hans") -> list[str]:
    """Return what the second captions of a chapter's tables say."""
    read = read_book(folder, {"book.toml": f'[book]\nlanguage = "{language}"\n', "a.md": text, "b.md": "# 又\n"})
    return [caption.get("data-label", "") for caption in read.all("caption") if caption.get("class") == "continued"]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh-Hans", "续表 1-1"),
        ("zh-Hant", "續表 1-1"),
        ("ja", "表 1-1（続き）"),
        ("ko", "표 1-1 (계속)"),
        ("de", "Table 1-1 (continued)"),
    ],
)
def test_it_has_the_number_of_the_table(tmp_path: Path, language: str, expected: str) -> None:
    assert continued(tmp_path, f"# 章\n\n{HEAD}: 题\n", language) == [expected]


@pytest.mark.parametrize(
    ("language", "expected"), [("zh-Hans", "续表"), ("ja", "表（続き）"), ("de", "Table (continued)")]
)
def test_a_table_without_a_number_is_named_without_one(tmp_path: Path, language: str, expected: str) -> None:
    assert continued(tmp_path, f"# 章\n\n{HEAD}", language) == [expected]


def test_what_is_unnumbered_keeps_its_caption_and_the_next_has_the_first_number(tmp_path: Path) -> None:
    text = f"# 章\n\n{HEAD}: 表1 旧题 {{-}}\n\n{HEAD}: 新题\n\n![图1 旧](a.png){{.unnumbered}}\n\n![新](a.png)\n"
    (tmp_path / "a.png").write_bytes(PIXEL)
    read = read_book(tmp_path, {"book.toml": '[book]\nlanguage = "zh-Hans"\n', "a.md": text, "b.md": "# 又\n"})
    captions = [plain_text(c) for tag in ("caption", "figcaption") for c in read.all(tag) if plain_text(c)]
    assert captions == ["表1 旧题", "表 1-1新题", "图1 旧", "图 1-1新"]


def test_a_table_without_head_and_caption_has_none(tmp_path: Path) -> None:
    assert continued(tmp_path, "# 章\n\n<table><tr><td>甲</td></tr></table>\n") == []


def test_it_has_the_source_of_its_table_and_no_text_of_its_own(tmp_path: Path) -> None:
    read = read_book(tmp_path, {"a.md": f"# 章\n\n{HEAD}: 题\n"})
    first, second = read.all("caption")
    assert second.get("data-src") == first.get("data-src") == "a.md:6-6"
    assert "".join(second.itertext()) == ""

"""A volume as it was bound is not opened where preflight would have nothing to say; where it would, it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from kanyin import build, preflight
from kanyin.diagnostics import Report
from kanyin.preflight import building
from kanyin.preflight.bound import QUICK
from kanyin.preflight.rules import RULES


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return a book of text alone, with a link and a note."""
    folder = tmp_path / "book"
    folder.mkdir()
    (folder / "a.md").write_text("# 样书\n\n## 第一章 {#a}\n\n刊印[^1]，见[第一章](#a)。\n\n[^1]: 注。\n", "utf-8")
    return folder


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Return what preflight opened."""
    seen: list[bytes] = []
    check = preflight.check

    def noted(data: bytes, *args: object, **named: object) -> object:
        seen.append(data)
        return check(data, *args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(building, "check", noted)
    return seen


def test_the_quick_word_answers_for_every_quick_rule() -> None:
    quick = {rule.find.__module__.rpartition(".")[2] for rule in RULES if "screen" in rule.kinds and not rule.thorough}
    assert quick == set(QUICK)


def test_a_volume_of_text_is_not_opened(book: Path, tmp_path: Path, opened: list[bytes]) -> None:
    build(book, tmp_path / "out")
    assert opened == []


def test_a_volume_with_an_image_is_opened(book: Path, tmp_path: Path, opened: list[bytes]) -> None:
    Image.new("L", (60, 60), 128).save(book / "tree.png")
    with (book / "a.md").open("a", encoding="utf-8") as text:
        text.write("\n![一棵树](tree.png)\n")
    build(book, tmp_path / "out")
    assert len(opened) == 1


def test_a_link_that_leads_nowhere_is_still_told_with_its_place(
    book: Path, tmp_path: Path, opened: list[bytes]
) -> None:
    (book / "templates").mkdir()
    template = '{% extends "kanyin/chapter.html" %}{% block body %}{{ super() }}<a href="#gone">去</a>{% endblock %}'
    (book / "templates" / "chapter.html").write_text(template, "utf-8")
    report = Report()
    build(book, tmp_path / "out", report=report)
    assert len(opened) == 1
    assert {"link.no-target", "preflight.dead-link"} <= {found.code for found in report}


def test_a_page_without_a_size_is_still_told(book: Path, tmp_path: Path, opened: list[bytes]) -> None:
    (book / "styles").mkdir()
    (book / "styles" / "own.css").write_text("@page { size: .6px 148mm; margin: 0 }", "utf-8")
    build(book, tmp_path / "out")
    assert len(opened) == 1


def test_other_editions_are_opened(book: Path, tmp_path: Path, opened: list[bytes]) -> None:
    build(book, tmp_path / "out", editions=["archive"])
    assert len(opened) == 1

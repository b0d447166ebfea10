"""The booklet edition: every page once on sheets that fold to the book, its back cover outside."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from kanyin import BuildFailed, build
from kanyin.diagnostics import Report

from ..conftest import MakeBook
from .sample import Editions, characters


def test_its_text_is_the_screens(editions: Editions) -> None:
    assert characters(editions.booklet) == characters(editions.screen)


def test_a5_is_folded_from_a4_and_a_sheet_has_four_pages(editions: Editions) -> None:
    with pikepdf.open(editions.booklet) as pdf:
        assert len(pdf.pages) == 2 * -(-editions.built.pages // 4)
        for page in pdf.pages:
            assert [float(v) for v in page.MediaBox] == pytest.approx([0, 0, 297 / 25.4 * 72, 210 / 25.4 * 72], abs=0.1)


def test_sheets_paper_and_printer_are_told(editions: Editions) -> None:
    pages, paper, printer = editions.built.remarks[2]
    assert pages.startswith("13 pages of A5 (148 × 210 mm) and 3 blanks")
    # 8 leaves of 70 g/m² × 1.3 cm³/g = 0.091 mm: 0.7 mm.
    assert paper == "8 leaves on 4 sheets of A4 (297 × 210 mm), spine 0.7 mm on 70gsm paper"
    assert "flipped on the short edge" in printer


def test_links_that_paper_cannot_have_are_no_news(editions: Editions) -> None:
    assert not [found for found in editions.report if found.code == "impose.links"]


@pytest.mark.parametrize(("back", "last"), [(True, "封底"), (False, "")])
def test_blanks_stand_before_a_back_cover_and_else_last(
    make_book: MakeBook, tmp_path: Path, back: bool, last: str
) -> None:
    toml = f'[book]\ntitle = "题"\n[output.kanyin]\nback_cover = {str(back).lower()}\nblurb = "封底的话"\n'
    folder = make_book({"book.toml": toml, "a.md": "# 题\n\n正文。\n\n# 乙\n\n正文。\n"})
    built = build(folder, tmp_path / "out", editions=["booklet"])
    import pypdfium2

    first = pypdfium2.PdfDocument(built.files[0])[0].get_textpage().get_text_range()
    assert ("封底的话" in first) is bool(last)


def test_a_booklet_too_thick_to_staple_fails_a_strict_build(make_book: MakeBook, tmp_path: Path) -> None:
    folder = make_book({"a.md": "# 题\n\n" + "文。" * 40_000})
    report = Report()
    build(folder, tmp_path / "out", editions=["booklet"], report=report)
    assert [found.code for found in report] == ["impose.too-thick"]
    with pytest.raises(BuildFailed):
        build(folder, tmp_path / "strict", editions=["booklet"], strict=True)
    assert not (tmp_path / "strict").exists()

"""The screen edition: pages as large as their trim, images no finer than a screen shows, the same bytes every time."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from kanyin import build

from ..conftest import MakeBook
from .sample import Editions, make_editions
from .test_print import MM, images, size


def test_a_page_is_its_trim_though_its_cover_bleeds(editions: Editions) -> None:
    with pikepdf.open(editions.screen) as pdf:
        for page in pdf.pages:
            assert [float(v) for v in page.MediaBox] == pytest.approx([0, 0, 148 * MM, 210 * MM], abs=0.01)
            assert page.TrimBox == page.MediaBox


def test_images_are_no_finer_than_220_dots_an_inch(editions: Editions) -> None:
    # 283.5 pt at 220 dots an inch: 283.5 / 72 * 220 = 866; the two of 900 are left, hardly finer than that.
    assert sorted(size(image)[0] for image in images(editions.screen)) == [300, 300, 866, 900]


def test_a_fine_drawing_of_black_and_white_keeps_its_dots(make_book: MakeBook, tmp_path: Path) -> None:
    folder = make_book({"a.md": "# 题\n\n![图](line.png)\n"})
    drawing = Image.new("L", (3000, 1500), 255)
    drawing.paste(0, (100, 100, 2000, 110))
    drawing.save(folder / "line.png")
    built = build(folder, tmp_path / "out")
    # 3000 dots on 283.5 pt are 762 an inch: under the 1200 that line art keeps.
    assert [size(image) for image in images(built.files[0])] == [(3000, 1500)]


def test_all_editions_are_the_same_bytes_every_time(editions: Editions, tmp_path: Path) -> None:
    again = make_editions(tmp_path)
    for first, second in zip(editions.built.files, again.built.files, strict=True):
        assert first.read_bytes() == second.read_bytes(), first.name


def test_one_edition_is_what_it_is_beside_others(editions: Editions, tmp_path: Path) -> None:
    folder = editions.screen.parent.parent / "book"
    for edition, path in (("print", editions.print), ("archive", editions.archive)):
        alone = build(folder, tmp_path, editions=[edition]).files[0]
        assert alone.name == path.name
        assert alone.read_bytes() == path.read_bytes()


def test_sections_are_set_once_for_all_editions(make_book: MakeBook, tmp_path: Path) -> None:
    folder = make_book({"a.md": "# 题\n\n文。\n"})
    one = build(folder, tmp_path / "one", cache=False).course
    all_of_them = build(folder, tmp_path / "all", editions=["screen", "booklet", "archive"], cache=False).course
    assert [(s.name, s.lines) for s in one.sections] == [(s.name, s.lines) for s in all_of_them.sections]
    assert [name for name, _ in all_of_them.stages].count("typeset") == 1


def test_what_the_pages_take_of_paper_is_told(editions: Editions) -> None:
    # 13 pages: 4 sheets of 4, 8 leaves of 0.091 mm.
    assert editions.built.paper == "8 leaves, 4 sheets of 70gsm paper folded once, spine 0.7 mm"


def test_a_handout_takes_a_leaf_a_page(make_book: MakeBook, tmp_path: Path) -> None:
    built = build(make_book({"a.md": "# 题\n\n文。\n"}), tmp_path / "out", theme="handout")
    assert built.paper == "1 leaf of 80gsm paper, together 0.1 mm"

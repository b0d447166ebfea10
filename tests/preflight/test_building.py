"""Each build looks over what it writes, quickly, and names the line of the manuscript."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from kanyin import BuildFailed, build
from kanyin.boxes import Box
from kanyin.diagnostics import Report, Span
from kanyin.preflight import check

ROOT = Path(__file__).resolve().parents[2]
TEXT = "# 样书\n\n## 第一章\n\n刊印。\n\n![一棵树](tree.png)\n"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return a book with an image of 60 pixels, which is shown some 10 cm wide."""
    (tmp_path / "book").mkdir()
    Image.new("L", (60, 60), 128).save(tmp_path / "book" / "tree.png")
    (tmp_path / "book" / "a.md").write_text(TEXT.replace("(tree.png)", "(tree.png){width=100%}"), "utf-8")
    return tmp_path / "book"


def test_an_image_with_too_few_pixels_is_told_with_its_line(book: Path, tmp_path: Path) -> None:
    for _ in range(2):  # set, and from the store
        report = Report()
        built = build(book, tmp_path / "out", report=report)
        (found,) = [item for item in report if item.code == "preflight.low-resolution"]
        assert built.files[0].exists()
        assert found.severity == "warning"
        assert found.span
        assert (found.span.file.name, found.span.line) == ("a.md", 7)
        assert found.spot
        assert found.spot.page > 1


def test_a_strict_build_with_a_finding_writes_nothing(book: Path, tmp_path: Path) -> None:
    with pytest.raises(BuildFailed):
        build(book, tmp_path / "out", strict=True)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["manual", "handout", "official-sample"])
def test_our_own_books_are_clean(name: str, tmp_path: Path) -> None:
    built = build(ROOT / "content" / name, tmp_path)
    assert [found for found in check(built.files[0].read_bytes(), Report()) if found.severity != "note"] == []


def test_a_line_is_told_of_a_page_only_that_was_set_from_it(book: Path, tmp_path: Path) -> None:
    class Other:
        pages = 99

        def line(self, page: int, box: Box) -> Span | None:
            raise AssertionError((page, box))

    data = build(book, tmp_path / "out").files[0].read_bytes()
    (found,) = check(data, Report(), thorough=False, sources=Other())
    assert found.span is None

"""Links: an annotation for each place that is to be clicked, and long addresses once in the PDF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from kanyin.engine.links import outermost

from ..reading import Reading

BuildBook = Callable[..., Reading]


def links(reading: Reading) -> list[pikepdf.Dictionary]:
    """Return the annotations of links to the web, of all pages."""
    with pikepdf.open(reading.path) as pdf:
        found = [note for page in pdf.pages for note in page.get("/Annots", ()) if "/A" in note]
        return [pikepdf.Dictionary(
            uri=str(note.A.URI), contents=str(note.Contents), shared=note.A.is_indirect, size=len(note.unparse()),
        ) for note in found]  # fmt: skip


def test_a_link_over_many_lines_has_its_address_once(build_book: BuildBook) -> None:
    address = "https://example.org/" + "0123456789" * 200
    found = links(build_book({"a.md": f"# 纸\n\n见 {address} 。\n"}))
    assert len(found) > 20  # some 2,020 characters, at the most 60 or so a line
    assert {str(link["/uri"]) for link in found} == {str(link["/contents"]) for link in found} == {address}
    assert all(link["/shared"] for link in found)
    assert all(int(link["/size"]) < 400 for link in found)


def test_a_short_address_stands_in_its_link(build_book: BuildBook) -> None:
    (link,) = links(build_book({"a.md": "# 纸\n\n见[此](https://example.org/a)。\n"}))
    assert str(link["/uri"]) == str(link["/contents"]) == "https://example.org/a"
    assert not link["/shared"]


def test_a_line_of_the_contents_is_one_link(build_book: BuildBook) -> None:
    reading = build_book({f"{n}.md": f"# 第{n}章\n\n## 一节{{#x{n}}}\n\n## 二节{{#y{n}}}\n" for n in "123"})
    with pikepdf.open(reading.path) as pdf:
        notes = [note for page in pdf.pages for note in page.get("/Annots", ()) if "/Dest" in note]
        targets = [str(note.Dest) for note in notes]
    # Nine lines, each with a label, a title, dots and a folio in it, all within the line's own area.
    assert len(targets) == len(set(targets)) == 9


def test_words_in_a_link_have_none_of_their_own_and_a_picture_that_is_higher_has(
    make_book: Callable[..., Path], build_book: BuildBook
) -> None:
    text = "# 纸\n\n见[一**粗**一`code`一](https://example.org/a)，[一![图](a.png)](https://example.org/b)。\n"
    book = make_book({"a.md": text})
    Image.new("RGB", (40, 300)).save(book / "a.png")
    found = [str(link["/uri"]) for link in links(build_book(book, expected=("preflight.low-resolution",)))]
    assert found.count("https://example.org/a") == 1
    assert found.count("https://example.org/b") == 2


AROUND = ("internal", "x", (10.0, 10.0, 110.0, 30.0), None)


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        (("internal", "x", (10.0, 10.0, 110.0, 30.0), None), False),
        (("internal", "x", (20.0, 6.0, 50.0, 34.0), None), False),  # a fifth of its height over and under it
        (("internal", "x", (20.0, 2.0, 50.0, 30.0), None), True),  # two fifths over it
        (("internal", "x", (9.0, 12.0, 50.0, 20.0), None), True),
        (("internal", "x", (60.0, 12.0, 111.0, 20.0), None), True),
        (("internal", "y", (20.0, 12.0, 50.0, 20.0), None), True),
        (("external", "x", (20.0, 12.0, 50.0, 20.0), None), True),
        (("internal", "x", (10.0, 30.0, 110.0, 50.0), None), True),  # the next line
    ],
)
def test_what_lies_within_a_link_to_the_same_target_is_none(link: tuple[object, ...], kept: bool) -> None:
    assert outermost([AROUND, link]) == [AROUND, *([link] if kept else [])]

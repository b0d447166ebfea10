"""Links to long addresses, whose address stands once in the PDF."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf

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

"""Shared by the tests of the stages before layout: small books read into manuscripts, and fixture files of pairs."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

from kanyin import book as books
from kanyin import manuscript
from kanyin.access import Access
from kanyin.diagnostics import BuildFailed, Diagnostic, Report
from kanyin.manuscript import Chapter, Heading, Manuscript

FIXTURES = Path(__file__).parent / "fixtures"

PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==")
"""A PNG of one black pixel."""


@dataclass(frozen=True, slots=True)
class Read:
    """A book that was read: what it says, its manuscript (None where that failed), and what was found wrong."""

    book: books.Book
    manuscript: Manuscript | None
    found: tuple[Diagnostic, ...]

    @property
    def text(self) -> Manuscript:
        """The manuscript; the test fails where there is none."""
        assert self.manuscript is not None, self.found
        return self.manuscript

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """The manuscript's chapters."""
        return self.text.chapters

    @property
    def headings(self) -> list[Heading]:
        """Every heading of the book."""
        return [heading for chapter in self.chapters for heading in chapter.all_headings]

    @property
    def numbers(self) -> list[str | None]:
        """Every heading's number."""
        return [heading.number for heading in self.headings]

    @property
    def codes(self) -> list[str]:
        """Every finding's code and place: `link.no-target a.md:3`."""
        return [f"{d.code} {d.span.file.name}:{d.span.line}" if d.span else d.code for d in self.found]

    def all(self, tag: str) -> list[Element]:
        """Return the elements of this tag in the chapters' bodies."""
        return [element for chapter in self.chapters for element in chapter.tree.iter(tag)]

    @property
    def references(self) -> list[str]:
        """What each cross-reference prints; a page reference prints `p. ANCHOR` until its folio is known."""
        links = [a for a in self.all("a") if "xref" in a.get("class", "").split()]
        return ["p. " + target if (target := a.get("data-page-of")) else a.text or "" for a in links]

    @property
    def captions(self) -> list[str]:
        """The numbers of figures and tables."""
        captions = [caption for tag in ("figcaption", "caption") for caption in self.all(tag)]
        return [caption[0].text or "" for caption in captions if caption.get("class") != "continued"]


def read_book(folder: Path, files: Mapping[str, str | bytes], *allowed: Path) -> Read:
    """Write `files` below `folder` and read the book there; `allowed` are more folders it may read from."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    report = Report()
    book = books.load(folder, report)
    try:
        text = manuscript.read(book, Access.to(book.root, *allowed), report)
    except BuildFailed:
        text = None
    return Read(book, text, tuple(report))


def pairs(file: str) -> list[tuple[str, str]]:
    """Return the `input -> expected` lines of a fixture file; blank lines and those that begin with # are passed over."""
    lines = (FIXTURES / file).read_text(encoding="utf-8").splitlines()
    found = [line.split(" -> ") for line in lines if line.strip() and not line.startswith("#")]
    assert all(len(pair) == 2 for pair in found), file
    return [(given, expected) for given, expected in found]


def cases(file: str) -> Iterator[tuple[str, str, str]]:
    """Yield (title, input, expected) of a fixture file: the three, each ended by a line with a stop alone."""
    parts = (FIXTURES / file).read_text(encoding="utf-8").split("\n.\n")
    for title, given, expected in zip(parts[0::3], parts[1::3], parts[2::3], strict=False):
        yield title.strip().rpartition("\n")[2], given, expected.strip("\n")

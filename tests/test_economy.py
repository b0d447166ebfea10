"""What a build does not do twice. Calls are counted, not seconds, so that a fast path that is lost fails here.

Two books of eight chapters are set, 106 and 170 paragraphs and headings of the same few words; both have over 48 pages,
so that chapters begin on the right from the first guess on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kanyin import bind, engine, theme
from kanyin.access import Access
from kanyin.compositor import Compositor
from kanyin.diagnostics import Report
from kanyin.engine.hook import replace
from kanyin.forme import EmbeddedFont, FontUse, Forme
from kanyin.sheet import Order
from kanyin.typeset import Typesetter

from .engine.bound import embedded
from .small_books import read_book
from .test_volume import long_book

COUNTED = {
    "styles": "weasyprint.css:StyleFor.set_computed_styles",
    "margins": "weasyprint.layout.page:make_margin_boxes weasyprint.layout:make_margin_boxes",
    "shaped": "kanyin.engine.shaping:shape",
    "composed": "kanyin.engine.composition:_composition",
    "by stock": "kanyin.engine.painting:note_stock",
    "copied": "kanyin.engine.programs:_Later.__call__",
}


@dataclass(frozen=True, slots=True)
class Work:
    """What was done for a book: how often each function was called, each section set; `words` were shaped."""

    calls: Counter[str]
    words: int
    sections: Counter[str]
    pages: int
    blocks: int


@contextmanager
def counting(calls: Counter[str], words: list[int]) -> Iterator[None]:
    """Count calls; hooks are put in over what counts in WeasyPrint, and below what counts in them."""
    engine.uninstall()
    with ExitStack() as undo:
        for name, places in COUNTED.items():
            if places.startswith("kanyin."):
                engine.install()
            undo.callback(replace(places.split(), _counter(name, calls, words)))
        undo.callback(engine.uninstall)
        yield
    engine.install()


def _counter(name: str, calls: Counter[str], words: list[int]) -> Callable[[Any], Any]:
    def make(now: Any) -> Any:
        def called(*arguments: Any, **options: Any) -> Any:
            calls[name] += 1
            if name == "shaped":
                words.append(len(arguments[0]))
            return now(*arguments, **options)

        return called

    return make


class Counting:
    """A workshop that counts what it sets, by the anchor of a chapter, or the kind of a section."""

    def __init__(self, compositor: Compositor) -> None:
        self.compositor, self.sections = compositor, Counter[str]()

    def made(self, orders: Sequence[Order]) -> list[Forme]:
        """Set the sections."""
        for order in orders:
            root = order.sheet.root(order.first)
            names = [name for heading in root.iter("h1") if (name := heading.get("id"))]
            self.sections[names[0] if names else root[1].get("class", "")] += 1
        return [self.compositor.set(*order) for order in orders]


def work(folder: Path, paragraphs: int) -> Work:
    """Build a book of so many paragraphs a section, and return what was done for it."""
    files = long_book(8, paragraphs)
    read = read_book(folder / "book", {**files, "book.toml": files["book.toml"] + "[output.kanyin]\nshort = false\n"})
    calls, words, report = Counter[str](), list[int](), Report()
    with counting(calls, words):
        chosen = theme.find("book", report)
        shop = Counting(Compositor(read.book, chosen, Access.to(read.book.root)))
        typesetter = Typesetter(read.book, read.text, chosen, shop, report)
        laid = typesetter.volume()
        fonts = shop.compositor.font_config

        def made(uses: Iterable[FontUse]) -> Callable[[], list[EmbeddedFont]]:
            return lambda: embedded(uses, lambda: fonts)

        volume = bind.bind(read.book, laid, typesetter.blank, made, report)
    assert not len(report), list(report)
    blocks = sum("data-src" in element.attrib for chapter in read.chapters for element in chapter.tree.iter())
    return Work(calls, sum(words), shop.sections, volume.pages, blocks)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Work, Work]:
    """What is done for the shorter book, and for the longer one."""
    return work(tmp_path_factory.mktemp("short"), 4), work(tmp_path_factory.mktemp("long"), 8)


def test_every_section_is_set_once_and_a_filler_once_a_side(both: tuple[Work, Work]) -> None:
    for one in both:
        times = dict(one.sections)
        assert times.pop("section-blank", 0) <= 2
        assert times.pop("section-front") == 3  # title pages, colophon, contents
        assert set(times.values()) == {1}, times
        assert len(times) == 8 + 2  # chapters; covers
        assert one.pages > 48


def test_a_word_is_shaped_once_however_often_it_stands_in_the_book(both: tuple[Work, Work]) -> None:
    short, long = both
    assert long.blocks - short.blocks == 64  # 8 chapters, 2 sections, 4 paragraphs more
    assert long.words - short.words <= 8  # folios of the contents
    assert long.calls["shaped"] - short.calls["shaped"] <= 4


def test_paragraphs_that_are_styled_alike_share_a_style(both: tuple[Work, Work]) -> None:
    short, long = both
    assert abs(long.calls["styles"] - short.calls["styles"]) < 64 / 2  # not one for each paragraph


def test_a_paragraph_is_composed_once(both: tuple[Work, Work]) -> None:
    short, long = both
    assert long.calls["composed"] - short.calls["composed"] <= 64
    # Besides paragraphs there are headings, openers and the lines of contents, cover and title page.
    assert long.calls["composed"] <= 2 * long.blocks


def test_heads_and_feet_are_set_for_kinds_of_pages_and_not_for_pages(both: tuple[Work, Work]) -> None:
    short, long = both
    assert long.pages - short.pages > 15
    # First, left and right pages, for each section and count of digits.
    assert long.calls["margins"] <= 8 * 3 * 2 + 20
    assert long.calls["margins"] - short.calls["margins"] <= 8


def test_no_text_is_drawn_by_stock(both: tuple[Work, Work]) -> None:
    assert [one.calls["by stock"] for one in both] == [0, 0]


def test_font_files_are_not_copied(both: tuple[Work, Work]) -> None:
    assert [one.calls["copied"] for one in both] == [0, 0]

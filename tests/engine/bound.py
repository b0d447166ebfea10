"""Documents drawn as formes and bound, with their fonts: what `kanyin.build` does, for HTML that no template made."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import weasyprint
from weasyprint.text.fonts import FontConfiguration

from kanyin import bind, engine
from kanyin.book import Book
from kanyin.diagnostics import Report
from kanyin.engine.drawing import draw
from kanyin.engine.margins import apart
from kanyin.engine.programs import embed
from kanyin.forme import EmbeddedFont, FontUse, Forme, together
from kanyin.plan import Section
from kanyin.typeset import LaidSection

from ..reading import Reading
from ..small_books import read_book


def book(folder: Path) -> Book:
    """Return a book that has hardly anything to say."""
    return read_book(folder / "book", {"book.toml": '[book]\ntitle = "t"\n', "a.md": "# t\n"}).book


def drawn(html: str, first: int = 1, last: int | None = None, fonts: Any = None) -> Forme:
    """Set and draw HTML whose first page will have a number from `first` to `last`."""
    engine.install()
    style = f"<style>@page :first {{ counter-reset: page {first} }}</style>"
    with apart(first, first if last is None else last):
        document = weasyprint.HTML(string=html + style).render(font_config=fonts or FontConfiguration(), pdf_tags=True)
        return draw(document, {})


def embedded(uses: Iterable[FontUse], fonts: Callable[[], Any]) -> list[EmbeddedFont]:
    """Return the fonts of these uses, one for each face."""
    return [embed(use, fonts) for use in together(uses)]


def bound(folder: Path, *formes: Forme, first: int = 1, fonts: Any = None) -> Reading:
    """Bind formes one behind the other, write the file and read it."""
    laid, number = [], first
    for made in formes:
        laid.append(LaidSection(Section("s", "body", (), "next", "arabic"), made, "recto", number, False))
        number += len(made.pages)
    config = fonts or FontConfiguration()

    def fonts_of(uses: Iterable[FontUse]) -> Callable[[], list[EmbeddedFont]]:
        return lambda: embedded(uses, lambda: config)

    volume = bind.bind(book(folder), laid, lambda side: formes[0], fonts_of, Report())
    path = folder / "bound.pdf"
    path.write_bytes(volume.pdf)
    return Reading(path)

"""Our lines beside Typst's on a text of our own, where the Python package `typst` is installed (it is no dependency)."""

from __future__ import annotations

import statistics
from pathlib import Path

import pytest

from kanyin import build

from .reading import Glyph, Reading

PROSE = Path(__file__).parent / "fixtures" / "typography" / "prose.md"
MARKS = set("、。，．：；！？）》」』”’")


def flush_share(reading: Reading, size: float) -> float:
    """Return the share of full rows of body text that end at the page's right edge, within 0.02 em.

    The edge is where most rows of the page end; a Han character is one em wide, a mark counts by its ink half. Rows that
    stop three em short end a paragraph.
    """
    full = flush = 0
    for page in range(reading.pages):
        ends = [_end(row, size) for row in _rows(reading.on(page), size)]
        if ends:
            edge = statistics.mode(round(end, 1) for end in ends)
            long = [end for end in ends if end > edge - 3 * size]
            full += len(long)
            flush += sum(abs(end - edge) <= 0.02 * size for end in long)
    return flush / full


def _rows(glyphs: list[Glyph], size: float) -> list[list[Glyph]]:
    rows: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        if glyph.size == size:
            rows.setdefault(round(glyph.y), []).append(glyph)
    return [row for row in rows.values() if not max(row, key=lambda g: g.x).char.isascii()]


def _end(row: list[Glyph], size: float) -> float:
    last = max(row, key=lambda glyph: glyph.x)
    return last.x + (size / 2 if last.char in MARKS else size)


def test_our_lines_are_flush_at_least_as_often_as_typsts(tmp_path: Path) -> None:
    typst = pytest.importorskip("typst")
    source = tmp_path / "prose.typ"
    text = PROSE.read_text("utf-8").replace("#", r"\#").replace("*", "").replace("`", "").replace("[", r"\[")
    source.write_text(
        "#set page(width: 148mm, height: 210mm, margin: (left: 22mm, top: 24mm, right: 148mm - 22mm - 283.5pt))\n"
        '#set text(font: "Noto Serif CJK SC", size: 10.5pt, lang: "zh")\n#set par(justify: true)\n' + text
    )
    (tmp_path / "typst.pdf").write_bytes(typst.compile(source))
    theirs = flush_share(Reading(tmp_path / "typst.pdf"), 10.5)
    book = tmp_path / "prose.md"
    book.write_text(PROSE.read_text("utf-8"))
    ours = flush_share(Reading(build(book, tmp_path / "out").files[0]), 10.5)
    assert ours >= theirs
    assert ours > 0.9  # a paragraph that ends within three em of the edge counts against both

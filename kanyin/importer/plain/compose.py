"""The parts of a text → blocks: headings with their levels, lists, and the lines set aside as comments.

In: `Matter`. Out: the blocks, and whether chapter headings divide them. Not done: Markdown (`writing/`), files
(`arrange.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from kanyin.importer import model
from kanyin.importer.plain.front import Matter
from kanyin.importer.plain.headings import Family, family_of, headings_of, looks_like_unmarked_heading
from kanyin.importer.plain.lists import Item, items_of, marker_of
from kanyin.importer.plain.paragraphs import Paragraph
from kanyin.records import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, and what it is: a heading of a family, a list item, or (neither) text."""

    paragraph: Paragraph
    family: Family | None
    item: Item | None

    @property
    def text(self) -> str:
        """The text as typed."""
        return self.paragraph.text


@dataclass(frozen=True, slots=True)
class Composed:
    """The blocks of a text, and whether headings of chapters divide them."""

    blocks: tuple[model.Block, ...]
    divided: bool


def compose(matter: Matter, file: Path) -> Composed:
    """Return the blocks of the text; `file` is named in the comments that hold the lines set aside."""
    lines = lines_of(matter.body)
    divided = any(line.family and line.family.chapter for line in lines)
    head, tail = _comments(matter.head, file), _comments(matter.tail, file)
    return Composed((*head, *_blocks(lines, _levels(lines)), *tail), divided)


def lines_of(paragraphs: Sequence[Paragraph]) -> tuple[Line, ...]:
    """Return what each paragraph is."""
    paragraphs = _with_chapter_titles(paragraphs)
    families = headings_of(paragraphs)
    items = items_of([p.text for p in paragraphs], [f is not None for f in families])
    return tuple(Line(*parts) for parts in zip(paragraphs, families, items, strict=True))


def _with_chapter_titles(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Join a chapter's bare number (第一章) with the short line below it that is the chapter's title."""
    out: list[Paragraph] = []
    for i, paragraph in enumerate(paragraphs):
        if out and i + 1 < len(paragraphs) and _is_bare_number(out[-1].text) and _is_chapter_title(paragraph.text):
            number = out.pop()
            paragraph = Paragraph(f"{number.text} {paragraph.text}", number.first, paragraph.last)
        out.append(paragraph)
    return tuple(out)


def _is_bare_number(text: str) -> bool:
    family = family_of(text)
    return family is not None and family.chapter and family.pattern.fullmatch(text) is not None


def _is_chapter_title(text: str) -> bool:
    return family_of(text) is None and not marker_of(text) and looks_like_unmarked_heading(text)


def _levels(lines: Iterable[Line]) -> dict[int, int]:
    """Return the level of each rank of heading in use: volumes 0, chapters 1, the others from 2 on, none above 6.

    Volumes without chapters are chapters themselves.
    """
    chapters = sorted({line.family.rank for line in lines if line.family and line.family.chapter})
    others = sorted({line.family.rank for line in lines if line.family and not line.family.chapter} - set(chapters))
    levels = dict(zip(reversed(chapters), (1, 0), strict=False))
    return levels | {rank: min(6, 2 + i) for i, rank in enumerate(others)}


def _blocks(lines: Sequence[Line], levels: dict[int, int]) -> Iterator[model.Block]:
    for list_id, group in groupby(lines, lambda line: line.item.list_id + 1 if line.item else 0):
        run = list(group)
        items = [line.item for line in run if line.item]
        if list_id:
            bodies = tuple((model.Paragraph(model.run(item.text)),) for item in items)
            yield model.List(bodies, items[0].number or None)
        else:
            yield from (_block(line, levels) for line in run)


def _block(line: Line, levels: dict[int, int]) -> model.Block:
    content = model.run(line.text)
    return model.Heading(levels[line.family.rank], content) if line.family else model.Paragraph(content)


def _comments(lines: Sequence[Paragraph], file: Path) -> tuple[model.Comment, ...]:
    return tuple(model.Comment(f"{file.name} 第 {line.first} 行：{line.text}") for line in lines)

"""The parts of a text → the files of a book folder, as names and contents.

In: `Matter`. Out: `Composed`: book.toml and either one `text.md` (an article: its H1 is the title, its headings begin
at H2) or one numbered file a chapter with a SUMMARY.md. Not done: writing them (`writing.py`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from kanyin.importer.common import script_of
from kanyin.importer.escape import comment, escape, escape_heading
from kanyin.importer.front import Matter
from kanyin.importer.headings import Family, family_of, headings_of, looks_like_unmarked_heading
from kanyin.importer.lists import Item, items_of, marker_of
from kanyin.importer.paragraphs import Paragraph


@dataclass(frozen=True, slots=True)
class Block:
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
    """The files in writing order, and how many headings and paragraphs they hold."""

    files: tuple[tuple[str, str], ...]
    headings: int
    paragraphs: int


@dataclass(frozen=True, slots=True)
class _Chapter:
    """A chapter file to be: its heading (None for what stands before the first) and its blocks without it."""

    heading: Block | None
    blocks: tuple[Block, ...]


def compose(matter: Matter, file: Path) -> Composed:
    """Return the files of the book; `file` is named in the comments that hold the lines set aside."""
    blocks = blocks_of(matter.body)
    has_chapters = any(b.family and b.family.chapter for b in blocks)
    texts = _chapter_files(matter, blocks, file) if has_chapters else _article_files(matter, blocks, file)
    headings = sum(b.family is not None for b in blocks)
    return Composed((("book.toml", _book_toml(matter)), *texts), headings, len(blocks) - headings)


def blocks_of(paragraphs: Sequence[Paragraph]) -> tuple[Block, ...]:
    """Return what each paragraph is."""
    paragraphs = _with_chapter_titles(paragraphs)
    families = headings_of(paragraphs)
    items = items_of([p.text for p in paragraphs], [f is not None for f in families])
    return tuple(Block(*parts) for parts in zip(paragraphs, families, items, strict=True))


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


def _article_files(matter: Matter, blocks: tuple[Block, ...], file: Path) -> tuple[tuple[str, str], ...]:
    parts = [
        f"# {escape_heading(matter.title)}",
        *_comments(matter.head, file),
        *_markdown(blocks, _levels(blocks, 2)),
        *_comments(matter.tail, file),
    ]
    return (("text.md", _file(parts)),)


def _chapter_files(matter: Matter, blocks: tuple[Block, ...], file: Path) -> tuple[tuple[str, str], ...]:
    """Return SUMMARY.md and the chapters. A volume's heading with no text of its own is a part title of the summary."""
    chapters = _chapters(blocks)
    levels = _levels([b for b in blocks if not (b.family and b.family.chapter)], 2)
    digits = max(2, len(str(len(chapters))))
    summary, files, number = ["# Summary"], list[tuple[str, str]](), 0
    waiting = [*_comments(matter.head, file)]
    for i, chapter in enumerate(chapters):
        if _is_part_title(chapters, i):
            summary.append(f"# {escape_heading(chapter.heading.text if chapter.heading else '')}")
            continue
        number += chapter.heading is not None
        name = f"{number:0{digits}}.md"
        title = escape_heading(chapter.heading.text if chapter.heading else matter.title)
        last = _comments(matter.tail, file) if i == len(chapters) - 1 else ()
        files.append((name, _file([f"# {title}", *waiting, *_markdown(chapter.blocks, levels), *last])))
        summary.append(f"- [{title}]({name})" if chapter.heading else f"[{title}]({name})")
        waiting = []
    return (("SUMMARY.md", _summary(summary)), *files)


def _chapters(blocks: Sequence[Block]) -> list[_Chapter]:
    starts = [i for i, b in enumerate(blocks) if b.family and b.family.chapter]
    before = [_Chapter(None, tuple(blocks[: starts[0]]))] if starts[0] else []
    ends = [*starts[1:], len(blocks)]
    return before + [_Chapter(blocks[i], tuple(blocks[i + 1 : end])) for i, end in zip(starts, ends, strict=True)]


def _is_part_title(chapters: Sequence[_Chapter], i: int) -> bool:
    """A heading without text of its own, right before one of a lower rank."""
    here, following = chapters[i], chapters[i + 1] if i + 1 < len(chapters) else None
    if here.blocks or not here.heading or not here.heading.family or not following or not following.heading:
        return False
    return following.heading.family is not None and here.heading.family.rank < following.heading.family.rank


def _levels(blocks: Iterable[Block], top: int) -> dict[int, int]:
    """Return the Markdown level of each rank of heading in use: the highest is `top`, none is deeper than 6."""
    ranks = sorted({b.family.rank for b in blocks if b.family})
    return {rank: min(6, top + i) for i, rank in enumerate(ranks)}


def _markdown(blocks: Sequence[Block], levels: dict[int, int]) -> list[str]:
    """Return the blocks as Markdown. A comment parts two neighbouring lists, which Markdown would run together."""
    out: list[str] = []
    previous = 0
    for list_id, group in groupby(blocks, lambda b: b.item.list_id + 1 if b.item else 0):
        if list_id and previous:
            out.append("<!-- -->")
        run = list(group)
        out += ["\n".join(_item(b.item) for b in run if b.item)] if list_id else [_block(b, levels) for b in run]
        previous = list_id
    return out


def _item(item: Item) -> str:
    return f"{item.number}. {escape(item.text)}" if item.number else f"- {escape(item.text)}"


def _block(block: Block, levels: dict[int, int]) -> str:
    if block.family:
        return f"{'#' * levels[block.family.rank]} {escape_heading(block.text)}"
    return escape(block.text)


def _comments(lines: Sequence[Paragraph], file: Path) -> tuple[str, ...]:
    return tuple(comment(f"{file.name} 第 {line.first} 行：{line.text}") for line in lines)


def _file(parts: Sequence[str]) -> str:
    return "\n\n".join(parts) + "\n"


def _summary(entries: Sequence[str]) -> str:
    """Part titles stand between blank lines, entries right under one another."""
    out = ""
    for entry in entries:
        near = entry.startswith("- ") and out.rsplit("\n", 2)[-2:-1] and out.rsplit("\n", 2)[-2].startswith("- ")
        out += entry + "\n" if near or not out else f"\n{entry}\n"
    return out


def _book_toml(matter: Matter) -> str:
    lines = ["[book]", f"title = {_toml(matter.title)}"]
    if matter.authors:
        lines.append(f"authors = [{', '.join(_toml(a) for a in matter.authors)}]")
    language = script_of("".join(p.text for p in matter.body))
    if language:
        lines.append(f'language = "{language}"')
    return "\n".join(lines) + "\n"


def _toml(text: str) -> str:
    """A JSON string is a TOML basic string, but for U+007F, which TOML wants escaped (TOML 1.0, String)."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")

"""Works → the files of one book folder, as names and contents.

In: works in the order of the command line. Out: book.toml, the chapter files, SUMMARY.md where there are several, and
the pictures. One work that is not divided is an article: `text.md`, whose H1 is the title. Several works are chapters
of one book, a divided one a part of it. Not done: writing them (`folders.py`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kanyin.importer.escape import escape_heading
from kanyin.importer.model import (
    Block,
    Comment,
    Definitions,
    Heading,
    List,
    Note,
    Picture,
    Quote,
    Table,
    Work,
    run,
    text_of,
)
from kanyin.importer.writing import markdown_of
from kanyin.records import dataclass

File = tuple[str, str | bytes]


@dataclass(frozen=True, slots=True)
class Arranged:
    """The files in writing order, and how many headings (titles aside) and paragraphs they hold."""

    files: tuple[File, ...]
    headings: int
    paragraphs: int


@dataclass(frozen=True, slots=True)
class _Chapter:
    """A chapter to be: its heading (None for what stands before the first) and its blocks without it."""

    heading: Heading | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of SUMMARY.md: a part's title, or a chapter with its file; a chapter that is not `listed` stands before or
    after those that are; what `opens` the book stands before its first heading."""

    title: str
    file: str = ""
    text: str = ""
    listed: bool = True
    opens: bool = False


def arrange(works: Sequence[Work], title: str, authors: Sequence[str], pictures: Sequence[Picture] = ()) -> Arranged:
    """Return the files of the book called `title`."""
    toml = _book_toml(works, title, authors)
    if len(works) == 1 and works[0].verbatim:
        texts: tuple[File, ...] = works[0].verbatim
    elif len(works) == 1 and not works[0].divided:
        texts = (("text.md", markdown_of([Heading(1, run(title)), *works[0].blocks])),)
    else:
        texts = _volume(_named([entry for work in works for entry in _entries(work, title, len(works) > 1)]))
    files = {picture.name: picture.data for work in works for picture in (*pictures, *work.pictures)}
    blocks = [block for work in works for block in work.blocks]
    headings = sum(isinstance(block, Heading) for block in blocks)
    return Arranged((("book.toml", toml), *texts, *files.items()), headings, sum(map(_paragraphs, blocks)) - headings)


def _entries(work: Work, title: str, among_others: bool) -> Iterator[_Entry]:
    """Yield the entries of one work; a file without a name is given one afterwards."""
    if work.verbatim:
        yield from (_Entry(work.title, name, text) for name, text in work.verbatim)
    elif not work.divided:
        yield _Entry(work.title, "", markdown_of([Heading(1, run(work.title)), *work.blocks]))
    else:
        if among_others:
            yield _Entry(work.title)
        yield from _chapters(work, work.title if among_others else title, among_others)


def _chapters(work: Work, title: str, among_others: bool) -> Iterator[_Entry]:
    """Yield a divided work's chapters. A part's title without a text of its own is a part of the summary."""
    chapters = _divided(work.blocks)
    outer = frozenset() if among_others else _outer(chapters)
    waiting: tuple[Block, ...] = ()
    for i, chapter in enumerate(chapters):
        if chapter.heading is None and all(isinstance(block, Comment) for block in chapter.blocks):
            waiting = chapter.blocks
            continue
        following = chapters[i + 1].heading if i + 1 < len(chapters) else None
        if _is_part(chapter, following) and chapter.heading:
            yield _Entry(text_of(chapter.heading.content))
            continue
        content = chapter.heading.content if chapter.heading else run(title)
        text = markdown_of([Heading(1, content), *waiting, *chapter.blocks])
        opens = chapter.heading is None and not among_others
        yield _Entry(text_of(content), "", text, not opens and i not in outer, opens)
        waiting = ()


def _divided(blocks: Sequence[Block]) -> list[_Chapter]:
    starts = [i for i, block in enumerate(blocks) if isinstance(block, Heading) and block.level <= 1]
    first = starts[0] if starts else len(blocks)
    before = [_Chapter(None, tuple(blocks[:first]))] if first else []
    ends = [*starts[1:], len(blocks)]
    return before + [
        _Chapter(heading, tuple(blocks[i + 1 : end]))
        for i, end in zip(starts, ends, strict=True)
        if isinstance(heading := blocks[i], Heading)
    ]


def _outer(chapters: Sequence[_Chapter]) -> frozenset[int]:
    """Return which chapters stand before the first or after the last part of a book in parts: 前言, 后记."""
    within = [i for i, chapter in enumerate(chapters) if chapter.heading and chapter.heading.level == 1]
    tops = [
        i for i, chapter in enumerate(chapters) if chapter.heading and chapter.heading.level == 0 and chapter.blocks
    ]
    return frozenset(i for i in tops if within and not min(within) < i < max(within))


def _is_part(chapter: _Chapter, following: Heading | None) -> bool:
    """A heading of level 0 without a text of its own, right before a chapter's."""
    return bool(
        not chapter.blocks and chapter.heading and chapter.heading.level == 0 and following and following.level == 1
    )


def _named(entries: Sequence[_Entry]) -> list[_Entry]:
    """Give every chapter the file name that is its number; what stands before the first chapter is 00."""
    chapters = [entry for entry in entries if entry.text]
    digits = max(2, len(str(len(chapters))))
    taken = {entry.file for entry in entries}
    number, out = 0, list[_Entry]()
    for entry in entries:
        if not entry.text or entry.file:
            out.append(entry)
            continue
        number += not entry.opens
        name = f"{number:0{digits}}.md"
        while name in taken:
            name = f"_{name}"
        out.append(replace(entry, file=name))
    return out


def _volume(entries: Sequence[_Entry]) -> tuple[File, ...]:
    """Return SUMMARY.md and the chapters."""
    lines = ["# Summary"]
    for entry in entries:
        title = escape_heading(entry.title)
        if not entry.text:
            lines.append(f"# {title}")
        else:
            lines.append(f"- [{title}]({entry.file})" if entry.listed else f"[{title}]({entry.file})")
    return (("SUMMARY.md", _summary(lines)), *((entry.file, entry.text) for entry in entries if entry.text))


def _summary(lines: Sequence[str]) -> str:
    """Part titles stand between blank lines, entries right under one another."""
    out = ""
    for line in lines:
        near = line.startswith("- ") and out.rsplit("\n", 2)[-2:-1] and out.rsplit("\n", 2)[-2].startswith("- ")
        out += line + "\n" if near or not out else f"\n{line}\n"
    return out


def _paragraphs(block: Block) -> int:
    match block:
        case List(items):
            return sum(_paragraphs(inner) for item in items for inner in item)
        case Quote(blocks) | Note(blocks):
            return sum(map(_paragraphs, blocks))
        case Table() | Definitions():
            return 1
        case Comment():
            return 0
    return 1


def _book_toml(works: Sequence[Work], title: str, authors: Sequence[str]) -> str:
    lines = ["[book]", f"title = {_toml(title)}"]
    if authors:
        lines.append(f"authors = [{', '.join(_toml(author) for author in authors)}]")
    languages = {work.language for work in works}
    if len(languages) == 1 and (language := languages.pop()):
        lines.append(f'language = "{language}"')
    if len(works) == 1:
        lines += [f"{key} = {_toml(value)}" for key, value in works[0].facts.items()]
    settings = []
    if not any(work.numbered for work in works):
        settings.append('numbering = "off"')
    if len(works) == 1 and works[0].cover:
        settings.append(f"cover_image = {_toml(works[0].cover)}")
    return "\n".join([*lines, *(["", "[output.kanyin]", *settings] if settings else [])]) + "\n"


def _toml(text: str) -> str:
    """A JSON string is a TOML basic string, but for U+007F, which TOML wants escaped (TOML 1.0, String)."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")

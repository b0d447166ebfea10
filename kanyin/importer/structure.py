"""Blocks as an importer found them → a work: its title and authors, its headings in levels, captions at their tables.

In: `Found`. Out: `Work`. Importers say what stands in the source (`Titled`, `Captioned`, headings of any level); what
that makes of the book is decided here, for all of them alike. Not done: Markdown and files.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import Final

from kanyin.importer.common import script_of
from kanyin.importer.links import sound_links
from kanyin.importer.losses import Losses
from kanyin.importer.model import (
    Block,
    Captioned,
    Code,
    Comment,
    Definitions,
    Figure,
    Heading,
    List,
    Paragraph,
    Quote,
    Table,
    Titled,
    Work,
    text_of,
)
from kanyin.importer.plain.front import is_title
from kanyin.importer.plain.headings import headings_of
from kanyin.importer.plain.names import names_of
from kanyin.records import dataclass

LONG: Final = 12_000
"""Characters: a text as long as this, with two headings of the first level, is a book of chapters."""
_CAPTION: Final = re.compile(r"(?:图|表|圖|Figure|Fig\.|Table)\s*[0-9０-９一二三四五六七八九十]", re.I)
_LONGEST_CAPTION: Final = 60
_OF_NOTES: Final = re.compile(
    r"(?:注释|註釋|脚注|腳註|尾注|附注|参考(?:文献|资料)?|參考(?:文獻|資料)|注释[与和及]参考文献|参考来源|notes?|references|footnotes)",
    re.I,
)
# What programs write where nobody gave a title.
_NO_TITLE: Final = re.compile(r"(?:microsoft word|文档|document|未命名|untitled|无标题|新建|word文档|powerpoint)", re.I)


@dataclass(frozen=True, slots=True)
class Found:
    """What an importer found; `title` and `authors` are those the source's properties name."""

    path: Path
    kind: str
    blocks: Sequence[Block]
    title: str = ""
    authors: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    cover: str | None = None
    is_book: bool = False
    language: str | None = None


def work_of(found: Found, losses: Losses) -> Work:
    """Return the work; a source without a word in it is an error."""
    blocks = list(found.blocks)
    if not any(map(_prints, blocks)):
        losses.error("import.empty", "the file has no text")
    title, authors, blocks = _title(found, blocks, losses)
    blocks = _captioned(blocks)
    blocks = _without_emptied(_with_headings(blocks, losses), losses)
    divided = found.is_book or _is_book(blocks)
    text = "".join(_texts(blocks))
    blocks = sound_links(blocks)
    return Work(
        source=found.path,
        title=title,
        kind=found.kind,
        authors=authors or found.authors,
        blocks=tuple(_levelled(blocks, divided)),
        divided=divided and any(isinstance(block, Heading) for block in blocks),
        language=found.language or script_of(text),
        facts=found.facts,
        cover=found.cover,
    )


def _prints(block: Block) -> bool:
    return not isinstance(block, Comment)


def _title(found: Found, blocks: list[Block], losses: Losses) -> tuple[str, tuple[str, ...], list[Block]]:
    """Return the title, the authors, and the blocks without them.

    A title is what the source marks as one at its beginning, or else the only heading of the highest level when it
    comes first, or else what its properties say, or else a first line that looks like one, or else the file's name.
    """
    title, authors, rest = _marked(blocks)
    if not title:
        title, rest = _first_heading(rest)
    if not title and found.title and not _NO_TITLE.match(found.title):
        title = found.title
        losses.note("import.title", f"title: {title}, as the file says")
    if not title and not any(isinstance(block, Heading) for block in rest):
        title, rest = _first_line(rest)
        if title:
            losses.note("import.title", f"title: {title}")
    if title and not authors:
        authors, rest = _byline(rest, losses)
    if not title:
        title = found.path.stem
        message = f"no title found: the file's name, {title}, is used"
        losses.warning("import.no-title", message, hint="change `title` in book.toml")
    return title, authors, rest


def _marked(blocks: Sequence[Block]) -> tuple[str, tuple[str, ...], list[Block]]:
    """Take out what is marked as the title of all; what is so marked again further down is a heading."""
    parts: dict[str, list[str]] = {"title": [], "subtitle": [], "author": []}
    out: list[Block] = []
    for block in blocks:
        if not isinstance(block, Titled):
            out.append(block)
        elif any(isinstance(b, Paragraph | Heading) for b in out) or (block.role == "title" and parts["subtitle"]):
            out.append(Heading(1, block.content) if block.role == "title" else Paragraph(block.content))
        else:
            parts[block.role].append(text_of(block.content))
    title = "".join(parts["title"])
    subtitle = "".join(parts["subtitle"])
    dash = "" if subtitle.startswith(("—", "-", "－", "（", "(")) or not subtitle else "——"
    authors = tuple(name for text in parts["author"] for name in names_of(text) or (text,))
    return title + dash + subtitle if title else subtitle, authors, out


def _first_heading(blocks: list[Block]) -> tuple[str, list[Block]]:
    headings = [block for block in blocks if isinstance(block, Heading)]
    top = min((heading.level for heading in headings), default=0)
    if sum(heading.level == top for heading in headings) != 1 or headings[0].level != top:
        return "", blocks
    before = blocks[: blocks.index(headings[0])]
    if any(isinstance(block, Paragraph | Table | List) for block in before):
        return "", blocks
    return text_of(headings[0].content), [block for block in blocks if block is not headings[0]]


def _first_line(blocks: list[Block]) -> tuple[str, list[Block]]:
    if len(blocks) < 2 or not isinstance(first := blocks[0], Paragraph):
        return "", blocks
    text = text_of(first.content)
    return (text, blocks[1:]) if text and is_title(text) else ("", blocks)


def _byline(blocks: list[Block], losses: Losses) -> tuple[tuple[str, ...], list[Block]]:
    """Take the line under the title, where it is nothing but names."""
    if blocks and isinstance(first := blocks[0], Paragraph):
        text = text_of(first.content)
        names = names_of(text) if text else ()
        if names:
            losses.note("import.author", f"author: {'、'.join(names)}")
            return names, [Comment(text), *blocks[1:]]
    return (), blocks


def _captioned(blocks: Sequence[Block]) -> list[Block]:
    """Give each table and figure the caption beside it: a table the one above it, or below; a figure the one below."""
    out: list[Block] = []
    waiting: Captioned | None = None
    for block in blocks:
        caption = block if isinstance(block, Captioned) else _as_caption(block)
        if caption is not None:
            last = out[-1] if out else None
            if waiting is None and isinstance(last, Table | Figure) and _takes_caption(last, caption):
                out[-1] = replace(last, caption=caption.content)
                continue
            out += [Paragraph(waiting.content)] if waiting else []
            waiting = caption
            continue
        if waiting and isinstance(block, Table | Figure) and not block.caption:
            block = replace(block, caption=waiting.content)
        elif waiting:
            out.append(Paragraph(waiting.content))
        waiting = None
        out.append(block)
    return [*out, *([Paragraph(waiting.content)] if waiting else [])]


def _as_caption(block: Block) -> Captioned | None:
    """A short line that begins with 图1 or 表1, and is no sentence."""
    if not isinstance(block, Paragraph):
        return None
    text = text_of(block.content)
    if not _CAPTION.match(text) or len(text) > _LONGEST_CAPTION or text[-1] in "。；，！？：":
        return None
    return Captioned(block.content)


def _takes_caption(block: Table | Figure, caption: Captioned) -> bool:
    """A figure takes what follows it, a table what does not say that it is a figure's, or the next table's."""
    if isinstance(block, Figure):
        return not block.caption and not text_of(caption.content).startswith(("表", "Table"))
    return (
        isinstance(block, Table) and not block.caption and not text_of(caption.content).startswith(("图", "表", "圖"))
    )


def _with_headings(blocks: list[Block], losses: Losses) -> list[Block]:
    """Where no heading is marked, find those that are typed: 第一章, 一、, 1.1."""
    if any(isinstance(block, Heading) for block in blocks):
        return blocks
    paragraphs = [(i, b) for i, b in enumerate(blocks) if isinstance(b, Paragraph) and text_of(b.content)]
    families = headings_of([_Line(text_of(b.content)) for _, b in paragraphs]) if paragraphs else ()
    ranks = sorted({family.rank for family in families if family})
    out = list(blocks)
    for (i, block), family in zip(paragraphs, families, strict=True):
        if family:
            out[i] = Heading(ranks.index(family.rank) + 1, block.content)
    count = sum(family is not None for family in families)
    if count:
        losses.note("import.headings-guessed", f"no heading is marked as one: {count} lines look like headings")
    return out


def _without_emptied(blocks: list[Block], losses: Losses) -> list[Block]:
    """Leave out the headings of notes that now stand at the feet of the pages."""
    out = list[Block]()
    for i, block in enumerate(blocks):
        following = blocks[i + 1] if i + 1 < len(blocks) else None
        ends = following is None or (
            isinstance(following, Heading) and isinstance(block, Heading) and following.level <= block.level
        )
        if isinstance(block, Heading) and ends and _OF_NOTES.fullmatch(text_of(block.content)):
            losses.note("import.left-out", f"the heading “{text_of(block.content)}” is left out: nothing is under it")
        else:
            out.append(block)
    return out


@dataclass(frozen=True, slots=True)
class _Line:
    text: str


def _is_book(blocks: Sequence[Block]) -> bool:
    levels = [block.level for block in blocks if isinstance(block, Heading)]
    several = levels.count(min(levels)) > 1 if levels else False
    chaptered = sum(isinstance(b, Heading) and b.level == min(levels) and _is_chapter(b) for b in blocks) > 1
    return several and (chaptered or sum(map(len, _texts(blocks))) >= LONG)


def _is_chapter(heading: Heading) -> bool:
    return (
        re.match(r"第[0-9０-９零〇一二三四五六七八九十百千两]+[章回讲课编篇卷部]", text_of(heading.content)) is not None
    )


def _levelled(blocks: Sequence[Block], divided: bool) -> list[Block]:
    """Give headings levels without gaps: from 1 on in a work that is divided (0 for parts), else from 2 on."""
    used = sorted({block.level for block in blocks if isinstance(block, Heading)})
    first = 2 if not divided else 0 if _has_parts(blocks, used) else 1
    levels = {level: min(6, first + i) for i, level in enumerate(used)}
    return [replace(b, level=levels[b.level]) if isinstance(b, Heading) else b for b in blocks]


def _has_parts(blocks: Sequence[Block], used: Sequence[int]) -> bool:
    """Headings of the highest level are parts' titles where two and more have no text of their own before the next."""
    if len(used) < 2:
        return False
    tops = [i for i, block in enumerate(blocks) if isinstance(block, Heading) and block.level == used[0]]
    bare = [i for i in tops if i + 1 < len(blocks) and _is_of_level(blocks[i + 1], used[1])]
    return len(bare) > 1 and len(bare) >= len(tops) - 3


def _is_of_level(block: Block, level: int) -> bool:
    return isinstance(block, Heading) and block.level == level


def _texts(blocks: Sequence[Block]) -> list[str]:
    out: list[str] = []
    for block in blocks:
        match block:
            case Paragraph(content) | Heading(_, content):
                out.append(text_of(content))
            case Quote(inner):
                out += _texts(inner)
            case List(items):
                out += [text for item in items for text in _texts(item)]
            case Table(rows):
                out += [text for row in rows for cell in row for text in _texts(cell.blocks)]
            case Definitions(entries):
                out += [text for term, said in entries for text in (text_of(term), *_texts(said))]
            case Code(text):
                out.append(text)
            case _:
                pass
    return out

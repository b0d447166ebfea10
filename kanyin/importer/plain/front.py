"""Head and end of the text: title, people, and the lines that are about the text rather than part of it.

In: paragraphs. Out: `Matter`: the title, the authors, the text between, and the lines set aside, each with its line in
the source. A warning for each line set aside. Not done: deciding what kind of line it is (`sources.py`, `names.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from kanyin.diagnostics import Report, Span
from kanyin.importer.plain.headings import family_of, looks_closed
from kanyin.importer.plain.lists import marker_of
from kanyin.importer.plain.names import is_date, names_of
from kanyin.importer.plain.paragraphs import Paragraph
from kanyin.importer.plain.sources import is_address, is_source_line
from kanyin.records import dataclass

_TITLE_LONGEST: Final = 60
_TITLE_LABEL: Final = re.compile(r"(?:标\s*题|书\s*名|题\s*目|篇\s*名|標\s*題|書\s*名|題\s*目)\s*[：:]\s*")
_REFERENCES: Final = re.compile(r"(?:参考|引用|延伸阅读|相关链接|注释|參考|引用|References)", re.I)


@dataclass(frozen=True, slots=True)
class Matter:
    """What a text is made of. `head` and `tail` are lines kept but not printed."""

    title: str
    authors: tuple[str, ...]
    head: tuple[Paragraph, ...]
    body: tuple[Paragraph, ...]
    tail: tuple[Paragraph, ...]


def matter_of(paragraphs: Sequence[Paragraph], file: Path, report: Report) -> Matter:
    """Return the parts of the text; what was taken out of it is reported."""
    end = _tail_start(paragraphs)
    head, tail = _read_head(paragraphs[:end], file, report), tuple(paragraphs[end:])
    for line in (*head.sources, *tail):
        report.warning(
            "import.source-line",
            "this line is about the source, not part of the text: kept in a comment, not printed",
            Span(file, line.first, 1, len(line.text)),
            "if it should print, take it out of the <!-- --> in the chapter file",
        )
    return Matter(
        head.title or file.stem,
        head.authors,
        tuple(sorted((*head.sources, *head.labels), key=lambda p: p.first)),
        (*head.dates, *paragraphs[head.length : end]),
        tail,
    )


@dataclass(frozen=True, slots=True)
class _Head:
    """What the first lines say. `labels` hold typed words (作者：) that nothing else in the book would keep."""

    title: str
    authors: tuple[str, ...]
    sources: tuple[Paragraph, ...]
    labels: tuple[Paragraph, ...]
    dates: tuple[Paragraph, ...]
    length: int


def _read_head(paragraphs: Sequence[Paragraph], file: Path, report: Report) -> _Head:
    title, authors = "", list[str]()
    sources, labels, dates = list[Paragraph](), list[Paragraph](), list[Paragraph]()
    length = 0
    for i, paragraph in enumerate(paragraphs):
        text, names = paragraph.text, names_of(paragraph.text)
        if is_source_line(text):
            sources.append(paragraph)
        elif not title and not authors and i + 1 < len(paragraphs) and is_title(text):
            title = _TITLE_LABEL.sub("", text)
            labels += [paragraph] if title != text else []
            report.note("import.title", f"title: {title}", Span(file, paragraph.first, 1, len(text)))
        elif title and _is_subtitle(text, i, paragraphs):
            title += text
        elif title and names:
            new = [name for name in names if name not in authors]
            authors += new
            labels += [paragraph] if _letters(text) != _letters("".join(new)) else []
            report.note("import.author", f"author: {'、'.join(names)}", Span(file, paragraph.first, 1, len(text)))
        elif title and is_date(text):
            dates.append(paragraph)
        else:
            break
        length = i + 1
    if not title:
        report.warning(
            "import.no-title",
            f"no title found in the first lines: the file's name, {file.stem}, is used",
            Span(file, 1),
            "change `title` in book.toml",
        )
    return _Head(title, tuple(authors), tuple(sources), tuple(labels), tuple(dates), length)


def is_title(text: str) -> bool:
    """Say whether the first line of a text is its title: short, not closed, not a numbered heading or an item."""
    if len(text) > _TITLE_LONGEST or family_of(text) or marker_of(text):
        return False
    return not looks_closed(text) and text[-1] not in "”’"


def _is_subtitle(text: str, i: int, paragraphs: Sequence[Paragraph]) -> bool:
    """A subtitle stands right under the title and begins with a dash."""
    return (
        text.startswith(("——", "--", "―"))
        and len(text) <= _TITLE_LONGEST
        and not looks_closed(text)
        and i + 1 < len(paragraphs)
    )


def _letters(text: str) -> str:
    return "".join(text.split())


def _tail_start(paragraphs: Sequence[Paragraph]) -> int:
    """Return where the source lines at the end begin. Addresses under 参考文献 are text."""
    start = len(paragraphs)
    while start > 1 and is_source_line(paragraphs[start - 1].text):
        start -= 1
    before = paragraphs[start - 1].text
    if _REFERENCES.search(before) and len(before) <= 20:
        while start < len(paragraphs) and is_address(paragraphs[start].text):
            start += 1
    return start

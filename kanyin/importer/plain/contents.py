"""A typed list of contents: found, so that it does not become a row of empty chapters.

In: the paragraphs of the body. Out: the body without the list, and its lines, which are kept in comments: the book
prints its own contents, with page numbers. A line belongs to such a list when the same words stand again further down.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from kanyin.diagnostics import Report, Span
from kanyin.importer.plain.headings import family_of
from kanyin.importer.plain.paragraphs import Paragraph

_TITLE: Final = re.compile(r"[【\[]?(?:目\s*[录錄次]|Contents|Table of Contents)[】\]]?$", re.I)
_LEADER: Final = re.compile(r"[\s.．…·—-]*[0-9０-９]*$")
_FEWEST: Final = 3  # lines without a title 目录 over them


def without_contents(
    body: Sequence[Paragraph], file: Path, report: Report
) -> tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]:
    """Return the body and the lines of its list of contents; a warning tells what was set aside."""
    start, end = _span(body)
    contents = tuple(body[start:end])
    if contents:
        report.warning(
            "import.contents-list",
            f"a list of contents of {len(contents)} lines is kept in comments, not printed: the book makes its own",
            Span(file, contents[0].first, 1, len(contents[0].text)),
        )
    return (*body[:start], *body[end:]), contents


def _span(body: Sequence[Paragraph]) -> tuple[int, int]:
    """Return where the list begins and ends; two equal numbers when there is none."""
    last_seen = {_key(p.text): i for i, p in enumerate(body)}
    for i, paragraph in enumerate(body):
        titled = _TITLE.match(paragraph.text) is not None
        first = i + titled
        if not titled and not _is_chapter(paragraph):
            continue
        end = first
        while end < len(body) and last_seen[_key(body[end].text)] > end and not _starts_again(body, first, end):
            end += 1
        if end - first >= (1 if titled else _FEWEST):
            return i, end
    return 0, 0


def _starts_again(body: Sequence[Paragraph], first: int, here: int) -> bool:
    """The list ends where its first line comes a second time: the text begins there."""
    return here > first and _key(body[here].text) == _key(body[first].text)


def _is_chapter(paragraph: Paragraph) -> bool:
    family = family_of(paragraph.text)
    return family is not None and family.chapter


def _key(text: str) -> str:
    return "".join(_LEADER.sub("", text).split()) or text

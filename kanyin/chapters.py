"""Chapters parsed, or as an earlier build has parsed them.

In: a chapter's Markdown. Out: its tree, new for whoever asks, and diagnostics, the same from either place. A chapter is
found in the store by its text, where it stands, the program and the libraries that read Markdown; to take it from there
is five times as fast as to parse it, and after an edit all chapters but one are there.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Final, TypeAlias
from xml.etree.ElementTree import Element

from . import stereotype
from .book import Chapter
from .diagnostics import Diagnostic, Report
from .installed import versions
from .store import Store, program

if TYPE_CHECKING:
    from .markdown import Parsed

_PACKAGES: Final = ("markdown", "pygments")


Note: TypeAlias = Callable[[Chapter, "Parsed"], object]
"""Whoever wants to know what a chapter is parsed to."""


def parsed(chapter: Chapter, report: Report, store: Store | None, note: Note = lambda *_: None) -> Element:
    """Return the chapter's tree, and tell `report` what there is to say of it, and `note` if it had to be parsed."""
    key = _key(chapter) if store else ""
    kept = store.found(key, stereotype.tree) if store else None
    tree, said = kept or _converted(chapter, note)
    if store and not kept:
        store.put(key, stereotype.cast_tree(tree, said))
    for found in said:
        report.add(found)
    return tree


def is_kept(chapter: Chapter, store: Store) -> bool:
    """Whether an earlier build has parsed the chapter."""
    return store.has(_key(chapter))


def _converted(chapter: Chapter, note: Note) -> tuple[Element, tuple[Diagnostic, ...]]:
    from . import markdown  # a tenth of a build's start, and not needed where no text has changed

    said = Report()
    found = markdown.parse(
        chapter.text, file=chapter.file, path=chapter.path, report=said, first_line=chapter.first_line
    )
    note(chapter, found)
    return markdown.assembled(found), tuple(said)


def _key(chapter: Chapter) -> str:
    held = (program(), _libraries(), chapter.file, str(chapter.path), str(chapter.first_line), chapter.text)
    return sha256("\0".join(held).encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _libraries() -> str:
    return " ".join((sys.version, *versions(_PACKAGES)))

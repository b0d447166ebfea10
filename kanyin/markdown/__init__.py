"""Markdown to elements.

In: one chapter's Markdown. Out: a `<div>` of block elements, each with `data-src="file:first-last"`; and diagnostics.
Not done here: ids for headings, numbers, cross-references' text, templates. Python-Markdown is the host; what it does
is what `EXTENSIONS` register, in this order.
"""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element

from markdown.extensions import Extension

from ..diagnostics import Report
from .blocks.parser import split_lines
from .chapter import Chapter, Host
from .extensions.abbreviations import AbbreviationsExtension
from .extensions.admonitions import AdmonitionsExtension
from .extensions.answers import AnswersExtension
from .extensions.attributes import AttributesExtension
from .extensions.bare_links import BareLinksExtension
from .extensions.code import CodeExtension
from .extensions.commonmark import CommonMarkExtension
from .extensions.definitions import DefinitionsExtension
from .extensions.delimiters import DelimitersExtension
from .extensions.figures import FiguresExtension
from .extensions.han import HanExtension
from .extensions.html import HtmlExtension
from .extensions.notes import NotesExtension
from .extensions.tables import TablesExtension

# The order of the steps on the tree is that of their priorities, which each extension's file names.
EXTENSIONS: tuple[type[Extension], ...] = (
    CommonMarkExtension,
    AttributesExtension,
    TablesExtension,
    NotesExtension,
    AdmonitionsExtension,
    DefinitionsExtension,
    AbbreviationsExtension,
    CodeExtension,
    DelimitersExtension,
    BareLinksExtension,
    FiguresExtension,
    HanExtension,
    HtmlExtension,
    AnswersExtension,
)


def convert(text: str, *, file: str, path: Path, report: Report, first_line: int = 1) -> Element:
    """Return the chapter's `<div>`.

    `file` is the name written into `data-src`, `path` the file that diagnostics name, `first_line` the number of the
    text's first line in that file.
    """
    host = Host(Chapter(file, path, report, first_line), [extension() for extension in EXTENSIONS])
    host.parser.parseDocument(split_lines(text))
    root = host.parser.root
    for step in host.treeprocessors:
        step.run(root)
    return root

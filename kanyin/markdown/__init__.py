"""Markdown to elements.

In: one chapter's Markdown. Out: a `<div>` of block elements, each with `data-src="file:first-last"`; and diagnostics.
Not done here: ids for headings, numbers, cross-references' text, templates. Python-Markdown is the host; what it does
is what `EXTENSIONS` register, in this order.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element

from markdown.extensions import Extension

from ..diagnostics import Report
from .blocks.block import Block
from .blocks.parser import LineParser, split_lines
from .chapter import Chapter, Host, Text
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


class Parsed(NamedTuple):
    """A chapter's blocks, and the texts in them that are not read yet, each with the tag of its element.

    The proofreader reads the same: what a build has parsed it need not parse again.
    """

    host: Host
    document: Block
    texts: tuple[tuple[Text, str], ...]


def convert(text: str, *, file: str, path: Path, report: Report, first_line: int = 1) -> Element:
    """Return the chapter's `<div>`.

    `file` is the name written into `data-src`, `path` the file that diagnostics name, `first_line` the number of the
    text's first line in that file.
    """
    return assembled(parse(text, file=file, path=path, report=report, first_line=first_line))


def parse(text: str, *, file: str, path: Path, report: Report, first_line: int = 1) -> Parsed:
    """Find the blocks of a chapter; what is given is what `convert` is given."""
    host = Host(Chapter(file, path, report, first_line), [extension() for extension in EXTENSIONS])
    parser = host.parser
    assert isinstance(parser, LineParser)  # which the first extension has put in
    parser.parseDocument(split_lines(text))
    return Parsed(host, parser.document, tuple([(found, found.element.tag) for found in host.tables.texts]))


def assembled(parsed: Parsed) -> Element:
    """Return the chapter's `<div>`, in which the texts are read; to be called once."""
    root: Element = parsed.host.parser.root
    for step in parsed.host.treeprocessors:
        step.run(root)
    return root

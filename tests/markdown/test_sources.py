"""The contract that `data-src` names the lines of each block, one test an extension."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest

from kanyin.markdown import EXTENSIONS

from .reading import read


def sources(text: str, first_line: int = 1) -> list[str]:
    """Return `tag first-last` for each block under the chapter's division, in document order."""
    return [_source(element) for element in read(text, first_line=first_line).iter() if "data-src" in element.attrib][
        1:
    ]


def _source(element: Element) -> str:
    file, _, lines = element.get("data-src", "").rpartition(":")
    assert file == "a.md"
    return f"{element.tag} {lines}"


# Extension: source, and the blocks it must name with their lines.
CONTRACTS = {
    "CommonMarkExtension": (
        "# 甲\n\n乙\n丙\n===\n\n- 丁\n  - 戊\n\n    己\n> 庚\n>\n> 辛\n壬\n\n***\n",
        "h1 1-1, h1 3-5, ul 7-10, li 7-10, ul 8-10, li 8-10, p 8-8, p 10-10, "
        "blockquote 11-14, p 11-11, p 13-14, hr 16-16",
    ),
    "AttributesExtension": ("甲\n{.a}\n\n> 乙\n\n{.b}\n", "p 1-2, blockquote 4-6, p 4-4"),
    "TablesExtension": (
        "上\n|甲|\n|--|\n|乙|\n|丙|\n\n: 题\n",
        "p 1-1, table 2-7, caption 7-7, thead 2-2, tr 2-2, tbody 4-5, tr 4-4, tr 5-5",
    ),
    "NotesExtension": (
        "甲[^1]\n乙^[丙]\n\n[^1]: 注\n\n    注二\n",
        "p 1-2, span 4-6, span 4-4, span 6-6, span 2-2",
    ),
    "AdmonitionsExtension": ('!!! note "题"\n\n    甲\n\n> [!TIP]\n> 乙\n', "aside 1-3, p 3-3, aside 5-6, p 6-6"),
    "DefinitionsExtension": (
        "甲\n乙\n:   丙\n    丁\n\n戊\n\n:   己\n",
        "dl 1-8, dt 1-1, dt 2-2, dd 3-4, dt 6-6, dd 8-8, p 8-8",
    ),
    "AbbreviationsExtension": ("甲HTML\n*[HTML]: 乙\n丙\n", "p 1-1, p 3-3"),
    "CodeExtension": (
        "```c\nx\n\n```\n\n    y\n\n    z\n\n- ~~~\n  w\n",
        "pre 1-4, pre 6-8, ul 10-11, li 10-11, pre 10-11",
    ),
    "DelimitersExtension": ("甲\n==乙\n丙==\n", "p 1-3"),
    "BareLinksExtension": ("甲\nhttps://example.com\n", "p 1-2"),
    "FiguresExtension": ("甲\n\n![题\n目](a.svg)\n", "p 1-1, figure 3-4, figcaption 3-4"),
    "HanExtension": ("甲\n*乙 word*\n", "p 1-2"),
    "AnswersExtension": (
        "甲\n{.answer lines=2}\n\n1. 乙____\n   {.answer}\n",
        "p 1-2, div 1-2, ol 4-5, li 4-5, div 4-5",
    ),
    "HtmlExtension": (
        "甲\n\n<div>\n<p>乙</p>\n\n丙\n\n</div>\n\n<!-- pagebreak -->\n",
        "p 1-1, div 3-8, p 4-4, p 6-6, div 10-10",
    ),
}


@pytest.mark.parametrize("extension", [extension.__name__ for extension in EXTENSIONS])
def test_blocks_name_their_lines(extension: str) -> None:
    text, expected = CONTRACTS[extension]
    assert ", ".join(sources(text)) == expected


def test_lines_are_counted_from_the_first_line_given() -> None:
    assert sources("甲\n\n- 乙\n", first_line=6) == ["p 6-6", "ul 8-8", "li 8-8"]  # front matter took lines 1-5


def test_the_chapter_names_all_its_lines() -> None:
    assert read("甲\n\n乙\n").get("data-src") == "a.md:1-3"

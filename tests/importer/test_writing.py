"""What is written as Markdown is read as it was meant: every letter, under its marks, in its block."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kanyin.diagnostics import Report
from kanyin.importer.model import (
    Block,
    Break,
    Cell,
    Code,
    Heading,
    Inline,
    List,
    Mark,
    Note,
    Paragraph,
    Quote,
    Ruby,
    Run,
    Table,
)
from kanyin.importer.writing import markdown_of
from kanyin.importer.writing.inlines import tidy, without_indent
from kanyin.markdown import convert

Letter = tuple[str, frozenset[str], str]
TAGS = {
    "strong": "strong",
    "em": "em",
    "del": "del",
    "mark": "mark",
    "u": "u",
    "sup": "sup",
    "sub": "sub",
    "code": "code",
}


def read(text: str, report: Report | None = None) -> Element:
    return convert(text, file="a.md", path=Path("a.md"), report=report or Report())


def letters(element: Element, marks: frozenset[str] = frozenset(), href: str = "") -> list[Letter]:
    """Return every letter in the element, with its marks; a note is a letter of its own, and so is the end of a line."""
    if element.tag == "br":
        return [("\n", frozenset(), "")]
    if element.get("class") == "footnote":
        return [("※", frozenset(), "".join(element.itertext()))]
    if element.tag == "rp":
        return []
    if element.tag == "rt":
        return [("：", frozenset(), "".join(element.itertext()))]
    added = {TAGS[element.tag]} if element.tag in TAGS else set()
    added |= {"dots"} if "dots" in element.get("class", "").split() else set()
    marks, href = marks | added, element.get("href", href)
    out = [(c, marks, href) for c in element.text or ""]
    for child in element:
        out += letters(child, marks, href)
        out += [(c, marks, href) for c in child.tail or ""]
    return out


def meant(content: tuple[Inline, ...]) -> list[Letter]:
    out: list[Letter] = []
    for item in without_indent(tidy(content)):
        match item:
            case Run(text, marks, href):
                # White space cannot be seen to be bold.
                out += [(c, frozenset(map(str, marks)), href or "") for c in text]
            case Break():
                out.append(("\n", frozenset(), ""))
            case Note(blocks):
                text = "".join(
                    i.text for b in blocks if isinstance(b, Paragraph) for i in b.content if isinstance(i, Run)
                )
                out.append(("※", frozenset(), " ".join(text.split())))
            case Ruby(base, reading):
                out += [(c, frozenset(), "") for c in base] + [("：", frozenset(), reading)]
            case _:
                raise AssertionError(item)
    return out


def plain(found: list[Letter]) -> list[Letter]:
    """Fold white space: the marks on it say nothing, and a space at a line's end does not print."""
    text: list[Letter] = []
    for char, marks, href in found:
        if char in " \u00a0\u3000":
            if text and text[-1][0] not in " \n":
                text.append((" ", frozenset(), ""))
        else:
            if char == "\n" and text and text[-1][0] == " ":
                text.pop()
            text.append((char, marks, href))
    while text and text[-1][0] in " \n":
        text.pop()
    return text


def cell_of(text: str) -> Element:
    cell = read(text).find(".//td")
    assert cell is not None, text
    return cell


WORDS = [
    "春天",
    "hello",
    "1",
    "3.5",
    "a",
    "b",
    "。，、“”‘’（）《》—…",
    "-",
    "--",
    "*",
    "**",
    "_",
    "__",
    "`",
    "~",
    "~~",
    "^",
    "=",
    "==",
    "+",
    "#",
    ">",
    "<",
    "&",
    "&amp;",
    "&lt",
    "\\",
    "|",
    "[",
    "]",
    "{",
    "}",
    "(",
    ")",
    "!",
    ":",
    ";",
    "/",
    "____",
    "__",
    "$",
    "%",
    "1.",
    "-",
    ":",
    "x^2",
    "[^1]",
    "![",
    "](",
    "\u3000",
]
TEXTS = st.lists(st.sampled_from([*WORDS, " ", " "]), min_size=1, max_size=6).map("".join)
MARKS = st.frozensets(st.sampled_from([m for m in Mark if m not in (Mark.CODE, Mark.SUB)]), max_size=2)
RUNS = st.builds(Run, TEXTS, MARKS, st.sampled_from([None, None, None, "https://a.cn/b_c?d=(e)&f", "b.md#x"]))
NOTES = st.builds(lambda text: Note((Paragraph((Run(text),)),)), st.sampled_from(["注文。", "见 3 页"]))
INLINES = st.lists(
    st.one_of(RUNS, RUNS, RUNS, st.just(Break()), NOTES, st.just(Ruby("鲁", "lǔ")), st.builds(lambda t: Run(t, frozenset({Mark.CODE})), st.sampled_from(["a`b", "x*y*", "`", "{c}"]))),
    min_size=1, max_size=6,
).map(tuple)  # fmt: skip


@given(INLINES)
@settings(max_examples=1500, deadline=None)
def test_every_letter_of_a_paragraph_keeps_its_marks(content: tuple[Inline, ...]) -> None:
    expected = plain(meant(content))
    if not any(c not in " \u3000\n" for c, _, _ in expected):
        return
    text = markdown_of([Paragraph(content)])
    tree = read(text)
    assert [child.tag for child in tree] == ["p"], text
    assert plain(letters(tree[0])) == expected, text


@given(INLINES)
@settings(max_examples=500, deadline=None)
def test_every_letter_of_a_cell_and_a_heading_keeps_its_marks(content: tuple[Inline, ...]) -> None:
    expected = plain(meant(content))
    if not any(c not in " \u3000\n" for c, _, _ in expected):
        return
    text = markdown_of([Table(((Cell((Paragraph((Run("甲"),)),)),), (Cell((Paragraph(content),)),)), 1)])
    assert plain(letters(cell_of(text))) == expected, text
    spread = Table(((Cell((Paragraph(content),), columns=2),), (Cell(()), Cell(()))), 0)
    text = markdown_of([spread])
    assert plain(letters(cell_of(text))) == expected, text
    text = markdown_of([Heading(2, content)])
    tree = read(text)
    assert tree[0].tag == "h2"
    assert [x for x in plain(letters(tree[0])) if x[0] != " "] == [x for x in expected if x[0] not in " \n"], text


SIMPLE = st.sampled_from(["春天来了。", "1. 甲", "- 乙", "# 丙", "> 丁", "```", "***", "a  b", ": 戊", "| 己 |", "    庚", "===", "---", "+++", "[a]: b", "<div>", "!!! note"])  # fmt: skip
PARAGRAPHS: st.SearchStrategy[Block] = st.builds(lambda t: Paragraph((Run(t),)), SIMPLE)
CODES: st.SearchStrategy[Block] = st.builds(Code, st.sampled_from(["a\n\n  b", "```\nx\n```", "x", "~~~", "\tt"]))


def nesting(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    bodies = st.lists(inner, min_size=1, max_size=3).map(tuple)
    items = st.lists(
        st.tuples(PARAGRAPHS, st.lists(inner, max_size=2)).map(lambda x: (x[0], *x[1])), min_size=1, max_size=3
    )
    return st.one_of(
        st.builds(Quote, bodies),
        st.builds(List, items.map(tuple), st.sampled_from([None, 1, 3])),
        st.builds(lambda b: Table(((Cell(b), Cell(())), (Cell(()), Cell(b)))), bodies),
    )


BLOCKS = st.recursive(st.one_of(PARAGRAPHS, PARAGRAPHS, CODES), nesting, max_leaves=6)
Shape = tuple[object, ...]


def shape(block: Block) -> Shape:
    match block:
        case Paragraph(content):
            return ("p", "".join(c for c, _, _ in plain(meant(content))))
        case Code(text):
            return ("pre", text.replace("\t", "    "))
        case Quote(blocks):
            return ("blockquote", *map(shape, blocks))
        case List(items, start):
            return ("ul" if start is None else f"ol{start}", *(("li", *map(shape, item)) for item in items))
        case Table(rows):
            return ("table", *(("tr", *(("td", *map(shape, cell.blocks)) for cell in row)) for row in rows))
    raise AssertionError(block)


def found(element: Element) -> Shape:
    tag = element.tag
    if tag == "p" or (tag in ("li", "td") and not any(c.tag in BLOCKISH for c in element)):
        inside: Shape = ("p", "".join(c for c, _, _ in plain(letters(element))))
        return inside if tag == "p" else (tag, inside) if inside[1] else (tag,)
    if tag == "pre" or element.get("class") == "code":
        return ("pre", "".join(element.itertext()).rstrip("\n"))
    if tag in ("tbody",):
        return ("rows", *map(found, element))
    own: list[Shape] = []
    if tag == "li" and (element.text or "").strip():
        shell = Element("p")
        shell.text = element.text
        own.append(found(shell))
    name = f"ol{element.get('start', '1')}" if tag == "ol" else tag
    inner = [found(child) for child in element]
    inner = [x for part in inner for x in (part[1:] if part[0] == "rows" else (part,))]  # type: ignore[misc]
    return (name, *own, *inner)


BLOCKISH = ("p", "ul", "ol", "blockquote", "pre", "table", "div", "figure")


@given(st.lists(BLOCKS, min_size=1, max_size=4))
@settings(max_examples=600, deadline=None)
def test_blocks_nest_as_they_were(blocks: list[Block]) -> None:
    text = markdown_of(blocks)
    assert [found(child) for child in read(text)] == [shape(block) for block in blocks], text


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ((Run("甲"), Run("乙", frozenset({Mark.STRONG})), Run("丙")), "甲**乙**丙"),
        ((Run("“重要”", frozenset({Mark.STRONG})), Run("的")), "<strong>“重要”</strong>的"),
        ((Run("H"), Run("2", frozenset({Mark.SUB})), Run("O")), "H~2~O"),
        ((Run("着重", frozenset({Mark.DOTS})),), "[着重]{.dots}"),
        ((Run("甲 ", frozenset({Mark.EM})), Run("乙")), "*甲* 乙"),
        ((Run("姓名______"),), "姓名______"),
    ],
)
def test_signs_where_they_are_read_as_meant_and_tags_elsewhere(content: tuple[Inline, ...], expected: str) -> None:
    assert markdown_of([Paragraph(content)]) == f"{expected}\n"


def test_notes_are_numbered_and_one_called_twice_is_written_once() -> None:
    note = Note((Paragraph((Run("注文。"),)), Paragraph((Run("第二段。"),))))
    text = markdown_of([Paragraph((Run("甲"), note, Run("乙"), note))])
    assert text == "甲[^1]乙[^1]\n\n[^1]: 注文。\n\n    第二段。\n"
    report = Report()
    read(text, report)
    assert not list(report)


def test_neighbouring_lists_stay_two() -> None:
    item = ((Paragraph((Run("甲"),)),),)
    assert re.sub(r"\s+", " ", markdown_of([List(item), List(item)])) == "- 甲 <!-- --> - 甲 "

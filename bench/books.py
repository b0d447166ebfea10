"""Books of any length for the bench: chapters of blocks, the same for the same length, and written for each program.

In: how many characters. Out: `Chapter`s, as Markdown for us, as HTML for plain WeasyPrint and as markup for Typst, so
that all three set the same text: headings of three levels, paragraphs with marks, Latin words and bold, lists, a table
a chapter, a note every 3,000 characters.
"""

from __future__ import annotations

import html
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

CHAPTER = 10_000
"""Characters of a chapter."""

_LATIN = (
    "PDF", "2023年", "3.14%", "GDP", "A4", "Unicode 15.1", "25℃", "100km", "1949年10月1日", "WeasyPrint", "CO2", "5G",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a paragraph: plain, bold, or the text of a note whose number stands there."""

    kind: Literal["plain", "bold", "note"]
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A block. `level` is a heading's; rows are a table's, the first of them its head, or a list's of one cell each."""

    kind: Literal["heading", "paragraph", "list", "table"]
    level: int = 0
    runs: tuple[Run, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


Chapter = tuple[Block, ...]


def book(characters: int) -> list[Chapter]:
    """Return a book of about so many characters."""
    author = _Author(random.Random(characters))
    count = max(1, round(characters / CHAPTER))
    return [author.chapter(number, min(CHAPTER, characters)) for number in range(1, count + 1)]


class _Author:
    """Writes sentences of characters as frequent as in any text, by the law of Zipf."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        levels = [bytes([row, cell]).decode("gb2312") for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFA)]
        self._characters = chance.sample(levels, 2400)
        self._weights = [1 / (rank + 10) for rank in range(2400)]
        self._until_note = 3000

    def words(self, least: int, most: int) -> str:
        return "".join(self._chance.choices(self._characters, self._weights, k=self._chance.randint(least, most)))

    def chapter(self, number: int, characters: int) -> Chapter:
        blocks = [Block("heading", 1, (Run("plain", f"第{number}章 {self.words(4, 12)}"),))]
        written, table = 0, characters // 2
        while written < characters:
            if written >= 1000 * sum(block.kind == "heading" and block.level > 1 for block in blocks):
                level = 2 if written % 3000 < 1000 else 3
                blocks.append(Block("heading", level, (Run("plain", self.words(4, 14)),)))
            if written >= table:
                blocks.append(self._table())
                table = characters * 2
            made = self._list() if self._chance.random() < 0.05 else self._paragraph()
            written += sum(len(run.text) for run in made.runs) + sum(len(cell) for row in made.rows for cell in row)
            blocks.append(made)
        return tuple(blocks)

    def _paragraph(self) -> Block:
        runs: list[Run] = []
        length = self._chance.randint(80, 400)
        while sum(len(run.text) for run in runs) < length:
            runs += self._sentence()
        self._until_note -= length
        if self._until_note <= 0:
            self._until_note = 3000
            runs.append(Run("note", self.words(15, 60) + "。"))
        return Block("paragraph", runs=tuple(runs))

    def _sentence(self) -> Iterator[Run]:
        for place in range(count := self._chance.randint(1, 4)):
            yield from self._clause()
            yield Run("plain", "，" if place < count - 1 else self._chance.choices("。？！；", (88, 5, 5, 2))[0])

    def _clause(self) -> Iterator[Run]:
        kind, words = self._chance.random(), self.words
        if kind < 0.02:
            yield from (Run("plain", words(3, 8)), Run("bold", words(2, 6)), Run("plain", words(1, 4)))
            return
        shapes: tuple[tuple[float, Callable[[], str]], ...] = (
            (0.08, lambda: words(3, 10) + self._chance.choice(_LATIN) + words(2, 6)),
            (0.12, lambda: f"{words(2, 8)}《{words(2, 6)}》、《{words(2, 6)}》"),
            (0.15, lambda: f"{words(3, 9)}（{words(2, 8)}）"),
            (0.19, lambda: f"{words(2, 5)}说：“{words(4, 10)}”"),
            (0.21, lambda: f"{words(3, 9)}——{words(3, 8)}"),
            (0.22, lambda: f"{words(4, 12)}……"),
            (0.27, lambda: f"{words(2, 4)}、{words(2, 4)}、{words(2, 4)}"),
            (1.01, lambda: words(4, 16)),
        )
        yield Run("plain", next(make for limit, make in shapes if kind < limit)())

    def _list(self) -> Block:
        return Block("list", rows=tuple((self.words(10, 40) + "。",) for _ in range(self._chance.randint(3, 6))))

    def _table(self) -> Block:
        rows = [tuple(self.words(2, 4) for _ in range(4))]
        for _ in range(5):
            share = f"{self._chance.random() * 100:.1f}%"
            rows.append((self.words(2, 6), str(self._chance.randint(1, 9999)), share, self.words(3, 8)))
        return Block("table", rows=tuple(rows))


# ---- as Markdown


def markdown(chapter: Chapter) -> str:
    """Return a chapter as Markdown."""
    notes: list[str] = []
    parts = [_markdown_block(block, notes) for block in chapter]
    return "\n\n".join([*parts, *(f"[^{number}]: {text}" for number, text in enumerate(notes, 1))]) + "\n"


def _markdown_block(block: Block, notes: list[str]) -> str:
    if block.kind == "heading":
        return "#" * block.level + " " + block.runs[0].text
    if block.kind == "list":
        return "\n".join(f"- {row[0]}" for row in block.rows)
    if block.kind == "table":
        head, *rows = ("| " + " | ".join(row) + " |" for row in block.rows)
        return "\n".join([head, "|---" * len(block.rows[0]) + "|", *rows])
    text = ""
    for run in block.runs:
        if run.kind == "note":
            notes.append(run.text)
        text += {"plain": run.text, "bold": f"**{run.text}**", "note": f"[^{len(notes)}]"}[run.kind]
    return text


# ---- as HTML for plain WeasyPrint

_STYLE = """
@page { size: 148mm 210mm; margin: 24mm 22mm 21mm; @bottom-center { content: counter(page) } }
html { font: 10.5pt/18pt "Noto Serif CJK SC"; text-align: justify }
h1 { break-before: page; font-size: 18pt } h2 { font-size: 14pt } h3 { font-size: 12pt }
p { text-indent: 2em; margin: 0 }
.note { float: footnote; font-size: 8.5pt; line-height: 13pt } a { color: inherit; text-decoration: none }
nav a::after { content: leader(".") target-counter(attr(href), page) } nav { break-after: page }
table { border-collapse: collapse; margin: 9pt auto } td, th { border-bottom: .5pt solid; padding: 0 6pt }
"""


def as_html(chapters: Sequence[Chapter]) -> str:
    """Return the book as one HTML document with contents, for WeasyPrint as it comes."""
    entries: list[str] = []
    body: list[str] = []
    for block in (block for chapter in chapters for block in chapter):
        if block.kind == "heading":
            name, text = f"h{len(entries)}", html.escape(block.runs[0].text)
            entries.append(f'<p><a href="#{name}">{text}</a></p>')
            body.append(f'<h{block.level} id="{name}">{text}</h{block.level}>')
        else:
            body.append(_html_block(block))
    head = f"<meta charset=utf-8><title>{len(chapters)}</title><style>{_STYLE}</style>"
    return f'<html lang=zh-CN>{head}<nav>{"".join(entries)}</nav>{"".join(body)}'


def _html_block(block: Block) -> str:
    rows = [[html.escape(cell) for cell in row] for row in block.rows]
    if block.kind == "list":
        return "<ul>" + "".join(f"<li>{row[0]}</li>" for row in rows) + "</ul>"
    if block.kind == "table":
        head, *others = ("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
        return f"<table><thead>{head.replace('td>', 'th>')}</thead><tbody>{''.join(others)}</tbody></table>"
    shapes = {"plain": "{}", "bold": "<strong>{}</strong>", "note": '<span class="note">{}</span>'}
    return "<p>" + "".join(shapes[run.kind].format(html.escape(run.text)) for run in block.runs) + "</p>"


# ---- for Typst

_SET = """#set page(width: 148mm, height: 210mm, margin: (x: 22mm, top: 24mm, bottom: 21mm), numbering: "1")
#set text(font: "Noto Serif CJK SC", size: 10.5pt, lang: "zh", top-edge: 0.8em, bottom-edge: -0.2em)
#set par(justify: true, leading: 7.5pt, spacing: 7.5pt, first-line-indent: (amount: 2em, all: true))
#show heading.where(level: 1): it => { pagebreak(weak: true); it }
#outline(depth: 3)
"""


def as_typst(chapters: Sequence[Chapter]) -> str:
    """Return the book as Typst's markup, with contents."""
    return _SET + "\n\n".join(_typst_block(block) for chapter in chapters for block in chapter) + "\n"


def _typst_block(block: Block) -> str:
    if block.kind == "heading":
        return "=" * block.level + " " + _escaped(block.runs[0].text)
    if block.kind == "list":
        return "\n".join(f"- {_escaped(row[0])}" for row in block.rows)
    if block.kind == "table":
        cells = ", ".join(f"[{_escaped(cell)}]" for row in block.rows for cell in row)
        return f"#table(columns: {len(block.rows[0])}, {cells})"
    shapes = {"plain": "{}", "bold": "#strong[{}]", "note": "#footnote[{}]"}
    return "".join(shapes[run.kind].format(_escaped(run.text)) for run in block.runs)


def _escaped(text: str) -> str:
    return "".join("\\" + character if character in "\\#$*_`<>@[]" else character for character in text)

"""Tables as GitHub's, with a caption: `: 表题 {#tbl-x}` under the table.

In: a header line, a delimiter line and rows. Out: `<table>` with `align-left|center|right` classes on its cells.
A `|` divides cells unless it is escaped or stands in a code span.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from ..attributes import cut_trailing
from .block import Block, Resume
from .builder import Builder
from .cursor import Cursor
from .paragraph import Paragraph
from .parser import LineParser

_RULE = re.compile(r"\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*\Z")
_CAPTION = re.compile(r":[ ]+(?=\S)")
_DIVIDER = re.compile(r"\\.|`+|\|", re.DOTALL)

Cell = tuple[str, int]  # the text and its column


class Table(Block):
    """A table; each row has its line number and its cells."""

    takes_lines = True

    def __init__(self, first: int, header: list[Cell], aligns: list[str]) -> None:
        super().__init__(first)
        self.aligns = aligns
        self.rows: list[tuple[int, list[Cell]]] = [(first, header)]
        self.caption: tuple[Cell, int] | None = None

    def resume(self, cursor: Cursor, parser: LineParser) -> Resume:
        return Resume.NO if cursor.blank else Resume.YES

    def add_line(self, cursor: Cursor, parser: LineParser) -> None:
        self.last = cursor.line
        if cursor.line == self.first + 1:
            return
        cells = split_row(cursor.content, cursor.next)
        if len(cells) > len(self.aligns):
            text, column = cells[len(self.aligns)]
            place = parser.host.chapter.span(cursor.line, column + 1, len(text))
            message = f"this row has {len(cells)} cells, the table {len(self.aligns)} columns: the rest is left out"
            parser.host.warn("table-row", message, place, r"write a | that is part of the text as \|")
        self.rows.append((cursor.line, cells[: len(self.aligns)]))

    def set_caption(self, cursor: Cursor, start: int) -> None:
        """Take the rest of the line as the caption, with its attribute list for the table."""
        text, attributes = cut_trailing(cursor.content[start:])
        self.caption = ((text, cursor.next + start), cursor.line)
        self.attributes = attributes or self.attributes
        self.last = cursor.line

    def build(self, builder: Builder) -> Element:
        table = builder.element("table", self)
        if self.caption:
            (text, column), line = self.caption
            builder.text(builder.line(table, "caption", line, line), text, line, [column])
        header, *body = self.rows
        self._fill_rows(builder, builder.line(table, "thead", header[0], header[0]), "th", [header])
        if body:
            self._fill_rows(builder, builder.line(table, "tbody", body[0][0], body[-1][0]), "td", body)
        return table

    def _fill_rows(self, builder: Builder, part: Element, tag: str, rows: list[tuple[int, list[Cell]]]) -> None:
        for line, cells in rows:
            row = builder.line(part, "tr", line, line)
            missing = len(self.aligns) - len(cells)
            for align, (text, column) in zip(self.aligns, cells + [("", 0)] * missing, strict=True):
                cell = SubElement(row, tag, {"class": f"align-{align}"} if align else {})
                builder.text(cell, text, line, [column])


def split_row(line: str, offset: int) -> list[Cell]:
    """Split a row into cells; `offset` is the column of its first character."""
    text = line.rstrip(" ")
    cuts = _dividers(text)
    start = 1 if cuts and cuts[0] == 0 else 0
    edges = cuts[1:] if start else cuts
    cells = []
    for edge in [*edges, len(text)]:
        raw = text[start:edge]
        cells.append((raw.strip(" ").replace("\\|", "|"), offset + start + len(raw) - len(raw.lstrip(" "))))
        start = edge + 1
    return cells[:-1] if len(cells) > 1 and edges and edges[-1] == len(text) - 1 else cells


def _dividers(text: str) -> list[int]:
    """Return where the cells are divided. A run of backticks without its like opens no code span."""
    marks = list(_DIVIDER.finditer(text))
    last = {found[0]: index for index, found in enumerate(marks) if found[0][0] == "`"}
    cuts, span = [], ""
    for index, found in enumerate(marks):
        mark = found[0]
        if mark[0] == "`":
            if not span and last[mark] > index:
                span = mark
            elif mark == span:
                span = ""
        elif mark == "|" and not span:
            cuts.append(found.start())
    return cuts


def _aligns(line: str) -> list[str]:
    sides = {(True, True): "center", (True, False): "left", (False, True): "right", (False, False): ""}
    return [sides[cell.startswith(":"), cell.endswith(":")] for cell, _ in split_row(line, 0)]


def open_table(parser: LineParser, cursor: Cursor, container: Block) -> bool:
    """Open a table at its delimiter line, if the paragraph's last line has as many cells; lines above it remain."""
    if not isinstance(container, Paragraph) or not container.lines or not _RULE.match(cursor.content):
        return False
    if "|" not in cursor.content and "|" not in container.lines[-1]:
        return False
    aligns = _aligns(cursor.content)
    header = split_row(container.lines[-1], container.columns[-1])
    if len(header) != len(aligns):
        _warn_of_columns(parser, cursor, len(header), len(aligns))
        return False
    parser.close_unmatched()
    container.take_last_lines(1)
    parser.close(container)
    if not container.lines and parser.tip.children:
        parser.tip.children.pop()
    table = Table(cursor.line - 1, header, aligns)
    parser.open(table)
    return True


def _warn_of_columns(parser: LineParser, cursor: Cursor, header: int, rule: int) -> None:
    message = f"this is no table: the line of dashes has {rule} cells, the header above it {header}"
    place = parser.host.chapter.span(cursor.line, cursor.next + 1, len(cursor.content))
    parser.host.warn("table-header", message, place, "give both lines the same number of cells")


def open_caption(parser: LineParser, cursor: Cursor, container: Block) -> bool:
    """Take `: 题` directly under a table, or after one blank line, as its caption."""
    found = _CAPTION.match(cursor.content)
    parent = container.parent if isinstance(container, Table) else container
    table = parent.children[-1] if parent and parent.children else None
    if not found or not isinstance(table, Table) or table.caption or cursor.line > table.last + 2:
        return False
    parser.close_unmatched()
    table.set_caption(cursor, found.end())
    cursor.eat_to(len(cursor.text))
    if table.open:
        parser.close(table)
    parser.tip.last = max(parser.tip.last, cursor.line)
    return True

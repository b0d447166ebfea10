"""A compact book with every kind of block, for tests that ask the same of every theme."""

from __future__ import annotations

from statistics import mode

from kanyin import theme
from kanyin.diagnostics import Report
from kanyin.grid import POINTS, Grid

from .reading import Glyph, Reading

TEXT = "纸是什么？把植物的纤维打散在水里，再让水慢慢漏走，留在帘子上的那一层薄薄的交织，就是纸。"


def svg(height: float) -> str:
    """A drawing 150 pt wide."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="150pt" height="{height}pt" viewBox="0 0 9 9" preserveAspectRatio="none"><path d="M0 0h9v9z"/></svg>'


def code(lines: int) -> str:
    """A code block of this many lines."""
    return "```python\n" + "".join(f"x{n} = {n}  # 注\n" for n in range(lines)) + "```"


def table(rows: int, number: int) -> str:
    """A table, each third row of which turns over."""
    body = "".join(f"| {TEXT if n % 3 == 2 else '皮料'} | {n} |\n" for n in range(rows))
    return f"| 原料 | 数 |\n|---|--:|\n{body}: 表题 {{#tbl-{number}}}"


BLOCKS = (
    f"> {TEXT}\n>\n> ——《纸谱》",
    f"> {TEXT}\n>\n> {code(2)}\n>\n> {TEXT}".replace("\nx", "\n> x").replace("\n```\n", "\n> ```\n"),
    "> 松下问童子，\n> 言师采药去。\n> ——贾岛\n{.poem}",
    *(code(lines) for lines in (1, 2, 3, 4, 5, 40)),
    *(table(rows, rows) for rows in (1, 2, 3, 40)),
    table(30, 99).replace("tbl-99", "tbl-99 .turned"),
    f"| 甲 | 乙 | 丙 | 丁 | 戊 |\n|---|---|---|---|---|\n{f'| {TEXT} ' * 5}|\n: 很宽的表",
    code(12).replace("python", "python {.numbered}"),
    "![高图](a3.svg)",
    *(f"![图题](a{number}.svg){{#fig-{number}}}" for number in (1, 2)),
    f'!!! tip "提示"\n    {TEXT}\n\n    - 甲\n    - 乙\n\n    ```\n    y\n    ```',
    f"!!! warning\n    {TEXT}",
    f"!!! note\n    {TEXT * 12}",
    f"- 春天种：\n  - 豆角，{TEXT}\n    - 更内\n- 秋天种",
    "1. 先看。\n\n   抓一把。\n\n   > 引文\n\n   ```\n   z\n   ```\n2. 再看。",
    "- [x] 借书证\n- [ ] 登记本",
    '!!! points "要点"\n    - 甲\n    - 乙',
    f"1. 为什么？{TEXT}\n   {{.answer lines=3}}\n2. 在____填上一个字。\n   {{.answer lines=12}}\n3. 再写。",
    "天头\n:   书页上方的空白。\n\n地脚\n:   书页下方的空白。",
    "## 小节",
    f"## 小节{TEXT}",
    "### 选料",
    "#### 选水",
    "---",
    f"一行里有**粗体**、*楷体*、`code`、H~2~O、x^2^、[链接](https://example.com/)和一幅小图![鱼](b.svg)，{TEXT}",
)


def files() -> dict[str, str]:
    """Return the book's files: every block follows text of another length and is followed by text, some with notes."""
    parts = ["# 纸"]
    for number, block in enumerate(BLOCKS):
        note = f"[^{number}]" if number % 2 else ""
        parts += [TEXT * (1 + number % 3) + f"第{number}段{note}，{TEXT}", block, TEXT * (1 + number % 2)]
        parts += [f"[^{number}]: 注文，{TEXT * (1 + number % 3)}"] if note else []
    drawings = {
        "a1.svg": svg(37),
        "a2.svg": svg(211.3),
        "a3.svg": svg(900),
        "b.svg": svg(9).replace("150pt", "26pt").replace('"9pt', '"26pt'),
    }
    toml = '[book]\ntitle = "纸谱"\nauthors = ["沈砚秋"]\nseries = "丛书"\npublisher = "青檀书社"\n'
    return {"book.toml": toml, "a.md": "\n\n".join(parts) + "\n", **drawings}


def body_rows(reading: Reading, grid: Grid) -> list[Glyph]:
    """Return the first glyph of every row of body text of the numbered pages, in whatever face, folios apart."""
    numbered = {page for page, label in enumerate(reading.labels) if label.isdecimal()}
    body = [
        glyph
        for glyph in reading.glyphs
        if glyph.size == grid.size
        and glyph.page in numbered
        and not (glyph.char.isdigit() and glyph.y > (grid.head + grid.depth) * POINTS)
    ]
    return list({(glyph.page, round(glyph.y, 1)): glyph for glyph in reversed(body)}.values())


def off_grid(reading: Reading, grid: Grid, *, main_face: bool = False) -> list[tuple[int, str, float]]:
    """Return the rows that are more than 0.3 pt off the grid of the page: page, first glyph, by how much in pt.

    `main_face` leaves out rows that begin in another face than most: a book's own styles may set those otherwise.
    """
    body = body_rows(reading, grid)
    if main_face:
        face = mode(glyph.font for glyph in body)
        body = [glyph for glyph in body if glyph.font == face]
    phase = mode(round(glyph.y % grid.pitch, 1) for glyph in body)
    rows = [(glyph, (glyph.y - phase + grid.pitch / 2) % grid.pitch - grid.pitch / 2) for glyph in body]
    return [(glyph.page, glyph.char, round(off, 2)) for glyph, off in rows if abs(off) > 0.3]


def grid_of(name: str) -> Grid:
    """Return the grid of a theme."""
    return theme.find(name, Report()).grid


def text_pages(reading: Reading) -> list[int]:
    """Return the pages of the text: those with a folio in arabic figures."""
    return [page for page, label in enumerate(reading.labels) if label.isdecimal()]


def left_edge(reading: Reading, name: str, page: int) -> float:
    """Return where the type area of a page begins, in pt: at the outer margin on a left-hand page of two sides."""
    grid = grid_of(name)
    verso = theme.find(name, Report()).sides == 2 and page % 2 == 1
    return (grid.outer if verso else grid.inner) * POINTS


def beyond_the_type_area(reading: Reading, name: str) -> list[tuple[int, str, float]]:
    """Return the glyphs of the text with ink left or right of the type area: page, glyph, its left edge in pt."""
    found = []
    for page in text_pages(reading):
        left = left_edge(reading, name, page)
        right = left + grid_of(name).measure * POINTS
        # A point more: a face's own overhang.
        found += [(page, char, x) for char, x, end, _ in reading.inks(page) if x < left - 1 or end > right + 1]
    return found

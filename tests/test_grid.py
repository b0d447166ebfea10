"""The grid: every baseline of body text in a book with every kind of block stands on one set of lines."""

from __future__ import annotations

from collections import Counter
from statistics import mode

import pytest

from kanyin import build
from kanyin.diagnostics import Report

from .conftest import SHARED, BuildBook
from .reading import Glyph, Reading

TEXT = "纸是什么？把植物的纤维打散在水里，再让水慢慢漏走，留在帘子上的那一层薄薄的交织，就是纸。"

# Body size, pitch and type area of the theme `book`, in pt: the head is 24 mm, the depth 26 lines.
SIZE, PITCH, HEAD, DEPTH = 10.5, 18.0, 24 * 72 / 25.4, 26 * 18.0


def svg(height: float) -> str:
    """A drawing 150 pt wide."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="150pt" height="{height}pt" viewBox="0 0 9 9"><path d="M1 1h5v4z"/></svg>'


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
    f"| 甲 | 乙 | 丙 | 丁 | 戊 |\n|---|---|---|---|---|\n{f'| {TEXT} ' * 5}|\n: 字小一号的表",
    code(12).replace("python", "python {.numbered}"),
    "![高图](a3.svg)",
    *(f"![图题](a{number}.svg){{#fig-{number}}}" for number in (1, 2)),
    f'!!! tip "提示"\n    {TEXT}\n\n    - 甲\n    - 乙\n\n    ```\n    y\n    ```',
    f"!!! warning\n    {TEXT}",
    f"!!! note\n    {TEXT * 12}",
    f"- 春天种：\n  - 豆角，{TEXT}\n    - 更内\n- 秋天种",
    "1. 先看。\n\n   抓一把。\n\n   > 引文\n\n   ```\n   z\n   ```\n2. 再看。",
    "- [x] 借书证\n- [ ] 登记本",
    "天头\n:   书页上方的空白。\n\n地脚\n:   书页下方的空白。",
    "## 小节",
    f"## 小节{TEXT}",
    "### 选料",
    "#### 选水",
    "---",
    f"一行里有**粗体**、*楷体*、`code`、H~2~O、x^2^、[链接](https://example.com/)和一幅小图![鱼](b.svg)，{TEXT}",
)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """A book in which every block follows text of another length and is followed by text, some of it with notes."""
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
    files = {"book.toml": '[book]\ntitle = "纸谱"\n', "a.md": "\n\n".join(parts) + "\n", **drawings}
    folder = tmp_path_factory.mktemp("grid")
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    report = Report()
    built = build(folder, folder / "out", report=report)
    assert not [found for found in report if found.severity != "note"]
    return Reading(built.files[0])


def body_rows(reading: Reading) -> list[Glyph]:
    """Return the first glyph of every row of body text, in the face of most of it, wherever it is on the page."""
    faces = Counter(glyph.font for glyph in reading.glyphs if glyph.size == SIZE)
    face, _ = faces.most_common(1)[0]
    body = [glyph for glyph in reading.glyphs if glyph.size == SIZE and glyph.font == face]
    return list({(glyph.page, round(glyph.y, 1)): glyph for glyph in reversed(body)}.values())


def off_grid(reading: Reading) -> list[tuple[int, str, float]]:
    """Return the rows that are more than 0.3 pt off the grid of the page: page, first glyph, by how much in pt."""
    body = body_rows(reading)
    phase = mode(round(glyph.y % PITCH, 1) for glyph in body)
    rows = [(glyph, (glyph.y - phase + PITCH / 2) % PITCH - PITCH / 2) for glyph in body]
    return [(glyph.page, glyph.char, round(off, 2)) for glyph, off in rows if abs(off) > 0.3]


def test_every_body_baseline_of_every_page_is_on_the_grid(mixed: Reading) -> None:
    pages = {glyph.page for glyph in body_rows(mixed)}
    assert len(pages) > 20
    assert {page % 2 for page in pages} == {0, 1}  # both sides of a leaf, on one grid
    assert off_grid(mixed) == []


def test_no_body_line_stands_below_the_type_area(mixed: Reading) -> None:
    assert max(glyph.y for glyph in body_rows(mixed)) < HEAD + DEPTH


def test_a_real_text_keeps_the_grid(build_book: BuildBook) -> None:
    path = SHARED / "corpus" / "guidelines.md"
    if not path.is_file():
        pytest.skip("the corpus of real texts is not beside this checkout")
    reading = build_book(path, expected=("link.outside-book", "font.missing-glyph", "font.foreign"))
    assert off_grid(reading) == []

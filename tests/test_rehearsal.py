"""The rehearsal: pages as the templates and Markdown make them, so that what is known of them is of use after it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

import tinyhtml5

from kanyin import rehearsal
from kanyin.diagnostics import Report
from kanyin.pages import Pages
from kanyin.plan import Shape, plan
from kanyin.theme import find

from .small_books import read_book

WRITTEN = """\
# 铅字

## 排字

排字工从字架上拣出铅字，排进手托；排满一版，打一张“毛样”（proof，1890 年）。校对的人在**毛样**上改。

样张改过三遍，才算清样。

# 铅字

样张改过三遍，才算清样。[^1]

## 节

### 拼版

铅字之间，行行相望：[^2]

- 铅条
- 铅空

1. 上机
2. 印刷

> 字里行间。

[^1]: 俗称“三校”。
[^2]: 改样的记号，各家不同。

# 铅字

| 字号 | 厘米 | 行数 |
|---|---|---|
| 五号 | 0.37 | 40 |
| 四号 | 0.49 | 30 |
| 三号 | 0.56 | 26 |

<!-- pagebreak -->

版拼好了，才上机器。

<!-- pagebreak -->

印好了，才装订。
"""


def kinds(root: Element) -> Iterator[tuple[str, ...]]:
    """Yield each element's name, class and style, and those of what it stands in."""

    def walk(element: Element, above: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        own = (*above, f"{element.tag} {element.get('class', '')} {element.get('style', '')}".strip())
        yield own
        for child in element:
            yield from walk(child, own)

    return walk(root, ())


def test_it_is_what_templates_and_markdown_make(tmp_path: Path) -> None:
    texts = WRITTEN.split("# 铅字")[1:]
    files = {f"{place}.md": f"# 铅字{text}" for place, text in enumerate(texts, 1)}
    files["book.toml"] = '[book]\ntitle = "书"\n'
    made = read_book(tmp_path, files)
    theme = find("book", Report())
    pages = Pages(made.book, made.text, theme, Report())
    sections = plan(made.book, made.text, Shape(short=False, recto=True), theme.form)
    roots = [pages.sheet(each, "recto", {}).root(1) for each in sections if each.name.startswith("chapter")]
    known = {kind for root in roots for kind in kinds(root)}
    for page in rehearsal.pages("zh-Hans", "book"):
        root = tinyhtml5.parse(page, namespace_html_elements=False)
        SubElement(root[0], "style")  # which a sheet gets
        assert set(kinds(root)) <= known
        assert "$" not in page

"""A book that paints in every way there is, and its editions."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image

from kanyin import Built, build
from kanyin.diagnostics import Report

from ..profile_files import make

STYLE = """
.lab { color: lab(40% 60 30); }
.ink { color: device-cmyk(0 0.8 0.8 0); }
.grey { color: #808080; }
.soft { color: rgb(0 0 0 / 50%); }
.deep { background: linear-gradient(to right, #204080, rgb(255 200 0 / 30%)); }
.faded { opacity: 0.6; }
"""
SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="120" height="60" viewBox="0 0 120 60">
<defs><linearGradient id="g"><stop offset="0" stop-color="#c03020"/><stop offset="1" stop-color="#2060c0" stop-opacity="0.4"/></linearGradient>
<radialGradient id="r"><stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="#060"/></radialGradient>
<pattern id="p" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="4" height="4" fill="#e08000"/></pattern>
<mask id="m"><rect width="60" height="60" fill="#888"/></mask></defs>
<rect width="40" height="30" fill="url(#g)"/><circle cx="60" cy="30" r="20" fill="url(#r)" stroke="#903"/>
<rect x="80" width="40" height="30" fill="url(#p)"/><g opacity="0.5"><rect y="30" width="40" height="30" fill="navy"/></g>
<g mask="url(#m)"><rect y="40" width="60" height="20" fill="teal"/></g><text x="70" y="55" font-size="10">墨 ink</text></svg>"""
TEXT = """# 纸与墨

正文与**粗体**、*强调*、`code`，注[^1]，见[第二章](b.md)与[网站](https://example.org/)。

[^1]: 注文。

## 节名

> 引文一段。

```
code on a tint
```

| 甲 | 乙 |
|---|---|
| 一 | 二 |
: 表题

![图题](a.svg)

![照片](photo.jpg)

![透明](clear.png)

![灰](grey.png)

![四色](inks.jpg)

!!! warning "注意"
    一句。

#### 跳级

<p><span class="lab">甲</span><span class="ink">乙</span><span class="grey">丙</span><span class="soft">丁</span></p>
<p class="deep">戊</p>
<p class="faded">己</p>
"""


@dataclass(frozen=True)
class Editions:
    """The editions of the sample."""

    built: Built
    screen: Path
    print: Path
    booklet: Path
    archive: Path
    report: Report


def write(folder: Path) -> Path:
    """Write the sample and return its folder."""
    (folder / "styles").mkdir(parents=True)
    (folder / "book.toml").write_text(
        '[book]\ntitle = "纸 & 墨"\nauthors = ["甲", "乙"]\ndescription = "说明"\nkeywords = ["纸"]\n'
        '[output.kanyin]\ncover = "colour"\n[output.kanyin.print]\nicc = "inks.icc"\npaper = "70gsm"\n'
    )
    make(folder / "inks.icc")
    (folder / "styles" / "own.css").write_text(STYLE)
    (folder / "a.md").write_text(TEXT)
    (folder / "b.md").write_text("# 第二\n\n文" * 3 + "\n\n" + "长文段落。" * 900 + "\n")
    (folder / "a.svg").write_text(SVG)
    pixels = Image.radial_gradient("L").resize((1800, 1200))
    photo = Image.merge("RGB", (pixels, pixels.transpose(Image.Transpose.ROTATE_180), Image.new("L", pixels.size, 90)))
    photo.save(folder / "photo.jpg", quality=90)
    photo.resize((900, 600)).convert("RGBA").save(folder / "clear.png")
    clear = photo.resize((900, 600)).convert("RGBA")
    clear.putalpha(pixels.resize((900, 600)))
    clear.save(folder / "clear.png")
    pixels.resize((300, 200)).convert("RGB").save(folder / "grey.png")
    photo.resize((300, 200)).convert("CMYK").save(folder / "inks.jpg")
    return folder


def make_editions(folder: Path) -> Editions:
    """Build the sample's editions."""
    report = Report()
    built = build(
        write(folder / "book"), folder / "out", report=report, editions=["screen", "print", "booklet", "archive"]
    )
    screen, printed, booklet, archive = built.files
    return Editions(built, screen, printed, booklet, archive, report)


def characters(path: Path) -> Counter[str]:
    """Return how often each character stands in a PDF's text, white space aside."""
    pdf = pypdfium2.PdfDocument(path)
    text = "".join(page.get_textpage().get_text_range() for page in pdf)
    return Counter(re.sub(r"[\s\x00-\x1f\ufffe]", "", text))


def texts(path: Path) -> list[str]:
    """Return the text of each page."""
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path)]

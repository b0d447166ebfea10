"""The gallery of the READMEs: pages of the sample books in each theme, side by side as in an open book.

In: the sample books under content/, and for the theme `large` the one `kanyin new` makes. Out: docs/pages-THEME.png.
The pages are found by what stands on them, so that a page more or less before them changes nothing. The same pages give
the same bytes.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFilter

from kanyin import build
from kanyin.diagnostics import Report
from kanyin.starter import start

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs"

_EDGE, _GAP = 24, 36
"""The white around a picture, and between two leaves of it, in px."""

_BORDER, _SHADOW, _COLOURS = (208, 208, 208), 40, 128


@dataclass(frozen=True, slots=True)
class Sheet:
    """One picture: pages `height` px high in groups; a group is pages that lie side by side without a gap.

    A page is named by a piece of its text, white space aside, or as `cover`.
    """

    theme: str
    book: str
    height: int
    groups: tuple[tuple[str, ...], ...]


SHEETS = (
    Sheet("book", "manual", 480, (("cover",), ("先分清点号", "线装书书口中间"), ("未知有疑", "引文后面多写一行"))),
    Sheet("handout", "handout", 560, (("本讲要点",), ("隔开外国人名",), ("请改正",), ("参考答案",))),
    Sheet("large", "", 560, (("cover",), ("目录", "食堂在社区服务站"), ("怎样付钱",))),
    Sheet("official", "official-sample", 560, (("各会员作坊",), ("坡段的划定", "作坊按表中"), ("验收的项目",))),
)


def main() -> None:
    """Make every picture and tell how large it is."""
    with tempfile.TemporaryDirectory() as folder:
        for sheet in SHEETS:
            picture = compose(list(_groups(sheet, _built(sheet, Path(folder)))))
            file = OUT / f"pages-{sheet.theme}.png"
            picture.save(file, optimize=True)
            print(f"gallery: {file.name}: {picture.width} × {picture.height} px, {file.stat().st_size // 1000} kB")


def _built(sheet: Sheet, folder: Path) -> Any:
    """Build the book and open its PDF."""
    report = Report()
    book = ROOT / "content" / sheet.book
    if not sheet.book:
        book = start(folder / "sample", report, theme=sheet.theme).folder
    return pdfium.PdfDocument(build(book, folder, theme=sheet.theme, report=report, strict=True).files[0])


def _groups(sheet: Sheet, pdf: Any) -> Iterator[list[Image.Image]]:
    texts = ["".join(page.get_textpage().get_text_range().split()) for page in pdf]
    for names in sheet.groups:
        yield [_rendered(pdf[_place(name, texts)], sheet.height) for name in names]


def _place(name: str, texts: Sequence[str]) -> int:
    """Return the page, from 0: the cover, or the last that holds the text (the contents would come before it)."""
    if name == "cover":
        return 0
    found = [index for index, text in enumerate(texts) if name in text]
    if not found:
        raise SystemExit(f"gallery: no page holds “{name}”")
    return found[-1]


def _rendered(page: Any, height: int) -> Image.Image:
    image: Image.Image = page.render(scale=height / page.get_height()).to_pil()
    return image.convert("RGB")


def compose(groups: Sequence[Sequence[Image.Image]]) -> Image.Image:
    """Return the groups side by side on white, each with a thin border and a soft shadow, in few colours."""
    width = sum(page.width for pages in groups for page in pages) + _GAP * (len(groups) - 1) + 2 * _EDGE
    picture = Image.new("RGB", (width, max(page.height for pages in groups for page in pages) + 2 * _EDGE), "white")
    left = _EDGE
    for pages in groups:
        _lay(picture, pages, left)
        left += sum(page.width for page in pages) + _GAP
    # Of the ways to choose them, this one keeps an accent of which there is little on the pages.
    return picture.quantize(_COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)


def _lay(picture: Image.Image, pages: Sequence[Image.Image], left: int) -> None:
    box = (left - 1, _EDGE - 1, left + sum(page.width for page in pages), _EDGE + pages[0].height)
    shadow = Image.new("L", picture.size, 0)
    ImageDraw.Draw(shadow).rectangle((box[0] + 2, box[1] + 4, box[2] + 2, box[3] + 4), fill=_SHADOW)
    picture.paste((0, 0, 0), mask=shadow.filter(ImageFilter.GaussianBlur(6)))
    at = left
    for page in pages:
        picture.paste(page, (at, _EDGE))
        at += page.width
    draw = ImageDraw.Draw(picture)
    draw.rectangle(box, outline=_BORDER)
    for fold in range(left + pages[0].width, at, pages[0].width):
        draw.line((fold, _EDGE, fold, box[3] - 1), fill=_BORDER)


if __name__ == "__main__":
    main()

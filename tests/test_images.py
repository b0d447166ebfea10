"""Images: every kind of file prints as it looks, and a file with something wrong says so at its line."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from PIL import Image
from weasyprint import images as stock

from kanyin import build
from kanyin.diagnostics import BuildFailed, Diagnostic, Report
from kanyin.images import faults, printable

from .picture_files import GREYS, QUARTERS, SIZE, animated, oriented, photograph, picture, png, saved, translucent
from .reading import Reading
from .small_books import read_book

Color = tuple[int, int, int]
BuildPictures = Callable[..., tuple[Reading, list[Diagnostic]]]

# On white, half transparent: halfway between the colour and white.
PALE = tuple(tuple(round((value + 255) / 2) for value in color) for color in QUARTERS)
GREY = tuple((grey, grey, grey) for grey in GREYS)


def make(folder: Path, name: str, data: bytes, text: str = "![题](FILE)") -> Path:
    """Write a book of one chapter, with an image in line 3."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(data)
    (folder / "a.md").write_text(f"# 图\n\n{text.replace('FILE', name)}\n", encoding="utf-8")
    return folder


def others(report: Report) -> list[Diagnostic]:
    """Return what was found but that these few pixels are few, which is so."""
    return [found for found in report if found.code != "preflight.low-resolution"]


def printed(folder: Path, name: str, data: bytes) -> list[Color]:
    """Build a book with one image, 80 mm wide, and return the colours of its quarters on paper."""
    path = make(folder / "book", name, data, "![题](FILE){width=80mm}")
    report = Report()
    built = build(path, folder / "out", report=report)
    assert not [found for found in others(report) if found.severity != "note"]
    reading = Reading(built.files[0])
    with pdfium.PdfDocument(reading.path) as pdf:
        page = pdf[reading.page_of("题")]
        (image,) = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])
        left, bottom, right, top = image.get_bounds()
        bitmap = page.render(scale=1).to_pil().convert("RGB")
        across, down = [left + (right - left) * part for part in (0.25, 0.75)], page.get_height()
        return [
            bitmap.getpixel((round(x), round(down - y)))
            for y in (top - (top - bottom) * 0.25, top - (top - bottom) * 0.75)
            for x in across
        ]


def alike(found: list[Color], expected: Any, within: int = 4) -> bool:
    """Tell whether colours are the same, as far as lossy files keep them."""
    return all(
        abs(a - b) <= within
        for one, other in zip(found, expected, strict=True)
        for a, b in zip(one, other, strict=True)
    )


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("grey.png", png(0), GREY),
        ("colour.png", png(2), QUARTERS),
        ("grey16.png", png(0, depth=16), GREY),
        ("colour16.png", png(2, depth=16), QUARTERS),
        ("interlaced.png", png(2, interlaced=True), QUARTERS),
        ("palette.png", saved(picture("P"), "PNG"), QUARTERS),
        ("alpha.png", saved(translucent("RGBA"), "PNG"), PALE),
        ("greyalpha.png", saved(translucent("LA"), "PNG"), tuple((round((g + 255) / 2),) * 3 for g in GREYS)),
        ("key.png", saved(picture(), "PNG", transparency=(255, 0, 0)), ((255, 255, 255), *QUARTERS[1:])),
        ("colour.jpg", saved(picture().resize((400, 300), 0), "JPEG", quality=95), QUARTERS),
        ("grey.jpg", saved(picture("L").resize((400, 300), 0), "JPEG", quality=95), GREY),
        ("phone.jpg", photograph(), QUARTERS),
        ("a.webp", saved(picture(), "WEBP", lossless=True), QUARTERS),
        ("alpha.webp", saved(translucent("RGBA"), "WEBP", lossless=True), PALE),
        ("a.gif", saved(picture(), "GIF"), QUARTERS),
        ("a.avif", saved(picture().resize((400, 300), 0), "AVIF", quality=95), QUARTERS),
        ("a.tif", saved(picture(), "TIFF"), QUARTERS),
        ("a.bmp", saved(picture(), "BMP"), QUARTERS),
        ("named.jpg", png(2), QUARTERS),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_kind_of_file_prints_as_it_looks(tmp_path: Path, name: str, data: bytes, expected: Any) -> None:
    assert alike(printed(tmp_path, name, data), expected)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_stands_upright(tmp_path: Path, orientation: int) -> None:
    assert alike(printed(tmp_path, "a.jpg", oriented(orientation)), QUARTERS)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_so_do_other_files_with_an_orientation(tmp_path: Path, kind: str) -> None:
    assert alike(printed(tmp_path, f"a.{kind.lower()}", oriented(6, kind)), QUARTERS)


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_cmyk_is_not_printed_as_its_negative(tmp_path: Path, kind: str) -> None:
    # JPEGs of Adobe's kind, as Pillow writes them, hold CMYK inverted. The colours are those of inks, so only which of
    # red, green and blue are strong is looked at.
    image = picture().resize((400, 300), Image.Resampling.NEAREST).convert("CMYK")
    data = saved(image, kind, **({"quality": 95} if kind == "JPEG" else {}))
    found = printed(tmp_path, f"a.{kind.lower()}", data)
    strong = [tuple(value > 128 for value in color) for color in found]
    assert strong == [tuple(value > 128 for value in color) for color in QUARTERS]


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_a_moving_picture_the_first_is_printed_and_a_note_says_so(tmp_path: Path, kind: str) -> None:
    assert alike(printed(tmp_path, f"a.{kind.lower()}", animated(kind)), QUARTERS)
    read = read_book(tmp_path / "b", {"a.md": "# 图\n\n![题](a.bin)\n", "a.bin": animated(kind)})
    assert read.codes == ["image.animated a.md:3"]
    assert read.found[0].severity == "note"


WHOLE_JPEG = saved(picture().resize((400, 300), 0), "JPEG")
HUGE = png(2, size=(50000, 50000))


@pytest.mark.parametrize(
    ("name", "data", "code", "message"),
    [
        ("a.png", b"", "image.broken", "is empty"),
        ("a.png", b"not an image", "image.broken", "is not an image"),
        ("a.jpg", b"<!DOCTYPE html><title>404</title>", "image.broken", "is a web page"),
        ("a.svg", b"<svg><g></svg>", "image.broken", "is not well-formed XML in line 1, column 11"),
        ("a.svg", b"<rss/>", "image.broken", "is XML, but not SVG: it begins with <rss>"),
        ("a.png", png(2, size=(0, 30)), "image.broken", "is"),
        ("a.pdf", b"%PDF-1.7", "image.broken", "is of a kind that is not printed (pdf)"),
        ("a.heic", b"\0\0\0\x18ftypheic", "image.broken", "is of a kind that is not printed (heic)"),
        ("a.png", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "image.broken", "is not an image"),
        ("a.png", HUGE, "image.too-large", "has"),
        ("a.png", png(2)[:-40], "image.truncated", "is cut off"),
        ("a.jpg", WHOLE_JPEG[: len(WHOLE_JPEG) // 2], "image.truncated", "is cut off"),
        ("a.gif", saved(picture(), "GIF")[:-30], "image.truncated", "is cut off"),
    ],
)
def test_a_file_with_something_wrong_says_so_at_its_line(
    tmp_path: Path, name: str, data: bytes, code: str, message: str
) -> None:
    read = read_book(tmp_path, {"a.md": f"# 图\n\n![题]({name})\n", name: data})
    assert read.codes == [f"{code} a.md:3"]
    assert read.found[0].message.startswith(f"the image `{name}` {message}")


def test_a_damaged_png_is_found(tmp_path: Path) -> None:
    data = bytearray(png(2))
    data[len(data) // 2] ^= 0xFF
    (tmp_path / "a.png").write_bytes(data)
    assert [fault.code for fault in faults(tmp_path / "a.png")] == ["image.truncated"]


def test_the_end_of_a_photographs_preview_is_not_its_end(tmp_path: Path) -> None:
    # The preview in the EXIF data is a whole JPEG; the picture behind it is cut off in its header.
    cut = WHOLE_JPEG[: WHOLE_JPEG.index(b"\xff\xda") + 20]
    preview = b"\xff\xe1" + struct.pack(">H", len(WHOLE_JPEG) + 2) + WHOLE_JPEG
    (tmp_path / "a.jpg").write_bytes(cut[:2] + preview + cut[2:])
    assert [fault.code for fault in faults(tmp_path / "a.jpg")] == ["image.truncated"]


def test_what_is_cut_off_prints_as_far_as_it_goes(tmp_path: Path) -> None:
    report = Report()
    built = build(make(tmp_path / "book", "a.jpg", WHOLE_JPEG[: len(WHOLE_JPEG) // 2]), tmp_path / "out", report=report)
    assert [found.code for found in report] == ["image.truncated"]
    assert Reading(built.files[0]).find("题")


def test_a_broken_image_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(BuildFailed, match="is not an image"):
        build(make(tmp_path / "book", "a.png", b"?"), tmp_path / "out")


def test_an_image_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    (fault,) = faults(tmp_path / "a.png")
    assert (fault.code, fault.message) == ("image.broken", "cannot be read: Permission denied")


@pytest.mark.parametrize("data", [png(2), WHOLE_JPEG, b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"?", b"", HUGE])
def test_what_the_engine_prints_by_itself_is_left_as_it_is(data: bytes) -> None:
    assert printable(data) is data


def test_images_are_decoded_once_for_all_chapters_and_passes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Any] = []
    stock_init = stock.RasterImage.__init__

    def counting(image: Any, *arguments: Any, **options: Any) -> None:
        made.append(image)
        stock_init(image, *arguments, **options)

    monkeypatch.setattr(stock.RasterImage, "__init__", counting)
    folder = make(tmp_path / "book", "a.webp", saved(picture(), "WEBP"))
    (folder / "b.md").write_text("# 又\n\n![题](a.webp)\n\n![题](a.webp)\n", encoding="utf-8")
    build(folder, tmp_path / "out")
    assert len(made) == 1


@pytest.mark.parametrize("attributes", ["{.decorative}", "{.decorative width=10mm}"])
def test_an_image_that_only_decorates_needs_no_text(tmp_path: Path, attributes: str) -> None:
    report = Report()
    build(make(tmp_path / "book", "a.png", png(2), "![](FILE)" + attributes), tmp_path / "out", report=report)
    assert not others(report)


@pytest.mark.parametrize("text", ["![](FILE)", "文字![](FILE)文字", '<img src="FILE">', '<img src="FILE" alt="">'])
def test_every_other_image_does(tmp_path: Path, text: str) -> None:
    report = Report()
    build(make(tmp_path / "book", "a.png", png(2), text), tmp_path / "out", report=report)
    (found,) = others(report)
    assert (found.code, found.span and found.span.line) == ("image.no-alt", 3)


def _place(reading: Reading, number: int = 0) -> tuple[int, float, float, float, float]:
    """Return page (from 0), left, top, right and bottom in pt of the image of that number."""
    found = []
    with pdfium.PdfDocument(reading.path) as pdf:
        for index in range(len(pdf)):
            page = pdf[index]
            for image in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]):
                left, bottom, right, top = image.get_bounds()
                found.append((index, left, page.get_height() - top, right, page.get_height() - bottom))
    return found[number]


# The type area of the theme `book`: 283.5 x 468 pt.
WIDTH, DEPTH = 283.5, 468.0


@pytest.mark.parametrize(
    ("size", "attributes"),
    [
        ((3000, 200), ""),
        ((300, 3000), ""),
        ((3000, 4000), ""),
        ((300, 3000), "{width=100%}"),
        ((300, 3000), "{width=300mm}"),
    ],
)
def test_an_image_fits_the_type_area_in_its_proportions(tmp_path: Path, size: tuple[int, int], attributes: str) -> None:
    data = saved(Image.new("L", size), "PNG")
    path = make(tmp_path / "book", "a.png", data, "![题](FILE)" + attributes)
    reading = Reading(build(path, tmp_path / "out").files[0])
    page, left, top, right, bottom = _place(reading)
    assert right - left <= WIDTH + 0.1
    assert bottom - top <= DEPTH + 0.1
    assert (right - left) / (bottom - top) == pytest.approx(size[0] / size[1], rel=0.01)
    caption = reading.find("题", page)[0]
    assert caption.y > bottom


@pytest.mark.parametrize("characters", [20, 200, 300])
def test_a_figure_stands_on_one_page_with_its_caption(tmp_path: Path, characters: int) -> None:
    # 300 characters of 9 pt are ten lines of 31.5 em.
    title = "题" * (characters - 1) + "末"
    path = make(tmp_path / "book", "a.png", saved(Image.new("L", (300, 400)), "PNG"), f"![{title}](FILE){{width=100%}}")
    reading = Reading(build(path, tmp_path / "out").files[0])
    page, _, top, _, bottom = _place(reading)
    assert bottom > top
    last = reading.find("末")[0]
    assert last.page == page
    assert last.y < 24 * 72 / 25.4 + DEPTH  # the head is 24 mm


def test_what_is_made_of_an_image_is_the_same_each_time() -> None:
    assert printable(png(0, depth=16)) == printable(png(0, depth=16))
    assert zlib.crc32(printable(png(0, depth=16))) != zlib.crc32(png(0, depth=16))
    assert SIZE == (40, 30)

"""The READMEs' pictures: pages side by side, the same bytes for the same pages."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tools import gallery


def page(colour: tuple[int, int, int]) -> Image.Image:
    """Return a page of 30 × 40 px in one colour."""
    return Image.new("RGB", (30, 40), colour)


def test_pages_of_a_group_touch_and_groups_stand_apart() -> None:
    red, blue, green = (156, 40, 34), (30, 77, 107), (44, 90, 74)
    picture = gallery.compose([[page(red)], [page(blue), page(green)]]).convert("RGB")
    # 24 + 30 + 36 + 2 × 30 + 24 = 174 wide, 24 + 40 + 24 = 88 high
    assert picture.size == (174, 88)
    assert picture.getpixel((40, 44)) == red
    assert picture.getpixel((110, 44)) == blue
    assert picture.getpixel((130, 44)) == green
    assert picture.getpixel((0, 0)) == (255, 255, 255)


def test_the_same_pages_give_the_same_bytes() -> None:
    def made() -> bytes:
        buffer = io.BytesIO()
        gallery.compose([[page((156, 40, 34))], [page((0, 0, 0))]]).save(buffer, "png", optimize=True)
        return buffer.getvalue()

    assert made() == made()


def test_a_page_is_found_by_the_last_place_of_its_text() -> None:
    assert gallery._place("第七章", ["封面", "目录第七章", "第七章书的各部分"]) == 2
    assert gallery._place("cover", ["封面"]) == 0
    with pytest.raises(SystemExit, match="没有"):
        gallery._place("没有", ["封面"])

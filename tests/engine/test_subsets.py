"""A font is cut down in one pass, and to the same bytes as in two."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from weasyprint.pdf.fonts import Font
from weasyprint.text.ffi import fontconfig, harfbuzz

from kanyin import engine
from kanyin.engine import subsets
from kanyin.engine.families import font_files
from kanyin.engine.programs import _face

from .. import em_font


def cut(file: str | Path, glyphs: list[int], missing: dict[int, int], *, stock: bool) -> bytes:
    """Return a font's program with these glyphs, as stock makes it or as we do."""
    if stock:
        engine.uninstall()
    font: Any = SimpleNamespace(hb_face=_face(str(file), 0), missing=missing, family="a font")
    Font._harfbuzz_subset(font, dict.fromkeys(glyphs), False)
    engine.install()
    made: bytes = font.file_content
    return made


def system_fonts() -> list[str]:
    """Return a font file of each folder: of different kinds, where the system has several."""
    files = font_files(fontconfig.FcInitLoadConfigAndFonts(), fontconfig.FcSetSystem)
    return list({Path(file).parent: file for file in files if file.endswith((".ttf", ".otf", ".ttc"))}.values())


@pytest.mark.parametrize("glyphs", [[3, 5, 40], [0, *range(20, 60)]])
@pytest.mark.parametrize("missing", [{}, {0xFFFD: 9}])
def test_one_pass_gives_the_bytes_of_two(tmp_path: Path, glyphs: list[int], missing: dict[int, int]) -> None:
    own = em_font.write(tmp_path / "em.ttf", "国" + em_font.OPENING + em_font.CLOSING)
    for file in [str(own), *system_fonts()]:
        assert cut(file, glyphs, missing, stock=False) == cut(file, glyphs, missing, stock=True), file


def test_stock_has_its_way_where_more_glyphs_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = em_font.write(tmp_path / "em.ttf", "国")
    names = ("hb_tag_from_string", "hb_set_add_sorted_array", "hb_face_destroy")
    more = SimpleNamespace(**{name: getattr(harfbuzz, name) for name in names}, hb_face_get_glyph_count=lambda _: 4096)
    monkeypatch.setattr(subsets, "harfbuzz", more)
    made = tmp_path / "made.ttf"
    made.write_bytes(cut(own, [3, 5], {}, stock=False))
    assert TTFont(made)["maxp"].numGlyphs == 6  # .notdef and five more, the last of them used


def test_hints_are_left_to_stock(monkeypatch: pytest.MonkeyPatch) -> None:
    def one_pass(*_: object) -> bytes:
        raise AssertionError("hints would be lost")

    monkeypatch.setattr(subsets, "_subset", one_pass)
    asked: list[bool] = []
    make: Callable[..., None] = subsets._in_one(lambda font, glyphs, hinting: asked.append(hinting))
    make(None, [1], True)
    assert asked == [True]

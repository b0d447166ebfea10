"""Fonts told apart by their files, and put together from what several drawings used. The last tests are the contract."""

from __future__ import annotations

import inspect
import io
import re
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pikepdf
import pydyf
import pytest
import weasyprint
from fontTools.ttLib import TTFont
from weasyprint.pdf.fonts import Font
from weasyprint.text.fonts import FontConfiguration

from kanyin import engine
from kanyin.engine import programs
from kanyin.engine.drawing import draw
from kanyin.engine.hook import find
from kanyin.engine.margins import apart
from kanyin.engine.objects import as_stream, split
from kanyin.forme import EmbeddedFont, FontUse

from .. import em_font
from .bound import bound, drawn, embedded

SONG = "font-family: 'Noto Serif CJK SC'"


def no_config() -> Any:
    """Fail: the fonts of the system need no configuration."""
    raise AssertionError("a font configuration was asked for")


def uses(text: str, style: str = SONG) -> tuple[FontUse, ...]:
    """Return what a text in a style uses."""
    return drawn(f"<html lang=zh><body style=\"{style}\"><p>{text}").fonts


def laid_out(text: str) -> Any:
    """Return a document of one line."""
    with apart(1, 1):
        return weasyprint.HTML(string=f"<html lang=zh><p style=\"{SONG}\">{text}").render(pdf_tags=True)


def programs_of(made: Iterable[EmbeddedFont]) -> dict[str, TTFont]:
    """Return the font programs by the name they are embedded with."""
    found = {}
    for font in made:
        [text] = [text for _, text in font.objects if b"/FontDescriptor" in text and b"/FontFile" in text]
        name = str(pikepdf.Object.parse(_plain(text)).FontName)[1:]
        number = int(re.search(rb"/FontFile\d? (\d+) 0 R", text)[1])  # type: ignore[index]
        found[name] = TTFont(io.BytesIO(_inflated(dict(font.streams)[number])))
    return found


def _plain(text: bytes) -> bytes:
    return re.sub(rb"\b(\d+) 0 R\b", rb"\1", text)


def _inflated(stream: Any) -> bytes:
    return zlib.decompress(stream.data)


def glyphs(font: TTFont) -> int:
    """Return how many glyphs of a program have an outline that is not empty, the first apart."""
    strings = font["CFF "].cff.topDictIndex[0].CharStrings if "CFF " in font else None
    assert strings is not None
    return sum(len(strings[name].bytecode) > 4 for name in font.getGlyphOrder()[1:])


# ---- one subset a face


def test_two_drawings_of_one_face_share_a_subset_of_all_their_glyphs() -> None:
    one, two = uses("天地玄黄"), uses("玄黄宇宙洪")
    assert [use.key for use in one] == [use.key for use in two]
    both = programs_of(embedded([*one, *two], no_config))
    [(name, font)] = both.items()
    assert re.fullmatch("[A-Z]{6}\\+Noto-Serif-CJK-SC", name)
    assert glyphs(font) == 7  # 天地玄黄宇宙洪
    assert [glyphs(found) for found in programs_of(embedded(one, no_config)).values()] == [4]


def test_the_order_of_drawings_does_not_matter() -> None:
    one, two = uses("天地<b>玄</b>黄"), uses("<b>玄</b>黄宇宙洪")
    assert embedded([*one, *two], no_config) == embedded([*two, *one], no_config)


def test_weights_are_faces_of_their_own() -> None:
    made = programs_of(embedded(uses("天<b>地</b>"), no_config))
    assert len(made) == 2


def test_sizes_of_a_face_share_a_subset() -> None:
    assert len(programs_of(embedded(uses("天<span style='font-size: 30pt'>地</span>"), no_config))) == 1


def test_every_glyph_has_its_width_and_its_text(tmp_path: Path) -> None:
    found = bound(tmp_path, drawn(f"<html lang=zh><p style=\"{SONG}\">天地"), drawn(f"<html lang=zh><p style=\"{SONG}\">地玄Ab"))
    assert "".join(glyph.char for glyph in found.glyphs) == "天地地玄Ab"
    assert len(found.fonts) == 1


def test_no_drawing_no_font() -> None:
    assert embedded([], no_config) == []


# ---- the program is read when it is embedded


def test_the_file_of_a_font_is_not_copied_while_pages_are_drawn() -> None:
    document = laid_out("天地")
    draw(document, {})
    [font] = document.fonts.values()
    assert isinstance(font.kanyin_program, programs._Later)
    assert len(font.file_content) > 1_000_000
    assert isinstance(font.kanyin_program, bytes)


def test_a_font_of_the_books_is_found_through_its_configuration(tmp_path: Path) -> None:
    path = em_font.write(tmp_path / "a.ttf", "天地")
    fonts = FontConfiguration()
    made = drawn(_faced(path), fonts=fonts)
    [use] = made.fonts
    assert "Em" in use.name
    # It was copied into a folder that goes with its configuration: another build has it elsewhere.
    moved = use._replace(file=str(tmp_path / "gone.ttf"))
    assert embedded([moved], lambda: fonts) == embedded([use], lambda: fonts)


def _faced(path: Path, text: str = "天地") -> str:
    face = f"@font-face {{ font-family: Em; src: url({path.as_uri()}) }}"
    return f"<html lang=zh><style>{face} p {{ font-family: Em }}</style><p>{text}"


def test_a_font_that_is_not_there_any_more_is_said_by_its_name(tmp_path: Path) -> None:
    [use] = uses("天")
    with pytest.raises(RuntimeError, match="the font “Noto Serif CJK SC” is not there any more"):
        embedded([use._replace(identity="another")], FontConfiguration)


def test_a_file_that_holds_another_font_now_is_not_taken_for_it(tmp_path: Path) -> None:
    fonts = FontConfiguration()
    path = em_font.write(tmp_path / "a.ttf", "天地")
    [use] = drawn(_faced(path), fonts=fonts).fonts
    other = em_font.write(tmp_path / "b.ttf", "天地玄黄")
    assert embedded([use._replace(file=str(other))], lambda: fonts) == embedded([use], lambda: fonts)


def test_two_files_of_one_family_and_style_are_two_fonts(tmp_path: Path) -> None:
    one, two = em_font.write(tmp_path / "a.ttf", "天"), em_font.write(tmp_path / "b.ttf", "天地玄黄")
    faces = "".join(
        f"@font-face {{ font-family: {name}; src: url({path.as_uri()}) }} .{name} {{ font-family: {name} }}"
        for name, path in (("x", one), ("y", two))
    )
    fonts = FontConfiguration()
    made = drawn(f"<html lang=zh><style>{faces}</style><p class=x>天<p class=y>天地", fonts=fonts)
    assert len({use.identity for use in made.fonts}) == len(made.fonts) == 2
    assert len({use.key for use in made.fonts}) == 2
    found = bound(tmp_path, made, fonts=fonts)
    assert "".join(glyph.char for glyph in found.glyphs) == "天天地"


def test_a_character_no_font_has_is_embedded_as_a_box(tmp_path: Path) -> None:
    made = drawn(f"<html lang=zh><p style=\"{SONG}\">天\U00013000")
    assert any(use.has_missing for use in made.fonts)
    found = bound(tmp_path, made)
    with pikepdf.open(found.path) as pdf:
        content = pdf.pages[0].Contents[0].read_bytes()
    assert b"/ActualText <FEFFD80CDC00>" in content  # U+13000 in UTF-16: what the box stands for
    # On paper there is a box behind the character, which ends at 74 pt; who extracts the text sees ActualText alone.
    printed = found.print(0, 2).convert("L").crop((2 * 75, 0, 2 * 120, 2 * 120))
    assert min(printed.tobytes()) < 128


# ---- the contract with WeasyPrint


@pytest.mark.parametrize(
    ("place", "parameters"),
    [
        ("weasyprint.pdf.fonts:Font.__init__", "self pango_font description font_size"),
        ("weasyprint.pdf.fonts:Font.get_unused_glyph_id", "self codepoint"),
        ("weasyprint.pdf.fonts:build_fonts_dictionary", "pdf fonts compress subset options"),
        ("weasyprint.pdf.stream:Stream.add_font", "self pango_font"),
        ("weasyprint.text.fonts:get_pango_font_key", "pango_font"),
        ("weasyprint.text.fonts:get_pango_font_hb_face", "pango_font"),
    ],
)
def test_contract_signatures(place: str, parameters: str) -> None:
    engine.uninstall()
    assert list(inspect.signature(find(place)).parameters) == parameters.split()


def test_contract_a_font_copies_its_file_through_one_function() -> None:
    engine.uninstall()
    names = find("weasyprint.pdf.fonts:Font.__init__").__code__.co_names
    assert "get_hb_object_data" in names
    assert find("weasyprint.pdf.fonts:get_hb_object_data") is find("weasyprint.text.fonts:get_hb_object_data")
    assert "file_content" in names
    assert "file_content" not in vars(Font)  # so that a property may stand there


def test_contract_a_font_is_what_its_facts_say_and_nothing_more() -> None:
    # A name that a new version adds would be missing from a font that is made of its facts.
    document = laid_out("天")
    draw(document, {})
    [font] = document.fonts.values()
    known = {*programs._FACTS, *programs._ALIKE, "hash", "name", "hb_font", "hb_face"}
    noted = {"widths", "to_unicode", "missing", "used_in_forms"}
    ours = {name for name in vars(font) if name.startswith("kanyin_")}
    engine.uninstall()
    assert set(vars(font)) - ours - {"type"} <= known | noted
    assert known | noted <= set(vars(font))
    assert {name: getattr(font, name) for name in programs._ALIKE} == programs._ALIKE
    initial = inspect.getsource(Font.__init__)
    assert all(f"self.{name} = " in initial for name in ("widths", "to_unicode", "missing", "used_in_forms"))


def test_contract_a_stream_keeps_its_fonts_by_key() -> None:
    engine.uninstall()
    stock = find("weasyprint.pdf.stream:Stream.add_font")
    assert {"_fonts", "Font", "get_pango_font_key"} <= set(stock.__code__.co_names)


def test_contract_a_font_made_of_its_facts_is_embedded_as_the_one_that_was_drawn_with() -> None:
    document = laid_out("天地 office")
    made = draw(document, {})
    pdf = pydyf.PDF()
    options = {**weasyprint.DEFAULT_OPTIONS, "pdf_version": "1.7"}
    for font in document.fonts.values():
        font.to_unicode = dict(sorted(font.to_unicode.items()))
    names = find("weasyprint.pdf.fonts:build_fonts_dictionary")(pdf, document.fonts, True, True, options)
    objects, streams = split(pdf)
    [use] = made.fonts
    number = int(names[use.key].split()[0])
    parts = tuple(objects), tuple((number, as_stream(item)) for number, item in streams)
    assert [EmbeddedFont(use.key, number, *parts)] == embedded(made.fonts, no_config)


def test_contract_pango_and_fontconfig_have_what_is_declared() -> None:
    ffi = "weasyprint.text.ffi"
    for name in ("pangoft2.pango_fc_font_get_pattern", "harfbuzz.hb_blob_create_from_file", "harfbuzz.hb_face_create",
                 "fontconfig.FcConfigGetFonts"):  # fmt: skip
        assert find(f"{ffi}:{name}")
